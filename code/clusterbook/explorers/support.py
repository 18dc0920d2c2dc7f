"""Challenges to make a hypothesis supported, which every explorer of verdicts asks."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from monograph.alive.challenges import Challenge, within
from monograph.words import words_beside

say = words_beside(__file__)

CHANGES = {1: say("one_change"), 2: say("two_changes"), 3: say("three_changes")}
"""In so many changes a challenge can be met -> in words."""


def supported(
    controls: Mapping[str, Any],
    hypotheses: Iterable[str],
    holds: Callable[[str, Mapping[str, Any]], bool],
    says: Callable[..., str],
    label: str,
    most: int = 1,
) -> list[Challenge]:
    """Ask to make each hypothesis supported with as few changes as that takes, where any do.

    Parameters
    ----------
    controls
        Parameter -> control, as the explorer opens.
    hypotheses
        Their ids; one that is supported at first is not asked for.
    holds
        Hypothesis, state -> whether it is supported there.
    says
        State -> the finding, a clause a hypothesis parted by semicolons, and more lines.
    label
        The outcome as the finding has it, in any case.
    most
        At most so many controls may be moved, up to three.
    """
    first = {name: control.value for name, control in controls.items()}
    found = []
    for hypothesis in hypotheses:

        def there(state: Mapping[str, Any], hypothesis: str = hypothesis) -> bool:
            return holds(hypothesis, state)

        change = None if there(first) else within(controls, most, there)
        if change:
            clauses = says(**{**first, **change}).partition("\n")[0].split("; ")
            clause = next(one for one in clauses if one.endswith(label.lower()))
            asked = say("make_supported", hypothesis=hypothesis, changes=CHANGES[len(change)])
            found.append(Challenge(asked, change, clause))
    return found
