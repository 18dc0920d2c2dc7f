"""What costly functions returned, so that a run pays only for what its changed cell reaches."""

import functools
import hashlib
import pickle
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

SLOW = 0.005
"""Seconds of computing: a function that once took longer is remembered from then on.

They are this thread's own: on a busy machine every function would look slow by the clock.
"""

TRIED = 100
"""Calls after which a function that was never slow is taken to be quick, and no longer timed."""

LARGE = 1_000_000
"""Bytes of arrays among the arguments from which a call is not remembered.

To tell one such call from another takes about as long as to make it.
"""

Digests = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class _Kept:
    """What a call returned, pickled, and the digests of the tables that it read itself."""

    result: bytes
    read: dict[str, str]


@dataclass(frozen=True)
class Known:
    """What a memory knows: which functions are slow, which are not, and what the slow returned."""

    slow: frozenset[str]
    quick: frozenset[str]
    kept: dict[str, list[_Kept]]


@dataclass
class Memory:
    """Remembers results by function, arguments, and what the function read of the tables.

    Functions must be pure but for the tables that they load. A result that cannot be pickled, or
    arguments that cannot or are large, are not remembered; nor is a call that changed its
    arguments.

    Parameters
    ----------
    reading
        Calls a function and returns its result with the names of the tables that it loaded.
    digests
        Names of tables -> digest of each as it stands in this run.
    """

    reading: Callable[[Callable[[], Any]], tuple[Any, frozenset[str]]] = field(
        default=lambda call: (call(), frozenset())
    )
    digests: Digests = field(default=lambda names: dict.fromkeys(names, ""))
    _slow: set[str] = field(default_factory=set)
    _quick: set[str] = field(default_factory=set)
    _calls: Counter[str] = field(default_factory=Counter)
    _loaded: int = 0
    _kept: dict[str, list[_Kept]] = field(default_factory=dict)
    _since: list[str] = field(default_factory=list)

    def __call__(
        self, function: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
    ) -> Any:  # noqa: ANN401  (whatever the function returns)
        """Return what the function returns, from memory where it is known."""
        name = _name(function)
        key = "" if name in self._quick else _key(name, args, options)
        for kept in self._kept.get(key, ()):
            if kept.read == self.digests(kept.read):
                return pickle.loads(kept.result)
        started = time.thread_time()
        result, read = self.reading(lambda: function(*args, **options))
        if time.thread_time() - started > SLOW:
            self._slow.add(name)
            self._quick.discard(name)
        elif name not in self._slow:
            self._quick.add(name)
            self._calls[name] += 1
        # What a call does to its arguments, a remembered one would not do.
        if key and name in self._slow and key == _key(name, args, options):
            return self._keep(key, result, read)
        return result

    def settle(self) -> None:
        """Let what is known now be known for good: `forget` goes back to this."""
        self._since.clear()

    def forget(self) -> None:
        """Forget what was kept since `settle`: what one changed cell gave serves no other."""
        for key in self._since:
            self._kept[key].pop()
        self._since.clear()

    def known(self) -> Known:
        """Return what is known, for another process."""
        return Known(frozenset(self._slow), frozenset(self._quick), dict(self._kept))

    def learn(self, known: Known) -> None:
        """Take over, for good, what another process knows."""
        self._slow |= known.slow
        self._quick = (self._quick | known.quick) - self._slow
        for key, kept in known.kept.items():
            mine = self._kept.setdefault(key, [])
            mine += [each for each in kept if all(each.read != own.read for own in mine)]

    def deepen(self, package: str) -> None:
        """Remember, too, what the package's own functions return to each other.

        The functions of its loaded modules are replaced for the rest of this process.
        """
        if len(sys.modules) == self._loaded:
            return
        self._loaded = len(sys.modules)
        wrapped: dict[FunctionType, Callable[..., Any]] = {}
        for name, module in list(sys.modules.items()):
            if not name.startswith(f"{package}."):
                continue
            for attribute, found in list(vars(module).items()):
                if isinstance(found, FunctionType) and found.__module__.startswith(f"{package}."):
                    if not hasattr(found, "__wrapped__"):
                        wrapped.setdefault(found, self._through(found))
                    if found in wrapped:
                        setattr(module, attribute, wrapped[found])

    def _through(self, function: FunctionType) -> Callable[..., Any]:
        name = _name(function)

        @functools.wraps(function)
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401
            if self._calls[name] > TRIED and name in self._quick:
                return function(*args, **options)
            return self(function, args, options)

        return call

    def _keep(self, key: str, result: Any, read: frozenset[str]) -> Any:  # noqa: ANN401
        """Keep a result; return it as it will be given out, so that what takes it finds its own."""
        if result is None:
            return result
        try:
            stored = pickle.dumps(result)
            given = pickle.loads(stored)
        except (pickle.PicklingError, AttributeError, TypeError):
            return result
        self._kept.setdefault(key, []).append(_Kept(stored, self.digests(read)))
        self._since.append(key)
        return given


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _key(name: str, args: tuple[Any, ...], options: dict[str, Any]) -> str:
    """Return a digest of a call, or "" if its arguments are large or cannot be written."""
    if sum(getattr(each, "nbytes", 0) for each in (*args, *options.values())) > LARGE:
        return ""
    try:
        written = pickle.dumps((name, args, sorted(options.items())))
    except (pickle.PicklingError, AttributeError, TypeError):
        return ""
    return hashlib.blake2b(written).hexdigest()
