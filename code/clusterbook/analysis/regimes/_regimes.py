"""Mark I or Mark II: four rules that turn three codes into a pattern.

The paper defines the patterns by opportunity (技术机会), appropriability (可收益性) and
cumulativeness (累积性). It leaves cases open that its own Table 4 contains, so three more rules
stand beside its own: one stricter, one more lenient, one that asks for the nearer prototype.
"""

from collections.abc import Callable
from itertools import product

import pandas as pd

from clusterbook.analysis.regimes._levels import Level, Pattern, Regime

DIMENSIONS = ("opportunity", "appropriability", "cumulativeness")

HIGH, MEDIUM, LOW, MISSING = Level.HIGH, Level.MEDIUM, Level.LOW, Level.MISSING
_DEGREE = {HIGH: 1.0, MEDIUM: 0.5, LOW: 0.0}


def paper_rule(regime: Regime) -> Pattern:
    """Apply §1.1 to the letter: I is H, L, L; II is appropriability H and cumulativeness H."""
    if regime == Regime(HIGH, LOW, LOW):
        return Pattern.MARK_I
    if (regime.appropriability, regime.cumulativeness) == (HIGH, HIGH):
        return Pattern.MARK_II
    return Pattern.NEITHER


def strict_rule(regime: Regime) -> Pattern:
    """Apply the paper's rule, and ask Mark II for high opportunity as well."""
    pattern = paper_rule(regime)
    if pattern is Pattern.MARK_II and regime.opportunity is not HIGH:
        return Pattern.NEITHER
    return pattern


def lenient_rule(regime: Regime) -> Pattern:
    """Decide by appropriability, unless cumulativeness is coded and speaks against it.

    Medium cumulativeness counts as either, a missing one is ignored, and opportunity plays no part.
    """
    if regime.appropriability is LOW and regime.cumulativeness is not HIGH:
        return Pattern.MARK_I
    if regime.appropriability is HIGH and regime.cumulativeness is not LOW:
        return Pattern.MARK_II
    return Pattern.NEITHER


def prototype_rule(regime: Regime) -> Pattern:
    """Choose the nearer prototype on the dimensions that are coded; medium lies half-way.

    Opportunity does not tell the prototypes apart: the paper gives none for Mark II, and the
    literature gives both a high one. On the other two dimensions the prototypes are opposite
    corners, so every usual distance agrees: the mean degree decides, and one half is a tie.
    """
    coded = [_DEGREE[d] for d in (regime.appropriability, regime.cumulativeness) if d in _DEGREE]
    mean = sum(coded) / len(coded) if coded else 0.5
    if mean == 0.5:
        return Pattern.MIXED
    return Pattern.MARK_I if mean < 0.5 else Pattern.MARK_II


RULES: dict[str, Callable[[Regime], Pattern]] = {
    "paper": paper_rule,
    "strict": strict_rule,
    "lenient": lenient_rule,
    "prototype": prototype_rule,
}


def classify(opportunity: str, appropriability: str, cumulativeness: str, rule: str) -> Pattern:
    """Return the pattern of one regime, given by its three codes, under the rule of that name.

    Raises
    ------
    KeyError
        If there is no such rule.
    ValueError
        If a code is not H, M, L or missing.
    """
    if rule not in RULES:
        msg = f"no rule {rule!r}; rules: {', '.join(RULES)}"
        raise KeyError(msg)
    return RULES[rule](Regime(Level(opportunity), Level(appropriability), Level(cumulativeness)))


def regime_space() -> pd.DataFrame:
    """Return the pattern of every combination of codes under every rule.

    Returns
    -------
    DataFrame
        opportunity, appropriability, cumulativeness (each H, M, L or missing), rule, pattern;
        4 * 4 * 4 * 4 = 256 rows.
    """
    rows = [
        (*map(str, codes), name, str(rule(Regime(*codes))))
        for codes in product(Level, repeat=3)
        for name, rule in RULES.items()
    ]
    return pd.DataFrame(rows, columns=[*DIMENSIONS, "rule", "pattern"])
