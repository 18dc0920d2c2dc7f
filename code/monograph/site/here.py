"""You are here: under each chapter's title, the parts of the book, and which one this is.

Beside them, on every page, what readers need at any time, such as the hypotheses of the book: the
configuration names them (`monograph_reach`), and a preview says what each says.

The parts are the captions of `_toc.yml` whose chapters are numbered; each leads to its first
chapter. Pages outside these parts, and books without parts, have no such line.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx

from monograph.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True)
class Part:
    """A numbered part of the book: its caption and its chapters, such as "book/survey"."""

    caption: str
    chapters: tuple[str, ...]


def parts(toc: Path) -> tuple[Part, ...]:
    """Return the numbered parts of a table of contents, in order."""
    return _parts(toc.read_text("utf-8"))


@lru_cache(maxsize=1)
def _parts(contents: str) -> tuple[Part, ...]:
    """Read them once, not for each page."""
    listed = yaml.safe_load(contents).get("parts") or []
    found = (
        Part(
            str(part.get("caption", "")),
            tuple(str(each["file"]) for each in part["chapters"] if "file" in each),
        )
        for part in listed
        if part.get("numbered")
    )
    return tuple(part for part in found if part.chapters)  # others lead out of the book


def line(page: str, listed: tuple[Part, ...], address: Any) -> str:  # noqa: ANN401
    """Return the line for a page, as HTML; nothing for a page of no part.

    Parameters
    ----------
    page
        Its name.
    listed
        The parts.
    address
        Function from a page's name to its address as seen from this page.
    """
    if len(listed) < 2 or not any(page in part.chapters for part in listed):
        return ""
    items = []
    for part in listed:
        here = page in part.chapters
        current = ' aria-current="step"' if here else ""
        words = escape(part.caption)
        items.append(f'<li><a href="{escape(address(part.chapters[0]))}"{current}>{words}</a></li>')
    label = escape(say("parts"))
    return f'<nav class="cb-here" aria-label="{label}"><ol>{"".join(items)}</ol></nav>'


def known(listed: dict[str, Any], noted: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return what is to be within reach without places that the book does not have.

    Examples
    --------
    >>> known({"label": "L", "places": {"A": "p#a", "B": "p#b"}}, {"p": {"a": {}}})
    {'label': 'L', 'places': {'A': 'p#a'}}
    """
    split = {words: place.partition("#") for words, place in listed.get("places", {}).items()}
    there = {
        w: f"{name}#{id_}" for w, (name, _, id_) in split.items() if id_ in noted.get(name, {})
    }
    return listed | ({"places": there} if split else {})


def reach(page: str, listed: dict[str, Any], address: Any, language: str = "") -> str:  # noqa: ANN401
    """Return links to what is to be within reach on every page, as HTML; nothing without any.

    Parameters
    ----------
    page
        Its name.
    listed
        `label`, the name of the line, and `places`: words -> page and id, such as "book/index#h1".
        `labels` may name it in other languages.
    address
        Function from a page's name to its address as seen from this page.
    language
        Of the page, if it is not the book's.
    """
    links = []
    for words, place in listed.get("places", {}).items():
        name, _, id_ = place.partition("#")
        to = f"#{id_}" if name == page else f"{address(name)}#{id_}"
        link = f'<a class="reference internal" href="{escape(to)}">{escape(words)}</a>'
        links.append(f"<li>{link}</li>")
    if not links:
        return ""
    own = listed.get("labels", {}).get(language)
    label = escape(str(own or listed.get("label", "")))
    spoken = f' lang="{escape(language)}"' if own else ""
    items = f"<ol>{''.join(links)}</ol>"
    return f'<nav class="cb-here cb-reach"{spoken} aria-label="{label}">{items}</nav>'


def _insert(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    toc = Path(app.srcdir) / str(app.config.external_toc_path)
    body = str(context.get("body", ""))
    if doctree is None or "</h1>" not in body or not toc.is_file():
        return

    def address(name: str) -> str:
        return app.builder.get_relative_uri(page, name)

    found = line(page, parts(toc), address)
    if page != app.config.root_doc:
        noted = getattr(app.env, "mg_places", {})
        language = str(app.env.metadata.get(page, {}).get("lang", ""))
        found += reach(page, known(app.config.monograph_reach, noted), address, language)
    found = found and f'<div class="cb-top">{found}</div>'
    before, end, after = body.partition("</h1>")
    context["body"] = f"{before}{end}{found}{after}"


def setup(app: Sphinx) -> None:
    """Insert the lines when a page is written."""
    app.add_config_value("monograph_reach", {}, "html", [dict])
    app.connect("html-page-context", _insert, priority=550)
