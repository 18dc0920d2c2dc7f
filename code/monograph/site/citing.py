"""How to cite the book, on a page of its own; how to cite a chapter, at the chapter's foot.

All is filled in when a page is written, never when it is read: Sphinx keeps what it has read, and
the address of the next build may be another one. The buttons that copy are those of code blocks.
"""

import json
from html import escape
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from monograph.records.citing import Work
from monograph.records.exchange import bibtex, ris
from monograph.records.records import license_url
from monograph.records.styles import apa, gbt7714
from monograph.site.edition import edition, work
from monograph.words import words_beside

say = words_beside(__file__)

STYLES = (("APA", apa), ("GB/T 7714", gbt7714), ("BibTeX", bibtex), ("RIS", ris))
CITE_PAGE = "book/cite"


class book_citations(nodes.Element):  # noqa: N801  (docutils names its nodes so)
    """Where the citations of the whole book will stand."""


class book_facts(nodes.Element):  # noqa: N801
    """Where what is known about the publication will stand."""


class BookCitations(Directive):
    """Cite the whole book, in every style."""

    def run(self) -> list[nodes.Node]:
        """Leave a mark that is filled in when the page is written."""
        return [book_citations()]


class BookFacts(Directive):
    """List authors, version, date, licences and addresses, as far as they are known."""

    def run(self) -> list[nodes.Node]:
        """Leave a mark that is filled in when the page is written."""
        return [book_facts()]


def _fill(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for mark in list(doctree.findall(book_citations)):
        cited = work(app, app.config.root_doc)
        mark.replace_self([node for name, write in STYLES for node in _set(name, write(cited))])
    for mark in list(doctree.findall(book_facts)):
        mark.replace_self(_listed(_known(app)))


def _set(name: str, text: str) -> list[nodes.Node]:
    block = nodes.literal_block(text, text, language="none", classes=["cb-citation"])
    return [nodes.paragraph("", "", nodes.strong("", name)), block]


def _known(app: Sphinx) -> list[tuple[str, str, str]]:
    """Return name, words and link of each fact of the publication that is known."""
    known = edition(app)
    facts, repository = known.facts, known.sought.found
    doi = f"https://doi.org/{facts.doi}" if facts.doi else ""
    named = say.each("facts")
    rows = [
        ("title", facts.full_title, ""),
        ("authors", ", ".join(author.full for author in facts.authors), ""),
        ("version", facts.version, ""),
        ("date", facts.date.isoformat(), ""),
        ("text_license", facts.text_license, license_url(facts.text_license)),
        ("code_license", facts.code_license, license_url(facts.code_license)),
        ("doi", facts.doi or "", doi),
        ("address", known.address or "", known.address or ""),
        ("repository", repository.url if repository else "", repository.url if repository else ""),
    ]
    return [(named[key], words, link) for key, words, link in rows if words]


def _listed(rows: list[tuple[str, str, str]]) -> nodes.definition_list:
    found = nodes.definition_list()
    for name, words, link in rows:
        text: nodes.Node = nodes.Text(words)
        if link:
            text = nodes.reference("", words, refuri=link)
        item = nodes.definition_list_item("", nodes.term("", name))
        item += nodes.definition("", nodes.paragraph("", "", text))
        found += item
    return found


def cite_block(cited: Work, cite_page: str, language: str = "") -> str:
    """Return the part of a page, folded away, that says how to cite it, in its language."""
    say = words_beside(__file__, language)
    head = say("chapter") if cited.number else say("page")
    styles = "\n".join(
        f'<p class="cb-cite-style">{name}</p><div class="highlight-none notranslate cb-citation">'
        f'<div class="highlight"><pre>{escape(write(cited), quote=False)}</pre></div></div>'
        for name, write in STYLES
    )
    whole = f'<p><a href="{cite_page}">{say("whole")}</a></p>' if cite_page else ""
    return f'<details class="cb-cite"><summary>{head}</summary>\n{styles}\n{whole}</details>'


def _carried(cited: Work) -> str:
    """Return the citations of the whole book for the script that cites a sentence of the page."""
    said = json.dumps({name: write(cited) for name, write in STYLES}, ensure_ascii=False)
    said = said.replace("<", "\\u003c")
    return f'<script type="application/json" id="mg-cite">{said}</script>'


def _foot(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    if doctree is None or page == CITE_PAGE:
        return
    if page == app.config.root_doc:
        context["body"] += _carried(work(app, page))
        return
    has_page = CITE_PAGE in app.env.found_docs
    link = context["pathto"](CITE_PAGE) if has_page else ""
    language = str(app.env.metadata.get(page, {}).get("lang", ""))
    context["body"] += cite_block(work(app, page), link, language)


def setup(app: Sphinx) -> None:
    """Offer the two directives; fill them in, and fold a citation into the foot of each page."""
    app.add_node(book_citations)
    app.add_node(book_facts)
    app.add_directive("book-citations", BookCitations)
    app.add_directive("book-facts", BookFacts)
    app.connect("doctree-resolved", _fill)
    app.connect("html-page-context", _foot, priority=600)  # below the line that says how to launch
