"""A page loads, of the Chinese typeface, little that it does not show."""

from __future__ import annotations

from itertools import combinations

from workshop.fonts import OWN_FILE, parts

MANY = {chr(0x4E00 + i) for i in range(3 * OWN_FILE)}
SOME, FEW, OWN = ({chr(0x6000 + k * 100 + i) for i in range(OWN_FILE)} for k in range(3))
PAGES = [MANY | SOME | OWN, MANY | SOME, MANY, MANY, MANY | set(list(FEW)[: OWN_FILE - 1])]


def test_every_character_is_in_one_file() -> None:
    found = parts(MANY | SOME | FEW | OWN, PAGES)
    assert set().union(*found) == MANY | SOME | FEW | OWN
    assert not any(a & b for a, b in combinations(found, 2))


def test_files_go_by_the_number_of_pages_and_a_page_of_its_own_words_has_its_own() -> None:
    assert parts(MANY | SOME | FEW | OWN, PAGES) == [MANY, SOME, FEW, OWN]


def test_what_no_page_shows_weighs_on_none() -> None:
    assert parts(FEW, []) == [FEW]
    assert parts(set(), PAGES) == []


def test_a_character_that_is_not_wanted_is_not_cut() -> None:
    assert parts(MANY, PAGES) == [MANY]
