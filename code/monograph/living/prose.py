"""The prose of a resolved page as Markdown that any notebook program shows.

What CommonMark and its tables can say is said with them; what they cannot, a number's voice and the
places that links lead to, with the few HTML elements that JupyterLab, VS Code, nbviewer and Colab
all let through. There is no role, no directive and no fence of MyST in it.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes

from monograph.living.marks import told_class

_SKIPPED = (
    *("index", "comment", "substitution_definition", "label", "system_message", "colspec"),
    *("toctree", "answers", "meta", "title_reference_target"),
)
"""Nodes that a reader does not see, and the page's apparatus that needs a page."""

RAISED = "cb-firm"
"""Class of a mark that the page's style sheet raises above the line."""
_BLANKS = re.compile(r"[ \t\r\n]+")
_SIGNS = re.compile(r"[\\`*_\[\]<~|$]|&(?=#?\w+;)")
_STARTS = re.compile(r"^(?:(#{1,6}|[-+>])(?=\s|$)|(\d{1,9})([.)])(?=\s|$)|([=-]+\s*$))")


@dataclass(frozen=True)
class Fault:
    """What has no form in a notebook, and where it stands."""

    node: nodes.Node
    words: str


@dataclass
class Prose:
    """Writes the nodes of one page.

    Parameters
    ----------
    name
        The page, as part of a class: "cluster".
    address
        Address of a link on the page -> the address in the notebook; None for none.
    number
        Node -> what the page prints before its title or caption, or after its formula.
    """

    name: str
    address: Callable[[str], str | None]
    number: Callable[[nodes.Element], str]
    faults: list[Fault] = field(default_factory=list)

    # ------------------------------------------------------------------ in the line

    def inline(self, nodes_: Iterable[nodes.Node]) -> str:
        """Return nodes of a line as Markdown."""
        return "".join(self._inline(node) for node in nodes_)

    def _inline(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Text):
            return escaped(_BLANKS.sub(" ", str(node)))
        kind = type(node).__name__
        if kind in _SKIPPED:
            return ""
        write = getattr(self, f"_inline_{kind}", None)
        if write is None or not isinstance(node, nodes.Element):
            self.faults.append(Fault(node, f"a notebook has no form for <{kind}> in a line"))
            return ""
        return anchors(node) + str(write(node))

    def _inline_emphasis(self, node: nodes.Element) -> str:
        return _marked(node, self.inline(node.children), "*", "em")

    def _inline_strong(self, node: nodes.Element) -> str:
        return _marked(node, self.inline(node.children), "**", "strong")

    _inline_title_reference = _inline_emphasis

    def _inline_inline(self, node: nodes.Element) -> str:
        words = self.inline(node.children)
        return f"<sup>{words}</sup>" if RAISED in node["classes"] else words

    _inline_target = _inline_paragraph = _inline_generated = _inline_inline
    _inline_abbreviation = _inline_inline

    def _inline_superscript(self, node: nodes.Element) -> str:
        return f"<sup>{self.inline(node.children)}</sup>"

    def _inline_subscript(self, node: nodes.Element) -> str:
        return f"<sub>{self.inline(node.children)}</sub>"

    def _inline_literal(self, node: nodes.Element) -> str:
        text = _BLANKS.sub(" ", node.astext())
        ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
        room = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{ticks}{room}{text}{room}{ticks}"

    def _inline_math(self, node: nodes.Element) -> str:
        return f"${_BLANKS.sub(' ', node.astext()).strip()}$"

    def _inline_voiced(self, node: nodes.Element) -> str:
        classes = f"cb-n cb-n-{node['voice']} {told_class(self.name, node['key'])}"
        title = html.escape(_BLANKS.sub(" ", node["title"]))
        return f'<span class="{classes}" title="{title}">{self.inline(node.children)}</span>'

    def _inline_reference(self, node: nodes.Element) -> str:
        uri = f"#{node['refid']}" if node.get("refid") else str(node.get("refuri", ""))
        address, words = self.address(uri), self.inline(node.children)
        if address is None or not words.strip():
            return words
        return f"[{words}]({address.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"

    _inline_number_reference = _inline_reference

    def _inline_footnote_reference(self, node: nodes.Element) -> str:
        return f"<sup>[{escaped(node.astext())}](#{node.get('refid', '')})</sup>"

    def _inline_raw(self, node: nodes.Element) -> str:
        """Keep the words of HTML, and its links where they lead somewhere from a notebook."""
        if "html" not in node.get("format", ""):
            return ""
        said = []
        for address, words in re.findall(r'<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', str(node[0])):
            lead = self.address(html.unescape(address))
            if lead is not None:
                said.append(f" [{escaped(html.unescape(words))}]({lead})")
        return "".join(said)

    def _inline_image(self, node: nodes.Element) -> str:
        self.faults.append(Fault(node, "a picture outside of cells has no form in a notebook"))
        return ""

    # ------------------------------------------------------------------ blocks

    def blocks(self, nodes_: Iterable[nodes.Node], level: int = 1) -> Iterator[str]:
        """Yield nodes as blocks of Markdown, which a blank line parts."""
        waiting = ""
        for node in nodes_:
            kind = type(node).__name__
            if kind in _SKIPPED or _is_contents(node):
                continue
            if isinstance(node, nodes.target):
                waiting += anchors(node)
                continue
            for block in self._block(node, level):
                yield waiting + block
                waiting = ""

    def _block(self, node: nodes.Node, level: int) -> Iterator[str]:
        kind = type(node).__name__
        write = getattr(self, f"_block_{kind}", None)
        if write is None:
            self.faults.append(Fault(node, f"a notebook has no form for <{kind}>"))
            return
        yield from write(node, level)

    def heading(self, section: nodes.Element, title: nodes.Element, level: int) -> str:
        """Return the heading of a section, with its number and the places it makes."""
        number = self.number(section)
        words = self.inline(title.children)
        return (
            f"{anchors(section)}\n\n{'#' * level} {f'{number} ' if number else ''}{words}".strip()
        )

    def _block_paragraph(self, node: nodes.Element, _: int) -> Iterator[str]:
        text = self.inline(node.children).strip()
        if text:
            yield anchors(node) + _safe_start(text)

    def _block_container(self, node: nodes.Element, level: int) -> Iterator[str]:
        yield from self.blocks(node.children, level)

    _block_compound = _block_legend = _block_container

    def _block_admonition(self, node: nodes.Element, level: int) -> Iterator[str]:
        title = next((c for c in node.children if isinstance(c, nodes.title)), None)
        head = [f"**{self.inline(title.children)}**"] if title is not None else []
        rest = [child for child in node.children if child is not title]
        yield quoted([*head, *self.blocks(rest, level)])

    def _block_block_quote(self, node: nodes.Element, level: int) -> Iterator[str]:
        yield quoted(list(self.blocks(node.children, level)))

    def _block_attribution(self, node: nodes.Element, _: int) -> Iterator[str]:
        yield f"— {self.inline(node.children)}"

    def _block_bullet_list(self, node: nodes.Element, level: int) -> Iterator[str]:
        yield self._list(node, level, lambda _: "- ")

    def _block_enumerated_list(self, node: nodes.Element, level: int) -> Iterator[str]:
        start = int(node.get("start", 1))
        yield self._list(node, level, lambda nth: f"{start + nth}. ")

    def _list(self, node: nodes.Element, level: int, mark: Callable[[int], str]) -> str:
        items = [list(self.blocks(item.children, level)) for item in node.children]
        tight = all(len(item) < 2 for item in items)
        written = []
        for nth, item in enumerate(items):
            head = mark(nth)
            text = "\n\n".join(item) or "&nbsp;"
            written.append(head + text.replace("\n", "\n" + " " * len(head)))
        return ("\n" if tight else "\n\n").join(written)

    def _block_definition_list(self, node: nodes.Element, level: int) -> Iterator[str]:
        for item in node.children:
            terms = [c for c in item.children if isinstance(c, nodes.term)]
            head = "; ".join(f"<strong>{self.inline(term.children)}</strong>" for term in terms)
            head = "".join(anchors(term) for term in terms) + head
            held = next(c for c in item.children if isinstance(c, nodes.definition))
            first, *rest = [*self.blocks(held.children, level), ""]
            yield f"{head}<br>\n{first}"
            yield from (block for block in rest if block)

    def _block_literal_block(self, node: nodes.Element, _: int) -> Iterator[str]:
        text = node.astext()
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or [""]))
        yield f"{fence}\n{text}\n{fence}"

    def _block_math_block(self, node: nodes.Element, _: int) -> Iterator[str]:
        number = self.number(node).strip("()")
        tag = f" \\tag{{{number}}}" if number else ""
        yield f"{anchors(node)}\n\n$$\n{node.astext().strip()}{tag}\n$$".strip()

    def _block_transition(self, _: nodes.Element, __: int) -> Iterator[str]:
        yield "---"

    def _block_citation(self, node: nodes.Element, _: int) -> Iterator[str]:
        held = (self.inline(c.children) for c in node.children if isinstance(c, nodes.paragraph))
        label = next((c.astext() for c in node.children if isinstance(c, nodes.label)), "")
        head = f"\\[{escaped(label)}\\] " if label else ""
        yield anchors(node) + head + "<br>\n".join(held)

    _block_footnote = _block_citation

    def _block_raw(self, node: nodes.Element, _: int) -> Iterator[str]:
        words = self._inline_raw(node).strip()
        if words:
            yield words

    def _block_table(self, node: nodes.Element, _: int) -> Iterator[str]:
        caption = self.caption(node, nodes.title)
        if caption:
            yield caption
        yield self.pipes(node)

    def _block_image(self, node: nodes.Element, _: int) -> Iterator[str]:
        text = self._inline_image(node)
        if text:
            yield text

    # ------------------------------------------------------------------ figures and tables

    def caption(self, node: nodes.Element, kind: type[nodes.Element]) -> str:
        """Return the caption of a figure or table with its number; nothing if it has none."""
        said = next((c for c in node.children if isinstance(c, kind)), None)
        if said is None:
            return ""
        number = self.number(node)
        return f"{anchors(node)}<strong>{escaped(number)}</strong> {self.inline(said.children)}"

    def pipes(self, table: nodes.Element) -> str:
        """Return a table as one of pipes."""
        rows = [
            ([self._cell(entry) for entry in row.children], _is_head(row))
            for row in table.findall(nodes.row)
        ]
        head = next((cells for cells, is_head in rows if is_head), None)
        body = [cells for cells, is_head in rows if not is_head]
        width = max(len(cells) for cells, _ in rows)
        lines = [head or [""] * width, self._rules(table, width), *body]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _cell(self, entry: nodes.Node) -> str:
        held: list[Any] = list(getattr(entry, "children", []))
        blocks = [self.inline(c.children) if isinstance(c, nodes.paragraph) else "" for c in held]
        loose = [c for c in held if not isinstance(c, nodes.paragraph)]
        for node in loose:
            self.faults.append(
                Fault(node, f"a table's cell has no form for <{type(node).__name__}>")
            )
        return "<br>".join(block.strip() for block in blocks)

    def _rules(self, table: nodes.Element, width: int) -> list[str]:
        row = next(iter(table.findall(nodes.row)))
        found = []
        for entry in row.children:
            classes = " ".join(getattr(entry, "get", lambda *_: [])("classes", []))
            side = next((s for s in ("right", "center") if f"text-{s}" in classes), "left")
            found.append({"right": "---:", "center": ":---:", "left": ":---"}[side])
        return found + [":---"] * (width - len(found))


def escaped(text: str) -> str:
    r"""Return Markdown that shows exactly a text of one line.

    Examples
    --------
    >>> escaped("a*b [c] <d> & &amp;")
    'a\\*b \\[c\\] &lt;d> & &amp;amp;'
    """
    return _SIGNS.sub(_escape, text)


def _escape(sign: re.Match[str]) -> str:
    # A dollar in an element of its own begins no formula, for whatever program looks for them.
    entities = {"<": "&lt;", "&": "&amp;", "$": "<span>&#36;</span>"}
    return entities.get(sign[0], f"\\{sign[0]}")


def quoted(blocks: list[str]) -> str:
    """Return blocks as one that is set in."""
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(blocks).split("\n"))


def anchors(node: nodes.Element) -> str:
    """Return the places that a node makes for links."""
    return "".join(f'<a id="{html.escape(id_)}"></a>' for id_ in node.get("ids", []))


def _safe_start(text: str) -> str:
    """Keep a paragraph from being taken for a list, a heading or a quotation."""
    found = _STARTS.match(text)
    if not found:
        return text
    if found[2]:
        return f"{found[2]}\\{text[len(found[2]) :]}"
    return f"\\{text}"


def _marked(node: nodes.Element, inside: str, mark: str, tag: str) -> str:
    """Mark words by signs where that is sure to be read so, else by an element."""
    plain = node.astext()
    around = [_beside(node, -1)[-1:], _beside(node, 1)[:1]]
    sure = plain[:1].isalnum() and plain[-1:].isalnum() and not any(s.isalnum() for s in around)
    return f"{mark}{inside}{mark}" if sure else f"<{tag}>{inside}</{tag}>"


def _beside(node: nodes.Element, step: int) -> str:
    siblings: list[nodes.Node] = node.parent.children if node.parent is not None else []
    place = siblings.index(node) + step if node in siblings else -1
    return siblings[place].astext() if 0 <= place < len(siblings) else ""


def _is_head(row: nodes.Node) -> bool:
    return isinstance(row.parent, nodes.thead)


def _is_contents(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"]
