"""The register's checks by name, and one run of all of them.

In: the table `tensions` (each row names its check and the outcome to expect) and the tables that
the checks read. Out: what each check found, so that the register page is made from data.
"""

import pandas as pd

from clusterbook.analysis.register import _checks_coding as coding
from clusterbook.analysis.register import _checks_history as history
from clusterbook.analysis.register import _checks_sample as sample
from clusterbook.analysis.register import _checks_structure as structure
from clusterbook.analysis.register import _checks_survey as survey
from clusterbook.analysis.register._outcome import Check, Tables

READING = "reading"  # only a reader of the paper can judge

CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        survey.one_base_reprints_table5,
        survey.one_base_reprints_text_shares,
        survey.channel_shares_reprint,
        survey.text_shares_reprint,
        sample.sales_share_24_58_impossible,
        sample.sales_shares_reprint_but_last,
        sample.ownership_shares_reprint,
        sample.ownership_counts_sum,
        sample.sales_counts_sum,
        sample.ownership_shares_sum_to_100,
        sample.sales_shares_sum_to_100,
        survey.mean_1_33_possible,
        survey.mean_1_33_names_its_base,
        survey.mean_1_33_against_participation,
        survey.most_frequent_mode_in_ranking,
        structure.table3_counts_not_whole_percents,
        structure.staff_means_text_and_table,
        structure.assembly_share_43,
        structure.sample_sales_floor_within_population_mean,
        structure.sample_co_research_within_county_units,
        structure.response_rate_identified,
        structure.jobs_within_population,
        structure.export_firms_within_export_share,
        structure.figure2_producers_in_table3,
        structure.machinery_kinds_agree,
        structure.process_steps_have_firm_types,
        history.durations_follow_one_rule,
        history.every_phase_has_a_paradigm,
        history.phases_contiguous,
        history.causes_precede_effects,
        history.crisis_and_search_in_separate_phases,
        history.new_paradigm_dated_once,
        history.ten_plus_years_after_forging,
        coding.table1_subdimensions_coded,
        coding.analytic_knowledge_coded_in_table4,
        coding.same_regime_same_mechanisms,
        coding.mechanism_change_scales_with_regime_change,
    )
}


def run(tensions: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Run the check of every row of the register.

    Parameters
    ----------
    tensions
        The register: tension, check (a name of `CHECKS`, or "reading"), expected.
    tables
        Every table of the data package by name.

    Returns
    -------
    DataFrame
        tension, check, expected, outcome {passes, fails, open, reading}, found (one line with the
        numbers; "" for a reading), agrees (the outcome is the expected one; a reading always).

    Raises
    ------
    KeyError
        If the register names a check that does not exist.
    """
    unknown = sorted(set(tensions["check"]) - set(CHECKS) - {READING})
    if unknown:
        msg = f"no check {', '.join(unknown)}; checks: {', '.join(CHECKS)}"
        raise KeyError(msg)
    rows = []
    for name, expected in zip(tensions["check"], tensions["expected"], strict=True):
        if name == READING:
            rows.append((READING, "", True))
            continue
        outcome = CHECKS[name](tables)
        rows.append((str(outcome.status), outcome.found, str(outcome.status) == expected))
    found = pd.DataFrame(rows, columns=["outcome", "found", "agrees"], index=tensions.index)
    return tensions[["tension", "check", "expected"]].join(found)
