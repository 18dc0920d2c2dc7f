"""What a link leads to, shown beside it: data for the previews of a page, from the book itself.

While the pages are read, each place that is linked to is noted in a few words: a chapter or section
with its first sentence, a figure or table with its caption, a work with its whole entry, a row of a
table with its cells. Each page then carries the words of the places that it links to, and no other:
a preview asks no host for anything, and a book opened from a folder has them too.
"""

import json
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from monograph.drawing.text import RUN
from monograph.words import words_beside

say = words_beside(__file__)

STATIC = Path(__file__).parent / "static"
LONGEST = 320
"""Characters of a place's words."""

READ = ">"
"""Mark of what is read where it stands, and not beside the link."""

Place = dict[str, str]
"""`kind` {chapter, section, figure, table, work, row}, `title` and `text`."""


def places(doctree: nodes.document) -> dict[str, Place]:
    """Return the places of a page that can be linked to: id -> what it is, in words.

    The page itself has the id "".
    """
    found: dict[str, Place] = {}
    for section in doctree.findall(nodes.section):
        title = next(section.findall(nodes.title), None)
        paragraph = next((each for each in section.children if _prose(each)), None)
        here = _place("section", title, paragraph)
        found |= dict.fromkeys(section["ids"], here)
        found.setdefault("", here | {"kind": "chapter"})
    for kind, node in (("figure", nodes.figure), ("table", nodes.table)):
        for shown in doctree.findall(node):
            words = next(shown.findall(nodes.caption if kind == "figure" else nodes.title), None)
            found |= dict.fromkeys(shown["ids"], _place(kind, None, words))
    for cited in doctree.findall(nodes.citation):
        entry = next(cited.findall(nodes.paragraph), None)
        found |= dict.fromkeys(cited["ids"], _place("work", None, entry, longest=900))
    for key in doctree.findall(nodes.inline):
        if "cb-row" in key["classes"]:
            found |= dict.fromkeys(_targets(key), _row(key))
    return found


def _targets(key: nodes.inline) -> list[str]:
    """Return the ids under which the key of a row can be linked to (`monograph.site.rows`)."""
    if key["ids"]:
        return list(key["ids"])
    siblings: list[nodes.Node] = list(getattr(key.parent, "children", []))
    before = siblings[siblings.index(key) - 1] if siblings.index(key) else None
    return list(before["ids"]) if isinstance(before, nodes.target) else []


def _row(key: nodes.inline) -> Place:
    """Return a row in words: its other cells, or what stands around its key."""
    row: Any = key.parent
    while row is not None and not isinstance(row, nodes.paragraph):
        row = row.parent
    inside = row
    while inside is not None and not isinstance(inside, nodes.row):
        inside = inside.parent
    title = key.astext()
    if inside is None:
        words = _words(row) if row is not None else ""
        return {"kind": "row", "title": title, "text": words.removeprefix(title).strip()}
    cells = [_words(cell) for cell in inside.findall(nodes.entry)]
    words = " · ".join(cell for cell in cells if cell and cell not in {"–", title})
    return {"kind": "row", "title": title, "text": words}


def _words(node: nodes.Node) -> str:
    """Return the text of a node, without markup for one kind of output and what print has."""
    parts = [
        str(text)
        for text in node.findall(nodes.Text)
        if not isinstance(text.parent, nodes.raw)
        and not (text.parent.parent and isinstance(text.parent.parent, addnodes.only))
    ]
    return " ".join("".join(parts).split())


def _prose(node: nodes.Node) -> bool:
    return isinstance(node, nodes.paragraph)


def _place(
    kind: str, title: nodes.Node | None, text: nodes.Node | None, longest: int = LONGEST
) -> Place:
    words = _words(text) if text is not None else ""
    if len(words) > longest:
        words = say("cut", words=words[:longest].rpartition(" ")[0].rstrip(",;:"))
    return {"kind": kind, "title": title.astext() if title is not None else "", "text": words}


_LINK = re.compile(r'<a class="[^"]*\breference internal\b[^"]*" href="([^"]+)"')


def linked(body: str) -> list[str]:
    """Return the addresses that the text of a page links to inside the book, each once."""
    return list(dict.fromkeys(_LINK.findall(body)))


def target(page: str, href: str) -> tuple[str, str]:
    """Return document and id behind an address on a page, such as ("book/survey", "fig-tree")."""
    path, _, id_ = href.partition("#")
    if not path:
        return page, id_
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return whole.removesuffix(".html"), id_


def runs(words: str) -> str | list[str]:
    """Return words as they are, or, with Chinese in them, divided: every second part is Chinese.

    The script that shows them can then say their language, by the rule of the written pages.

    Examples
    --------
    >>> runs("warm bread")
    'warm bread'
    >>> runs("warm bread (面包), first")
    ['warm bread (', '面包', '), first']
    """
    parts = re.split(f"({RUN.pattern})", words)
    return parts if len(parts) > 1 else words


def _note(app: Sphinx, doctree: nodes.document) -> None:
    env = app.env
    if not hasattr(env, "mg_places"):
        env.mg_places = {}  # type: ignore[attr-defined]
    env.mg_places[env.docname] = places(doctree)  # type: ignore[attr-defined]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    getattr(env, "mg_places", {}).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:  # noqa: ANN401
    mine = getattr(env, "mg_places", {})
    theirs = getattr(other, "mg_places", {})
    env.mg_places = mine | {n: theirs[n] for n in docnames if n in theirs}  # type: ignore[attr-defined]


def _number(env: BuildEnvironment, docname: str, id_: str, kind: str) -> str:
    """Return the number that the book gives a place, such as "Figure 7.2" or "Chapter 7"."""
    if kind in {"figure", "table"}:
        parts = env.toc_fignumbers.get(docname, {}).get(kind, {}).get(id_)
        named = say.each("kinds")[kind]
        return say("number", kind=named, number=".".join(map(str, parts))) if parts else named
    anchor = "" if kind == "chapter" else f"#{id_}"
    parts = env.toc_secnumbers.get(docname, {}).get(anchor)
    number = ".".join(map(str, parts)) if parts else ""
    return say("chapter", number=number) if kind == "chapter" and number else number


def _carry(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    """Give a page the words of the places that it links to."""
    if doctree is None or not context.get("body"):
        return
    noted = getattr(app.env, "mg_places", {})
    found: dict[str, list[str | list[str]]] = {}
    for href in linked(context["body"]):
        docname, id_ = target(page, href)
        place = noted.get(docname, {}).get(id_)
        if place and (place["text"] or place["title"]) and (docname, id_) != (page, ""):
            number = _number(app.env, docname, id_, place["kind"])
            head = " · ".join(part for part in (number, place["title"]) if part)
            found[href] = [runs(head), runs(place["text"])]
            if place["kind"] in {"chapter", "section"}:
                found[href].append(READ)  # a finger that taps it wants to read there
    if found or 'data-n="' in context["body"]:
        said = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        said = said.replace("<", "\\u003c")
        context["body"] += f'<script type="application/json" id="mg-previews">{said}</script>'
        context["body"] += _says(str(app.env.metadata.get(page, {}).get("lang", "")))


def _says(language: str) -> str:
    """Return what the script says on a page in another language; "" if the script's own words."""
    path = STATIC / f"previews.{language}.json"
    if not language or not path.is_file():
        return ""
    said = json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)
    return f'<script type="application/json" id="mg-says">{said}</script>'


def _static(app: Sphinx, config: Any) -> None:  # noqa: ANN401
    config.html_static_path.append(str(STATIC))


def setup(app: Sphinx) -> None:
    """Note places when pages are read; carry their words when pages are written."""
    app.connect("config-inited", _static)
    app.connect("doctree-read", _note)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("html-page-context", _carry, priority=600)
    app.add_js_file("previews.js", loading_method="defer")
    app.add_js_file("codes.js", loading_method="defer")
    app.add_css_file("previews.css")
