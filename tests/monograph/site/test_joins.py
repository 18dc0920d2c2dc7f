"""What a number's answer says of a function that joins tables."""

import json
from pathlib import Path

import pytest

from monograph.site.answers import resting
from monograph.site.joins import Join, joins

from ...small_book import REAL

SOURCE = '''
"""Joins."""
from somewhere import load


def deepest() -> float:
    """Return the depth of the deepest well.

    More.

    See Also
    --------
    sec-depth
        Step by step.
    """
    return max(load("wells")["depth"]) - level()


def level() -> float:
    """Return the level of the ground."""
    return load("ground") + deepest()


def bare() -> float:
    return load("wells")
'''


def test_a_join_is_its_first_line_and_the_tables_that_it_loads(tmp_path: Path) -> None:
    folder = tmp_path / "code/wells/findings"
    folder.mkdir(parents=True)
    (folder / "_deep.py").write_text(SOURCE, "utf-8")

    found = joins(tmp_path)

    assert found["deepest"] == Join(
        "the depth of the deepest well", ("wells", "ground"), "sec-depth"
    )
    assert found["level"] == Join("the level of the ground", ("ground", "wells"))
    assert "bare" not in found


def test_a_book_without_joins_has_none(tmp_path: Path) -> None:
    assert joins(tmp_path) == {}


def test_every_join_of_the_book_says_what_it_gives() -> None:
    found = joins(REAL)
    assert found["floor_ratio"].place == "sec-floor"
    assert found["floor_ratio"].tables == ("totals", "firm_types", "assumptions", "sample")
    assert all(join.gives and not join.gives.endswith(".") for join in found.values())


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ([("table", "sample")], ""),
        ([("table", "judged")], "what we coded"),
        ([("table", "rates"), ("result", "deepest")], "what we coded and what we assume"),
        ([("fact", "F01")], ""),
    ],
)
def test_a_number_says_what_of_ours_it_rests_on(
    tmp_path: Path, sources: list[tuple[str, str]], words: str
) -> None:
    folder = tmp_path / "code/wells/findings"
    folder.mkdir(parents=True)
    (folder / "_deep.py").write_text(SOURCE.replace('"ground"', '"judged"'), "utf-8")
    held = {"sample": "transcribed", "judged": "coded", "rates": "assumed"}
    package = {"resources": [{"name": name, "class": kind} for name, kind in held.items()]}
    (tmp_path / "data").mkdir()
    (tmp_path / "data/datapackage.json").write_text(json.dumps(package), "utf-8")

    assert resting(sources, tmp_path / "data") == words
