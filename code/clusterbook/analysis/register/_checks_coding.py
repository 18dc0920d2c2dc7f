"""Checks of the coding: Table 4 against Table 1, and regimes against learning mechanisms.

Each function takes the tables and returns an `Outcome`; its first line is the rule.
"""

from clusterbook.analysis.regimes import DIMENSIONS, complete, coverage
from clusterbook.analysis.register._outcome import Outcome, Tables, judged, listed, named


def table1_subdimensions_coded(tables: Tables) -> Outcome:
    """Check that Table 4 gives every sub-dimension of Table 1 a value for every paradigm."""
    table = coverage(tables["regime_subdimensions"], tables["regime_coverage"])
    coded = complete(table)
    names = named(tables["regime_subdimensions"], "subdimension", coded)
    found = f"{len(coded)} of {len(table)} are: {listed(names)}"
    return judged(len(coded) == len(table), found)


def analytic_knowledge_coded_in_table4(tables: Tables) -> Outcome:
    """Check that Table 4 names the analytic type of knowledge that the conclusion calls for."""
    cells = tables["paradigm_cells"]["text_zh"].fillna("")
    hits = int(cells.str.contains("分析").sum())
    return judged(hits > 0, f"{hits} of {len(cells)} cells name it")


def same_regime_same_mechanisms(tables: Tables) -> Outcome:
    """Check that paradigms with the same regime have the same mechanisms."""
    codes = {p: regime_items(tables, p) for p in ("sand_casting", "hot_forging")}
    same = codes["sand_casting"] == codes["hot_forging"]
    added = _added(tables, "sand_casting", "hot_forging")
    word = "the same" if same else "different"
    names = named(tables["mechanisms"], "mechanism", added)
    found = f"P1 and P2 have {word} regime items; mechanisms that differ: {listed(names)}"
    return judged(not same or not added, found)


def mechanism_change_scales_with_regime_change(tables: Tables) -> Outcome:
    """Check that the step that changes more of the regime changes more of the mechanisms."""
    steps = [("sand_casting", "hot_forging"), ("hot_forging", "new_search")]
    regimes = [regime_change(tables, a, b) for a, b in steps]
    mechanisms = [len(_added(tables, a, b)) for a, b in steps]
    found = "; ".join(
        f"{name}: {len(r)} regime items ({listed(r)}), {m} mechanisms"
        for name, r, m in zip(("P1 to P2", "P2 to P3"), regimes, mechanisms, strict=True)
    )
    met = (len(regimes[1]) - len(regimes[0])) * (mechanisms[1] - mechanisms[0]) > 0
    return judged(met, found)


def regime_items(tables: Tables, paradigm: str) -> dict[str, str]:
    """Return what describes a regime: four items, two as printed and two as coded.

    The level of opportunity and the certainty of its source are printed in one cell; for
    appropriability and cumulativeness the preferred codes stand.
    """
    cells = tables["paradigm_cells"]
    chosen = (cells["aspect"] == "opportunity") & (cells["paradigm"] == paradigm)
    level, source = str(cells.loc[chosen, "text_zh"].iloc[0]).split("，")
    codes = tables["regime_codes"]
    preferred = codes[(codes["paradigm"] == paradigm) & codes["preferred"].astype(bool)]
    found = dict(zip(preferred["dimension"], preferred["code"], strict=True))
    return {"opportunity": level, "source": source, **{d: found[d] for d in DIMENSIONS[1:]}}


def regime_change(tables: Tables, before: str, after: str) -> list[str]:
    """Return the regime items in which two paradigms differ."""
    old, new = regime_items(tables, before), regime_items(tables, after)
    return [item for item, value in old.items() if new[item] != value]


def _added(tables: Tables, before: str, after: str) -> list[str]:
    """Return mechanisms of the later paradigm, named or carried on, that the earlier one lacks."""
    table = tables["paradigm_mechanisms"]
    old = set(table.loc[table["paradigm"] == before, "mechanism"])
    new = table.loc[table["paradigm"] == after, "mechanism"]
    return [str(m) for m in new if m not in old]
