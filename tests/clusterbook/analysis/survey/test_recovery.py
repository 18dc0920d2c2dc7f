"""What the printed percentages say together.

Independent references: sets of printed shares built with the built-in round on exact fractions.
"""

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd
import pytest

from clusterbook.analysis.survey import (
    fit_by_chance,
    printed_shares,
    recover_shares,
    rule_verdicts,
    single_bases,
)

ANSWERED, TRIED = (60, 61), range(50, 80)

Tables = Mapping[str, pd.DataFrame]


def text_shares(tables: Tables) -> pd.DataFrame:
    items = tables["survey_items"]
    return items[items["unit"] == "percent"]


def test_table_5_recovers_to_its_counts(tables: Tables):
    """Table 5, rows 1 to 6."""
    found = recover_shares(tables["channels"], "channel", "percent_printed", ANSWERED)
    assert list(found["count"]) == [11, 8, 8, 3, 1, 13]
    assert list(found["base"]) == [61, 60, 61, 61, 61, 61]
    assert list(found["note"]) == [""] * 6
    assert found["exact"].to_list() == pytest.approx(
        [100 * k / n for k, n in zip(found["count"], found["base"], strict=True)]
    )


def test_a_share_that_is_not_recovered_says_why(tables: Tables):
    """Table 2, sales, row 4."""
    sample = tables["sample"]
    found = recover_shares(
        sample[~sample["is_total"]], "category", "percent_printed", ANSWERED
    ).set_index("category")
    assert found["count"].isna().sum() == 1
    assert "24.58% fits no count" in found.loc["sales_under_10", "note"]


def test_two_numbers_of_answers_are_hidden_in_the_survey(tables: Tables):
    """Table 5 and §3.2: seven percentages are of 61 firms, four of 60."""
    shares = printed_shares(tables["channels"], tables["survey_items"])
    found = recover_shares(shares, "item", "printed", ANSWERED).groupby("base")["item"].agg(list)
    assert found.map(len).to_dict() == {60: 4, 61: 7}
    assert found[60] == ["cooperate_firms", "export_majority", "meetings", "government_projects"]


def test_the_eleven_percentages_stand_in_printed_order(tables: Tables):
    """Table 5, rows 1 to 6, then §3.2, para 1 and para 3."""
    found = printed_shares(tables["channels"], tables["survey_items"])
    assert list(found["printed"]) == [
        *("18.03", "13.33", "13.11", "4.92", "1.64", "21.31"),
        *("71.67", "53.33", "27.87", "25.00", "37.70"),
    ]
    assert list(found["partner"].isna()) == [False] * 6 + [True] * 5
    assert list(found.columns) == ["item", "label", "label_zh", "printed", "partner", "place"]


def test_no_single_base_prints_table_5_or_the_text(tables: Tables):
    """Nor both together: 61 firms give 7 of the 11 percentages, and no base gives more."""
    table5, text = list(tables["channels"]["percent_printed"]), list(text_shares(tables)["printed"])
    best = {
        name: single_bases(texts, TRIED).sort_values("fits").iloc[-1].to_dict()
        for name, texts in {"table5": table5, "text": text, "all": table5 + text}.items()
    }
    assert (best["table5"]["base"], best["table5"]["fits"]) == (61, 5)
    assert best["table5"]["misses"] == "13.33"
    assert (best["text"]["base"], best["text"]["fits"]) == (60, 3)
    assert (best["all"]["base"], best["all"]["fits"]) == (61, 7)


def test_the_paper_rounds_and_does_not_truncate(tables: Tables):
    """Of 18 printed shares rounding explains all but 24.58; truncation misses more."""
    sample = tables["sample"]
    texts = [
        *tables["channels"]["percent_printed"],
        *text_shares(tables)["printed"],
        *sample.loc[~sample["is_total"], "percent_printed"],
    ]
    found = rule_verdicts(texts, ANSWERED).set_index("rule")
    assert set(found["of"]) == {18}
    assert found.loc["half_up", "misses"] == found.loc["half_even", "misses"] == "24.58"
    assert found.loc["truncate", "fits"] < found.loc["half_up", "fits"]


def prints(bases: list[int]) -> list[int]:
    """Round shares to hundredths of a percent with the built-in rule; no tie occurs here."""
    scaled = [Fraction(10_000 * k, n) for n in bases for k in range(n + 1)]
    assert all((2 * s).denominator > 1 or s.denominator == 1 for s in scaled)
    return [round(s) for s in scaled]


@pytest.mark.parametrize("bases", [[61], [60, 61], list(range(50, 64)), [59, 60, 61, 62]])
def test_the_chance_of_a_fit_counts_the_printable_percentages(bases: list[int]):
    found, expected = fit_by_chance(bases), prints(bases)
    assert found["possible"] == 10_001
    assert found["printable"] == len(set(expected))
    assert found["unique"] == sum(expected.count(p) == 1 for p in set(expected))


def test_about_one_percentage_in_eighty_fits_60_or_61_by_luck():
    assert fit_by_chance(ANSWERED)["share"] == pytest.approx(121 / 10_001)


def test_an_unknown_key_is_named():
    with pytest.raises(KeyError, match="no column 'mode'; columns: channel"):
        recover_shares(
            pd.DataFrame({"channel": ["a"], "percent_printed": ["13.33"]}),
            "mode",
            "percent_printed",
            ANSWERED,
        )
