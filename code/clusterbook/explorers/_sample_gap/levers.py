"""The inputs of the ratio of sample to cluster as controls, and what they make of it (chapter 8).

`in_page.js` does the same in a page: what it gives is compared with what stands here.
"""

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from clusterbook.analysis.cluster import RISING, Inputs, break_even, extremes, floor_ratio
from monograph.alive.in_page import fixed, grouped
from monograph.drawing.checks import rows as each
from monograph.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True)
class Lever:
    """One input of the ratio, as a control and as a row of the figure."""

    name: str
    """Of the control and of the parameter."""
    words: str
    before: str
    after: str
    digits: int
    percent: bool
    """How its value is written: with so many decimals, as a share or not."""
    low: float
    high: float | None
    """None: the greatest that the book assumes."""
    step: float
    unit: str = ""
    """Behind the value that would bring the ratio to 1."""
    scale: float = 1.0
    """From the control's unit to that of `sales.Inputs`."""

    def written(self, value: float) -> str:
        """Return a value of the control with its decimals, without unit."""
        if self.percent:
            return f"{grouped(100 * value, self.digits)}%"
        return grouped(value, self.digits)

    @property
    def called(self) -> str:
        """What it is called within a sentence."""
        return self.words.partition(",")[0].lower()


# Input of the ratio -> its lever. Each can be moved until it closes the gap alone.
LEVERS = {
    "output_mcny": Lever(
        "output",
        say("output_control"),
        say("output_before"),
        say("output_after"),
        1,
        False,
        18,
        66,
        0.5,
        say("output_unit"),
        1000,
    ),
    "firms": Lever(
        "firms",
        say("firms_control"),
        say("firms_before"),
        "",
        0,
        False,
        600,
        None,
        4,
        say("firms_unit"),
    ),
    "sales_per_output": Lever(
        "sales", say("sales_control"), say("sales_before"), "", 2, False, 1, 3.5, 0.05
    ),
    "floor_kept": Lever(
        "kept",
        say("kept_control"),
        say("kept_before"),
        say("kept_after"),
        0,
        True,
        0.2,
        1,
        0.02,
    ),
}


@dataclass(frozen=True)
class Case:
    """What the figure starts from: the floor under the sample, and the cluster's inputs."""

    floor: float
    central: Inputs
    box: dict[str, tuple[float, float]]

    def inputs(self, **held: float) -> Inputs:
        """Return the inputs at a setting of the controls."""
        return Inputs(**{key: held[lever.name] * lever.scale for key, lever in LEVERS.items()})


WORDS = say.each("words")
"""Everything that is said, in the page too."""

COLUMNS = ["kind", "words", "end", "row", "input", "value", "low", "high", "needed", "ratio"]
COLUMNS += ["inside"]


def shown(case: Case, **held: float) -> pd.DataFrame:
    """Return what the figure shows.

    Returns
    -------
    DataFrame
        kind: "now" (ratio, in words) or "range" (as `moved`; row, counted
        from 0; words before its bar, end behind it; inside: whether the input lies within the
        range that we assume).
    """
    ratio = floor_ratio(case.floor, case.inputs(**held))
    said = {"ratio": fixed(ratio, 2)}
    rows: list[dict[str, Any]] = [
        {"kind": "now", "ratio": ratio, "words": WORDS["now"].format(**said)},
    ]
    for row, one in enumerate(each(moved(case, **held))):
        key, inside = str(one.input), True
        words, end = WORDS["all"], _range(one.low, one.high)
        if key in LEVERS:
            inside = _inside(case, key, one.value)
            words, end = _setting(case, key, one.value, inside=inside), _closes(key, one.needed)
        shown = {"kind": "range", "words": words, "end": end, "row": row, "inside": inside}
        rows.append({**shown, **one._asdict()})
    return pd.DataFrame(rows, columns=COLUMNS)


def _inside(case: Case, key: str, value: float) -> bool:
    low, high = case.box[key]
    return low <= value * LEVERS[key].scale <= high


def _setting(case: Case, key: str, value: float, *, inside: bool) -> str:
    lever = LEVERS[key]
    least, most = (lever.written(end / lever.scale) for end in case.box[key])
    words = WORDS["within" if inside else "beyond"]
    around = {"before": lever.before, "after": lever.after}
    return words.format(**around, value=lever.written(value), least=least, most=most)


def _closes(key: str, needed: float) -> str:
    # More than a whole floor cannot be kept.
    if key == "floor_kept" and needed > 1:
        return WORDS["never"]
    lever = LEVERS[key]
    return WORDS["closes"].format(needed=lever.written(needed), unit=lever.unit)


def _range(low: float, high: float) -> str:
    return WORDS["range"].format(least=fixed(low, 2), most=fixed(high, 2))


def moved(case: Case, **held: float) -> pd.DataFrame:
    """Return how far each input could move the ratio from where it stands.

    Returns
    -------
    DataFrame
        input, value (in the control's unit), low and high (the ratio at the ends of the input's
        range, the others as they are), needed (the value that would bring the ratio to 1); the
        last row, input "all", has the extremes with all inputs within their ranges.
    """
    inputs = case.inputs(**held)
    still = {name: (value, value) for name, value in asdict(inputs).items()}
    needed = break_even(case.floor, inputs).set_index("input")["needed"]
    rows = []
    for key, lever in LEVERS.items():
        ends = extremes(case.floor, still | {key: case.box[key]})
        value = held[lever.name]
        rows.append((key, value, ends.least, ends.most, needed[key] / lever.scale))
    ends = extremes(case.floor, case.box)
    rows.append(("all", None, ends.least, ends.most, None))
    return pd.DataFrame(rows, columns=["input", "value", "low", "high", "needed"])


def told(case: Case, **held: float) -> str:
    """Return the ratio in words, and which inputs lie beyond what we assume."""
    ratio, ends = floor_ratio(case.floor, case.inputs(**held)), extremes(case.floor, case.box)
    beyond = [
        lever.called for key, lever in LEVERS.items() if not _inside(case, key, held[lever.name])
    ]
    where = WORDS["outside"].format(inputs=", ".join(beyond)) if beyond else WORDS["inside"]
    least, most = fixed(ends.least, 2), fixed(ends.most, 2)
    return WORDS["told"].format(ratio=fixed(ratio, 2), where=where, least=least, most=most)


def handed_over(case: Case) -> dict[str, Any]:
    """Return what `in_page.js` is given beside the state."""
    levers = [
        {
            "input": key,
            "rises": key in RISING,
            "least": case.box[key][0],
            "most": case.box[key][1],
            **{n: getattr(lever, n) for n in ("name", "scale", "digits", "percent")},
            **{n: getattr(lever, n) for n in ("before", "after", "called", "unit")},
        }
        for key, lever in LEVERS.items()
    ]
    return {"floor": case.floor, "levers": levers, "words": WORDS}
