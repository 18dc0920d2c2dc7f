"""What a trace of a browser says of the work that a key press makes.

A wall clock on a machine with other work says little of a page. A trace also has, for each task of
the page's main thread, the processor time that it took: from the key to the end of the frame that
shows its effect, script, style, layout and paint alike, without any waiting.
"""

from collections.abc import Iterable
from typing import Any

CATEGORIES = (
    "toplevel",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline",
    "blink.user_timing",
)
"""What Chromium is asked to trace."""

SHOWN = "monograph-shown"
"""The mark that a page sets when a figure has drawn another state."""

_TASKS = {"RunTask", "ThreadControllerImpl::RunTask"}


def work(events: Iterable[dict[str, Any]]) -> list[float]:
    """Return the main thread's processor time from each key to the end of the frame that shows it.

    Parameters
    ----------
    events
        Those of a trace, with a mark `SHOWN` for each drawing.

    Returns
    -------
    list of float
        ms, one for each mark that a key came before and a frame after.

    Examples
    --------
    >>> page = {"pid": 1, "tid": 1}
    >>> task = page | {"name": "RunTask", "ph": "X"}
    >>> key = page | {"name": "EventDispatch", "ph": "X", "args": {"data": {"type": "keydown"}}}
    >>> work([
    ...     task | {"ts": 0, "dur": 5000, "tdur": 4000}, key | {"ts": 10, "dur": 4000},
    ...     page | {"name": SHOWN, "ph": "I", "ts": 4500},
    ...     task | {"ts": 9000, "dur": 3000, "tdur": 2500},
    ...     page | {"name": "Commit", "ph": "X", "ts": 11000, "dur": 500},
    ... ])
    [6.5]
    """
    marks = sorted((e for e in events if e["name"] == SHOWN), key=_start)
    if not marks:
        return []
    thread = (marks[0]["pid"], marks[0]["tid"])
    mine = sorted((e for e in events if (e["pid"], e["tid"]) == thread), key=_start)
    tasks = _outermost([e for e in mine if e["name"] in _TASKS and e["ph"] == "X"])
    keys = [e["ts"] for e in mine if e["name"] == "EventDispatch" and _kind(e) == "keydown"]
    frames = [e["ts"] for e in mine if e["name"] == "Commit"]
    found = []
    for mark in marks:
        before = [at for at in keys if at <= mark["ts"]]
        after = [at for at in frames if at >= mark["ts"]]
        if before and after:
            spent = [t for t in tasks if t["ts"] <= after[0] and _end(t) > before[-1]]
            found.append(sum(t.get("tdur", 0) for t in spent) / 1000)
    return found


def _start(event: dict[str, Any]) -> tuple[float, float]:
    return event["ts"], -event.get("dur", 0)


def _end(event: dict[str, Any]) -> float:
    return float(event["ts"] + event.get("dur", 0))


def _kind(event: dict[str, Any]) -> str:
    return str(event.get("args", {}).get("data", {}).get("type", ""))


def _outermost(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tasks that lie in no other; the given ones are in the order of their start."""
    found: list[dict[str, Any]] = []
    for task in tasks:
        if not found or task["ts"] >= _end(found[-1]):
            found.append(task)
    return found
