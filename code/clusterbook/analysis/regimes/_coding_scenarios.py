"""Every world of codes: the paradigms classified under each reading of each unclear cell.

In: the table `regime_codes`, our coding of Table 4, where an unclear cell has several codes. A
world picks one code for every paradigm and dimension. The paper's pattern is I, I, II: both past
paradigms Mark I, the search for a new one Mark II. A claim that holds in all worlds is robust.
"""

from itertools import product

import pandas as pd

from clusterbook.analysis.regimes._levels import Pattern
from clusterbook.analysis.regimes._regimes import DIMENSIONS, RULES, classify

PARADIGMS = ("sand_casting", "hot_forging", "new_search")
PAPER_PATTERN = (Pattern.MARK_I, Pattern.MARK_I, Pattern.MARK_II)  # §1.1 with §3.1


def ambiguity_sets(regime_codes: pd.DataFrame) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the codes that each cell may take: (paradigm, dimension) -> codes.

    Raises
    ------
    ValueError
        If a cell has no code.
    """
    groups = regime_codes.groupby(["paradigm", "dimension"], sort=False)["code"]
    found = {(str(p), str(d)): tuple(codes) for (p, d), codes in groups}
    lost = [f"{p} {d}" for p, d in product(PARADIGMS, DIMENSIONS) if (p, d) not in found]
    if lost:
        msg = f"no code for {', '.join(lost)}"
        raise ValueError(msg)
    return found


def worlds(regime_codes: pd.DataFrame) -> pd.DataFrame:
    """Classify the three paradigms in every world of codes, under every rule.

    Returns
    -------
    DataFrame
        world (0, 1, ...), one column per cell named paradigm.dimension with its code, rule, one
        column per paradigm with its pattern, holds (the paper's pattern I, I, II).
    """
    sets = ambiguity_sets(regime_codes)
    cells = list(product(PARADIGMS, DIMENSIONS))
    rows = []
    for world, codes in enumerate(product(*(sets[cell] for cell in cells))):
        coded = dict(zip(cells, codes, strict=True))
        for rule in RULES:
            found = [_pattern(coded, p, rule) for p in PARADIGMS]
            rows.append((world, *codes, rule, *map(str, found), tuple(found) == PAPER_PATTERN))
    names = ["world", *(f"{p}.{d}" for p, d in cells), "rule", *PARADIGMS, "holds"]
    return pd.DataFrame(rows, columns=names)


def holds_by_rule(found: pd.DataFrame) -> pd.DataFrame:
    """Count the worlds in which the paper's pattern holds, by rule and over all rules.

    Parameters
    ----------
    found
        Result of `worlds`.

    Returns
    -------
    DataFrame
        rule (the last row is "all"), holds, of (worlds), share (0 to 1).
    """
    counts = found.groupby("rule", sort=False)["holds"].agg(holds="sum", of="size").reset_index()
    total = pd.DataFrame(
        [("all", counts["holds"].sum(), counts["of"].sum())], columns=counts.columns
    )
    table = pd.concat([counts, total], ignore_index=True)
    return table.assign(share=table["holds"] / table["of"])


def patterns_by_rule(found: pd.DataFrame) -> pd.DataFrame:
    """Count how often each paradigm is given each pattern, by rule.

    Returns
    -------
    DataFrame
        paradigm, rule, and one column per pattern (I, II, mixed, neither) with numbers of worlds.
    """
    rows = []
    for paradigm, rule in product(PARADIGMS, RULES):
        given = found.loc[found["rule"] == rule, paradigm]
        counts = {str(p): int((given == str(p)).sum()) for p in Pattern}
        rows.append({"paradigm": paradigm, "rule": rule, **counts})
    return pd.DataFrame(rows)


def robust(found: pd.DataFrame) -> pd.DataFrame:
    """Say for each paradigm and pattern whether it is always, sometimes or never the verdict.

    Returns
    -------
    DataFrame
        paradigm, pattern, worlds (rule by world), of, verdict {always, sometimes, never}.
    """
    rows = []
    for paradigm in PARADIGMS:
        for pattern in Pattern:
            times = int((found[paradigm] == str(pattern)).sum())
            word = "never" if times == 0 else "always" if times == len(found) else "sometimes"
            rows.append((paradigm, str(pattern), times, len(found), word))
    return pd.DataFrame(rows, columns=["paradigm", "pattern", "worlds", "of", "verdict"])


def _pattern(coded: dict[tuple[str, str], str], paradigm: str, rule: str) -> Pattern:
    """Classify one paradigm in a world of codes."""
    opportunity, appropriability, cumulativeness = (coded[paradigm, d] for d in DIMENSIONS)
    return classify(opportunity, appropriability, cumulativeness, rule)
