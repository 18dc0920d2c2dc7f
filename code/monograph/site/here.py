"""You are here: under each chapter's title, the parts of the book, and which one this is.

The parts are the captions of `_toc.yml` whose chapters are numbered; each leads to its first
chapter. Pages outside these parts, and books without parts, have no such line.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml
from sphinx.application import Sphinx


@dataclass(frozen=True)
class Part:
    """A numbered part of the book: its caption and its chapters, such as "book/survey"."""

    caption: str
    chapters: tuple[str, ...]


def parts(toc: Path) -> tuple[Part, ...]:
    """Return the numbered parts of a table of contents, in order."""
    listed = yaml.safe_load(toc.read_text("utf-8")).get("parts") or []
    return tuple(
        Part(str(part.get("caption", "")), tuple(str(c["file"]) for c in part["chapters"]))
        for part in listed
        if part.get("numbered")
    )


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
    return f'<nav class="cb-here" aria-label="Parts of the book"><ol>{"".join(items)}</ol></nav>'


def _insert(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    toc = Path(app.srcdir) / str(app.config.external_toc_path)
    body = str(context.get("body", ""))
    if doctree is None or "</h1>" not in body or not toc.is_file():
        return
    found = line(page, parts(toc), lambda name: app.builder.get_relative_uri(page, name))
    before, end, after = body.partition("</h1>")
    context["body"] = f"{before}{end}{found}{after}"


def setup(app: Sphinx) -> None:
    """Insert the line when a page is written."""
    app.connect("html-page-context", _insert, priority=550)
