"""A printed number that the reader types: its field, what can be read, what is said of the rest.

Typed numbers cannot be counted, so nothing can be packed: `typed_number.js` reads them in the page,
as `analysis.survey` does here, and the tests hold the two together.
"""

import re
from typing import Any

from ipywidgets import Dropdown, Text

from clusterbook.analysis.survey import Bases, Rounding
from monograph.words import words_beside

say = words_beside(__file__)

MOST_DECIMALS = 4
MANY = 8
"""More ways than this are counted, not listed."""

RULES = {
    Rounding.HALF_UP: (say("half_up"), say("rounded_half_up")),
    Rounding.HALF_EVEN: (say("half_even"), say("rounded_half_even")),
    Rounding.TRUNCATE: (say("cut_off"), say("cut_off")),
}
"""Rule -> its name in a list, and in a sentence."""

ASKED, REFUSED = (say.each("entry")[name] for name in ("asked", "refused"))

# Without backslashes it reads alike in both languages.
FORM = f"^(0|[1-9][0-9]{{0,2}})([.][0-9]{{1,{MOST_DECIMALS}}})?$"


def entry(value: str, description: str) -> Text:
    """Return the field in which a number is typed; a text, since trailing zeros are decimals."""
    return Text(value=value, description=description, placeholder=value)


def rule_choice() -> Dropdown:
    """Return the choice of how the number was rounded."""
    names = [(name, str(rule)) for rule, (name, _) in RULES.items()]
    return Dropdown(options=names, value=str(Rounding.HALF_UP), description=say("rounded"))


def readable(typed: str, most: float) -> bool:
    """Say whether `typed` is a number as print has it: 0 to `most`, four decimals or fewer."""
    return re.fullmatch(FORM, typed) is not None and float(typed) <= most


def handed_over(whole: int, most: int, example: str, bases: Bases) -> dict[str, Any]:
    """Return what `typed_number.js` needs.

    Parameters
    ----------
    whole
        What a count of n out of n prints as: 100 for a percentage, 1 for a mean.
    most, example
        As for `refusal`.
    bases
        Over which a number is tried.
    """
    asked = ASKED.format(most=most, example=example)
    return {
        "form": FORM,
        "most": most,
        "whole": whole,
        "bases": [bases.low, bases.high],
        "rules": {str(rule): words for rule, (_, words) in RULES.items()},
        "refused": f"{REFUSED} {asked}",
        "asked": asked,
    }


def refusal(typed: str, most: int, example: str) -> str:
    """Return what to tell a reader whose entry is not `readable`."""
    asked = ASKED.format(most=most, example=example)
    return f"{REFUSED.format(printed=typed)} {asked}" if typed else asked
