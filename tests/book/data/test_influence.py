"""The stored map speaks of this book: its cells, its sentences, its chapters."""

from pathlib import Path

from clusterbook.simulation.experiments import TABLES
from monograph.influence.belief import believed, faults
from monograph.influence.cells import cells, ladders, others
from monograph.influence.chart import stored
from monograph.runner.chapters import chapters, executable
from monograph.tables.package import describe, filed, names
from monograph.voices.sentences import address, quoted

ROOT = Path(__file__).parents[3]
PAGES = {page.name: page for page in executable(chapters(ROOT))}


def test_every_change_is_one_that_its_table_allows() -> None:
    assert list(faults(ROOT)) == []


def test_the_map_is_of_chapters_of_this_book() -> None:
    assert stored(ROOT).keys() <= PAGES.keys()


def test_what_breaks_is_a_sentence_that_its_chapter_holds() -> None:
    for name, chart in believed(ROOT).items():
        sources = [cell.source for cell in PAGES[name].code_cells]
        held = {address(sentence) for sentence in quoted(sources)}
        broken = {id_ for change in chart.changes for id_ in change.sentences.split()}
        assert broken <= held, name


def test_every_cell_of_a_table_that_is_said_to_be_tried_was() -> None:
    for name, chart in believed(ROOT).items():
        tried = {change.cell for change in chart.changes}
        for table in chart.tried:
            entry, frame = describe(table), filed(table)
            fields = {field["name"]: field for field in entry["schema"]["fields"]}
            missing = [
                cell
                for cell in cells(entry, frame)
                if (cell.table, cell.key, cell.column) not in tried
                and (
                    others(fields[cell.column], cell.was)
                    or ladders(fields[cell.column], frame, cell)
                )
            ]
            assert missing == [], f"{name}, {table}"


def test_tables_whose_results_are_stored_are_tables_of_the_sweep() -> None:
    marked = {name for name in names() if describe(name).get("stored")}
    assert marked
    assert marked <= set(TABLES)
