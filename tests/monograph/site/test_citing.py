"""What pages say of themselves: how to cite them, how to launch them, what machines read."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document

from monograph.records.citing import Work
from monograph.records.exchange import bibtex, ris
from monograph.records.facts import Author, read_facts
from monograph.records.records import LICENSES, linked_data, scholar_tags
from monograph.records.styles import apa, gbt7714
from monograph.site.heads import LONGEST, description

from ...small_book import SMALL
from ..conftest import SETTINGS, Book

FACTS = read_facts(SMALL)
AT = f"{SETTINGS['BOOK_URL']}/"
BINDER = (
    "https://mybinder.org/v2/gh/owner/name/main?urlpath=notebooks/_build/notebooks/book/{}.ipynb"
)
PAGES = ("index", "voices", "drawings", "formulas", "facts", "quoting", "last", "cite")
VOICES = {"chapter": "Voices", "number": "1", "name": "voices"}
STYLES = (apa, gbt7714, bibtex, ris)


def metas(page: BeautifulSoup, prefix: str) -> list[tuple[str, str]]:
    """Return name (or property) and content of a page's tags whose name begins with a prefix."""
    tags = [(tag.get("name") or tag.get("property") or "", tag) for tag in page.select("meta")]
    return [(name, tag["content"]) for name, tag in tags if name.startswith(prefix)]


def new_document_with(text: str) -> nodes.document:
    document = new_document("page")
    document += nodes.paragraph("", text)
    return document


def citations(page: BeautifulSoup) -> list[str]:
    return [block.get_text().rstrip("\n") for block in page.select(".cb-citation pre")]


@pytest.mark.parametrize(("kind", "address"), [("book", None), ("stated", f"{AT}book/voices.html")])
def test_a_chapter_says_how_to_cite_it(
    kind: str, address: str | None, request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(kind).page("voices")
    work = Work(FACTS, address, **VOICES)
    assert citations(page) == [write(work) for write in STYLES]
    assert page.select_one("details.cb-cite summary").get_text() == "Cite this chapter"
    assert page.select_one('details.cb-cite a[href="cite.html"]')
    assert metas(page, "citation_") == scholar_tags(work)
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert data == linked_data(work)


@pytest.mark.parametrize(("kind", "address"), [("book", None), ("stated", AT)])
def test_the_landing_page_and_the_cite_page_stand_for_the_whole_book(
    kind: str, address: str | None, request: pytest.FixtureRequest
) -> None:
    built, work = request.getfixturevalue(kind), Work(FACTS, address)
    assert metas(built.page("index"), "citation_") == scholar_tags(work)
    assert citations(built.page("cite")) == [write(work) for write in STYLES]
    for name in ("index", "cite"):
        assert built.page(name).select("details.cb-cite") == []


def test_the_cite_page_lists_what_is_known_and_nothing_else(book: Book, stated: Book) -> None:
    known = ["Title", "Authors", "Version", "Date", "Licence of prose and data"]
    known.append("Licence of the code")
    for built, more in ((book, []), (stated, ["Address", "Repository"])):
        page = built.page("cite")
        terms = [term.get_text() for term in page.select("article dt")]
        assert terms == known + more
        words = page.select_one("article dl").get_text()
        for said in (FACTS.full_title, FACTS.version, str(FACTS.date), FACTS.text_license):
            assert said in words


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_shared_and_found(book: Book, stated: Book, name: str) -> None:
    page = stated.page(name)
    shared = dict(metas(page, "og:"))
    assert shared["og:url"] == (AT if name == "index" else f"{AT}book/{name}.html")
    assert shared["og:image"] == f"{AT}_static/card.png"
    assert (stated.root / "_build/html/_static/card.png").is_file()
    assert page.select_one('link[rel="canonical"]')["href"] == f"{AT}book/{name}.html"
    ((_, about),) = metas(page, "description")
    assert 0 < len(about) <= LONGEST or name == "index"
    assert about == shared["og:description"]
    bare = book.page(name)
    assert bare.select('link[rel="canonical"]') == []
    assert {n for n, _ in metas(bare, "og:")}.isdisjoint({"og:url", "og:image"})
    assert "example.org" not in str(bare)


@pytest.mark.parametrize("name", PAGES)
def test_machines_find_their_way_from_every_page(book: Book, stated: Book, name: str) -> None:
    page = stated.page(name)
    links = {}
    for link in page.select("head link[rel]"):
        links.setdefault(link["rel"][0], []).append(link["href"])
    assert links["cite-as"] == [AT if name == "index" else f"{AT}book/{name}.html"]
    assert links["license"] == [LICENSES[FACTS.text_license]]
    assert links["describedby"] == ["../data/datapackage.json"]
    assert links["type"] == [f"https://schema.org/{'Book' if name == 'index' else 'Chapter'}"]
    if name == "index":
        assert "collection" not in links
        assert set(links["item"]) == {f"{other}.html" for other in PAGES if other != "index"}
    else:
        assert (links["collection"], links.get("item")) == (["../index.html"], None)
    assert book.page(name).select('link[rel="cite-as"]') == []


def test_a_description_ends_at_a_pause_in_any_language() -> None:
    for pause, unit in ((" ", "word"), ("，", "玉环阀门")):
        text = f"玉环。 {pause.join([unit] * 90)}"
        about = description(new_document_with(text))
        assert LONGEST - 20 < len(about) <= LONGEST
        assert about.endswith(f"{unit}…")


def test_the_card_has_the_size_that_its_tags_say(stated: Book) -> None:
    shared = dict(metas(stated.page("index"), "og:image:"))
    content = (stated.root / "_build/html/_static/card.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    size = [int.from_bytes(content[start : start + 4]) for start in (16, 20)]
    assert size == [int(shared["og:image:width"]), int(shared["og:image:height"])]


def test_the_button_opens_this_chapter(stated: Book) -> None:
    for name in ("voices", "drawings"):
        (button,) = stated.page(name).select("a.btn-launch-button")
        assert button["href"] == BINDER.format(f"{name}")
        assert button.get_text().strip() == "Launch"
        line = stated.one(name, ".cb-launch")
        assert line.find("a")["href"] == button["href"]
        assert "make lab" in line.get_text()


def test_without_a_repository_a_line_says_how_to_launch(book: Book) -> None:
    assert book.page("voices").select(".btn-launch-button") == []
    line = book.one("voices", ".cb-launch")
    assert line.find("a") is None
    assert "make lab" in line.get_text()
    assert "voices.ipynb" in line.get_text()
    assert "mybinder" not in str(book.page("voices"))


def test_a_page_without_code_is_not_launched(stated: Book) -> None:
    page = stated.page("cite")
    assert page.select(".cb-launch, .btn-launch-button") == []


def test_a_changed_setting_sets_the_pages_anew(stated: Book) -> None:
    assert "Nothing has changed" in stated.build("html", **SETTINGS)


def test_print_has_the_citations_too(book: Book) -> None:
    code = book.code("cite")
    assert code.count("GB/T 7714") == 1
    assert "@book" in code


def test_a_fault_in_the_facts_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text("title: x\n", "utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "monograph", "html", "--root", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    assert "CITATION.cff:1: title is None for the book" in said.stderr


@pytest.mark.parametrize("kind", ["body", "person"])
def test_zotero_keeps_a_name_whole(kind: str) -> None:
    """By the rule of its translator: parted at a comma if there is one, else before the last word.

    https://github.com/zotero/translators/issues/2119
    """
    author = Author("The maintainers of this monograph") if kind == "body" else Author("Li", "An")
    tags = dict(scholar_tags(Work(replace(FACTS, authors=(author,)), None)))
    last, comma, first = tags["citation_author"].partition(",")
    assert comma
    assert (last.strip(), first.strip()) == (author.name, author.given)
