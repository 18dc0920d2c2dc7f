"""What a chapter asks of its toolbox is there: no kernel is needed to see a name that is gone."""

import ast
from pathlib import Path
from types import ModuleType

import pytest

import clusterbook.book
from monograph.runner.chapters import Chapter, chapters, executable

ROOT = Path(__file__).parents[2]


def asked(source: str) -> set[tuple[str, ...]]:
    """Return every chain of names that begins with the toolbox, such as ("survey", "recover")."""
    chains = {_chain(node) for node in ast.walk(ast.parse(source))}
    return {chain for chain in chains if chain[:1] == ("cb",)}


def _chain(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (base := _chain(node.value)):
        return (*base, node.attr)
    return ()


def missing(names: set[tuple[str, ...]]) -> list[str]:
    """Return the names that are not there; of what is no module, the rest is not looked at."""
    found = set()
    for chain in sorted(names):
        here: object = clusterbook.book
        for place, name in enumerate(chain[1:], start=2):
            if place > 2 and not isinstance(here, ModuleType):
                break
            try:
                here = getattr(here, name)
            except AttributeError:
                found.add(".".join(chain[:place]))
                break
    return sorted(found)


@pytest.mark.parametrize("chapter", executable(chapters(ROOT)), ids=lambda page: page.name)
def test_every_name_that_a_chapter_asks_for_is_there(chapter: Chapter) -> None:
    names = set[tuple[str, ...]]().union(*(asked(cell.source) for cell in chapter.code_cells))
    assert missing(names) == []


def test_a_name_that_is_gone_is_named() -> None:
    names = asked("x = cb.survey.gone(1) + cb.nothing.at_all + cb.statistics.LEVEL")
    assert missing(names) == ["cb.nothing", "cb.survey.gone"]
