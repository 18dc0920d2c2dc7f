"""Arithmetic of the cluster's history: how long, in what order, and which years are described.

In: the tables `phases` and `events` (Figure 1), `paradigms` (Table 4) and `precedence` (our coding
of what is said to have enabled what). A blank last year means that the period is open.
"""

from typing import Any

import pandas as pd

OPEN = 9999  # stands in for the last year of a period that has none yet


def phase_lengths(phases: pd.DataFrame) -> pd.DataFrame:
    """Give each phase's length in years under the two usual rules.

    Returns
    -------
    DataFrame
        phase, label, label_zh, from_year, to_year, inclusive (both end years counted),
        difference (last minus first year); the last two are missing for an open phase.
    """
    table = phases[["phase", "label", "label_zh", "from_year", "to_year"]].copy()
    table["difference"] = (table["to_year"] - table["from_year"]).astype("Int64")
    table["inclusive"] = table["difference"] + 1
    return table


def duration_rules(phases: pd.DataFrame, stated: dict[str, int], slack: int = 1) -> pd.DataFrame:
    """Ask which rule of counting years gives the durations that Table 4 states.

    Parameters
    ----------
    phases
        The four phases of Figure 1.
    stated
        Phase -> stated years: {"startup": 5, "accumulation": 7}, from "about 5" and "7".
    slack
        How many years "about" may hide for the first stated duration; the others are exact.

    Returns
    -------
    DataFrame
        rule {inclusive, difference, to_next_start}, one column of years per phase, fits (how many
        stated durations it gives), of.
    """
    lengths = phase_lengths(phases).set_index("phase")
    starts = lengths["from_year"]
    lengths["to_next_start"] = (starts.shift(-1) - starts).astype("Int64")
    rows = []
    for rule in ("inclusive", "difference", "to_next_start"):
        counted = lengths[rule].to_dict()
        years = {phase: int(counted[phase]) for phase in stated}
        about = next(iter(stated))
        fits = sum(
            abs(years[phase] - said) <= (slack if phase == about else 0)
            for phase, said in stated.items()
        )
        rows.append({"rule": rule, **years, "fits": fits, "of": len(stated)})
    return pd.DataFrame(rows)


def order(cause: tuple[int, int], effect: tuple[int, int]) -> str:
    """Say how two periods stand to each other: "before", "same phase" or "after".

    "same phase" means that they share a year, so that the order inside is not observed.
    """
    if cause[1] < effect[0]:
        return "before"
    if cause[0] > effect[1]:
        return "after"
    return "same phase"


def precedence_verdicts(
    precedence: pd.DataFrame, events: pd.DataFrame, phases: pd.DataFrame, grace: int = 0
) -> pd.DataFrame:
    """Check whether each cause is dated before what it is said to have enabled.

    Figure 1 dates an event by its phase only, so a cause is a period; so is its effect.

    Parameters
    ----------
    precedence, events, phases
        The coded claims and the dates of Figure 1.
    grace
        Years by which every effect may have ended later than coded: 3 stretches the hot-forging
        phase (to 1996) to the decade of Table 4 (to 1999).

    Returns
    -------
    DataFrame
        claim, label, label_zh, cause, effect (their names), cause_from, cause_to, effect_from,
        effect_to (years; missing where open), verdict {before, same phase, after: the cause against
        its effect}, years_late (years between the end of the effect and the start of the cause, 0
        unless "after").
    """
    dated = events[["event", "phase", "label"]].rename(columns={"label": "cause"})
    dated = dated.merge(phases[["phase", "from_year", "to_year"]], on="phase")
    table = precedence.merge(
        dated.rename(columns={"from_year": "cause_from", "to_year": "cause_to"}),
        left_on="cause_event",
        right_on="event",
        how="left",
        validate="many_to_one",
    )
    if table["event"].isna().any():
        lost = ", ".join(table.loc[table["event"].isna(), "cause_event"])
        msg = f"no such event: {lost}"
        raise KeyError(msg)
    table = table.rename(columns={"effect_label": "effect"})
    table = table.rename(columns={"effect_from_year": "effect_from", "effect_to_year": "effect_to"})
    spans = [
        (_span(row.cause_from, row.cause_to), _span(row.effect_from, row.effect_to, grace))
        for row in table.itertuples()
    ]
    table["verdict"] = [order(cause, effect) for cause, effect in spans]
    table["years_late"] = [max(cause[0] - effect[1], 0) for cause, effect in spans]
    years = ["cause_from", "cause_to", "effect_from", "effect_to"]
    table[years] = table[years].astype("Int64")
    return table[["claim", "label", "label_zh", "cause", "effect", *years, "verdict", "years_late"]]


def coverage(phases: pd.DataFrame, paradigms: pd.DataFrame) -> pd.DataFrame:
    """Count the years of each phase that fall in a decade to which Table 4 gives a column.

    Parameters
    ----------
    phases, paradigms
        Tables with from_year and to_year (blank = open; for counting, an open phase ends with the
        first year of the last paradigm).

    Returns
    -------
    DataFrame
        phase, label, label_zh, from_year, to_year, years, covered (years inside some paradigm's
        period), paradigms (those that overlap, joined by ", ").
    """
    spans = {str(p.paradigm): _span(p.from_year, p.to_year) for p in paradigms.itertuples()}
    rows, until = [], int(paradigms["from_year"].max())
    for phase in phases.itertuples():
        first, last = _span(phase.from_year, phase.to_year)
        years = range(first, min(last, until) + 1)
        covered = sum(any(a <= year <= b for a, b in spans.values()) for year in years)
        over = [name for name, (a, b) in spans.items() if any(a <= y <= b for y in years)]
        rows.append((len(years), covered, ", ".join(over)))
    found = pd.DataFrame(rows, columns=["years", "covered", "paradigms"], index=phases.index)
    return phases[["phase", "label", "label_zh", "from_year", "to_year"]].join(found)


def uncovered_years(phases: pd.DataFrame, paradigms: pd.DataFrame) -> list[int]:
    """Return the years from the first phase on that no column of Table 4 describes.

    They end with the first year of the last paradigm.
    """
    spans = [_span(p.from_year, p.to_year) for p in paradigms.itertuples()]
    first, until = int(phases["from_year"].min()), int(paradigms["from_year"].max())
    return [y for y in range(first, until + 1) if not any(a <= y <= b for a, b in spans)]


def _span(first: Any, last: Any, grace: int = 0) -> tuple[int, int]:  # noqa: ANN401 - table cells
    """Return a period as whole years, lengthened by `grace`; an open one ends in `OPEN`."""
    return int(first), OPEN if pd.isna(last) else int(last) + grace
