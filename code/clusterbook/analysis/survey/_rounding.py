"""How an exact share becomes a printed number: three rules, on whole numbers only.

No fit depends on how a machine stores a fraction: a ratio is an exact fraction and a printed number
is a text with its decimals.
"""

from enum import StrEnum
from fractions import Fraction
from math import floor


class Rounding(StrEnum):
    """How the exact percentage became the printed one."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATE = "truncate"


def print_ratio(ratio: Fraction, decimals: int, rule: Rounding = Rounding.HALF_UP) -> str:
    """Return a non-negative `ratio` as it prints with `decimals` decimals under `rule`."""
    scaled = ratio * 10**decimals
    if rule is Rounding.HALF_EVEN:
        units = round(scaled)  # Python rounds fractions half to even, exactly
    elif rule is Rounding.HALF_UP:
        units = floor(scaled + Fraction(1, 2))
    else:
        units = floor(scaled)
    whole, rest = divmod(units, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


def print_share(count: int, base: int, decimals: int = 2, rule: Rounding = Rounding.HALF_UP) -> str:
    """Return the percentage `count` of `base` as it prints, without the percent sign.

    Examples
    --------
    >>> print_share(8, 60)
    '13.33'
    """
    return print_ratio(Fraction(100 * count, base), decimals, rule)


def decimals_of(printed: str) -> int:
    """Return how many decimals a printed number shows.

    Raises
    ------
    ValueError
        If `printed` is not a plain number such as "13.33" or "43".
    """
    whole, _, rest = printed.partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()) or printed.endswith("."):
        msg = f"{printed!r} is not a number as printed; allowed: digits, or digits.digits"
        raise ValueError(msg)
    return len(rest)
