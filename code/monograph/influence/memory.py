"""What costly functions returned, so that a run pays only for what its changed cell reaches."""

from __future__ import annotations

import functools
import hashlib
import pickle
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

SLOW = 0.02
"""Seconds: a function that once took longer is remembered from then on."""

Digests = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class _Kept:
    """What a call returned, pickled, and the digests of the tables that it read itself."""

    result: bytes
    read: dict[str, str]


@dataclass
class Memory:
    """Remembers results by function, arguments, and what the function read of the tables.

    Functions must be pure but for the tables that they load. A result that cannot be pickled, or
    arguments that cannot, are not remembered; nor is a call that changed its arguments.

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
    _kept: dict[str, list[_Kept]] = field(default_factory=dict)
    _since: list[str] = field(default_factory=list)

    def __call__(
        self, function: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]
    ) -> Any:  # noqa: ANN401  (whatever the function returns)
        """Return what the function returns, from memory where it is known."""
        name = f"{function.__module__}.{function.__qualname__}"
        key = _key(name, args, options) if name in self._slow else ""
        for kept in self._kept.get(key, ()):
            if kept.read == self.digests(kept.read):
                return pickle.loads(kept.result)
        started = time.perf_counter()
        result, read = self.reading(lambda: function(*args, **options))
        if key:
            # What a call does to its arguments, a remembered one would not do.
            self._keep(key if key == _key(name, args, options) else "", result, read)
        elif time.perf_counter() - started > SLOW:
            self._slow.add(name)
        return result

    def settle(self) -> None:
        """Let what is known now be known for good: `forget` goes back to this."""
        self._since.clear()

    def forget(self) -> None:
        """Forget what was kept since `settle`: what one changed cell gave serves no other."""
        for key in self._since:
            self._kept[key].pop()
        self._since.clear()

    def deepen(self, package: str) -> None:
        """Remember, too, what the package's own functions return to each other.

        The functions of its loaded modules are replaced for the rest of this process.
        """
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
        @functools.wraps(function)
        def call(*args: Any, **options: Any) -> Any:  # noqa: ANN401
            return self(function, args, options)

        return call

    def _keep(self, key: str, result: Any, read: frozenset[str]) -> None:  # noqa: ANN401
        if not key or result is None:
            return
        try:
            stored = pickle.dumps(result)
        except (pickle.PicklingError, AttributeError, TypeError):
            return
        self._kept.setdefault(key, []).append(_Kept(stored, self.digests(read)))
        self._since.append(key)


def _key(name: str, args: tuple[Any, ...], options: dict[str, Any]) -> str:
    """Return a digest of a call, or "" if its arguments cannot be written."""
    try:
        written = pickle.dumps((name, args, sorted(options.items())))
    except (pickle.PicklingError, AttributeError, TypeError):
        return ""
    return hashlib.blake2b(written).hexdigest()
