"""What a page tells search engines, reference managers and those who share it: tags in its head.

They are words about the page, not requests: a reader's browser fetches nothing by them.
"""

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from monograph.records.citing import Work
from monograph.records.records import linked_data, scholar_tags, signposts
from monograph.site.edition import edition, work

CARD = "_static/card.png"
CARD_SIZE = (1200, 630)
LONGEST = 200
"""Characters of a description that search engines show."""
_PAUSES = " ，；：。"
"""Where it is cut: Chinese has no blanks between its words, and signs of its own."""


def description(doctree: nodes.document) -> str:
    """Return the page's first paragraph, cut at a pause where it is long."""
    first = next(iter(doctree.findall(nodes.paragraph)), None)
    text = " ".join(first.astext().split()) if first is not None else ""
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST - 1]
    end = max(cut.rfind(sign) for sign in _PAUSES)
    return f"{cut[:end].rstrip(',;:')}…"


def sharing_tags(cited: Work, about: str, address: str | None) -> list[tuple[str, str]]:
    """Return property and content of the Open Graph tags; a picture needs the book's address."""
    pairs = [
        ("og:type", "article" if cited.chapter else "book"),
        ("og:site_name", cited.facts.title),
        ("og:title", cited.title),
        ("og:description", about),
        ("og:locale", cited.language),
        ("og:url", cited.address or ""),
    ]
    if address:
        width, height = CARD_SIZE
        pairs += [
            ("og:image", f"{address}{CARD}"),
            ("og:image:width", str(width)),
            ("og:image:height", str(height)),
            ("og:image:alt", f"{cited.facts.title}: {cited.facts.subtitle}"),
        ]
    return [(name, content) for name, content in pairs if content]


def tags(
    cited: Work, about: str, address: str | None, up: str = "", items: Iterable[str] = ()
) -> str:
    """Return all tags of a page, as HTML: `up` leads to the book's root, `items` to its pages."""
    named = [("description", about), *scholar_tags(cited)]
    named += [("twitter:card", "summary_large_image" if address else "summary")]
    lines = [f'<meta name="{n}" content="{escape(c)}" />' for n, c in named if c]
    shared = sharing_tags(cited, about, address)
    lines += [f'<meta property="{n}" content="{escape(c)}" />' for n, c in shared]
    lines += [f'<link rel="{r}" href="{escape(to)}" />' for r, to in signposts(cited, up, items)]
    data = json.dumps(linked_data(cited), ensure_ascii=False).replace("</", r"<\/")
    return "\n".join(["", *lines, f'<script type="application/ld+json">{data}</script>'])


def _head(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    if doctree is None:  # the search, the index: nobody cites them
        return
    cited = work(app, page)
    about = description(doctree) if cited.chapter else cited.facts.abstract
    parts = app.env.toctree_includes.get(page, []) if page == app.config.root_doc else []
    items = [app.builder.get_relative_uri(page, part) for part in parts]
    context["metatags"] = context.get("metatags", "") + tags(
        cited, about, edition(app).address, "../" * page.count("/"), items
    )


def setup(app: Sphinx) -> None:
    """Add to the head of each page."""
    app.connect("html-page-context", _head)
