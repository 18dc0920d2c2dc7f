"""The arithmetic of `weighing` in Vega's expressions: from cells to posteriors and decibels.

A cell is one item under one explanation. Of the reading chosen it holds the logarithms of the two
ends of its interval, or nothing where the reading takes the item as uninformative.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import vl_convert

from clusterbook.analysis.evidence import FOCUS
from clusterbook.explorers._weigh_evidence.tables import Tables

NATURAL = float(np.log(10) / 10)
"""Natural logarithm per decibel."""


def cells(tables: Tables) -> pd.DataFrame:
    """Return one row per item and explanation.

    Returns
    -------
    DataFrame
        hypothesis, item, place (of the item in its hypothesis, from 0), explanation, order (of the
        explanation, from 0), own (whether it is the hypothesis), one column per reading: the
        logarithms of low and high, or None.
    """
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for (hypothesis, reading), box in tables.boxes.items():
        for i, item in enumerate(box.items):
            informative = bool((box.low[i] < 1).any())
            for e, name in enumerate(box.explanations):
                row = {"hypothesis": hypothesis, "item": item, "place": i, "order": e}
                row |= {"explanation": name, "own": name == FOCUS}
                ends = [float(np.log(box.low[i, e])), float(np.log(box.high[i, e]))]
                held = found.setdefault((hypothesis, item, name), row)
                held[reading] = ends if informative else None
    return pd.DataFrame(found.values())


def weighed(chart: alt.Chart, tables: Tables) -> alt.Chart:
    """Give each cell the ends of its interval as stretched and leant, and its prior."""
    rivals = len(tables.rivals)
    rest = (1 - tables.favoured) / (rivals - 1)
    share = f"first == datum.explanation ? {tables.favoured!r} : {rest!r}"
    share = f"first == 'evenly' ? {1 / rivals!r} : {share}"
    leant = f"(datum.own ? lean * {NATURAL!r} : 0)"
    return (
        chart.transform_calculate(ends="datum[reading]")
        .transform_calculate(
            informs="isValid(datum.ends)", counts="isValid(datum.ends) && ticked[datum.item]"
        )
        .transform_calculate(
            mid=f"datum.informs ? (datum.ends[0] + datum.ends[1]) / 2 + {leant} : 0",
            half="datum.informs ? (datum.ends[1] - datum.ends[0]) / 2 * spread : 0",
            prior=f"datum.own ? start : (1 - start) * ({share})",
        )
        .transform_calculate(
            lo="min(0, datum.mid - datum.half)", hi="min(0, datum.mid + datum.half)"
        )
    )


def posteriors(chart: alt.Chart) -> alt.Chart:
    """Sum the items up and apply Bayes' rule: at the midpoints and in the two extreme corners."""
    return (
        chart.transform_calculate(
            lo="datum.counts ? datum.lo : 0", hi="datum.counts ? datum.hi : 0"
        )
        .transform_aggregate(
            lo="sum(lo)",
            hi="sum(hi)",
            groupby=["hypothesis", "explanation", "order", "own", "prior"],
        )
        .transform_calculate(
            mid="datum.prior * exp(discount * (datum.lo + datum.hi) / 2)",
            low="datum.prior * exp(discount * datum.lo)",
            high="datum.prior * exp(discount * datum.hi)",
        )
        .transform_joinaggregate(
            all_mid="sum(mid)", all_low="sum(low)", all_high="sum(high)", groupby=["hypothesis"]
        )
        .transform_calculate(
            posterior="datum.mid / datum.all_mid",
            rank="round(1e9 * datum.mid / datum.all_mid)",
            lowest="datum.low / (datum.low + datum.all_high - datum.high)",
            highest="datum.high / (datum.high + datum.all_low - datum.low)",
        )
    )


def decibels(chart: alt.Chart) -> alt.Chart:
    """Weigh each item of the chosen hypothesis against its rivals, mixed as the prior has them."""
    mix = "(datum.own ? 0 : datum.prior / (1 - start))"
    return (
        chart.transform_filter("datum.hypothesis == hypothesis")
        .transform_calculate(
            mid=f"{mix} * exp((datum.lo + datum.hi) / 2)",
            low=f"{mix} * exp(datum.lo)",
            high=f"{mix} * exp(datum.hi)",
        )
        .transform_joinaggregate(
            all_mid="sum(mid)", all_low="sum(low)", all_high="sum(high)", groupby=["item"]
        )
        .transform_filter("datum.own")
        .transform_calculate(
            db=f"((datum.lo + datum.hi) / 2 - log(datum.all_mid)) / {NATURAL!r}",
            lowest=f"(datum.lo - log(datum.all_high)) / {NATURAL!r}",
            highest=f"(datum.hi - log(datum.all_low)) / {NATURAL!r}",
        )
    )


def sentence(tables: Tables, rows: str) -> str:
    """Return the expression of `weighing.told`, from the data set of posteriors named `rows`."""
    size, names = len(tables.explanations), tables.names
    labels = [tables.rivals.get(str(e), "") for e in tables.explanations["explanation"]]
    first = f"indexof({names!r}, hypothesis) * {size}"
    ranks = f"pluck(slice(data('{rows}'), {first}, {first} + {size}), 'rank')"
    best = f"indexof({ranks}, extent({ranks})[1])"
    ahead = percent(f"data('{rows}')[{first} + {best}].posterior")
    lead = f"'; ' + {labels!r}[{best}] + ' leads with ' + {ahead}"
    lead = f"({best} == 0 ? '; no rival is ahead' : {lead})"
    parts = []
    for nth, name in enumerate(names):
        row = f"data('{rows}')[{nth * size}]"
        shares = [percent(f"{row}.{field}") for field in ("posterior", "lowest", "highest")]
        said = [f"'{name}: '", shares[0], "', over the intervals '"]
        said += [shares[1], "' to '", shares[2], "', '"]
        said += [f"({verdict(row)})", f"(hypothesis == '{name}' ? {lead} : '')", "'.'"]
        parts.append(" + ".join(said))
    # Before the data are there, there is nothing to say.
    space = " + ' ' + "
    return f"length(data('{rows}')) ? {space.join(parts)} : ''"


def percent(share: str) -> str:
    """Return the expression of `weighing.percent`."""
    return f"format({share} + 1e-9, '.0%')"


def verdict(row: str) -> str:
    """Return the expression of `weighing.verdict`."""
    below = f"{row}.highest < 0.5 ? 'below one half' : 'open'"
    return f"{row}.lowest > 0.5 ? 'above one half' : {below}"


def named(chart: alt.LayerChart | alt.FacetChart, field: str) -> str:
    """Return the name that compiling gives to the data set in which `field` is first computed.

    Raises
    ------
    ValueError
        If none computes it.
    """
    for data in vl_convert.vegalite_to_vega(chart.to_dict())["data"]:
        if any(step.get("as") == field for step in data.get("transform", [])):
            return str(data["name"])
    raise ValueError(f"no data set of the chart computes {field!r}")
