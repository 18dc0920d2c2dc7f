"""Where something stands in a JSON text, so that a fault in it can be pointed at.

The json module forgets positions. As the text is known to be valid JSON by now,
walking to a value takes only skipping what stands before it.
"""

import re
from collections.abc import Sequence
from json import JSONDecoder

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = JSONDecoder()


def position(text: str, steps: Sequence[str | int]) -> tuple[int, int]:
    r"""Return line and column, both from 1, of the value at the end of `steps`.

    Parameters
    ----------
    text
        A valid JSON document.
    steps
        Keys of objects and indices of arrays, from the top. Where a step does not exist,
        the place of the value reached so far is returned: that is where it is missing.

    Examples
    --------
    >>> position('{"a": [1,\n 2]}', ["a", 1])
    (2, 2)
    """
    at = _skip(text, 0)
    for step in steps:
        inside = _enter(text, at, step)
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _skip(text: str, at: int) -> int:
    """Return the position of the next character that is no white space."""
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _enter(text: str, at: int, step: str | int) -> int | None:
    """Return where the member `step` of the array or object at `at` begins, None without one."""
    if text[at] not in "{[":
        return None
    keyed, count = text[at] == "{", 0
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        name: str | int = count
        if keyed:
            name, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # past the colon
        if name == step:
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        at = _skip(text, at + (text[at] == ","))
        count += 1
    return None
