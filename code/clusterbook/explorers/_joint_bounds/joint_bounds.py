"""What the joint answers of the survey bound, by what its mean is taken to be (chapter 10)."""

from collections.abc import Callable
from itertools import product
from typing import Any

import altair as alt
import pandas as pd
from ipywidgets import Dropdown, ToggleButtons

from clusterbook.analysis.survey import ANSWERS
from clusterbook.explorers._joint_bounds import places
from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.alive.sheet import X, Y, looked_up, sheet, text
from monograph.drawing.checks import allowed, require
from monograph.drawing.checks import rows as each
from monograph.drawing.theme import COMPUTED, INK, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

Bounds = dict[tuple[str, str, str], tuple[float, float, str]]
"""Reading, answer and measure -> least, greatest, what clashes (blank if something fits)."""

SAID = say.each("said")
"""Treatment of the missing answer -> its words in a choice."""
ASIDE = "aside"
"""The reading under which the mean binds nothing; its bounds are the bars behind."""


def joint_bounds(
    bounds: pd.DataFrame,
    mean_readings: pd.DataFrame,
    joint_measures: pd.DataFrame,
    firms: int,
    *,
    reading: str = ASIDE,
    answer: str = "no",
) -> Explorer:
    """Let a reader choose what the mean is a mean of, and see every bound move.

    Parameters
    ----------
    bounds
        reading, answer, measure, low, high, clash: the result of `survey.joint_bounds`.
    mean_readings
        reading, position, label.
    joint_measures
        measure, position, kind {firms, difference, p_value}, label.
    firms
        Firms in all.
    reading, answer
        The state at first.

    Raises
    ------
    ValueError
        If a frame lacks a column or a row, or the state at first is unknown.
    """
    require(
        "joint_bounds",
        bounds=(bounds, "reading answer measure low high clash"),
        mean_readings=(mean_readings, "reading position label"),
        joint_measures=(joint_measures, "measure position kind label"),
    )
    labels = mean_readings.sort_values("position").set_index("reading")["label"]
    allowed("joint_bounds", pd.Series([reading], name="reading"), tuple(map(str, labels.index)))
    allowed("joint_bounds", pd.Series([answer], name="answer"), ANSWERS)
    at = _by_state(bounds)
    for key in product(labels.index, ANSWERS, joint_measures["measure"]):
        if key not in at:
            raise ValueError(f"joint_bounds: there is no bound for {', '.join(map(str, key))}")

    def rows(reading: str, answer: str) -> pd.DataFrame:
        return state(at, joint_measures, reading, answer)

    def says(reading: str, answer: str) -> str:
        return told(at, str(labels[reading]), reading, answer, firms)

    controls = {
        "reading": Dropdown(
            options=[(label, key) for key, label in labels.items()],
            value=reading,
            description=say("reading"),
        ),
        "answer": ToggleButtons(
            options=[(words, key) for key, words in SAID.items()],
            value=answer,
            description=say("answer"),
        ),
    }
    scales = places.domains(bounds, joint_measures, firms)
    return explore(
        _chart(places.lines(joint_measures, scales)),
        rows=rows,
        says=says,
        label=say("bar_each_measure_from"),
        challenges=_challenges(controls, says),
        **controls,
    )


def _challenges(controls: dict[str, Any], says: Callable[..., str]) -> list[Challenge]:
    """Ask for readings of the mean that settle something, where there are any."""
    asked = (
        (say("make_sure_more_than"), say("more_than_half_whichever")),
        (say("make_sure_fewer_than"), say("fewer_than_half_whichever")),
        (say("find_reading_no_joint"), say("finds_none")),
    )
    found = []
    for words, finds in asked:

        def holds(state: dict[str, str], finds: str = finds) -> bool:
            return finds in says(**state)

        change = within(controls, 2, holds)
        if change:
            found.append(Challenge(words, change, finds))
    return found


def _by_state(bounds: pd.DataFrame) -> Bounds:
    keys = zip(bounds["reading"], bounds["answer"], bounds["measure"], strict=True)
    ends = zip(bounds["low"], bounds["high"], bounds["clash"], strict=True)
    return {
        (str(r), str(a), str(m)): (float(low), float(high), str(clash))
        for (r, a, m), (low, high, clash) in zip(keys, ends, strict=True)
    }


def state(bounds: Bounds, joint_measures: pd.DataFrame, reading: str, answer: str) -> pd.DataFrame:
    """Return what the figure shows at one state.

    Returns
    -------
    DataFrame
        measure, low, high (missing if nothing fits), wide_low, wide_high (without the mean),
        words (the ends, or that nothing fits).
    """
    found = []
    for row in each(joint_measures):
        low, high, clash = bounds[reading, answer, str(row.measure)]
        wide_low, wide_high, _ = bounds[ASIDE, answer, str(row.measure)]
        words = say("nothing_fits") if clash else span(low, high, str(row.kind))
        found.append((row.measure, low, high, wide_low, wide_high, words))
    return pd.DataFrame(found, columns=["measure", "low", "high", "wide_low", "wide_high", "words"])


def span(low: float, high: float, kind: str) -> str:
    """Write two ends: "13 to 44", "−1 to 11", or p-values with three decimals.

    Examples
    --------
    >>> span(-1, 11, "difference"), span(0.25, 1, "p_value"), span(33, 33, "firms")
    ('−1 to 11', '0.250 to 1.000', '33')
    """
    form = "{:.3f}" if kind == "p_value" else "{:.0f}"
    ends = [form.format(value).replace("-", "−") for value in (low, high)]
    return ends[0] if ends[0] == ends[1] else say("between_ends").join(ends)


def told(bounds: Bounds, label: str, reading: str, answer: str, firms: int) -> str:
    """Say what the reading implies for taking part, or which constraints clash."""
    low, high, clash = bounds[reading, answer, "participants"]
    lead = say("missing_answer", label=label, answer=_taken(answer))
    if clash:
        names = clash.replace("_", " ")
        return say("no_joint_answers_fit", lead=lead, names=names)
    asked = firms - (answer == "left_out")
    half = say("may_be_more_or")
    if 2 * low > asked:
        half = say("more_than_half_whichever")
    elif 2 * high < asked:
        half = say("fewer_than_half_whichever")
    least, most, _ = bounds[reading, answer, "difference"]
    return say(
        "firms_take_part_some",
        firms=span(low, high, "firms"),
        asked=asked,
        half=half,
        lead=lead,
        difference=span(least, most, "difference"),
    )


def _taken(answer: str) -> str:
    return say("left_out") if answer == "left_out" else say("taken_as", answer=answer)


def _chart(lines: pd.DataFrame) -> alt.LayerChart:
    fields = ("low", "high", "wide_low", "wide_high", "words")
    base = (
        alt.Chart(lines)
        .transform_filter("datum.form == form")
        .transform_lookup(**looked_up("measure", *fields))
    )
    across = "datum.left + (datum.right - datum.left)"
    placed = base.transform_calculate(
        **{
            f"at_{field}": f"{across} * (datum.{field} - datum.least) / (datum.most - datum.least)"
            for field in fields[:4]
        }
    )
    y = alt.Y("middle:Q", scale=None, axis=None)
    fits = placed.transform_filter("isValid(datum.low)")
    style = text(color=INK.light)
    tips = [
        alt.Tooltip("label:N", title=say("measure")),
        alt.Tooltip("words:N", title=say("bounds")),
    ]
    return sheet(
        base.mark_rule(stroke=RULE.light).encode(_x("left"), alt.X2("right:Q"), y),
        base.mark_tick(color=QUIET.light, thickness=1, size=12).encode(_x("zero"), y),
        placed.mark_rule(stroke=COMPUTED.light, opacity=0.25, strokeWidth=12).encode(
            _x("at_wide_low"), alt.X2("at_wide_high:Q"), y
        ),
        fits.mark_rule(stroke=COMPUTED.light, strokeWidth=6).encode(
            _x("at_low"), alt.X2("at_high:Q"), y, tooltip=tips
        ),
        fits.mark_point(
            shape="circle", size=40, fill=COMPUTED.light, stroke=COMPUTED.light, opacity=1
        ).encode(_x("at_low"), y, tooltip=tips),
        fits.mark_point(
            shape="circle", size=40, fill=COMPUTED.light, stroke=COMPUTED.light, opacity=1
        ).encode(_x("at_high"), y, tooltip=tips),
        base.mark_text(**style).encode(X, Y, text=alt.Text("label:N")),
        base.mark_text(**{**style, "baseline": "middle"}).encode(
            _x("ends"), y, text=alt.Text("words:N")
        ),
        wide=places.height(lines, "wide"),
        narrow=places.height(lines, "narrow"),
    )


def _x(field: str) -> alt.X:
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
