"""What has moved since the last release: the page that lists it, and a line at each page's foot.

`{moved}` makes the table of the numbers that read otherwise (`MOVED_PAGE`), and with the argument
`why` sets what the changelog says of the versions since. Numbers are compared as the pages show
them; one that is only worded otherwise has not moved.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from monograph.records.facts import read_facts
from monograph.records.releases import Release, Said, counts, moved, otherwise, releases
from monograph.runner.chapters import Chapter, chapters, executable
from monograph.runner.store import Store
from monograph.site.references import to_chapter
from monograph.voices.number import MIME
from monograph.voices.sentences import quoted
from monograph.words import words_beside

say = words_beside(__file__)

MOVED_PAGE = "book/moved"
CHANGES = "CHANGELOG.md"
NAME, HEADINGS = "tab-moved", tuple(say.each("headings").values())


@cache
def last(root: Path) -> Release | None:
    """Return the last release of the book; None if it has had none."""
    every = releases(root, read_facts(root).title)
    return every[-1] if every else None


def earlier(root: Path, page: str, key: str, now: str) -> str:
    """Return what a number read in the last release, as a sentence; "" if it reads so today."""
    base = last(root)
    was = base.pages.get(page, Said()).told.get(key) if base else None
    if base is None or was is None or not otherwise(was, now):
        return ""
    return say("earlier", version=base.version, was=was)


@cache
def present(root: Path) -> dict[str, Said]:
    """Return what the pages with code say now, from their executed chapters."""
    return {page.name: said(page) for page in executable(chapters(root))}


def said(page: Chapter) -> Said:
    """Return the numbers that a chapter tells, as executed, and the sentences that it holds."""
    numbers = {name: number["text"] for name, number in told(page)}
    return Said(numbers, tuple(quoted(cell.source for cell in page.code_cells)))


def told(page: Chapter) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield name, text and voice of each number that a chapter tells, as executed, in order."""
    try:
        ran = Store(page.root).ran(page)
    except FileNotFoundError:
        return  # it never did
    for cell in ran["cells"]:
        for output in cell.get("outputs", ()):
            glued = output.get("metadata", {}).get("scrapbook")
            for kind, data in output.get("data", {}).items() if glued else ():
                if kind.endswith(MIME):
                    yield str(glued["name"]), data


def since(changelog: str, version: str) -> list[str]:
    """Return the lines of a changelog that stand above a version: what was changed since."""
    lines = changelog.splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("## ")]
    at = next((n for n in heads if re.match(rf"## \[?{re.escape(version)}\b", lines[n])), None)
    if at is None or not heads:
        return []
    return [line for line in lines[heads[0] : at] if line.startswith(("- ", "  "))]


class MovedDirective(Directive):
    """What has moved; with the argument `why`, what was changed since."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, or what the changelog says; a sentence if there is neither."""
        document = self.state.document
        root = Path(document.settings.env.srcdir)
        base = last(root)
        if base is None:
            return [nodes.paragraph("", say("no_version"))]
        if self.arguments == ["why"]:
            return self._why(root / CHANGES, base.version)
        found = list(moved(base.pages, present(root)))
        dropped = sum(counts(base.pages.get(p, Said()), s)[2] for p, s in present(root).items())
        came = sum(counts(base.pages.get(p, Said()), s)[1] for p, s in present(root).items())
        says = say(
            "since",
            version=base.version,
            date=base.date,
            changed=say("changed_one") if len(found) == 1 else say("changed", count=len(found)),
            came=_were(came),
            dropped=_were(dropped),
        )
        parts: list[nodes.Node] = [nodes.paragraph("", says)]
        if found:
            table = _table(root, [(m.page, m.key, m.was, m.now) for m in found])
            table["names"] = [NAME]
            document.note_explicit_target(table)
            parts.append(table)
        return parts

    def _why(self, path: Path, version: str) -> list[nodes.Node]:
        lines = since(path.read_text("utf-8"), version) if path.is_file() else []
        if not lines:
            return [nodes.paragraph("", say("nothing"))]
        box = nodes.container()
        self.state.nested_parse(StringList(lines, str(path)), 0, box)
        return list(box.children)


def _were(count: int) -> str:
    return say("was") if count == 1 else say("were", count=count)


def _table(root: Path, rows: list[tuple[str, str, str, str]]) -> nodes.table:
    counted = {page.name: dict(told(page)) for page in executable(chapters(root))}
    made = nodes.table(classes=["cb-table", "cb-sortable", "cb-long"])
    group = nodes.tgroup(cols=len(HEADINGS))
    group += [nodes.colspec(colwidth=25) for _ in HEADINGS]
    head, body = nodes.thead(), nodes.tbody()
    head += _row([nodes.paragraph("", words) for words in HEADINGS])
    for page, key, was, now in rows:
        leaf = page.rpartition("/")[2]
        words = counted[page][key]["title"].partition(": ")[2] or key
        link = f'<a href="{leaf}.html#{nodes.make_id(f"n-{key}")}">{escape(words)}</a>'
        named = nodes.paragraph("", "", nodes.raw("", link, format="html"))
        named += addnodes.only("", nodes.Text(words), expr="not html")
        said = (nodes.paragraph("", words) for words in (was, now))
        body += _row([nodes.paragraph("", "", to_chapter(page)), named, *said])
    group += [head, body]
    made += [nodes.title("", say("caption")), group]
    return made


def _row(cells: list[nodes.paragraph]) -> nodes.row:
    row = nodes.row()
    row += [nodes.entry("", cell) for cell in cells]
    return row


def line(base: Release, page: str, now: Said, uri: str) -> str:
    """Return the line at a page's foot, as HTML; nothing for a page that the release had not."""
    was = base.pages.get(page)
    if was is None:
        return ""
    one, many = say.each("one"), say.each("many")
    counted = zip(one, counts(was, now), strict=True)
    parts = [many[kind].format(count=n) if n > 1 else one[kind] for kind, n in counted if n]
    words = say("line", version=escape(base.version), changes=", ".join(parts) or say("none"))
    link = f'<a href="{escape(uri)}">{say("page")}</a>'
    return f'<p class="cb-moved">{words} {link}.</p>'


def _foot(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    root = Path(app.srcdir)
    now, base = present(root).get(page), last(root)
    if doctree is None or now is None or base is None or MOVED_PAGE not in app.env.found_docs:
        return
    if now.told or page in base.pages:
        uri = app.builder.get_relative_uri(page, MOVED_PAGE)
        context["body"] += line(base, page, now, uri)


def _always(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> Iterable[str]:
    """Read the page anew in every build: any chapter's numbers may have moved."""
    last.cache_clear()
    present.cache_clear()
    return [MOVED_PAGE] if MOVED_PAGE in env.found_docs else []


def setup(app: Sphinx) -> None:
    """Register the directive and the line."""
    app.add_directive("moved", MovedDirective)
    app.connect("env-get-outdated", _always)
    app.connect("html-page-context", _foot, priority=590)  # above the citation
