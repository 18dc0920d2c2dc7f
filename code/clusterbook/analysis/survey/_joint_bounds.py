"""What every way to fill the questionnaires has in common: bounds on counts and on p-values.

In: the shares recovered from print, the table `mean_readings` (what 1.33 may be a mean of) and the
table `joint_measures` (what is bounded). One row per reading, treatment of the missing answer and
measure; a reading that no joint answers fit has a row without bounds that names what clashes.
"""

from collections.abc import Callable
from functools import cache, partial
from itertools import product

import pandas as pd

from clusterbook.analysis.statistics import exact_p
from clusterbook.analysis.survey._joint import ANSWERS, JointAnswers, Pattern, Reading

PAIRS = {
    "talk": ("negotiate_firms", "consult_university"),
    "work": ("cooperate_firms", "research_university"),
}
"""The two comparisons of like with like, by modes."""

Value = Callable[[Pattern], int]
_p = cache(exact_p)  # most readings leave the same pairs open
COLUMNS = ["reading", "answer", "measure", "low", "high", "clash"]


def joint_answers(
    modes: pd.DataFrame,
    firms: int,
    reading: Reading,
    answer: str = "no",
    aside: JointAnswers | None = None,
) -> JointAnswers:
    """Return all joint answers that fit.

    Parameters
    ----------
    modes
        item, count, base: the modes with the counts recovered from print.
    firms
        Firms in all.
    reading, answer, aside
        As for `JointAnswers`.
    """
    counts = {str(m): int(c) for m, c in zip(modes["item"], modes["count"], strict=True)}
    bases = {str(m): int(b) for m, b in zip(modes["item"], modes["base"], strict=True)}
    return JointAnswers(counts, bases, firms, reading, answer, aside)


def readings_by_name(mean_readings: pd.DataFrame, printed: str) -> dict[str, Reading]:
    """Return key -> reading of the mean `printed`."""
    rows = mean_readings[["reading", "counted", "base"]].itertuples(index=False)
    return {str(key): Reading(str(counted), str(base), printed) for key, counted, base in rows}


def joint_bounds(
    modes: pd.DataFrame,
    firms: int,
    printed: str,
    mean_readings: pd.DataFrame,
    joint_measures: pd.DataFrame,
) -> pd.DataFrame:
    """Bound every measure under every reading and treatment of the missing answer.

    Parameters
    ----------
    modes
        item, count, base, partner {firm, university, mixed}: the modes, recovered from print.
    firms
        Firms in all.
    printed
        The mean, as printed.
    mean_readings
        reading, counted, base.
    joint_measures
        measure.

    Returns
    -------
    DataFrame
        reading, answer, measure, low, high (both attained; counts of firms, a difference, or
        p-values; missing if nothing fits), clash (names joined by ", "; blank if something fits).

    Raises
    ------
    ValueError
        If a measure is unknown.
    """
    values, nothing = _values(modes), Reading("nothing", "none")
    aside = {answer: joint_answers(modes, firms, nothing, answer) for answer in ANSWERS}
    rows = []
    for key, reading in readings_by_name(mean_readings, printed).items():
        for answer in ANSWERS:
            joint = joint_answers(modes, firms, reading, answer, aside[answer])
            clash = ", ".join(joint.clash())
            for measure in joint_measures["measure"]:
                ends = (None, None) if clash else _ends(joint, str(measure), values)
                rows.append((key, answer, measure, *ends, clash))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"low": float, "high": float})


def participants_allowed(joint: JointAnswers) -> list[int]:
    """Return every number of firms in any mode that some joint answers have."""
    low, high = joint.ends(_any)
    tried, known = range(low, high + 1), joint.known(_any)
    return [
        n
        for n in tried
        if (n,) in known or joint.fill((), joint.at("participants", _any, n)) is not None
    ]


def p_ends(joint: JointAnswers, first: Value, second: Value) -> tuple[float, float]:
    """Return the least and the greatest exact p-value of McNemar's test over the joint answers.

    The pairs of discordant counts that either end, their difference and their sum leave open are
    ranked by their p-value; from each end of the ranks, the first that has joint answers counts;
    those of the ends themselves are known already.
    """

    def only(p: Pattern) -> int:
        return first(p) * (1 - second(p))

    def other(p: Pattern) -> int:
        return second(p) * (1 - first(p))

    asked: tuple[Value, ...] = (
        *(only, other, lambda p: only(p) - other(p), lambda p: only(p) + other(p)),
    )
    firsts, seconds, apart, in_all = (range(*_span(joint.ends(value))) for value in asked)
    pairs = {
        (b, c): _p(b, c) for b, c in product(firsts, seconds) if b - c in apart and b + c in in_all
    }
    ranked, known = sorted(pairs, key=lambda pair: pairs[pair]), joint.known(only, other)
    ends = []
    for order in (ranked, ranked[::-1]):
        fits = (
            pairs[b, c]
            for b, c in order
            if (b, c) in known
            or joint.fill((), joint.at("first", only, b), joint.at("second", other, c)) is not None
        )
        ends.append(next(fits))
    return ends[0], ends[1]


def _span(ends: tuple[int, int]) -> tuple[int, int]:
    return ends[0], ends[1] + 1


def _any(pattern: Pattern) -> int:
    return int(any(pattern))


def _several(pattern: Pattern) -> int:
    return int(sum(pattern) > 1)


def _values(modes: pd.DataFrame) -> dict[str, Value]:
    """Return measure -> what one firm adds to it; the names of a pair's ends for the p-values."""
    order = [str(item) for item in modes["item"]]
    kinds = modes["partner"].tolist()

    def of_kind(kind: str, pattern: Pattern) -> int:
        return int(any(p for p, k in zip(pattern, kinds, strict=True) if k == kind))

    def does(place: int, pattern: Pattern) -> int:
        return pattern[place]

    firm, university = partial(of_kind, "firm"), partial(of_kind, "university")
    found: dict[str, Value] = {
        "participants": _any,
        "several": _several,
        "any_firm": firm,
        "any_university": university,
        "both_kinds": lambda p: firm(p) * university(p),
        "difference": lambda p: firm(p) - university(p),
    }
    for name, (one, two) in PAIRS.items():
        first, second = partial(does, order.index(one)), partial(does, order.index(two))
        found |= {f"{name} first": first, f"{name} second": second}
        found[f"{name}_both"] = _both(first, second)
    return found | {"union first": firm, "union second": university}


def _both(first: Value, second: Value) -> Value:
    return lambda pattern: first(pattern) * second(pattern)


def _ends(joint: JointAnswers, measure: str, values: dict[str, Value]) -> tuple[float, float]:
    name, _, kind = measure.rpartition("_")
    if kind == "p" and f"{name} first" in values:
        return p_ends(joint, values[f"{name} first"], values[f"{name} second"])
    if measure not in values:
        msg = f"no measure {measure!r}; measures: {', '.join(values)}"
        raise ValueError(msg)
    return joint.ends(values[measure])
