"""References that the pages' own parts make, for Sphinx to resolve once every page is read."""

from typing import Any

from docutils import nodes
from sphinx import addnodes


def to_chapter(page: str) -> addnodes.pending_xref:
    """Return a reference to a chapter, which it calls by its title; page is a docname."""
    words = nodes.inline("", page.rpartition("/")[2])
    return _reference(words, "doc", f"/{page}", refexplicit=False, refwarn=True)


def to_section(label: str) -> addnodes.pending_xref:
    """Return a reference to a labelled section, which it calls by its title."""
    return _reference(nodes.inline("", label), "ref", label, refexplicit=False, refwarn=True)


def to_figure(name: str) -> addnodes.pending_xref:
    """Return a reference to a figure, which it calls by its number."""
    words = nodes.literal("", name, classes=["xref", "std", "std-numref"])
    return _reference(words, "numref", name, refexplicit=False, refwarn=True)


def to_row(kind: str, key: str, words: str = "") -> addnodes.pending_xref:
    """Return a link from words (else the key) to a row; where no page shows it, words alone."""
    target = nodes.make_id(f"{kind}-{key}")
    return _reference(
        nodes.inline("", words or key), "ref", target, refexplicit=True, optional=True
    )


def _reference(words: nodes.Node, kind: str, target: str, **how: Any) -> addnodes.pending_xref:  # noqa: ANN401
    return addnodes.pending_xref("", words, refdomain="std", reftype=kind, reftarget=target, **how)
