"""Language of parts: each run of Chinese in a written page is marked, wherever it stands.

A screen reader reads an unmarked run with an English voice; a browser breaks and spaces it by
English rules, and takes its signs from whatever face comes first (WCAG 3.1.2). Text nodes are
marked after all templates have run: the article, the side bars and the drawings alike.
"""

import re
from typing import Any

from sphinx.application import Sphinx

from monograph.drawing.text import CHINESE_TAG as TAG
from monograph.drawing.text import RUN
from monograph.site.written import rewrite

_TOKEN = re.compile(
    r"<!--.*?-->|<!doctype[^>]*>|</?([a-z][\w:-]*)[^>]*>", re.DOTALL | re.IGNORECASE
)
_HERE = re.compile(r"\blang=[\"']?(zh\b|zh-)", re.IGNORECASE)
_ADDED = re.compile(r"<(details|nav) (?![^>]*\blang=)")

# What holds no prose, or text that can hold no element.
_OPAQUE = {"script", "style", "title", "textarea", "option", "template", "desc"}
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"),
    *("source", "track", "wbr"),
}


def marked(html: str) -> str:
    """Return a page in which each run of Chinese stands in an element with its language.

    Text inside an element that already says `lang="zh…"` is left alone, as are scripts, styles and
    elements that hold plain text only. In a drawing the element is a `tspan`, elsewhere a `span`.
    """
    out: list[str] = []
    place, opaque, chinese, drawing = 0, 0, 0, 0
    open_tags: list[tuple[str, bool]] = []
    for token in _TOKEN.finditer(html):
        text = html[place : token.start()]
        out.append(text if opaque or chinese else _wrapped(text, drawing > 0))
        tag, place = token[0], token.end()
        out.append(tag)
        if token[1] is None:
            continue
        name = token[1].lower()
        if opaque and not (tag.startswith("</") and open_tags and open_tags[-1][0] == name):
            continue  # what looks like a tag inside a script is text
        if tag.startswith("</"):
            opaque, chinese, drawing = _closed(name, open_tags, opaque, chinese, drawing)
        elif not tag.endswith("/>") and name not in _VOID:
            here = "=" in tag and bool(_HERE.search(tag))
            open_tags.append((name, here))
            opaque += name in _OPAQUE
            chinese += here
            drawing += name == "svg"
    text = html[place:]
    out.append(text if opaque or chinese else _wrapped(text, drawing > 0))
    return "".join(out)


def _closed(
    name: str, open_tags: list[tuple[str, bool]], opaque: int, chinese: int, drawing: int
) -> tuple[int, int, int]:
    """Close the innermost element of a name; those left open inside it close with it."""
    if (name, False) not in open_tags and (name, True) not in open_tags:
        return opaque, chinese, drawing
    while open_tags:
        closed, here = open_tags.pop()
        opaque -= closed in _OPAQUE
        chinese -= here
        drawing -= closed == "svg"
        if closed == name:
            break
    return opaque, chinese, drawing


def _wrapped(text: str, drawing: bool) -> str:
    if text.isascii():
        return text
    element = "tspan" if drawing else "span"
    return RUN.sub(lambda run: f'<{element} lang="{TAG}">{run[0]}</{element}>', text)


def in_language(body: str, language: str) -> str:
    """Return the body of a page written in another language, its code still in English.

    Examples
    --------
    >>> in_language('<section id="a"><p>中文</p></section>', "zh-Hans")
    '<section lang="zh-Hans" id="a"><p>中文</p></section>'
    """
    body = body.replace("<section ", f'<section lang="{language}" ', 1)
    # What the house adds speaks English, if it does not say otherwise: the code, the line that
    # leads to the hypotheses.
    return _ADDED.sub(r'<\1 lang="en" ', body)


def _say_language(
    app: Sphinx,
    page: str,
    template: str,
    context: dict[str, Any],
    doctree: Any,  # noqa: ANN401
) -> None:
    """Mark a page whose header says in what language it is written (`lang`)."""
    language = app.env.metadata.get(page, {}).get("lang")
    if doctree is not None and language:
        context["body"] = in_language(context["body"], str(language))


def _mark_pages(app: Sphinx) -> None:
    rewrite(app, marked)


def setup(app: Sphinx) -> None:
    """Mark a page in another language as a whole, and each run as a page is written."""
    app.connect("html-page-context", _say_language, priority=950)  # when the body is whole
    app.connect("builder-inited", _mark_pages)
