"""Numbers for the prose: made in a chapter's cell, each in its voice, and told to the text.

What the paper prints is read from the table `facts`, what the book assumes from `assumptions`.
"""

import re
from typing import Any

from monograph.voices.listening import listener
from monograph.voices.number import MIME, Number, Voice

# The prefix by which MyST-NB knows an output that is kept for the prose and not shown.
_GLUED = "application/papermill.record/"

_HYPHEN = re.compile(r"(?<![\w.)])-(?=\d)")
_LONG = re.compile(r"(?<![\w.,])\d{4,}(?![\w,])")
_YEARS = range(1500, 2100)
"""Whole numbers that are read as years, and so have no comma."""


def printed(fact: str, form: str | None = None) -> Number:
    """Return a number as the paper prints it.

    Parameters
    ----------
    fact
        Key of a row of the fact base, such as "F178".
    form
        How to show the row's parsed value instead of the printed string: a format for
        `str.format`, such as "{:,.0f}" or "{:.2f}%".

    Raises
    ------
    KeyError
        If the fact base has no such row.
    """
    row = _row("facts", "fact", fact)
    text = form.format(row["value"]) if form else str(row["printed"])
    return Number(text, Voice.PAPER, trace=f"fact-{fact.lower()}", why=str(row["place"]))


def recovered(value: Any, form: str = "{}", why: str = "") -> Number:  # noqa: ANN401
    """Return a number inferred from print by a rule, shown as `form.format(value)`."""
    return Number(shown(value, form), Voice.RECOVERED, trace="", why=why)


def computed(value: Any, form: str = "{}", why: str = "") -> Number:  # noqa: ANN401
    """Return a number that this book computes, shown as `form.format(value)`."""
    return Number(shown(value, form), Voice.COMPUTED, trace="", why=why)


def assumed(assumption: str, form: str = "{:g}", bound: str = "value") -> Number:
    """Return a number that this book assumes, from the table of assumptions.

    Parameters
    ----------
    assumption
        Key of the row.
    form
        How to show it, a format for `str.format`.
    bound
        Which number of the row: "value", "low" or "high".

    Raises
    ------
    KeyError
        If the table has no such row.
    """
    row = _row("assumptions", "assumption", assumption)
    voice = Voice.EXTERNAL if row["kind"] == "external" else Voice.ASSUMED
    trace = "assumption-" + assumption.lower().replace("_", "-")
    return Number(shown(row[bound], form), voice, trace=trace, why=str(row["reason"]))


def chosen(value: Any, form: str = "{}", why: str = "") -> Number:  # noqa: ANN401
    """Return a number that this book sets: a threshold of its rules, a number of its example.

    It is assumed like a row of the assumptions, and answers with its reason on the page itself.

    Raises
    ------
    ValueError
        If there is no reason.
    """
    return Number(shown(value, form), Voice.ASSUMED, trace="", why=why)


def shown(value: Any, form: str) -> str:  # noqa: ANN401
    """Return `form.format(value)` as people write numbers: a true minus, thousands separated.

    Examples
    --------
    >>> shown(-0.7, "{:.1f}"), shown(1007, "{}"), shown(2009, "{}"), shown("3-5", "{}")
    ('−0.7', '1,007', '2009', '3-5')
    """
    text = _HYPHEN.sub("−", form.format(value))
    return _LONG.sub(lambda n: n[0] if int(n[0]) in _YEARS else f"{int(n[0]):,}", text)


def tell(**numbers: Number) -> None:
    """Make numbers available to the prose of this chapter, as {n}`key`.

    Raises
    ------
    TypeError
        If a value does not say whose number it is.
    """
    from IPython.display import display

    for key, number in numbers.items():
        if not isinstance(number, Number):
            message = (  # type: ignore[unreachable]  # a chapter is not type-checked
                f"{key}={number!r} does not say whose number it is: "
                "wrap it in cb.printed, cb.recovered, cb.computed, cb.assumed or cb.chosen."
            )
            raise TypeError(message)
    reader = listener()
    if reader is not None:
        reader.told(numbers)
        return
    for key, number in numbers.items():
        # Where nobody runs the book, this shows the number. The book leaves told outputs out.
        plain = f"{key} = {number.text} ({number.voice.phrase})"
        display(  # type: ignore[no-untyped-call]
            {_GLUED + MIME: number.as_dict(), "text/plain": plain},
            raw=True,
            metadata={"scrapbook": {"name": key, "mime_prefix": _GLUED}},
        )


def _row(table: str, key: str, value: str) -> dict[str, Any]:
    from monograph.tables.package import load

    frame = load(table)
    found = frame.loc[frame[key] == value]
    if found.empty:
        from difflib import get_close_matches

        near = get_close_matches(value, frame[key].tolist(), n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"data/{table}.csv has no {key} {value!r}.{hint}")
    return {str(k): v for k, v in found.iloc[0].items()}
