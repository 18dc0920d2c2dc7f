"""No module of the book types what a table holds."""

import ast
from pathlib import Path

import pytest

from . import facts_in_code as facts

ROOM = Path(__file__).parents[3] / "code/clusterbook"


def test_no_module_types_what_a_table_holds() -> None:
    assert facts.typed(ROOM) == []


def test_what_is_allowed_is_there() -> None:
    for name, said in facts.TYPED:
        text = (ROOM / name).read_text("utf-8")
        assert said in text, f"{name} no longer types {said}"


@pytest.mark.parametrize(
    ("code", "computing"),
    [
        ("VALID = 61", True),
        ("def f(valid: int = 61): ...", False),
        ("LAST = 2009", False),
        ("TIP = 'of 2,796 firms'", False),
        ("EXAMPLE = '24.58'", False),
        ("NAMES = {'hot_forging': 'Hot forging'}", False),
        ("x = y > 0.7 and y < 79", True),
    ],
)
def test_a_typed_fact_is_caught(code: str, computing: bool) -> None:
    assert list(facts.literals(ast.parse(code), computing))


def test_a_fact_among_the_words_is_caught() -> None:
    words = 'tip = "of {firms} firms"\nall = "of 2,796 firms"\n\n[names]\nforging = "Hot forging"\n'
    assert [key for key, _ in facts.in_words(words)] == ["all", "forging"]


@pytest.mark.parametrize(
    "code", ['"""Of 61 firms."""', "X = 61.5", "WIDTH = 60", "share = 0.5", "x = 'a 10 % step'"]
)
def test_words_lengths_and_shares_are_no_facts(code: str) -> None:
    assert not list(facts.literals(ast.parse(code), computing=False))
