"""Addresses that last: what a release could be linked by still leads somewhere.

An id comes from a name (`fig-tree`), a number's key (`n-hire`), the first words of a held sentence
(`s-…`) or a heading, never from a position. Where one had to change, `book/_addresses.yml` says
what it is now:

    book/survey:
      the-old-heading: the-new-heading

Old ids are kept on the page beside the new ones. A build whose pages lack an address of a release,
or whose file leads to nothing, is refused.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from monograph.records.facts import read_facts
from monograph.records.releases import Release, releases

FILE = "book/_addresses.yml"
# Both look for what is rare first: for "id=" rather than for a space, and for an id rather than for
# each tag that could have it.
_ID = re.compile(r"id=\"(?<=\sid=\")([^\"]+)\"")
_TAG = re.compile(r"<(\w+)[^>]*\s\Z")
_CLOSED = {"table", "tbody", "thead", "tr", "ul", "ol", "dl", "img", "svg", "input", "hr"}
"""Elements that can hold no anchor: it is set before them."""


class AddressError(SphinxError):
    """An address that was given out leads nowhere."""

    category = "Addresses"


@cache
def given_out(root: Path) -> tuple[Release, ...]:
    """Return the releases whose addresses must last."""
    return releases(root, read_facts(root).title)


@cache
def renamed(root: Path) -> dict[str, dict[str, str]]:
    """Return page -> old id -> new id, from `book/_addresses.yml`; nothing without the file.

    Raises
    ------
    AddressError
        If the file is no mapping of pages to mappings of ids.
    """
    path = root / FILE
    if not path.is_file():
        return {}
    try:
        given = yaml.safe_load(path.read_text("utf-8")) or {}
        return {str(p): {str(o): str(n) for o, n in ids.items()} for p, ids in given.items()}
    except (yaml.YAMLError, AttributeError) as fault:
        raise AddressError(f"{FILE}: must hold pages with old ids and new ones: {fault}") from None


def kept(page: str, ids: set[str], every: tuple[Release, ...]) -> Iterator[tuple[str, str]]:
    """Yield old and new id of each cell that a release addressed by its position.

    Such an address led to the code of numbers; now it leads to the answer of the first that stands.
    """
    for release in every:
        if page in release.pages:
            for cell, keys in release.pages[page].cells.items():
                answers = (nodes.make_id(f"n-{key}") for key in keys)
                now = next((answer for answer in answers if answer in ids), "")
                if now and cell not in ids:
                    yield cell, now


def anchored(body: str, aliases: Mapping[str, str]) -> str:
    """Return a page's body in which each old id stands where its new one does."""
    for old, new in aliases.items():
        for place in re.finditer(rf"id=\"{re.escape(new)}\"", body):
            tag = _TAG.search(body, body.rfind(">", 0, place.start()) + 1, place.start())
            end = body.find(">", place.end()) + 1
            if tag and end:
                at = tag.start() if tag[1] in _CLOSED else end
                body = f'{body[:at]}<span id="{old}"></span>{body[at:]}'
                break
    return body


def faults(root: Path, pages: Mapping[str, set[str]]) -> list[str]:
    """Return each address that leads nowhere.

    Parameters
    ----------
    root
        The project's folder.
    pages
        Page -> the ids on it, as written.
    """
    found = []
    for page, ids in renamed(root).items():
        for old, new in ids.items():
            if new not in pages.get(page, set()):
                found.append(f"{FILE}: {page}: {old} leads to {new}, which is not on the page")
    for release in given_out(root):
        for page, said in release.pages.items():
            there = pages.get(page, set())
            found += [
                f"{page}.html#{id_}: an address of version {release.version} is lost; say in "
                f"{FILE} what it is now"
                for id_ in said.addresses
                if id_ not in there
            ]
    return found


def _lead(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ANN401
    if doctree is None or not context.get("body"):
        return
    root, body = Path(app.srcdir), str(context["body"])
    aliases = dict(kept(page, set(_ID.findall(body)), given_out(root)))
    context["body"] = anchored(body, aliases | renamed(root).get(page, {}))


def _hold(app: Sphinx, fault: Exception | None) -> None:
    if fault is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = {
        name: set(_ID.findall((out / f"{name}.html").read_text("utf-8")))
        for name in app.env.found_docs
        if (out / f"{name}.html").is_file()
    }
    found = faults(Path(app.srcdir), pages) if pages else []  # notebooks can be written alone
    if found:
        raise AddressError("\n".join(found))


def _forget(_: Sphinx) -> None:
    given_out.cache_clear()
    renamed.cache_clear()


def setup(app: Sphinx) -> None:
    """Keep old ids when pages are written, and hold that none is lost."""
    app.connect("builder-inited", _forget)
    app.connect("html-page-context", _lead, priority=700)  # when the body is whole
    app.connect("build-finished", _hold)
