"""Checks of the history: Figure 1's phases and events against Table 4 and the text.

Each function takes the tables and returns an `Outcome`; its first line is the rule.
"""

from clusterbook.analysis.cluster import coverage, duration_rules, precedence_verdicts
from clusterbook.analysis.register._outcome import (
    Outcome,
    Tables,
    judged,
    listed,
    named,
    number,
    row_of,
    within,
)
from clusterbook.analysis.statistics import printed_range

COUNTED = {
    "inclusive": "both ends counted",
    "difference": "last minus first",
    "to_next_start": "to the first year of the next",
}
"""Rule of counting the years of a phase -> the rule in words."""


def durations_follow_one_rule(tables: Tables) -> Outcome:
    """Check that one way of counting years gives both durations of Table 4."""
    said = {
        phase: int(number(tables["facts"], "fact", fact, "value"))
        for phase, fact in (("startup", "F133"), ("accumulation", "F134"))
    }
    table = duration_rules(tables["phases"], said)
    counted = [
        f"{COUNTED[row['rule']]}: {' and '.join(str(row[phase]) for phase in said)}"
        for row in table.to_dict(orient="records")
    ]
    stated = " and ".join(map(str, said.values()))
    found = f"years stated: {stated}; {'; '.join(counted)}"
    return judged(bool((table["fits"] == table["of"]).any()), found)


def every_phase_has_a_paradigm(tables: Tables) -> Outcome:
    """Check that Table 4's decades cover most years of every closed phase."""
    table = coverage(tables["phases"], tables["paradigms"])
    closed = table[table["to_year"].notna()]
    lost = closed[2 * closed["covered"] <= closed["years"]].to_dict(orient="records")
    words = [
        f"{within(r['label'])} ({r['from_year']:.0f}–{r['to_year']:.0f}), "
        f"{r['covered']} of {r['years']} covered"
        for r in lost
    ]
    return judged(not lost, f"phases with most years uncovered: {listed(words)}")


def phases_contiguous(tables: Tables) -> Outcome:
    """Check that each phase starts in the year after the one before it ends."""
    table = tables["phases"].sort_values("position")
    gaps = (table["from_year"].shift(-1) - table["to_year"]).dropna()
    return judged(
        bool((gaps == 1).all()), f"years from end to next start: {listed(gaps.astype(int))}"
    )


def causes_precede_effects(tables: Tables) -> Outcome:
    """Check that no cause is dated after what it is said to have enabled."""
    table = precedence_verdicts(tables["precedence"], tables["events"], tables["phases"])
    after = table[table["verdict"] == "after"]
    late = [
        f"{within(cause)} (credited with: {within(effect)})"
        for cause, effect in zip(after["cause"], after["effect"], strict=True)
    ]
    counts = {word: int((table["verdict"] == word).sum()) for word in ("before", "same phase")}
    found = (
        f"later than their effects: {listed(late)}; earlier: {counts['before']}; "
        f"in the same phase: {counts['same phase']} of {len(table)}"
    )
    return judged(not late, found)


def crisis_and_search_in_separate_phases(tables: Tables) -> Outcome:
    """Check that the crisis and the products of the search stand in different phases."""
    crisis = str(row_of(tables["events"], "event", "crisis")["phase"])
    search = str(row_of(tables["events"], "event", "home_water")["phase"])
    first, second = named(tables["phases"], "phase", (crisis, search))
    return judged(crisis != search, f"the crisis in “{first}”, home water systems in “{second}”")


def new_paradigm_dated_once(tables: Tables) -> Outcome:
    """Check that figure 1 and Table 4 date the start of the search alike."""
    phase = number(tables["phases"], "phase", "innovation", "from_year")
    paradigm = number(tables["paradigms"], "paradigm", "new_search", "from_year")
    return judged(
        phase == paradigm, f"from {phase:.0f} in Figure 1, from {paradigm:.0f} in Table 4"
    )


def ten_plus_years_after_forging(tables: Tables) -> Outcome:
    """Check that the years between the second and the fourth phase are as many as the text says."""
    said = printed_range(tables["totals"], "growth_years")
    formed = number(tables["phases"], "phase", "accumulation", "to_year")
    search = number(tables["phases"], "phase", "innovation", "from_year")
    years = search - formed
    found = f"{formed:.0f} to {search:.0f} are {years:.0f} years; stated: more than {said.low:.0f}"
    return judged(said.low <= years <= said.high, found)
