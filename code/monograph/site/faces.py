"""A page asks for its typefaces at once, so that no line breaks anew when they arrive.

A browser asks for a typeface once it has met a word that is set in it: by then it has painted the
page in another, whose words are wider, and all below them moves.
"""

import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import tinycss2
from sphinx.application import Sphinx
from sphinx.config import Config

MARKS = (("italic", ("<em", "<i>", "<cite")), ("math", ("<math",)))
"""A word of a face's rule -> what stands in a page that is set in it, one of them."""
UNSEEN = re.compile(r"<(script|style|template|details)\b.*?</\1>|<[^>]*>", re.DOTALL)
"""What of a page's HTML is not set when it opens: marks, and what is folded."""


class Face(NamedTuple):
    """A typeface of the book's own style sheets.

    Parameters
    ----------
    path
        Of its file, from the folder of the style sheet.
    rule
        What its rule says, in small letters.
    characters
        Those that it has, if its rule says so.
    """

    path: str
    rule: str
    characters: frozenset[str] | None = None


def faces(sheet: str) -> list[Face]:
    """Return the typefaces of a style sheet.

    Examples
    --------
    >>> faces('@font-face { font-family: "A"; src: url("a.woff2") format("woff2"); }')[0].path
    'a.woff2'
    >>> sorted(faces('@font-face { src: url("b.woff2"); unicode-range: U+61-62, U+4E00; }')[0][2])
    ['a', 'b', '一']
    """
    found = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword == "font-face":
            said = tinycss2.serialize(rule.content)
            if url := re.search(r"url\(\s*[\"']?([^\"')]+\.woff2)", said):
                found.append(Face(url[1], said.lower(), _characters(said)))
    return found


def _characters(rule: str) -> frozenset[str] | None:
    """Return the characters that a face's rule claims, None if it claims all."""
    ranges = re.search(r"unicode-range:([^;}]+)", rule, re.IGNORECASE)
    if ranges is None:
        return None
    found = set[str]()
    for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges[1], re.IGNORECASE):
        found |= {chr(c) for c in range(int(first, 16), int(last or first, 16) + 1)}
    return frozenset(found)


def used(face: Face, body: str) -> bool:
    """Tell whether a page with this body is set in a typeface, as far as its marks say.

    Examples
    --------
    >>> used(Face("m.woff2", "font-family: stix math"), "<p>No formula.</p>")
    False
    >>> used(Face("c.woff2", "", frozenset("页")), '<p title="页">A page.</p>')
    False
    """
    if face.characters is not None:
        return not face.characters.isdisjoint(_seen(body))
    return all(any(m in body for m in marks) for word, marks in MARKS if word in face.rule)


@lru_cache(maxsize=1)
def _seen(body: str) -> frozenset[str]:
    """Return the characters that a page sets; each of its typefaces is held against them."""
    return frozenset(UNSEEN.sub("", body))


def asked_first(paths: list[str]) -> str:
    """Return the HTML that asks for typefaces before any style sheet is read.

    A script, for of a folder (file://) a browser would refuse what is asked for in this way.
    """
    if not paths:
        return ""
    listed = ",".join(f'"{path}"' for path in paths)
    return (
        f"\n<script>if(location.protocol!=='file:')for(const href of [{listed}])"
        "document.head.append(Object.assign(document.createElement('link'),"
        "{rel:'preload',as:'font',type:'font/woff2',crossOrigin:'anonymous',href}))</script>"
    )


def _read(app: Sphinx, config: Config) -> None:
    """Read the book's own style sheets once."""
    found: list[tuple[str, Face]] = []
    for name in config.html_css_files:
        sheet = name if isinstance(name, str) else name[0]
        for folder in config.html_static_path:
            path = Path(app.confdir, folder, sheet)
            if path.is_file():
                at = PurePosixPath("_static", sheet).parent
                found += [(str(at / f.path), f) for f in faces(path.read_text("utf-8"))]
    app._monograph_faces = found  # type: ignore[attr-defined]


def _ask(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object) -> None:
    body = str(context.get("body", ""))
    up = "../" * page.count("/")
    paths = [up + path for path, face in app._monograph_faces if used(face, body)]  # type: ignore[attr-defined]
    context["metatags"] = asked_first(list(dict.fromkeys(paths))) + context.get("metatags", "")


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("config-inited", _read, priority=900)
    app.connect("html-page-context", _ask, priority=950)
