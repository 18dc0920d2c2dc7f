"""How easily random conditions look like causes when there are few cases.

A random condition is a fair coin in each case, which has nothing to do with the outcome. All its
possible columns are counted, so every chance is an exact fraction.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import pandas as pd

_KINDS = ("necessary", "sufficient", "both")
"""What `_looks` tells, in its order."""


def look(outcome: Sequence[bool], absence: bool = True) -> dict[str, Fraction]:
    """Return the chance that one random condition looks necessary, sufficient, or both.

    Parameters
    ----------
    outcome
        Whether each case has the outcome.
    absence
        Whether it also counts if the absence of the condition looks so, as it does in practice.

    Returns
    -------
    dict
        necessary, sufficient, both -> chance.

    Raises
    ------
    ValueError
        If there is no case, or more than 16.

    Examples
    --------
    >>> look([True, True, False])["both"]
    Fraction(1, 4)
    """
    if not 1 <= len(outcome) <= 16:
        msg = f"outcome must have 1 to 16 cases, got {len(outcome)}"
        raise ValueError(msg)
    hits = dict.fromkeys(_KINDS, 0)
    for column in product((False, True), repeat=len(outcome)):
        signs = (column, tuple(not x for x in column)) if absence else (column,)
        seen = [_looks(x, outcome) for x in signs]
        for place, name in enumerate(_KINDS):
            hits[name] += any(s[place] for s in seen)
    return {name: Fraction(hit, 2 ** len(outcome)) for name, hit in hits.items()}


def look_table(outcome: Sequence[bool], conditions: int = 9) -> pd.DataFrame:
    """Return those chances for one condition and for at least one of several independent ones.

    Returns
    -------
    DataFrame
        look {necessary, sufficient, both}, absence (whether an absence counts), fraction (as
        text), one, any (0 to 1), expected (mean number among the conditions that look so).

    Raises
    ------
    ValueError
        As for `look`, or if there is no condition.
    """
    if conditions < 1:
        msg = f"conditions must be 1 or more, got {conditions}"
        raise ValueError(msg)
    rows = []
    for absence in (False, True):
        for name, chance in look(outcome, absence).items():
            some = 1 - (1 - chance) ** conditions
            expected = float(conditions * chance)
            rows.append((name, absence, str(chance), float(chance), float(some), expected))
    return pd.DataFrame(rows, columns=["look", "absence", "fraction", "one", "any", "expected"])


def most_classes(cases: int) -> int:
    """Return how many varying conditions can at most be told apart.

    A condition and its opposite count as one. With three cases it is 3: of any nine conditions
    some then are beyond every method.
    """
    if cases < 1:
        msg = f"cases must be 1 or more, got {cases}"
        raise ValueError(msg)
    return int(2 ** (cases - 1)) - 1


def chance_all_apart(conditions: int, cases: int) -> Fraction:
    """Return the chance that random conditions all vary and can all be told apart.

    Raises
    ------
    ValueError
        If there is no condition or no case.
    """
    if conditions < 1:
        msg = f"conditions must be 1 or more, got {conditions}"
        raise ValueError(msg)
    kinds = most_classes(cases) + 1  # with the constant ones, each as probable as the others
    chance = Fraction(1)
    for taken in range(conditions):
        chance *= Fraction(max(kinds - 1 - taken, 0), kinds)
    return chance


def by_cases(conditions: int = 9, most: int = 16) -> pd.DataFrame:
    """Say for each number of cases how far random conditions can be trusted to be told apart.

    Parameters
    ----------
    conditions
        Number of conditions.
    most
        Largest number of cases.

    Returns
    -------
    DataFrame
        cases, classes (most that can be told apart), possible (whether all conditions can be),
        apart (chance that random ones are), spurious (chance that at least one random condition,
        or its absence, looks both necessary and sufficient for an outcome).
    """
    rows = []
    for cases in range(1, most + 1):
        one = Fraction(2, 2**cases)  # the outcome's own column, or its opposite
        apart = float(chance_all_apart(conditions, cases))
        classes = most_classes(cases)
        spurious = float(1 - (1 - one) ** conditions)
        rows.append((cases, classes, classes >= conditions, apart, spurious))
    return pd.DataFrame(rows, columns=["cases", "classes", "possible", "apart", "spurious"])


def _looks(column: Sequence[bool], outcome: Sequence[bool]) -> tuple[bool, bool, bool]:
    """Return whether a column looks necessary, sufficient, both."""
    pairs = list(zip(column, outcome, strict=True))
    necessary = all(x for x, y in pairs if y)
    sufficient = all(y for x, y in pairs if x)
    return necessary, sufficient, necessary and sufficient
