"""Checks of the cluster's structure and totals: Table 3, Figure 2 and the numbers of the text.

Each function takes the tables and returns an `Outcome`; its first line is the rule.
"""

from math import isnan

import pandas as pd
from scipy.stats import beta

from clusterbook.analysis.cluster import (
    Inputs,
    floor_ratio,
    jobs,
    ratios,
    sample_floor,
    totals_near,
    whole_percent_chance,
    whole_percent_scan,
)
from clusterbook.analysis.register._outcome import (
    Outcome,
    Status,
    Tables,
    judged,
    listed,
    number,
    row_of,
    within,
)
from clusterbook.analysis.statistics import printed_range
from clusterbook.analysis.survey import bases, print_share, recover_share, response_rates

RARE = 0.01  # a fit that chance gives less often than this is taken as a sign of a pattern

# Table 3 names the trade 总装 (final assembly), §3.2 the step 装配 (assembly).
SAME_WORK = {"装配": "总装"}


def table3_counts_not_whole_percents(tables: Tables) -> Outcome:
    """Check that the counts of Table 3 do not look like whole percentages of one total."""
    counts = [int(c) for c in tables["firm_types"]["firms"]]
    tried = totals_near(sum(counts))
    scan = whole_percent_scan(counts, tried)
    best = scan.sort_values("matches", ascending=False, kind="stable").iloc[0].to_dict()
    distinct = whole_percent_scan(sorted(set(counts)), [int(best["total"])])["matches"].iloc[0]
    chance = whole_percent_chance(counts, int(distinct), tried)["any_total"]
    found = (
        f"{best['matches']} of {best['of']} counts are whole percentages ({best['percents']}) of "
        f"{best['total']} firms; by chance at most {chance:.2g} at any total tried"
    )
    return judged(chance >= RARE, found)


def staff_means_text_and_table(tables: Tables) -> Outcome:
    """Check that the text and Table 3 give every trade the same mean staff."""
    table = tables["firm_types"]
    pairs = zip(table["staff_mean"], table["staff_in_text"], strict=True)
    same = sum(a == b for a, b in pairs)
    return judged(same == len(table), f"{same} of {len(table)} means agree")


def assembly_share_43(tables: Tables) -> Outcome:
    """Check that Table 3 gives assembly the share of firms that the text states."""
    table = tables["firm_types"].set_index("firm_type")["firms"]
    firms, total = int(table["assembly"]), int(table.sum())
    stated = f"{number(tables['totals'], 'measure', 'assembly_share', 'value'):g}"
    found = f"{firms:,}/{total:,} is {print_share(firms, total)}%; the text says {stated}%"
    return judged(print_share(firms, total, 0) == stated, found)


def sample_sales_floor_within_population_mean(tables: Tables) -> Outcome:
    """Check that the least mean sales of the sample are no more than the mean output per firm."""
    floor = sample_floor(tables["sample"])
    output = printed_range(tables["totals"], "output").high * 1000  # billion to million yuan
    inputs = Inputs(output, float(tables["firm_types"]["firms"].sum()))
    ratio = floor_ratio(floor, inputs)
    found = (
        f"at least {floor:.2f} million yuan per sampled firm against "
        f"{inputs.cluster_mean_mcny:.2f} per firm of the cluster: {ratio:.2f} times"
    )
    return judged(ratio <= 1, found)


def sample_co_research_within_county_units(tables: Tables) -> Outcome:
    """Check that the sample implies no more firms in co-research than R&D units.

    More firms leave it open: a firm can do research with a university without a unit of its own.
    """
    printed = tables["channels"].set_index("channel")["percent_printed"]
    share = recover_share(str(printed["research_university"]), _answered(tables))
    firms = int(tables["firm_types"]["firms"].sum())
    low = float(beta.ppf(0.025, share.count, share.base - share.count + 1)) * firms
    units = int(number(tables["totals"], "measure", "rd_units", "value"))
    carriers = int(number(tables["totals"], "measure", "carriers", "value"))
    expected = firms * share.count / share.base
    found = (
        f"{share} of {firms:,} firms are {expected:.0f} (as if a simple random sample, at least "
        f"{low:.0f} with 97.5% confidence) against {units} R&D units and {carriers} carriers"
    )
    return Outcome(Status.PASSES if expected <= units else Status.OPEN, found)


def response_rate_identified(tables: Tables) -> Outcome:
    """Check that the number of firms asked gives one response rate."""
    asked = printed_range(tables["totals"], "approached")
    valid = int(printed_range(tables["totals"], "valid").value)
    rates = response_rates(valid, int(asked.low), int(asked.high))["rate"]
    found = (
        f"{valid} of {asked.low:.0f} to {asked.high:.0f}: {rates.min():.1%} to {rates.max():.1%}"
    )
    return judged(len(rates) == 1, found)


def jobs_within_population(tables: Tables) -> Outcome:
    """Check that the jobs that Table 3 implies fit into the county's population."""
    implied = float(jobs(tables["firm_types"])["jobs"].sum())
    row = row_of(tables["assumptions"], "assumption", "county_population")
    low, value, high = (float(str(row[end])) for end in ("low", "value", "high"))
    if isnan(value):
        share = f"{implied / high:.0%} to {implied / low:.0%}"
        found = f"{implied:,.0f} jobs, {share} of a population of {low:,.0f} to {high:,.0f}"
        return Outcome(Status.OPEN, f"{found}; the year's own count is not held")
    return judged(implied <= value, f"{implied:,.0f} jobs against a population of {value:,.0f}")


def export_firms_within_export_share(tables: Tables) -> Outcome:
    """Check that the sample's least mean export share is below that of the output."""
    printed = tables["survey_items"].set_index("item")["printed"]
    share = recover_share(str(printed["export_majority"]), _answered(tables))
    table = ratios(tables["totals"], tables["firm_types"], tables["assumptions"])
    low, high = (number(table, "ratio", "export_share", end) for end in ("low", "high"))
    least = 0.5 * share.count / share.base
    found = (
        f"{share} firms export at least half, so at least {least:.1%} on average, each firm "
        f"counting alike; the cluster exports {low:.1%} to {high:.1%} of its output"
    )
    if low < least <= high:
        return Outcome(Status.OPEN, found)
    return judged(least <= low, found)


def figure2_producers_in_table3(tables: Tables) -> Outcome:
    """Check that every producer of Figure 2 is a trade of Table 3."""
    actors = tables["actors"]
    producers = actors[actors["kind"] == "producer"]
    lost = producers.loc[~producers["firm_type"].isin(tables["firm_types"]["firm_type"]), "label"]
    found = f"{len(producers)} producers in Figure 2; not in Table 3: {listed(map(within, lost))}"
    return judged(lost.empty, found)


def machinery_kinds_agree(tables: Tables) -> Outcome:
    """Check that Figure 2 and §3.2 list equally many kinds of machinery makers."""
    drawn = int((tables["actor_items"]["actor"] == "machinery").sum())
    told = len(_facts(tables, "F157", "F160"))
    return judged(drawn == told, f"{drawn} kinds in Figure 2, {told} in §3.2")


def process_steps_have_firm_types(tables: Tables) -> Outcome:
    """Check that every process step of §3.2 is the work of a trade of Table 3."""
    steps = _facts(tables, "F150", "F156")
    trades = list(tables["firm_types"]["label_zh"])
    words = {str(s): SAME_WORK.get(str(s), str(s)) for s in steps["printed"]}
    lost = [step for step, word in words.items() if not any(word in trade for trade in trades)]
    return judged(not lost, f"{len(words)} steps; without a trade of their own: {listed(lost)}")


def _facts(tables: Tables, first: str, last: str) -> pd.DataFrame:
    facts = tables["facts"]
    return facts[facts["fact"].between(first, last)]


def _answered(tables: Tables) -> tuple[int, int]:
    return bases(tables["totals"], tables["assumptions"]).answered
