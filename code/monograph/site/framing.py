"""The frame around a page in another language: what the theme says there, said in it as well.

The book's side bar stays in the language of the book, as the pages are to which it leads. What
belongs to the page itself, its buttons and the ways on from it, speaks as the page does, where
`framing.<language>.toml` has the words; each element says its language. What the house adds at a
page's foot asks for its own words (`words_beside`).
"""

import re
from html import escape
from pathlib import Path

from sphinx.application import Sphinx

from monograph.site.written import rewrite
from monograph.words import words_beside

say = words_beside(__file__)

_LANGUAGE = re.compile(r'<section lang="([\w-]+)"')
_TAG = re.compile(r"<(?:a|button|i|input)\b[^>]*>")
_SHOWN = re.compile(r'(\b(?:title|aria-label|placeholder|data-bs-title)=")([^"]*)(?=")')
_OPAQUE = re.compile(r"(<(?:script|style|pre)\b.*?</(?:script|style|pre)>)", re.DOTALL)


def framed(html: str) -> str:
    """Return a page whose frame speaks as the page does; one in the book's language is left alone.

    Examples
    --------
    >>> framed('<button title="Search"></button><p>next</p><section lang="zh-Hans">')
    '<button lang="zh-Hans" title="搜索"></button><p>下一篇</p><section lang="zh-Hans">'
    """
    named = _LANGUAGE.search(html)
    language = named[1] if named else ""
    if not language or not Path(__file__).with_suffix(f".{language}.toml").is_file():
        return html
    theirs = words_beside(__file__, language).each("frame")
    said = {escape(words): escape(theirs[key]) for key, words in say.each("frame").items()}
    text = re.compile(rf"(>\s*)({'|'.join(map(re.escape, said))})(?=\s*<)")

    def element(found: re.Match[str]) -> str:
        tag = _SHOWN.sub(lambda each: each[1] + said.get(each[2], each[2]), found[0])
        if tag == found[0] or " lang=" in tag:
            return tag
        name = tag.split(maxsplit=1)[0]
        return f'{name} lang="{language}"{tag[len(name) :]}'

    parts = _OPAQUE.split(html)
    for nth in range(0, len(parts), 2):  # what lies between is code
        spoken = text.sub(lambda each: each[1] + said[each[2]], parts[nth])
        parts[nth] = _TAG.sub(element, spoken)
    return "".join(parts)


def setup(app: Sphinx) -> None:
    """Frame each page as it is written; before its runs of Chinese are marked."""
    app.connect("builder-inited", lambda app: rewrite(app, framed))
