"""The printed edition: the same figures, readable, embedded, described, reproducible."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement
from bs4.element import Tag as Tag_

from monograph.alive.says import aloud
from monograph.drawing.field import described
from monograph.print import mathml
from monograph.print.finish import finish
from monograph.print.pdf import stamp
from monograph.print.typesetting import typeset
from monograph.records.address import public_url
from monograph.records.facts import Facts
from monograph.runner.chapters import chapters
from monograph.site.card import voices

from ...browser.books import REAL
from . import gates
from .reading import Caption, Edition, article
from .structure import Contents, Tag

pytestmark = pytest.mark.xdist_group("pdf")


def page(name: str) -> BeautifulSoup:
    return article(REAL / "_build/html", name)


def titles() -> list[str]:
    pages = chapters(REAL)[1:]
    return [
        page(p.name).select_one("article h1").find(string=re.compile(r"[^\d.\s]")) for p in pages
    ]


def test_figures_and_tables_are_those_of_the_pages(online: list[Caption], edition: Edition) -> None:
    assert len(online) > 50
    assert gates.caption_faults(online, edition) == []


def test_a_figure_stands_near_its_text(online: list[Caption], edition: Edition) -> None:
    assert gates.distance_faults(online, edition) == []


def test_no_page_is_half_empty_without_reason(edition: Edition) -> None:
    assert gates.fullness_faults(edition) == []


def test_every_chapter_has_a_bookmark(edition: Edition) -> None:
    assert gates.bookmark_faults(titles(), edition) == []


def test_pages_are_called_by_the_numbers_printed_on_them(edition: Edition) -> None:
    assert gates.label_faults(edition) == []


def test_every_typeface_is_embedded(pdf: pikepdf.Pdf) -> None:
    assert gates.font_faults(pdf) == []


def test_the_file_describes_itself_as_the_citation_does(pdf: pikepdf.Pdf, facts: Facts) -> None:
    assert gates.metadata_faults(pdf, facts) == []


def test_the_imprint_says_how_to_cite(facts: Facts, edition: Edition) -> None:
    assert gates.citation_faults(facts, public_url(facts), edition) == []


def test_nothing_of_the_notebook_is_printed(edition: Edition) -> None:
    assert gates.residue_faults(edition) == []


def test_every_link_leads_somewhere(pdf: pikepdf.Pdf) -> None:
    assert gates.link_faults(pdf) == []


def test_english_can_be_found(edition: Edition) -> None:
    """The first paragraph of each chapter, whole."""
    first = [
        (p.name, page(p.name).select_one("article h1 ~ p").get_text()) for p in chapters(REAL)[1:]
    ]
    assert gates.text_faults(first, edition) == []


def test_chinese_can_be_found(edition: Edition) -> None:
    """Every Chinese term of the glossary and every Chinese label of the facts."""
    wanted = []
    for table in ("glossary", "facts"):
        with (REAL / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
            wanted += [(f"data/{table}.csv", row["label_zh"]) for row in csv.DictReader(file)]
    assert gates.text_faults(wanted, edition) == []


def test_a_still_states_the_values_it_is_drawn_with(edition: Edition) -> None:
    stills = [
        (p.name, still.get_text().removeprefix("Drawn with ").rstrip("."))
        for p in chapters(REAL)
        for still in page(p.name).select("article .cb-values")
    ]
    assert stills
    assert gates.text_faults(stills, edition) == []
    assert edition.text.count("Astill,drawnwiththevaluesaboveit") == len(stills)


def test_another_folder_gives_the_same_bytes(
    edition: Edition, source: Path, facts: Facts, tmp_path: Path
) -> None:
    """Typeset anew from the same code, elsewhere."""
    folder = tmp_path / "elsewhere"
    shutil.copytree(source, folder)
    again = tmp_path / "again.pdf"
    finish(typeset(folder, stamp(facts)), again, facts, stamp(facts))
    assert again.read_bytes() == edition.path.read_bytes()


def test_nothing_stands_out_of_the_text(edition: Edition) -> None:
    assert gates.width_faults(edition) == []


def test_no_chapter_ends_on_a_few_lines(edition: Edition, tags: Tag) -> None:
    assert gates.ending_faults(edition, tags) == []


def test_no_page_is_empty_between_two_blocks(edition: Edition) -> None:
    assert gates.hole_faults(edition) == []


def test_a_long_table_says_that_it_goes_on(
    edition: Edition, tags: Tag, online: list[Caption]
) -> None:
    tables = [caption for caption in online if caption.number.startswith("Table")]
    assert len(list(gates.captioned(tags))) == len(tables)
    assert any("(continued)" in text for text in edition.pages)
    assert gates.continued_faults(edition, tags) == []


def test_the_file_declares_what_it_keeps_to(pdf: pikepdf.Pdf) -> None:
    assert gates.standard_faults(pdf) == []


def test_all_that_is_drawn_is_tagged(drawn: Contents) -> None:
    assert gates.loose_faults(drawn) == []


def test_headings_go_down_one_level_at_a_time(tags: Tag) -> None:
    assert gates.heading_faults(tags) == []


def test_each_table_has_a_head_that_says_of_what(tags: Tag) -> None:
    assert gates.header_faults(tags) == []


def test_pictures_are_described_in_the_words_of_the_pages(tags: Tag) -> None:
    online = [
        (chapter.name, " ".join(f"{picture['aria-label']} {said}".split()))
        for chapter in chapters(REAL)
        for picture in page(chapter.name).select('article [role="img"].cb-figure')
        for said in [_said_beside(picture)]
        if not picture.find_parent(class_="cb-hero")
    ]
    assert online
    cover = [("the cover", described(voices(REAL)))]
    assert gates.alt_faults([*cover, *online], tags) == []


def _said_beside(picture: Tag_) -> str:
    still = picture.find_parent(class_="cb-still")
    words = [still.select_one(f".cb-{part}") for part in ("finding", "says")] if still else []
    return aloud("\n".join(part.get_text() for part in words if part))


def test_formulas_are_those_of_the_pages_and_are_said_in_words(tags: Tag) -> None:
    online = []
    for chapter in chapters(REAL):
        for formula in page(chapter.name).select("article math"):
            tree = mathml.read(str(formula))
            online.append((chapter.name, mathml.signs(tree), mathml.words(tree)))
    assert online
    assert gates.formula_faults(online, tags) == []


def test_chinese_says_that_it_is_chinese(tags: Tag) -> None:
    assert gates.language_faults(tags) == []


def test_the_tags_follow_the_order_of_the_pages(tags: Tag) -> None:
    pieces = [
        (chapter.name, words) for chapter in chapters(REAL)[1:] for words in _pieces(chapter.name)
    ]
    assert len(pieces) > 5000
    assert gates.order_faults(pieces, tags) == []


ASIDE_TAGS = {"details", "script"}
ASIDE_CLASSES = {
    *("cell_input", "cb-still", "cb-figure", "cb-launch", "cb-cite", "cb-unmoved", "headerlink"),
    *("cb-data", "toctree-wrapper", "eqno", "cb-used", "cb-moved", "cb-onward", "cb-page-only"),
}
"""What stands on a page only, and what print shows otherwise; and what is hidden."""
PIECES = {"h1", "h2", "h3", "p", "dt", "td", "th", "caption", "figcaption"}


def _pieces(name: str) -> list[str]:
    found = []
    for piece in _kept(page(name).select_one("article")):
        if isinstance(piece, Tag_) and piece.name in PIECES:
            held = list(_kept(piece))
            if not any(isinstance(e, Tag_) and e.name in {*PIECES, "math"} for e in held):
                said = (text.strip() for text in held if type(text) is NavigableString)
                found.append(" ".join(filter(None, said)))
    # A page writes "1.1. Title", print "1.1 Title".
    return [re.sub(r"^([\d.]+)\. ", "\\1 ", said) for said in found if said]


def _kept(within: Tag_) -> Iterator[PageElement]:
    """Yield all that stands in an element, in its order, but what is aside."""
    for element in within.children:
        if not isinstance(element, Tag_):
            yield element
        elif not (
            element.name in ASIDE_TAGS
            or element.has_attr("hidden")
            or not ASIDE_CLASSES.isdisjoint(element.get("class", ()))
        ):
            yield element
            yield from _kept(element)
