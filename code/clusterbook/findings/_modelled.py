"""What the stored runs of the model say of the hypotheses: tables and runs put together."""

from dataclasses import dataclass, replace

import pandas as pd

from clusterbook.analysis import mechanism
from clusterbook.findings._swept import swept
from clusterbook.simulation import BASE, LINKS, scenarios, structures
from clusterbook.simulation.experiments import DIVISOR, MAKERS
from monograph.tables.package import load


@dataclass(frozen=True)
class Modelled:
    """Contrasts, patterns and verdicts of some runs.

    Parameters
    ----------
    runs
        The runs that they come from.
    contrasts
        The comparisons that could be made.
    effects
        Of each, in each outcome, at each point: `mechanism.effects`.
    asked
        The patterns with what they are judged by: `mechanism.asked`.
    patterns, verdicts
        What became of them, and of the hypotheses.
    """

    runs: pd.DataFrame
    contrasts: pd.DataFrame
    effects: pd.DataFrame
    asked: pd.DataFrame
    patterns: pd.DataFrame
    verdicts: pd.DataFrame


def modelled(
    runs: pd.DataFrame | None = None, *, outcome: str | None = None, contrasts: bool = False
) -> Modelled:
    """Return what some runs say of the hypotheses.

    Parameters
    ----------
    runs
        Of one structure; those of the book's own if not given.
    outcome
        One outcome to judge every claim by, instead of each claim's own.
    contrasts
        Whether to look at every contrast in every outcome, and not just at what patterns need.
    """
    runs = swept("runs") if runs is None else runs
    return _judged(runs, _questions(outcome, contrasts=contrasts))


@dataclass(frozen=True)
class _Questions:
    """What runs are asked, as the tables have it."""

    contrasts: pd.DataFrame
    outcomes: pd.DataFrame
    asked: pd.DataFrame
    rule: dict[str, float]
    apart: frozenset[str]
    horizons: dict[str, float]


def _questions(outcome: str | None = None, *, contrasts: bool = False) -> _Questions:
    rule, outcomes = mechanism.thresholds(load("model_rule")), load("model_outcomes")
    claims, known = load("model_claims"), load("model_contrasts")
    if outcome is not None:
        claims = claims.assign(outcome=outcome)
    asked = mechanism.asked(load("model_patterns"), claims, known, outcomes)
    if not contrasts:
        known = known[known["contrast"].isin({*asked["contrast"], *asked["placebo"]})]
        outcomes = outcomes[outcomes["outcome"].isin(asked["outcome"])]
    apart = mechanism.judged_apart(claims)
    return _Questions(known, outcomes, asked, rule, apart, horizons())


def _judged(runs: pd.DataFrame, by: _Questions) -> Modelled:
    effects = mechanism.effects(runs, by.contrasts, by.outcomes, by.horizons, by.rule, by.apart)
    patterns = mechanism.patterns(effects, by.asked, by.rule)
    verdicts = mechanism.verdicts(patterns)
    return Modelled(runs, by.contrasts, effects, by.asked, patterns, verdicts)


def horizons() -> dict[str, float]:
    """Return scenario -> years that it is run."""
    known = scenarios(load("model_scenarios"))
    return {key: float(each.regime.years) for key, each in known.items()}


def by_structure() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return patterns and verdicts under every structure, the book's own first.

    Last comes `matched`: the book's own, at the points that match the printed history.

    Returns
    -------
    DataFrame
        structure, then the columns of `mechanism.patterns`.
    DataFrame
        structure, then the columns of `mechanism.verdicts`.
    """
    own, others, questions = swept("runs"), swept("structures"), _questions()
    parts = {BASE.key: _judged(own, questions), "matched": _judged(_passing(own)[1], questions)}
    for key, runs in others.groupby("structure", observed=True):
        parts[str(key)] = _judged(runs, questions)
    order = [*structures(load("model_structures")), "matched"]
    patterns, verdicts = (
        pd.concat([getattr(parts[key], name).assign(structure=key) for key in order])
        for name in ("patterns", "verdicts")
    )
    return patterns.reset_index(drop=True), verdicts.reset_index(drop=True)


def matched() -> tuple[pd.DataFrame, Modelled]:
    """Return which points reproduce the printed durations, and what the runs there say."""
    found, runs = _passing(swept("runs"))
    return found, modelled(runs)


def _passing(runs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return which points reproduce the printed durations, and the runs there."""
    found = mechanism.matches(runs, load("model_history"))
    return found, runs[runs["point"].isin(found.index[found[mechanism.ALL]])]


def link_parts(outcome: str) -> pd.DataFrame:
    """Return what each part of an active link is worth beside a passive one.

    Parameters
    ----------
    outcome
        A key of `model_outcomes`.

    Returns
    -------
    DataFrame
        As of `mechanism.shares`; years sooner, or the share of assemblers, over the points where
        active and passive links could differ.
    """
    rule, outcomes = mechanism.thresholds(load("model_rule")), load("model_outcomes")
    row = outcomes[outcomes["outcome"] == outcome].to_dict("records")[0]
    runs = swept("runs")
    column = mechanism.outcome_column(row, others=False)
    keys = _linked_scenarios()
    part = runs[runs["scenario"].isin(keys.values())]
    means = mechanism.values(part, column, horizons()).groupby("point").mean()
    years, ends = row["kind"] == "years", means[["passive", "new"]]
    most = horizons()["new"] if years else 1.0
    came, least = most - ends if years else ends, rule[mechanism.LEAST[str(row["kind"])]]
    means = means[mechanism.could_show(came.to_numpy(), most, least)]
    sign = -1 if years else 1
    worth = {linked: sign * means[key].to_numpy(dtype=float) for linked, key in keys.items()}
    return mechanism.shares(mechanism.shapley(mechanism.completed(worth, needs={"able": "few"})))


def makers_by_divisor() -> pd.DataFrame:
    """Return what the loss of machinery makers costs, by what their own learning is divided by.

    Returns
    -------
    DataFrame
        structure, then the columns of `mechanism.sizes`, for the final share.
    """
    outcomes, contrasts = load("model_outcomes"), load("model_contrasts")
    alone = contrasts[contrasts["contrast"].isin(MAKERS)].assign(placebo=None)
    asked = {*alone["scenario"], *alone["against"]}
    rule, shares = mechanism.thresholds(load("model_rule")), outcomes[outcomes["kind"] == "share"]
    apart = mechanism.judged_apart(load("model_claims"))
    parts = []
    for key, runs in ((BASE.key, swept("runs")), (DIVISOR, swept("makers"))):
        part = runs[runs["scenario"].isin(asked)]
        effects = mechanism.effects(part, alone, shares, horizons(), rule, apart)
        parts.append(mechanism.sizes(effects, alone).assign(structure=key))
    return pd.concat(parts, ignore_index=True)


def _linked_scenarios() -> dict[frozenset[str], str]:
    """Return what sets links apart -> the scenario that differs from passive ones by that alone."""
    known = scenarios(load("model_scenarios"))

    def plain(key: str) -> object:
        each = known[key]
        return replace(each, key="", mechanisms=replace(each.mechanisms, links="passive"))

    alike = [key for key in known if plain(key) == plain("passive")]
    kinds = {key: known[key].mechanisms.links for key in alike}
    return {LINKS[links]: key for key, links in kinds.items() if links in LINKS}
