"""A printed number that the reader types, read backwards in the page itself.

Typed numbers cannot be counted, so nothing can be packed: Vega's expressions do here what
`analysis.survey` and `analysis.means` do with fractions, and the tests hold the two together. The
arithmetic is in whole numbers, which a browser keeps exact: a number printed with d decimals is
U / 10^d, and a count of n prints so if it lies between two edges, (2U-1)/2 and (2U+1)/2 units where
one rounds, U and U+1 units where one cuts off.
"""

from __future__ import annotations

import re

import altair as alt
from ipywidgets import Dropdown, Text

from clusterbook.analysis.survey import WIDE_BASES, Rounding

MOST_DECIMALS = 4
MANY = 8
"""More ways than this are counted, not listed."""

RULES = {
    Rounding.HALF_UP: ("half up", "rounded half up"),
    Rounding.HALF_EVEN: ("half to even", "rounded half to even"),
    Rounding.TRUNCATE: ("cut off", "cut off"),
}
"""Rule -> its name in a list, and in a sentence."""

# No backslashes: they would have to be doubled for Vega, and read alike by both languages.
FORM = f"^(0|[1-9][0-9]{{0,2}})([.][0-9]{{1,{MOST_DECIMALS}}})?$"


def entry(value: str, description: str) -> Text:
    """Return the field in which a number is typed; a text, since trailing zeros are decimals."""
    return Text(value=value, description=description, placeholder=value)


def rule_choice() -> Dropdown:
    """Return the choice of how the number was rounded."""
    names = [(name, str(rule)) for rule, (name, _) in RULES.items()]
    return Dropdown(options=names, value=str(Rounding.HALF_UP), description="Rounded")


def readable(typed: str, most: float) -> bool:
    """Say whether `typed` is a number as print has it: 0 to `most`, four decimals or fewer."""
    return re.fullmatch(FORM, typed) is not None and float(typed) <= most


def refusal(typed: str, most: int, example: str) -> str:
    """Return what to tell a reader whose entry is not `readable`."""
    asked = f"Type a number from 0 to {most} as print has it, with a point: {example}"
    return f"“{typed}” cannot be read. {asked}." if typed else f"{asked}."


def refusal_expr(most: int, example: str) -> str:
    """Return the same as an expression of the parameter `printed`."""
    asked = f"Type a number from 0 to {most} as print has it, with a point: {example}"
    return f"(length(printed) ? '“' + printed + '” cannot be read. {asked}.' : '{asked}.')"


def parameters(value: str, most: int) -> list[alt.Parameter]:
    """Return what the expressions read the entry with, in the order in which it follows.

    Returns
    -------
    list of parameters
        printed, rule (the two controls), readable, units (U), ten (10^d).
    """
    point = "indexof(printed, '.')"
    form = f"test(regexp('{FORM}'), printed) && toNumber(printed) <= {most}"
    return [
        alt.param("printed", value=value),
        alt.param("rule", value=str(Rounding.HALF_UP)),
        alt.param("readable", expr=f"length(printed) > 0 && {form}"),
        alt.param("units", expr="readable ? toNumber(replace(printed, '.', '')) : 0"),
        alt.param("ten", expr=f"{point} < 0 ? 1 : pow(10, length(printed) - {point} - 1)"),
    ]


def first(n: str, whole: int, units: str = "units", ten: str = "ten") -> str:
    """Return the expression for the least count of `n` that prints as the number.

    Parameters
    ----------
    n, units, ten
        Expressions: the base, U and 10^d.
    whole
        What a count of n out of n prints as: 100 for a percentage, 1 for a mean.
    """
    halves = f"((2*{units}-(rule=='truncate'?0:1))*{n}/(2*{whole}*{ten}))"
    odd = f"rule=='half_even' && {units}%2==1"
    return f"max(0, {odd} ? floor({halves})+1 : ceil({halves}))"


def last(n: str, whole: int, units: str = "units", ten: str = "ten") -> str:
    """Return the expression for the greatest count of `n` that prints so; below `first` if none."""
    halves = f"((2*{units}+(rule=='truncate'?2:1))*{n}/(2*{whole}*{ten}))"
    even = f"rule=='half_even' && {units}%2==0"
    found = f"({even} ? floor({halves}) : ceil({halves})-1)"
    return f"min({n}, {found})" if whole == 100 else found


def nearest(n: str, whole: int, units: str = "units", ten: str = "ten") -> str:
    """Return the expression for the count of `n` that comes nearest to the number.

    Half-way the lower one for a percentage, the upper one for a mean: as `survey.lattice` and
    `means.grim` have it.
    """
    exact = f"{units}*{n}/({whole}*{ten})"
    return f"min({n}, ceil({exact} - 0.5))" if whole == 100 else f"floor({exact} + 0.5)"


def listed(whole: int) -> str:
    """Return the expression for all that fits, base by base: "8/60, 10/75", or "" if nothing does.

    A base with several counts that fit is named with the least of them.
    """
    terms = []
    for base in WIDE_BASES:
        n = str(base)
        least = first(n, whole)
        terms.append(f"({last(n, whole)} >= {least} ? ', ' + {least} + '/{n}' : '')")
    return f"readable ? slice({' + '.join(terms)}, 2) : ''"


def counted(ways: str = "ways") -> str:
    """Return the expression for how many a list of `listed` has."""
    return f"(length({ways}) ? length(split({ways}, ', ')) : 0)"
