"""What a run asks, and what it leaves to `make test-whole`."""

from collections.abc import Iterable


def never_asked(cases: Iterable[tuple[str, bool]]) -> list[str]:
    """Return the rules of which `make test` asks no case: each must be asked of something.

    Parameters
    ----------
    cases
        Of each case the rule, and whether it is left to the whole.

    Examples
    --------
    >>> never_asked([("fits", False), ("fits", True), ("runs", True)])
    ['runs']
    """
    asked: dict[str, bool] = {}
    for rule, left in cases:
        asked[rule] = asked.get(rule, False) or not left
    return [rule for rule, once in asked.items() if not once]


def summary(left: int, every: int) -> str:
    """Return how much was asked, in one sentence.

    Examples
    --------
    >>> summary(0, 20)
    'All 20 cases were asked.'
    >>> summary(5, 20)
    '15 of 20 cases were asked; `make test-whole` asks the rest.'
    """
    if not left:
        return f"All {every} cases were asked."
    return f"{every - left} of {every} cases were asked; `make test-whole` asks the rest."
