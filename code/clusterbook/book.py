"""The one import of a chapter: `import clusterbook.book as cb`.

Names are fetched when a chapter first uses them. That keeps a chapter's start short, and it is what
lets the builder know which modules a chapter depends on: only those it asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from clusterbook.domain.voices import MIME, Number, Voice

if TYPE_CHECKING:
    import pandas as pd

    from clusterbook import explorers
    from clusterbook import figures as draw
    from clusterbook.analysis import (
        added_cases,
        argument,
        boolean,
        chance,
        comparison,
        consistency,
        contrasts,
        coverage,
        draw_ranges,
        economy,
        evidence,
        follows,
        gap,
        history,
        hypotheses,
        intervals,
        itemwise,
        latent_overlap,
        likelihood,
        looks,
        matching,
        means,
        nonresponse,
        overlap,
        paired,
        posteriors,
        power,
        ranges,
        recovery,
        regimes,
        register,
        response,
        rounding,
        sales,
        sampling,
        sensitivity,
        stability,
        structure,
        study_design,
        survey,
        tracing,
        tracing_draws,
        unions,
        verdicts,
        weights,
        whole_percents,
        worlds,
    )
    from clusterbook.domain.sentences import holds
    from clusterbook.figures.tables import Markup, table
    from clusterbook.simulation import (
        barter,
        cluster,
        design,
        levels,
        parameters,
        roles,
        run,
        scenarios,
        verification,
    )
    from clusterbook.tables import dictionary
    from clusterbook.tables.package import cite, describe, load, names

_ANALYSIS = (
    *("added_cases", "argument", "boolean", "chance", "comparison", "consistency", "contrasts"),
    *("coverage", "draw_ranges", "economy", "evidence", "follows", "gap", "history", "hypotheses"),
    *("intervals", "itemwise", "latent_overlap", "likelihood", "looks", "matching", "means"),
    *("nonresponse", "overlap", "paired", "posteriors", "power", "ranges", "recovery", "regimes"),
    *("register", "response", "rounding", "sales", "sampling", "sensitivity", "stability"),
    *("structure", "study_design", "survey", "tracing", "tracing_draws", "unions", "verdicts"),
    *("weights", "whole_percents", "worlds"),
)

_SIMULATION = (
    *("parameters", "scenarios", "cluster", "run", "levels", "roles", "design", "barter"),
    "verification",
)

_MODULES = {name: f"clusterbook.analysis.{name}" for name in _ANALYSIS} | {
    **{name: f"clusterbook.simulation.{name}" for name in _SIMULATION},
    "dictionary": "clusterbook.tables.dictionary",
    "draw": "clusterbook.figures",
    "explorers": "clusterbook.explorers",
}

_MEMBERS = {
    "load": "clusterbook.tables.package",
    "describe": "clusterbook.tables.package",
    "names": "clusterbook.tables.package",
    "cite": "clusterbook.tables.package",
    "holds": "clusterbook.domain.sentences",
    "table": "clusterbook.figures.tables",
    "Markup": "clusterbook.figures.tables",
}

# The prefix by which MyST-NB knows an output that is kept for the prose and not shown.
_GLUED = "application/papermill.record/"

__all__ = [  # in the order in which a chapter meets them
    *("load", "swept", "describe", "names", "cite", "dictionary"),
    *("tell", "printed", "recovered", "computed", "assumed", "holds"),
    *("table", "Markup", "draw", "explorers"),
    *_ANALYSIS,
    *_SIMULATION,
]


def __getattr__(name: str) -> Any:  # noqa: ANN401  (modules and functions alike)
    if name in _MODULES:
        return import_module(_MODULES[name])
    if name in _MEMBERS:
        return getattr(import_module(_MEMBERS[name]), name)
    message = f"A chapter's toolbox has no {name!r}. It offers: {', '.join(__all__)}."
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)


def printed(fact: str, form: str | None = None) -> Number:
    """Return a number as the paper prints it.

    Parameters
    ----------
    fact
        Key of a row of the fact base, such as "F178".
    form
        How to show the row's parsed value instead of the printed string: a format for
        `str.format`, such as "{:,.0f}" or "{:.2f} %".

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
    return Number(form.format(value), Voice.RECOVERED, trace="", why=why)


def computed(value: Any, form: str = "{}", why: str = "") -> Number:  # noqa: ANN401
    """Return a number that this book computes, shown as `form.format(value)`."""
    return Number(form.format(value), Voice.COMPUTED, trace="", why=why)


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
    return Number(form.format(row[bound]), voice, trace=trace, why=str(row["reason"]))


def swept(name: str) -> pd.DataFrame:
    """Return a stored result of the model's sweep, such as "runs" or "points".

    Raises
    ------
    StaleResultError
        A `ValueError`, if it was not made by the present code from the present data.
    """
    from clusterbook.simulation.design import full_study
    from clusterbook.simulation.identity import RESULTS, identity
    from clusterbook.simulation.store import read
    from clusterbook.tables.package import data_folder, load

    tables = (load(each) for each in ("model_parameters", "model_scenarios", "firm_types"))
    study = full_study(*tables)
    return read(data_folder() / "sweep", name, identity(study, RESULTS.get(name, ())))


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
                "wrap it in cb.printed, cb.recovered, cb.computed or cb.assumed."
            )
            raise TypeError(message)
        # In JupyterLab prose shows no number; this does. The book leaves told outputs out.
        plain = f"{key} = {number.text} ({number.voice.phrase})"
        display(  # type: ignore[no-untyped-call]
            {_GLUED + MIME: number.as_dict(), "text/plain": plain},
            raw=True,
            metadata={"scrapbook": {"name": key, "mime_prefix": _GLUED}},
        )


def _row(table: str, key: str, value: str) -> dict[str, Any]:
    from clusterbook.tables.package import load

    frame = load(table)
    found = frame.loc[frame[key] == value]
    if found.empty:
        from difflib import get_close_matches

        near = get_close_matches(value, frame[key].tolist(), n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"data/{table}.csv has no {key} {value!r}.{hint}")
    return {str(k): v for k, v in found.iloc[0].items()}
