"""The folder that is published: `python -m monograph.site.folder` makes it, and sends it nowhere.

The built pages, the PDF if there is one, the whole book as a zip for reading with no network, and
what a host of static pages wants: a page for what is not there, a map for search engines. Links to
PDF and zip stand on the landing page when the files do.
"""

import json
import shutil
import sys
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

from monograph.records.address import public_url
from monograph.records.crate import FILE, crate, swhid
from monograph.records.editions import pdf_path, stem
from monograph.records.facts import CitationError, Facts, read_facts
from monograph.runner.chapters import BookError, Chapter, chapters
from monograph.runner.command import command
from monograph.site.hosting import not_found, robots, sitemap
from monograph.site.publish import swap
from monograph.words import words_beside

say = words_beside(__file__)

PLACE = '<div class="cb-editions docutils">\n</div>'
"""Where the landing page waits for links to the other editions."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip: the same files, the same bytes."""


@dataclass(frozen=True)
class Edition:
    """A file that holds the whole book."""

    path: Path
    name: str
    use: str

    @property
    def item(self) -> str:
        """Return a link from the landing page, with the size before the click."""
        size = f"{self.path.stat().st_size / 1e6:.1f}"
        link = f'<a href="../{self.path.name}">{escape(self.name)}</a>'
        return f"<li>{say('link', link=link, use=escape(self.use), size=size)}</li>"


def make_site(root: Path) -> Path:
    """Make the folder from what was built; return it.

    Raises
    ------
    BookError
        If the pages have not been built, or the landing page has no place for the links.
    """
    built, stage = root / "_build/html", root / "_build/stage/site"
    pages, facts = chapters(root), read_facts(root)
    landing = built / f"{pages[0].name}.html"
    if not landing.is_file():
        raise BookError(f"{landing}: missing; run `make book` first")
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(built, stage)
    page = landing.read_text("utf-8")
    editions = _with_pdf(root, stage)
    target = stage / landing.relative_to(built)
    target.write_text(link_editions(page, editions, facts, landing), "utf-8")
    _write_crate(root, stage, pages, facts)
    archive = stage.with_name(f"{stem(facts)}.zip")
    write_zip(stage, archive, f"{stem(facts)}-{facts.version}")
    packed = archive.replace(stage / archive.name)
    editions += [Edition(packed, say("zip"), say("zip_use"))]
    target.write_text(link_editions(page, editions, facts, landing), "utf-8")
    _write_for_hosts(stage, pages, facts)
    return swap(stage, root / "_build/site")


def _with_pdf(root: Path, stage: Path) -> list[Edition]:
    pdf = pdf_path(root)
    if not pdf.is_file():
        print(f"No PDF at {pdf}: the book is published without it.")
        return []
    return [Edition(Path(shutil.copyfile(pdf, stage / pdf.name)), say("pdf"), say("pdf_use"))]


def _write_crate(root: Path, stage: Path, pages: list[Chapter], facts: Facts) -> None:
    """Describe for machines what the folder holds (`monograph.records.crate`)."""
    parts = [
        {"path": f"{page.name}.html", "name": _title(page), "format": "text/html"} for page in pages
    ]
    parts += [
        {"path": pdf.name, "name": facts.full_title, "format": "application/pdf"}
        for pdf in sorted(stage.glob("*.pdf"))
    ]
    package = json.loads((root / "data/datapackage.json").read_text("utf-8"))
    parts += [
        {
            "path": f"data/{each['path']}",
            "name": str(each.get("title", each["name"])),
            "format": "text/csv",
            "description": str(each.get("description", "")),
        }
        for each in package["resources"]
        if isinstance(each["path"], str) and (stage / "data" / each["path"]).is_file()
    ]
    there = stage / "data"
    described = crate(facts, parts, swhid(there) if there.is_dir() else None)
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (stage / FILE).write_text(f"{text}\n", "utf-8")


def link_editions(page: str, editions: list[Edition], facts: Facts, path: Path) -> str:
    """Return the landing page with a link to each edition, for readers and for search engines.

    Raises
    ------
    BookError
        If the page has no place for them.
    """
    if page.count(PLACE) != 1:
        raise BookError(f"{path}: has no empty {{div}} cb-editions for the links to PDF and zip")
    items = "".join(edition.item for edition in editions)
    links = f'<div class="cb-editions docutils"><ul>{items}</ul></div>' if items else PLACE
    address = public_url(facts)
    pdfs = [edition.path.name for edition in editions if edition.path.suffix == ".pdf"]
    if address and pdfs:
        tag = f'<meta name="citation_pdf_url" content="{escape(address)}{pdfs[0]}" />\n'
        page = page.replace('<meta name="citation_title"', f'{tag}<meta name="citation_title"', 1)
    if pdfs:
        tag = f'<link rel="item" type="application/pdf" href="../{pdfs[0]}" />\n'
        page = page.replace('<link rel="license"', f'{tag}<link rel="license"', 1)
    return page.replace(PLACE, links)


def write_zip(folder: Path, archive: Path, name: str) -> None:
    """Pack a folder under one name, in one order, with one time: the same bytes every time."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in files:
            entry = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", EPOCH)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, path.read_bytes())


def _write_for_hosts(stage: Path, pages: list[Chapter], facts: Facts) -> None:
    address = public_url(facts)
    named = [(page.name, _title(page)) for page in pages]
    (stage / "404.html").write_text(not_found(facts, address, named), "utf-8")
    (stage / "robots.txt").write_text(robots(address), "utf-8")
    (stage / ".nojekyll").touch()  # GitHub would leave out folders that begin with _
    if address:
        (stage / "sitemap.xml").write_bytes(sitemap(address, [name for name, _ in named]))


def _title(page: Chapter) -> str:
    lines = page.path.read_text("utf-8").splitlines()
    return next(line.removeprefix("# ") for line in lines if line.startswith("# "))


def main() -> int:
    """Make the site of the project in the working directory; return the exit status."""
    try:
        site = make_site(Path.cwd())
    except (BookError, CitationError) as fault:
        print(f"{fault}\n\nNo site was made.", file=sys.stderr)
        return 1
    print(f"The site stands at {site}; the zip in it is the whole book for reading offline.")
    return 0


if __name__ == "__main__":
    sys.exit(command(main, "no site was made. The last good one is untouched."))
