"""The printed edition: the same figures, readable, embedded, described, reproducible."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup

from monograph.print.pdf import stamp, typeset
from monograph.print.texlog import faults
from monograph.records.address import public_url
from monograph.records.facts import Facts
from monograph.runner.chapters import chapters
from monograph.site.finish import finish

from ...browser.books import REAL
from . import gates
from .reading import Caption, Edition

pytestmark = pytest.mark.xdist_group("pdf")


def page(name: str) -> BeautifulSoup:
    return BeautifulSoup((REAL / "_build/html" / f"{name}.html").read_text("utf-8"), "html.parser")


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


def test_the_typesetter_complains_of_nothing(edition: Edition, source: Path) -> None:
    text = (source / f"{edition.path.stem}.tex").read_text("utf-8")
    log = (source / f"{edition.path.stem}.log").read_text("utf-8", errors="replace")
    assert "Output written on" in log
    assert faults(log, text) == []


def test_another_folder_gives_the_same_bytes(
    edition: Edition, source: Path, facts: Facts, tmp_path: Path
) -> None:
    """Typeset anew from the same LaTeX, with nothing left over from before."""
    left = shutil.ignore_patterns("*.aux", "*.toc", "*.lo?", "*.out", "*.ind", "*.idx", "*.xdv")
    folder = tmp_path / "elsewhere"
    shutil.copytree(source, folder, ignore=left)
    raw = typeset(folder, edition.path.stem, stamp(facts), lambda _: None)
    again = tmp_path / "again.pdf"
    finish(raw, again, facts, stamp(facts))
    assert again.read_bytes() == edition.path.read_bytes()
