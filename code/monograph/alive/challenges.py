"""Challenges: a state that a reader is asked to find, with an answer that was looked for.

A challenge is a button beside an explorer. It names what is to be reached ("Make H2 supported with
one change"); pressed, it sets the controls to one answer. What it promises is held: an explorer
with a challenge whose state does not say it is not made.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from monograph.alive.controls import SLIDERS, current, linked_trait, offered
from monograph.alive.says import finding

State = Mapping[str, Any]


@dataclass(frozen=True)
class Challenge:
    """What a reader is asked to reach, and one answer."""

    words: str
    """What the button says, such as "Make H2 supported with one change"."""
    state: State
    """Parameter -> its value in the answer; the others stand as at first."""
    finds: str
    """What the finding of that state says, or a part of it."""


def within(
    controls: Mapping[str, Any], changes: int, holds: Callable[[dict[str, Any]], bool]
) -> dict[str, Any] | None:
    """Return what to change, in as few controls as possible, for a state that holds; None if none.

    Of a slider its ends are tried, and then the setting nearest to where it stands that still
    holds: what an end does not reach is taken to be out of its reach. Of answers with as many
    changes, the one in the first controls is returned.

    Parameters
    ----------
    controls
        Parameter -> control; those whose values cannot be counted are left as they stand.
    changes
        At most so many controls may be moved.
    holds
        State (of all controls) -> whether it is what is looked for.
    """
    first = {name: control.value for name, control in controls.items()}
    ways = {name: _ways(name, control) for name, control in controls.items()}
    for count in range(1, changes + 1):
        for names in itertools.combinations(controls, count):
            for values in itertools.product(*(ways[name] for name in names)):
                change = dict(zip(names, values, strict=True))
                if holds({**first, **change}):
                    return _nearer(controls, first, change, holds)
    return None


def _ways(name: str, control: Any) -> list[Any]:  # noqa: ANN401  (any ipywidget)
    """Return what else a control can be set to: of a slider, its ends."""
    try:
        values = offered(name, control)
    except TypeError:
        return []
    if isinstance(control, SLIDERS):
        values = [values[0], values[-1]]
    return [value for value in values if not _alike(value, control.value)]


def _nearer(
    controls: Mapping[str, Any],
    first: dict[str, Any],
    change: dict[str, Any],
    holds: Callable[[dict[str, Any]], bool],
) -> dict[str, Any]:
    """Bring each slider of a change back towards where it stood, as long as the state holds."""
    found = dict(change)
    for name in change:
        if isinstance(controls[name], SLIDERS):
            far = [(abs(at - first[name]), at) for at in offered(name, controls[name])]
            steps = [at for _, at in sorted(far)]
            found[name] = next(at for at in steps if holds({**first, **found, name: at}))
    return found


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-9
    return bool(one == other)


def held_to(
    challenge: Challenge, controls: Mapping[str, Any], says: Callable[..., str] | None
) -> list[Any]:
    """Return a challenge as a page holds it: its words, and parameter -> what its control holds.

    Raises
    ------
    ValueError
        If it moves a control that is not there or to what that does not offer, or if its state does
        not say what it promises.
    """
    name = f"the challenge {challenge.words!r}"
    unknown = sorted(set(challenge.state) - set(controls))
    if unknown:
        raise ValueError(
            f"{name} moves {', '.join(unknown)}, but the controls are {', '.join(controls)}"
        )
    before = {key: getattr(c, linked_trait(c)) for key, c in controls.items()}
    try:
        for key, value in challenge.state.items():
            controls[key].value = value
            if not _alike(controls[key].value, value):
                raise ValueError(f"{name} sets {key} to {value!r}, which its control rounds")
        found = finding(says(**{key: c.value for key, c in controls.items()})) if says else ""
        if challenge.finds not in found:
            raise ValueError(f"{name} promises {challenge.finds!r}; its state says {found!r}")
        return [challenge.words, {key: current(controls[key]) for key in challenge.state}]
    finally:
        for key, value in before.items():
            setattr(controls[key], linked_trait(controls[key]), value)
