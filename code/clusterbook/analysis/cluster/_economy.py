"""The cluster in totals and ratios: per firm, per worker, exported, certified.

In: `totals` (what §2 and §3 print, with the range that "nearly" or "over" leaves open),
`firm_types` (Table 3) and `assumptions` (exchange rate, readings of those words). Each ratio comes
as a range: its value at the printed numbers, and its lowest and highest within what print allows.
"""

import pandas as pd

from clusterbook.analysis.cluster._structure import jobs, jobs_range
from clusterbook.analysis.statistics import Range, assumed_range, exactly, printed_range

BILLION, MILLION = 1e9, 1e6


def export_share(output_cny: Range, export_usd: Range, cny_per_usd: Range) -> Range:
    """Return export value over output, both in yuan (0 to 1 if the printed totals agree)."""
    return export_usd.times(cny_per_usd).over(output_cny)


def per_unit(output_cny: Range, units: Range | float) -> Range:
    """Return output per firm or per worker, in yuan."""
    return output_cny.over(units)


def certified_share(certified: Range, firms: float) -> Range:
    """Return the share of firms with a certificate (0 to 1); "over 200" is open to all of them."""
    return certified.within(firms).over(firms)


def national_output(output_cny: Range, share_percent: Range) -> Range:
    """Return the national output that the cluster's share implies, in yuan.

    "Over 50 %" makes this an upper limit; the lower one is the cluster's own output.
    """
    return output_cny.over(share_percent.within(100.0).over(100.0))


def ratios(
    totals: pd.DataFrame, firm_types: pd.DataFrame, assumptions: pd.DataFrame
) -> pd.DataFrame:
    """Work out every ratio of the chapter.

    Returns
    -------
    DataFrame
        ratio, label, value, low, high, unit. Ratios: firms, jobs, output_per_firm,
        output_per_worker, export_share, certified_share, certified_share_of_assembly,
        rd_units_share, carriers_share, national_output, county_exports.
    """
    output = output_range(totals, assumptions).times(BILLION)
    export = _reading(totals, assumptions, "export_value").times(BILLION)
    rate = assumed_range(assumptions, "exchange_rate")
    county = printed_range(totals, "export_share_county").over(100.0)
    national = national_output(output, printed_range(totals, "output_share"))
    rows = _per_firm(totals, firm_types, assumptions) | {
        "export_share": export_share(output, export, rate),
        "national_output": national.over(BILLION),
        "county_exports": export.over(BILLION).over(county),
    }
    listed = [(k, *words, rows[k].value, rows[k].low, rows[k].high) for k, words in _WORDS.items()]
    return pd.DataFrame(listed, columns=["ratio", "label", "unit", "value", "low", "high"])


def output_range(totals: pd.DataFrame, assumptions: pd.DataFrame) -> Range:
    """Return the output of 2009 in billion yuan, "nearly" read as the assumption says."""
    return _reading(totals, assumptions, "output")


def staff_range(firm_types: pd.DataFrame, assumptions: pd.DataFrame) -> Range:
    """Return the jobs that Table 3 implies, in persons, with both readings of the means' error.

    The ends are the outermost of an error in persons and an error as a share.
    """
    value = float(jobs(firm_types)["jobs"].sum())
    persons = assumed_range(assumptions, "staff_error_persons").high
    share = assumed_range(assumptions, "staff_error_share").high
    ends = [jobs_range(firm_types, persons=persons), jobs_range(firm_types, share=share)]
    return Range(min(low for low, _ in ends), value, max(high for _, high in ends))


_WORDS = {
    "firms": ("Firms, sum of Table 3", "firms"),
    "jobs": ("Jobs implied by Table 3", "persons"),
    "output_per_firm": ("Output per firm", "million yuan"),
    "output_per_worker": ("Output per job", "thousand yuan"),
    "export_share": ("Export value over output", "share"),
    "certified_share": ("Certified firms among all firms", "share"),
    "certified_share_of_assembly": ("Certified firms, as a share of assembly firms", "share"),
    "rd_units_share": ("R&D units per firm", "share"),
    "carriers_share": ("Carriers built with universities per firm", "share"),
    "national_output": ("National output implied by the cluster’s share", "billion yuan"),
    "county_exports": ("County’s export delivery value implied by the share", "billion US$"),
}


def _reading(totals: pd.DataFrame, assumptions: pd.DataFrame, measure: str) -> Range:
    """Return the assumed reading of a vague total where there is one, else the printed range."""
    if measure in set(assumptions["assumption"]):
        return assumed_range(assumptions, measure)
    return printed_range(totals, measure)


def _per_firm(
    totals: pd.DataFrame, firm_types: pd.DataFrame, assumptions: pd.DataFrame
) -> dict[str, Range]:
    """Return the ratios that divide by firms or jobs, with both."""
    counts = firm_types.set_index("firm_type")["firms"].to_dict()
    firms, assembly = float(sum(counts.values())), float(counts["assembly"])
    output = output_range(totals, assumptions).times(BILLION)
    staff = staff_range(firm_types, assumptions)
    certified = _reading(totals, assumptions, "certified")
    return {
        "firms": exactly(firms),
        "jobs": staff,
        "output_per_firm": per_unit(output, firms).over(MILLION),
        "output_per_worker": per_unit(output, staff).over(1000.0),
        "certified_share": certified_share(certified, firms),
        "certified_share_of_assembly": certified_share(certified, assembly),
        "rd_units_share": printed_range(totals, "rd_units").over(firms),
        "carriers_share": printed_range(totals, "carriers").over(firms),
    }
