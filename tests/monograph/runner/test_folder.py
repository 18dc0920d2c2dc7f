"""The folder to publish: links when there is something to link, the same bytes, no dead ends."""

import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from monograph.records.address import SETTING
from monograph.records.facts import read_facts
from monograph.runner.chapters import BookError, chapters
from monograph.site.folder import PLACE, make_site, write_zip
from monograph.site.hosting import NAMESPACE, not_found, robots, sitemap

from .conftest import Project

REAL = Path(__file__).parents[3]
AT = "https://example.org/books/valves/"
NAME = "a-small-book"


@pytest.fixture
def unlinked(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a built project whose landing page waits for links, and no address."""
    monkeypatch.delenv(SETTING, raising=False)
    page = project.root / "_build/html/book/index.html"
    html = page.read_text("utf-8")
    page.write_text(html.replace("</article>", f"{PLACE}</article>", 1), "utf-8")
    return project


def landing(site: Path) -> str:
    return (site / "book/index.html").read_text("utf-8")


def give_pdf(project: Project) -> None:
    folder = project.root / "_build/pdf"
    folder.mkdir(exist_ok=True)
    (folder / f"{NAME}.pdf").write_bytes(b"%PDF-1.7 a stand-in: here only its name counts")


def test_only_what_exists_is_linked(unlinked: Project) -> None:
    links = re.compile(r'<a [^>]*href="\.\./([\w-]+\.(?:pdf|zip))"')
    site = make_site(unlinked.root)
    assert links.findall(landing(site)) == [f"{NAME}.zip"]
    give_pdf(unlinked)
    site = make_site(unlinked.root)
    assert links.findall(landing(site)) == [f"{NAME}.pdf", f"{NAME}.zip"]
    for name in links.findall(landing(site)):
        assert (site / name).is_file()


def test_in_the_zip_no_link_leads_to_the_zip(unlinked: Project, tmp_path: Path) -> None:
    give_pdf(unlinked)
    site = make_site(unlinked.root)
    with zipfile.ZipFile(site / f"{NAME}.zip") as packed:
        packed.extractall(tmp_path)
    (folder,) = tmp_path.glob(f"{NAME}-*")
    assert f"{NAME}.pdf" in landing(folder)
    assert ".zip" not in landing(folder)
    packed_names = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    outside = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    assert outside - packed_names == {f"{NAME}.zip", "404.html", "robots.txt", ".nojekyll"}


def test_scholar_is_told_of_a_pdf_with_an_address(
    unlinked: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_pdf(unlinked)
    page = landing(make_site(unlinked.root))
    assert "citation_pdf_url" not in page
    assert f'<link rel="item" type="application/pdf" href="../{NAME}.pdf" />' in page
    monkeypatch.setenv(SETTING, AT)
    tag = f'<meta name="citation_pdf_url" content="{AT}{NAME}.pdf" />'
    assert tag in landing(make_site(unlinked.root))


def test_the_same_files_give_the_same_zip(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "b").mkdir(parents=True)
        for path in (
            ("z.txt", "b/a.txt", "a.txt") if name == "one" else ("a.txt", "b/a.txt", "z.txt")
        ):
            (tmp_path / name / path).write_text(path, "utf-8")
        (tmp_path / name / "a.txt").chmod(0o600 if name == "one" else 0o644)
        write_zip(tmp_path / name, tmp_path / f"{name}.zip", "book")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    (tmp_path / "two/z.txt").write_text("other", "utf-8")
    write_zip(tmp_path / "two", tmp_path / "two.zip", "book")
    assert (tmp_path / "one.zip").read_bytes() != (tmp_path / "two.zip").read_bytes()


def test_without_pages_the_command_is_named(project: Project) -> None:
    shutil.rmtree(project.root / "_build/html")
    with pytest.raises(BookError, match=r"index\.html: missing; run `make book` first"):
        make_site(project.root)
    assert not (project.root / "_build/site").exists()


def test_a_landing_page_without_a_place_is_named_and_the_last_site_stays(unlinked: Project) -> None:
    site = make_site(unlinked.root)
    before = landing(site)
    page = unlinked.root / "_build/html/book/index.html"
    page.write_text(page.read_text("utf-8").replace(PLACE, ""), "utf-8")
    with pytest.raises(BookError, match=r"index\.html: has no empty \{div\} cb-editions"):
        make_site(unlinked.root)
    assert landing(site) == before


def test_the_real_landing_page_has_the_place() -> None:
    assert ":::{div} cb-editions\n:::\n" in (REAL / "book/index.md").read_text("utf-8")


@pytest.mark.parametrize(("address", "base"), [(AT, "/books/valves/"), (None, "/")])
def test_links_for_what_is_not_there_hold_at_any_depth(address: str | None, base: str) -> None:
    named = [(page.name, page.name) for page in chapters(REAL)]
    page = BeautifulSoup(not_found(read_facts(REAL), address, named), "html.parser")
    links = [a["href"] for a in page.select("a[href]")]
    assert links == [f"{base}{name}.html" for name, _ in named]
    assert page.select_one("form")["action"] == f"{base}search.html"
    assert page.select("script, link, img") == [], "it asks for nothing that could be missing"


def test_the_map_names_every_page_by_its_address() -> None:
    names = [page.name for page in chapters(REAL)]
    root = ET.fromstring(sitemap(AT, names))
    places = [loc.text for loc in root.iter(f"{{{NAMESPACE}}}loc")]
    assert places == [f"{AT}{name}.html" for name in names]


def test_without_an_address_there_is_no_map(
    unlinked: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = make_site(unlinked.root)
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text("utf-8") == robots(None)
    assert "Sitemap" not in robots(None)
    monkeypatch.setenv(SETTING, AT)
    site = make_site(unlinked.root)
    assert (site / "sitemap.xml").is_file()
    assert f"Sitemap: {AT}sitemap.xml" in (site / "robots.txt").read_text("utf-8")
