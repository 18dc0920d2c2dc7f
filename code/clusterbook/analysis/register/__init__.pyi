from ._checks_coding import analytic_knowledge_coded_in_table4 as analytic_knowledge_coded_in_table4
from ._checks_coding import (
    mechanism_change_scales_with_regime_change as mechanism_change_scales_with_regime_change,
)
from ._checks_coding import regime_change as regime_change
from ._checks_coding import regime_items as regime_items
from ._checks_coding import same_regime_same_mechanisms as same_regime_same_mechanisms
from ._checks_coding import table1_subdimensions_coded as table1_subdimensions_coded
from ._checks_history import causes_precede_effects as causes_precede_effects
from ._checks_history import (
    crisis_and_search_in_separate_phases as crisis_and_search_in_separate_phases,
)
from ._checks_history import durations_follow_one_rule as durations_follow_one_rule
from ._checks_history import every_phase_has_a_paradigm as every_phase_has_a_paradigm
from ._checks_history import new_paradigm_dated_once as new_paradigm_dated_once
from ._checks_history import phases_contiguous as phases_contiguous
from ._checks_history import ten_plus_years_after_forging as ten_plus_years_after_forging
from ._checks_sample import ownership_counts_sum as ownership_counts_sum
from ._checks_sample import ownership_shares_reprint as ownership_shares_reprint
from ._checks_sample import ownership_shares_sum_to_100 as ownership_shares_sum_to_100
from ._checks_sample import sales_counts_sum as sales_counts_sum
from ._checks_sample import sales_share_24_58_impossible as sales_share_24_58_impossible
from ._checks_sample import sales_shares_reprint_but_last as sales_shares_reprint_but_last
from ._checks_sample import sales_shares_sum_to_100 as sales_shares_sum_to_100
from ._checks_structure import RARE as RARE
from ._checks_structure import SAME_WORK as SAME_WORK
from ._checks_structure import assembly_share_43 as assembly_share_43
from ._checks_structure import export_firms_within_export_share as export_firms_within_export_share
from ._checks_structure import figure2_producers_in_table3 as figure2_producers_in_table3
from ._checks_structure import jobs_within_population as jobs_within_population
from ._checks_structure import machinery_kinds_agree as machinery_kinds_agree
from ._checks_structure import process_steps_have_firm_types as process_steps_have_firm_types
from ._checks_structure import response_rate_identified as response_rate_identified
from ._checks_structure import (
    sample_co_research_within_county_units as sample_co_research_within_county_units,
)
from ._checks_structure import (
    sample_sales_floor_within_population_mean as sample_sales_floor_within_population_mean,
)
from ._checks_structure import staff_means_text_and_table as staff_means_text_and_table
from ._checks_structure import table3_counts_not_whole_percents as table3_counts_not_whole_percents
from ._checks_survey import channel_shares_reprint as channel_shares_reprint
from ._checks_survey import mean_1_33_against_participation as mean_1_33_against_participation
from ._checks_survey import mean_1_33_names_its_base as mean_1_33_names_its_base
from ._checks_survey import mean_1_33_possible as mean_1_33_possible
from ._checks_survey import most_frequent_mode_in_ranking as most_frequent_mode_in_ranking
from ._checks_survey import one_base_reprints_table5 as one_base_reprints_table5
from ._checks_survey import one_base_reprints_text_shares as one_base_reprints_text_shares
from ._checks_survey import text_shares_reprint as text_shares_reprint
from ._consistency import CHECKS as CHECKS
from ._consistency import READING as READING
from ._consistency import run as run
from ._outcome import Check as Check
from ._outcome import Outcome as Outcome
from ._outcome import Status as Status
from ._outcome import Tables as Tables
from ._outcome import judged as judged
from ._outcome import listed as listed
from ._outcome import number as number
from ._outcome import row_of as row_of
from ._register import SEVERITIES as SEVERITIES
from ._register import tally as tally
