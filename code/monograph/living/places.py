"""The words around a number of the prose, by which a reader finds it again."""

import re
from typing import Any

from docutils import nodes

BEFORE, AFTER = 5, 4
"""How many words at most."""
_UNSEEN = (nodes.raw, nodes.label)
_ENDS = re.compile(r"(?<=[.?!])[\s¶]+")
_BLANKS = re.compile(r"\s+")


def words_around(node: nodes.Element) -> tuple[str, str]:
    """Return what stands before and after a node in its sentence; an ellipsis for what is cut off.

    Examples
    --------
    >>> number = nodes.inline("", "61")
    >>> sentence = nodes.Text("Not this. In all "), number, nodes.Text(" firms answered. Nor this.")
    >>> block = nodes.paragraph("", "", *sentence)
    >>> words_around(number)
    ('In all ', ' firms answered.')
    """
    texts = list(_block(node).findall(nodes.Text))
    own = {id(text) for text in node.findall(nodes.Text)}
    at = next(place for place, text in enumerate(texts) if id(text) in own)
    before = _ENDS.split(_joined(texts[:at]))[-1]
    after = _ENDS.split(_joined(texts[at + len(own) :]))[0]
    first = re.search(rf"(?:\S+\s){{0,{BEFORE}}}\S*$", before)
    last = re.match(rf"\S*(?:\s\S+){{0,{AFTER}}}", after)
    assert first  # it fits nothing, too
    assert last
    return (
        first[0] if first[0] == before else f"… {first[0].lstrip()}",
        last[0] if last[0] == after.rstrip() else f"{last[0]} …",
    )


def _block(node: Any) -> Any:  # noqa: ANN401  (docutils gives a mark in a line no parent)
    """Return what a node of a line stands in: a paragraph, a caption, a cell."""
    return _block(node.parent) if isinstance(node.parent, nodes.Inline) else node.parent


def _joined(texts: list[nodes.Text]) -> str:
    """Return texts as one, with a sign for what is no text."""
    seen = [text for text in texts if not isinstance(text.parent, _UNSEEN)]
    said = ("…" if isinstance(text.parent, nodes.math) else str(text) for text in seen)
    return _BLANKS.sub(" ", "".join(said))
