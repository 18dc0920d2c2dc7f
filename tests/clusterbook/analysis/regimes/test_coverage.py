"""Which sub-dimensions of Table 1 are coded in Table 4.

Independent reference: words that a coded cell of Table 4 would have to hold, searched in the text
of the cells as printed.
"""

from collections.abc import Mapping

import pandas as pd
import pytest

from clusterbook.analysis.regimes import complete, coverage

Tables = Mapping[str, pd.DataFrame]

WORDS = {  # sub-dimension -> row of Table 4 and a pattern that gives it a value
    "opportunity_level": ("opportunity", "^较?[高低]"),
    "opportunity_pervasiveness": ("opportunity", "扩散"),
    "opportunity_variety": ("opportunity", "多样"),
    "opportunity_sources": ("opportunity", "来源不?确定"),
    "appropriability_level": ("appropriability", "^较?[高低]"),
    "appropriability_means": ("appropriability", "保护|专利|保密"),
    "cumulativeness_technology": ("cumulativeness", "技术层面"),
    "cumulativeness_firm": ("cumulativeness", "企业层面"),
    "cumulativeness_sector": ("cumulativeness", "集群内形成"),
    "knowledge_nature": ("knowledge_nature", "型知识"),
    "knowledge_transfer": ("knowledge_transfer", "转移"),
}


@pytest.fixture(scope="module")
def found(tables: Tables) -> pd.DataFrame:
    return coverage(tables["regime_subdimensions"], tables["regime_coverage"])


def test_three_of_eleven_are_coded_for_all_three_paradigms(found: pd.DataFrame):
    """Table 1 against Table 4, rows 3 to 6."""
    assert len(found) == 11
    assert complete(found) == ["opportunity_level", "opportunity_sources", "appropriability_level"]


@pytest.mark.parametrize("subdimension", WORDS)
def test_our_reading_is_that_of_a_search_for_words(
    found: pd.DataFrame, tables: Tables, subdimension: str
):
    """Reference: regular expressions on the printed cells of Table 4."""
    aspect, pattern = WORDS[subdimension]
    cells = tables["paradigm_cells"]
    row = cells[cells["aspect"] == aspect].set_index("paradigm")["text_zh"].fillna("")
    expected = row.str.contains(pattern).to_dict()
    read = found.set_index("subdimension").loc[subdimension, list(expected)].to_dict()
    assert read == expected


def test_five_are_coded_for_some_paradigms_only_or_two_at_most(found: pd.DataFrame):
    assert found["paradigms"].value_counts().to_dict() == {0: 4, 3: 3, 1: 1, 2: 3}
    assert (found["complete"] == (found["paradigms"] == found["of"])).all()


def test_a_sub_dimension_that_was_not_read_is_named(tables: Tables):
    reading = tables["regime_coverage"]
    lost = reading[reading["subdimension"] != "knowledge_nature"]
    with pytest.raises(ValueError, match="not read for every paradigm: knowledge_nature"):
        coverage(tables["regime_subdimensions"], lost)


def test_a_paradigm_that_was_left_out_is_noticed(tables: Tables):
    with pytest.raises(ValueError, match="not read for every paradigm"):
        coverage(tables["regime_subdimensions"], tables["regime_coverage"].iloc[1:])
