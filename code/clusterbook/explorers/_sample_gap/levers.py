"""The inputs of the ratio of sample to cluster as controls, and what they make of it (chapter 8).

The twin of what the page computes in `sample_gap`: it answers for the still, and the tests.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from clusterbook.analysis.cluster import Inputs, break_even, extremes, floor_ratio


@dataclass(frozen=True)
class Lever:
    """One input of the ratio, as a control and as a row of the figure."""

    name: str
    """Of the control and of the parameter."""
    words: str
    before: str
    after: str
    form: str
    """How its value is written, for Vega's and Python's `format` alike."""
    low: float
    high: float | None
    """None: the greatest that the book assumes."""
    step: float
    scale: float = 1.0
    """From the control's unit to that of `sales.Inputs`."""

    def written(self, value: float) -> str:
        """Return a value of the control with its decimals, without unit."""
        return format(value, self.form)


# Input of the ratio -> its lever. Each can be moved until it closes the gap alone.
LEVERS = {
    "output_mcny": Lever(
        "output", "Output, billion yuan", "Output ", " billion yuan", ".1f", 18, 66, 0.5, 1000
    ),
    "firms": Lever("firms", "Firms that made it", "Firms ", "", ",.0f", 600, None, 4),
    "sales_per_output": Lever(
        "sales", "Sales over output", "Sales over output ", "", ".2f", 1, 3.5, 0.05
    ),
    "floor_kept": Lever(
        "kept", "Lower edges believed", "Lower edges ", " believed", ".0%", 0.2, 1, 0.02
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


WITHIN = "All inputs lie within the ranges that we assume."


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
    ratio = floor_ratio(case.floor, case.inputs(**held))
    beyond = [
        lever.words.partition(",")[0].lower()
        for key, lever in LEVERS.items()
        if not case.box[key][0] <= held[lever.name] * lever.scale <= case.box[key][1]
    ]
    where = f"Beyond what we assume: {', '.join(beyond)}." if beyond else WITHIN
    return f"The sample's floor is {ratio:.2f} times the cluster's mean. {where} {ends_told(case)}"


def ends_told(case: Case) -> str:
    """Return how far the ratio runs within the ranges that we assume, in words."""
    ends = extremes(case.floor, case.box)
    return f"Within those ranges the ratio runs from {ends.least:.2f} to {ends.most:.2f}."
