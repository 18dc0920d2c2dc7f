"""Functions whose arguments are named by data, such as one per row of a table."""

import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Answer = TypeVar("Answer", bound=Callable[..., Any])


def named(function: Answer, names: Sequence[str]) -> Answer:
    """Give a function that takes any keywords the names of those it is called with.

    `explore` reads the names of the controls from the arguments; where the controls come from a
    table, no one could have written them down.
    """
    kind = inspect.Parameter.KEYWORD_ONLY
    arguments = [inspect.Parameter(name, kind) for name in names]
    function.__signature__ = inspect.Signature(arguments)  # type: ignore[attr-defined]
    return function
