"""A toolbox that stands in for a book's own: it writes down what a chapter tells and shows."""

from collections.abc import Callable, Mapping
from types import FunctionType, ModuleType
from typing import Any

from monograph.influence.memory import Memory
from monograph.influence.record import Record
from monograph.voices.number import Number
from monograph.voices.sentences import holds
from monograph.voices.telling import tell


class Toolbox:
    """Passes on everything that a chapter asks for, but tells and holds into a record.

    Parameters
    ----------
    module
        The book's toolbox, a module.
    record
        Where to write.
    memory
        Of what costly functions returned; shared between runs.
    put_off
        Names in the toolbox under which it keeps functions that make explorers. A call of one is
        not made but kept, as a function of nothing.
    """

    def __init__(
        self, module: ModuleType, record: Record, memory: Memory, put_off: frozenset[str]
    ) -> None:
        self._module, self._record, self._memory = module, record, memory
        self._put_off = put_off
        self._title = ""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (modules and functions alike)
        found = getattr(self._module, name)
        if found is tell:
            return self._tell
        if found is holds:
            return self._hold
        if isinstance(found, ModuleType):
            return _Room(found, self._kept if name in self._put_off else self._wrapped)
        return self._wrapped(found) if isinstance(found, FunctionType) else found

    def title(self) -> str:
        """Return the last title that a function was given, and forget it."""
        title, self._title = self._title, ""
        return title

    def _tell(self, **numbers: Number) -> None:
        for key, number in numbers.items():
            self._record.told[key] = f"{number.text}\t{number.why}"

    def _hold(self, conditions: Mapping[str, object]) -> None:
        for sentence, condition in conditions.items():
            self._record.held[sentence] = bool(condition)

    def _kept(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def keep(*args: Any, **options: Any) -> Later:  # noqa: ANN401
            return Later(function, tuple(map(_own, args)), options)

        return keep

    def _wrapped(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401
            if isinstance(options.get("title"), str):
                self._title = options["title"]
                return function(*args, **options)
            if hasattr(function, "__wrapped__"):  # it asks the memory itself
                return function(*args, **options)
            return self._memory(function, args, options)

        return call


class Later:
    """A call that is made when it is asked for."""

    def __init__(
        self, function: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
    ) -> None:
        self._function, self._args, self._options = function, args, options

    def __call__(self) -> Any:  # noqa: ANN401
        """Make the call."""
        return self._function(*self._args, **self._options)


class _Room:
    """A module of the toolbox whose functions are wrapped; all else is as it is."""

    def __init__(self, module: ModuleType, wrap: Callable[[Any], Any]) -> None:
        self._module, self._wrap = module, wrap

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        found = getattr(self._module, name)
        return self._wrap(found) if isinstance(found, FunctionType) else found


def _own(value: Any) -> Any:  # noqa: ANN401  (any argument)
    """Return a frame's copy: the chapter may write into its own before the call is made."""
    return value.copy() if hasattr(value, "columns") else value
