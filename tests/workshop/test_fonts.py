"""A page loads, of the Chinese typeface, little that it does not show."""

from itertools import combinations

import pytest

from workshop.fonts import parts

MANY, SOME, FEW, OWN = ({chr(0x4E00 + k * 200 + i) for i in range(100)} for k in range(4))
PAGES = [MANY | SOME | OWN, MANY | SOME, MANY, MANY, MANY | FEW]
ALL = MANY | SOME | FEW | OWN


@pytest.mark.parametrize("files", [1, 2, 3, 4, 16])
def test_every_character_is_in_one_file(files: int) -> None:
    found = parts(ALL, PAGES, files)
    assert set().union(*found) == ALL
    assert not any(a & b for a, b in combinations(found, 2))
    assert len(found) <= files


def test_characters_of_the_same_pages_share_a_file_and_those_of_most_pages_come_first() -> None:
    assert parts(ALL, PAGES)[:2] == [MANY, SOME]
    assert sorted(parts(ALL, PAGES)[2:], key=min) == [FEW, OWN]


def test_a_few_characters_are_not_worth_a_file_of_their_own() -> None:
    one = next(iter(FEW))
    assert parts(MANY | {one}, [*PAGES, MANY | {one}]) == [MANY | {one}]


def test_when_files_are_short_those_are_joined_that_burden_the_pages_least() -> None:
    assert MANY in parts(ALL, PAGES, 3)
    assert parts(ALL, PAGES, 1) == [ALL]


def test_what_no_page_shows_weighs_on_none() -> None:
    assert parts(FEW, []) == [FEW]
    assert parts(set(), PAGES) == []


def test_a_character_that_is_not_wanted_is_not_cut() -> None:
    assert parts(MANY, PAGES) == [MANY]
