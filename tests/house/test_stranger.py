"""`monograph` could set a stranger's book: no word of this one is in it."""

import csv
import re
from pathlib import Path

import pytest

from monograph.records.facts import read_facts

REAL = Path(__file__).parents[2]
PACKAGE = REAL / "code/monograph"
# The scripts of the page name their globals and events after the first book that they played in.
PLAYED = {"alive/static", "alive/scripts"}
KINDS = {".py", ".css", ".html", ".js", ".typ", ".sty", ".jinja", ".md"}
# Plain words of a title that any book may use.
COMMON = {"from", "to", "and", "the", "of", "in", "systems", "a"}


def words_of_this_book() -> set[str]:
    """Return its title's words, its paradigms, its package and the names of its case."""
    facts = read_facts(REAL)
    title = set(re.findall(r"\w+", facts.title.lower())) - COMMON
    with (REAL / "data/paradigms.csv").open(encoding="utf-8", newline="") as file:
        paradigms = {row["paradigm"] for row in csv.DictReader(file)}
    # Sand is a colour of the palette; what it stands for is not.
    return (title - {"sand"}) | paradigms | {"clusterbook", "yuhuan", "valve", "paradigm"}


def sources() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in KINDS
        and not any(str(path.relative_to(PACKAGE)).startswith(name) for name in PLAYED)
    ]


def betrayals(text: str) -> list[str]:
    """Return each line that knows this book, with its number."""
    pattern = re.compile("|".join(sorted(words_of_this_book())), re.IGNORECASE)
    return [
        f"{number}: {found[0]}"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_word_of_this_book_is_in_the_package(path: Path) -> None:
    assert betrayals(path.read_text("utf-8")) == []


def test_a_word_of_this_book_would_be_found() -> None:
    assert betrayals("x = 1\ny = 'Sand casting'") == ["2: casting"]
    assert betrayals("for hot_forging, import clusterbook") == ["1: hot_forging"]
    assert betrayals("a colour of sand") == []
