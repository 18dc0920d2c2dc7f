"""Each entry of the register still fails, passes or stays open the way it says.

And each check can come out the other way: a table is mended or broken, and the outcome turns.
"""

from collections.abc import Callable, Mapping

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from clusterbook.analysis.register import CHECKS, READING, Status, number, row_of, run

Tables = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="module")
def register(tables: Tables) -> pd.DataFrame:
    return run(tables["tensions"], tables).set_index("tension")


def test_every_outcome_is_the_one_the_register_expects(register: pd.DataFrame):
    wrong = register[~register["agrees"]]
    assert wrong.empty, wrong[["check", "expected", "outcome", "found"]].to_string()


def test_no_check_lies_idle(tables: Tables):
    assert set(CHECKS) - set(tables["tensions"]["check"]) == set()


def test_every_check_says_what_it_found_in_one_line(register: pd.DataFrame):
    checked = register[register["check"] != READING]
    assert (checked["found"].str.len() > 3).all()
    assert not checked["found"].str.contains("\n").any()
    assert not checked["found"].str.contains("nan|<NA>|None").any()


def test_what_is_found_is_told_by_names_and_never_by_keys(tables: Tables, register: pd.DataFrame):
    assert not register["found"].str.contains(r"[a-z]_[a-z]", regex=True).any()
    # A table may call its rows otherwise: every check that names some follows.
    renamed = {
        name: frame.assign(label="«" + frame["label"].astype(str)) if "label" in frame else frame
        for name, frame in tables.items()
    }
    told = run(tables["tensions"], renamed).set_index("tension")["found"]
    names = told[told != register["found"]]
    assert names.str.contains("«").all()
    assert {"T15", "T16", "T17", "T22", "T33", "T38", "T41"} == set(names.index)


def test_every_check_states_its_rule():
    assert all((check.__doc__ or "").startswith("Check that ") for check in CHECKS.values())


def test_a_check_that_does_not_exist_is_named(tables: Tables):
    wrong = tables["tensions"].head(1).assign(check="moon_is_full")
    with pytest.raises(KeyError, match="no check moon_is_full; checks: one_base_reprints_table5"):
        run(wrong, tables)


def test_a_register_that_expects_the_wrong_outcome_is_caught(tables: Tables):
    wrong = tables["tensions"].assign(expected="open")
    assert not run(wrong, tables)["agrees"].all()


def edited(tables: Tables, name: str, edit: Callable[[pd.DataFrame], pd.DataFrame]) -> Tables:
    return {**tables, name: edit(tables[name].copy())}


def put(column: str, where: tuple[str, object], value: object) -> Callable[..., pd.DataFrame]:
    """Return an edit that sets `column` in the rows where a column has a value."""

    def edit(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[frame[where[0]] == where[1], column] = value
        return frame

    return edit


def drop(column: str, *values: object) -> Callable[..., pd.DataFrame]:
    """Return an edit that drops the rows in which a column has one of the values."""
    return lambda frame: frame[~frame[column].isin(values)]


PASSES, FAILS, OPEN = Status.PASSES, Status.FAILS, Status.OPEN
SIXTY_ONE = "13.11"  # 8/61, in place of 8/60

TURNED = [  # check, table to edit, edit, outcome after it
    (
        "one_base_reprints_table5",
        "channels",
        put("percent_printed", ("channel", "cooperate_firms"), SIXTY_ONE),
        PASSES,
    ),
    (
        "one_base_reprints_text_shares",
        "survey_items",
        drop("item", "coordinator", "information_platform"),
        PASSES,
    ),
    (
        "channel_shares_reprint",
        "channels",
        put("percent_printed", ("channel", "hire"), "21.32"),
        FAILS,
    ),
    ("text_shares_reprint", "survey_items", put("printed", ("item", "meetings"), "53.34"), FAILS),
    (
        "sales_share_24_58_impossible",
        "sample",
        put("percent_printed", ("category", "sales_under_10"), "24.59"),
        PASSES,
    ),
    (
        "sales_shares_reprint_but_last",
        "sample",
        put("percent_printed", ("category", "sales_10_50"), "52.45"),
        FAILS,
    ),
    (
        "ownership_shares_reprint",
        "sample",
        put("percent_printed", ("category", "state_owned"), "3.27"),
        FAILS,
    ),
    ("ownership_counts_sum", "sample", put("firms", ("category", "state_owned"), 3), FAILS),
    ("sales_counts_sum", "sample", put("firms", ("category", "sales_10_50"), 33), FAILS),
    (
        "ownership_shares_sum_to_100",
        "sample",
        put("percent_printed", ("category", "state_owned"), "3.29"),
        FAILS,
    ),
    (
        "sales_shares_sum_to_100",
        "sample",
        put("percent_printed", ("category", "sales_under_10"), "24.59"),
        FAILS,
    ),
    ("mean_1_33_possible", "survey_items", put("printed", ("item", "mean_links"), "1.01"), FAILS),
    (
        "mean_1_33_names_its_base",
        "survey_items",
        put("printed", ("item", "mean_links"), "1.34"),
        PASSES,
    ),
    (
        "mean_1_33_against_participation",
        "survey_items",
        put("printed", ("item", "mean_links"), "0.72"),
        PASSES,
    ),
    (
        "most_frequent_mode_in_ranking",
        "channels",
        put("partner", ("channel", "hire"), "firm"),
        PASSES,
    ),
    (
        "table3_counts_not_whole_percents",
        "firm_types",
        put("firms", ("firm_type", "parts"), 711),
        PASSES,
    ),
    (
        "staff_means_text_and_table",
        "firm_types",
        put("staff_in_text", ("firm_type", "rod"), 31),
        FAILS,
    ),
    ("assembly_share_43", "firm_types", put("firms", ("firm_type", "assembly"), 1300), FAILS),
    (
        "sample_sales_floor_within_population_mean",
        "totals",
        put("high", ("measure", "output"), 63.0),
        PASSES,
    ),
    (
        "sample_co_research_within_county_units",
        "totals",
        put("value", ("measure", "rd_units"), 138.0),
        PASSES,
    ),
    ("response_rate_identified", "totals", put("high", ("measure", "approached"), 70.0), PASSES),
    (
        "jobs_within_population",
        "assumptions",
        put("value", ("assumption", "county_population"), 400_000.0),
        PASSES,
    ),
    (
        "jobs_within_population",
        "assumptions",
        put("value", ("assumption", "county_population"), 200_000.0),
        FAILS,
    ),
    (
        "export_firms_within_export_share",
        "assumptions",
        put("high", ("assumption", "export_value"), 1.0),
        OPEN,
    ),
    (
        "figure2_producers_in_table3",
        "actors",
        put("firm_type", ("actor", "plating"), "parts"),
        PASSES,
    ),
    ("machinery_kinds_agree", "facts", drop("fact", "F157"), PASSES),
    ("process_steps_have_firm_types", "facts", drop("fact", "F152", "F153", "F154"), PASSES),
    ("durations_follow_one_rule", "facts", put("value", ("fact", "F133"), 7.0), PASSES),
    ("every_phase_has_a_paradigm", "paradigms", put("to_year", ("short", "P2"), 2008), PASSES),
    ("phases_contiguous", "phases", put("from_year", ("phase", "adjustment"), 1998), FAILS),
    (
        "causes_precede_effects",
        "precedence",
        put("effect_to_year", ("effect_to_year", 1996), 1997),
        PASSES,
    ),
    (
        "crisis_and_search_in_separate_phases",
        "events",
        put("phase", ("event", "crisis"), "adjustment"),
        PASSES,
    ),
    ("new_paradigm_dated_once", "paradigms", put("from_year", ("short", "P3"), 2009), PASSES),
    (
        "ten_plus_years_after_forging",
        "phases",
        put("from_year", ("phase", "innovation"), 2005),
        FAILS,
    ),
    (
        "analytic_knowledge_coded_in_table4",
        "paradigm_cells",
        put("text_zh", ("fact", "F126"), "分析型知识"),
        PASSES,
    ),
    (
        "table1_subdimensions_coded",
        "regime_coverage",
        lambda frame: frame.assign(coded=True),
        PASSES,
    ),
    (
        "same_regime_same_mechanisms",
        "paradigm_mechanisms",
        drop("mechanism", "division", "brokers", "customers"),
        PASSES,
    ),
    (
        "mechanism_change_scales_with_regime_change",
        "paradigm_mechanisms",
        drop("mechanism", "division", "brokers"),
        PASSES,
    ),
]


@pytest.mark.parametrize(
    ("check", "table", "edit", "after"), TURNED, ids=[f"{c}-{a}" for c, _, _, a in TURNED]
)
def test_a_check_turns_when_its_table_does(
    tables: Tables,
    check: str,
    table: str,
    edit: Callable[[pd.DataFrame], pd.DataFrame],
    after: Status,
):
    assert CHECKS[check](edited(tables, table, edit)).status is after


def test_every_check_is_seen_to_turn():
    assert set(CHECKS) == {check for check, *_ in TURNED}


def test_export_firms_pass_or_fail_when_the_ranges_part(tables: Tables):
    """Exports of two billion dollars hold the least mean; half a billion do not."""
    check = CHECKS["export_firms_within_export_share"]
    for value, after in ((2.0, PASSES), (0.5, FAILS)):
        frame = tables["assumptions"].copy()
        frame.loc[frame["assumption"] == "export_value", ["low", "value", "high"]] = value
        assert check({**tables, "assumptions": frame}).status is after


def test_co_research_counts_come_with_their_exact_limit(tables: Tables):
    """Reference: statsmodels' Clopper-Pearson interval for 3 of 61, times 2,796 firms."""
    low, _ = proportion_confint(3, 61, alpha=0.05, method="beta")
    found = CHECKS["sample_co_research_within_county_units"](tables).found
    assert f"at least {2796 * low:.0f} " in found
    assert "138" in found


def test_a_missing_row_is_named(tables: Tables):
    with pytest.raises(KeyError, match="no measure 'luck'; allowed: output"):
        row_of(tables["totals"], "measure", "luck")
    assert number(tables["totals"], "measure", "valid", "value") == 61
