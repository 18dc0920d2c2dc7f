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

_KEYS = {"keydown", "keyup"}
"""What a key does when it is pressed or, where it ticks a box, let go."""
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
    mine = _main_thread(events)
    tasks = _outermost([e for e in mine if e["name"] in _TASKS and e["ph"] == "X"])
    found = []
    for key, frame in _presses(mine):
        spent = [t for t in tasks if t["ts"] <= frame and _end(t) > key]
        found.append(sum(t.get("tdur", 0) for t in spent) / 1000)
    return found


def styled(events: Iterable[dict[str, Any]]) -> list[int]:
    """Return how many elements were styled anew from each key to the frame that shows it.

    Examples
    --------
    >>> page = {"pid": 1, "tid": 1}
    >>> key = page | {"name": "EventDispatch", "ph": "X", "args": {"data": {"type": "keydown"}}}
    >>> style = page | {"name": "UpdateLayoutTree", "ph": "X"}
    >>> styled([
    ...     key | {"ts": 10}, style | {"ts": 20, "args": {"elementCount": 3}},
    ...     page | {"name": SHOWN, "ph": "I", "ts": 30}, page | {"name": "Commit", "ts": 50},
    ...     style | {"ts": 60, "args": {"elementCount": 900}},
    ... ])
    [3]
    """
    mine = _main_thread(events)
    passes = [e for e in mine if e["name"] == "UpdateLayoutTree" and e["ph"] == "X"]
    return [
        sum(e["args"].get("elementCount", 0) for e in passes if key <= e["ts"] <= frame)
        for key, frame in _presses(mine)
    ]


def laid_out(events: Iterable[dict[str, Any]]) -> list[set[str]]:
    """Return from what on was laid out anew, from each key to the frame that shows it.

    Examples
    --------
    >>> page = {"pid": 1, "tid": 1}
    >>> key = page | {"name": "EventDispatch", "ph": "X", "args": {"data": {"type": "keydown"}}}
    >>> roots = {"endData": {"layoutRoots": [{"nodeName": "svg class='marks'"}]}}
    >>> laid_out([
    ...     key | {"ts": 10}, page | {"name": "Layout", "ph": "X", "ts": 20, "args": roots},
    ...     page | {"name": SHOWN, "ph": "I", "ts": 30}, page | {"name": "Commit", "ts": 50},
    ... ])
    [{"svg class='marks'"}]
    """
    mine = _main_thread(events)
    passes = [e for e in mine if e["name"] == "Layout" and e["ph"] == "X"]
    return [
        {
            root["nodeName"]
            for e in passes
            if key <= e["ts"] <= frame
            for root in e["args"].get("endData", {}).get("layoutRoots", [])
        }
        for key, frame in _presses(mine)
    ]


def relayered(events: Iterable[dict[str, Any]]) -> list[bool]:
    """Return whether all layers of the page were put together anew, from each key to its frame.

    A browser does so where one of them could not be kept: for what one reaches has changed, say.
    Chromium traces that under "blink".

    Examples
    --------
    >>> page = {"pid": 1, "tid": 1}
    >>> key = page | {"name": "EventDispatch", "ph": "X", "args": {"data": {"type": "keydown"}}}
    >>> relayered([
    ...     key | {"ts": 10}, page | {"name": SHOWN, "ph": "I", "ts": 30},
    ...     page | {"name": "PaintArtifactCompositor::Update", "ph": "X", "ts": 40},
    ...     page | {"name": "Commit", "ph": "X", "ts": 50},
    ... ])
    [True]
    """
    mine = _main_thread(events)
    made = [e["ts"] for e in mine if e["name"] == "PaintArtifactCompositor::Update"]
    return [any(key <= at <= frame for at in made) for key, frame in _presses(mine)]


def _main_thread(events: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the events of the thread that drew, in the order of their start; none if none did."""
    all_events = list(events)
    threads = [(e["pid"], e["tid"]) for e in all_events if e["name"] == SHOWN]
    return sorted((e for e in all_events if [(e["pid"], e["tid"])] == threads[:1]), key=_start)


def _presses(mine: list[dict[str, Any]]) -> list[tuple[float, float]]:
    """Return when each key came that had a drawing made, and when the frame that shows it ended."""
    keys = [e["ts"] for e in mine if e["name"] == "EventDispatch" and _kind(e) in _KEYS]
    frames = [e["ts"] for e in mine if e["name"] == "Commit"]
    found = []
    for mark in (e["ts"] for e in mine if e["name"] == SHOWN):
        before, after = [at for at in keys if at <= mark], [at for at in frames if at >= mark]
        if before and after:
            found.append((before[-1], after[0]))
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
