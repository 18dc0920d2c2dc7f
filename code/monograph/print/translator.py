"""One page of the book as Typst's code: calls of the template's functions, and strings.

Every block is preceded by a comment that says where it comes from, so that an error of the
typesetter is told with chapter and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from monograph.drawing.text import RUN, measure
from monograph.drawing.theme import PASSAGES
from monograph.print import mathml
from monograph.print.columns import LINE, LONG_WORD, breakable, pieces, unparted
from monograph.print.faults import Fault, place
from monograph.print.pages import Page
from monograph.print.places import LEAST_TYPE, PLACES_FILE, settings
from monograph.print.tables import layout
from monograph.print.writing import Raw, call, string

VOICES = {f"cb-says-{name}": voice for name, voice in PASSAGES.items()}
"""Class of a passage -> its voice."""
SOURCE_LINE = "cb-source"
PAGE_ONLY = "cb-page-only"
"""Class of words that only a reader at a screen can follow, such as how to sort a table."""
FEW = 1500
"""Characters of code: about six lines of text."""
SHORT_FORMULA = 24
"""Characters of a formula's source; one as short is not parted."""
BODY = 10.0
"""Points: the type size of the text."""

HEADING, BODY_LINE, SIGNS = 48.0, 13.44, 64
"""Points that a heading and a line of text take, and about how many signs a line has."""

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SENTENCE = re.compile(r"(.+?[.!?])(?:\s+[A-Z]|$)", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n]+")
_UNIT = re.compile(r" ?[%‰]")
_PERCENT = re.compile(r"(?<=\d)[ \u00a0](?=[%‰])")
"""A blank that print leaves out: a sign of percent stands at its number."""
_CLOSES, _OPENS = re.compile(r"(?<=\w)'"), re.compile(r"(?<!\w)`(?=\w)")
"""Signs of a typewriter for quotation marks: Sphinx leaves them in a list of works."""
_WIDE = "⺀-鿿＀-￯"
_APART = re.compile(rf"{RUN.pattern}|(?P<range>\d[\d.,]*–\d[\d.,]*\d%?|\d–\d%?)")
"""What is set in another way than the text around it: Chinese, and ranges, which do not break."""


def first_sentence(caption: str) -> str:
    """Return what the list of figures or tables shows of a caption, without its full stop.

    Examples
    --------
    >>> first_sentence("Shares by e.g. mode. Each row is a share.")
    'Shares by e.g. mode'
    >>> first_sentence("Terms in English and Chinese")
    'Terms in English and Chinese'
    """
    match = _SENTENCE.match(" ".join(caption.split()))
    found = match[1] if match else " ".join(caption.split())
    return found.removesuffix(".")


class PageTranslator(SphinxTranslator):
    """Writes a page; what it cannot set is noted in `faults` with its place."""

    def __init__(self, document: nodes.document, builder: Any, page: Page) -> None:  # noqa: ANN401
        super().__init__(document, builder)
        self.page = page
        self.lines: list[str] = []
        self.faults: list[Fault] = []
        self.wanted: list[tuple[str, str]] = []
        """Labels that the page refers to, each with the place that does."""
        self.labels: set[str] = set()
        """Places of this page that links may lead to."""
        self.depth = page.level - (2 if page.root else 1)
        self.opened = False
        """Whether a chapter has begun."""
        self.turned: list[tuple[int, int, float]] = []
        """Of each table that lies on its side its first line, the one after its last, and the
        points that its last sheet has left."""
        self._blank = True
        self._chinese = False
        """Whether what was written last is Chinese."""

    # ------------------------------------------------------------------ writing

    def say(self, line: str) -> None:
        """Write one line of code."""
        self.lines.append(line)

    def open(self, function: str, **named: object) -> None:
        """Begin a call whose last argument is what the children write."""
        self.say(call(function, **named)[:-1] + (", {" if named else "{"))

    def close(self, _: nodes.Node | None = None) -> None:
        """End it."""
        self.say("})")

    def mark(self, node: nodes.Node) -> None:
        """Say where the following comes from."""
        self.lines.append(f"// {place(node, self.page.source)}")

    def label(self, id_: str) -> str:
        """Return what a place of this page is called in the whole book."""
        return f"{self.page.name}:{id_}"

    def labelled(self, ids: Iterable[str]) -> list[str]:
        """Return what places that this page makes are called."""
        found = [self.label(id_) for id_ in ids]
        self.labels.update(found)
        return found

    def anchor(self, node: nodes.Element) -> None:
        """Make a node's ids places that links lead to."""
        for label in self.labelled(node.get("ids", [])):
            self.lines.append(call("anchor", label))

    def content(self, node: nodes.Element) -> Raw:
        """Return the children of a node as one block of code."""
        held, self.lines, self._blank, self._chinese = self.lines, [], True, False
        for child in node.children:
            child.walkabout(self)
        inside, self.lines = self.lines, held
        return Raw("{\n" + "\n".join(inside) + "\n}")

    def fault(self, node: nodes.Node, words: str) -> None:
        """Note what keeps the page from being published."""
        self.faults.append(Fault(place(node, self.page.source), words))

    def unknown_visit(self, node: nodes.Node) -> None:
        """Refuse what print has no form for."""
        self.fault(node, f"print has no form for <{type(node).__name__}>")
        raise nodes.SkipNode

    # ------------------------------------------------------------------ text

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  (docutils' name)
        """Write a text: Chinese runs apart, in their language and typeface."""
        text = _BLANKS.sub(" ", str(node))[len(_unit(node)) :]
        for word in pieces(text) if len(text) > LONG_WORD else ():
            if len(word) > LONG_WORD and measure(word, BODY) > LINE:
                self.fault(node, f"the word {word[:40]!r} is wider than the line")
        if self._blank or (self._chinese and re.match(rf" [{_WIDE}]", text)):
            text = text.lstrip(" ")  # one blank is enough, and none begins a line or parts Chinese
        for code in self.strings(text):
            self.say(code)
        self._blank = text.endswith(" ") if text else self._blank
        self._chinese = bool(re.search(rf"[{_WIDE}]$", text)) if text else self._chinese

    def depart_Text(self, _: nodes.Text) -> None:  # noqa: N802
        """Nothing is to be closed."""

    def strings(self, text: str) -> list[str]:
        """Return a text as code."""
        flat = _OPENS.sub("‘", _CLOSES.sub("’", _PERCENT.sub("", _BLANKS.sub(" ", text))))
        flat = unparted(flat)
        flat = re.sub(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])", "", flat)
        found, place = [], 0
        for run in _APART.finditer(flat):
            how = "box" if run["range"] else "zh"
            found += [string(flat[place : run.start()]), call(how, run[0])]
            place = run.end()
        return [code for code in [*found, string(flat[place:])] if code != '""']

    def _wrap(function: str) -> tuple[Any, Any]:  # type: ignore[misc]  # noqa: N805
        def visit(self: PageTranslator, node: nodes.Element) -> None:
            self.anchor(node)
            self.say(f"{function}({{")

        def depart(self: PageTranslator, _: nodes.Element) -> None:
            self.say("})")

        return visit, depart

    visit_emphasis, depart_emphasis = _wrap("emph")
    visit_title_reference, depart_title_reference = _wrap("emph")
    visit_strong, depart_strong = _wrap("strong")
    visit_superscript, depart_superscript = _wrap("super")
    visit_subscript, depart_subscript = _wrap("sub")

    def visit_inline(self, node: nodes.Element) -> None:
        """Keep only the place of a span; leave out what is said of a page alone."""
        if _page_only(node):
            raise nodes.SkipNode
        self.anchor(node)

    def depart_inline(self, _: nodes.Element) -> None:
        """Nothing is to be closed."""

    def visit_literal(self, node: nodes.Element) -> None:
        """Write code within a text; only in a narrow cell or if it is long does it break."""
        text = node.astext()
        whole = not _in_cell(node) and measure(text, BODY) < LINE / 2
        self.say(call("code", text if whole else breakable(text), whole=whole))
        self._blank = False
        raise nodes.SkipNode

    def visit_voiced(self, node: nodes.Element) -> None:
        """Mark a number with its voice; the sign of its unit stays beside it."""
        unit = _unit(node.next_node(descend=False, siblings=True)).strip()
        self.open("voiced", voice=node["voice"], unit=unit or None)

    depart_voiced = close

    def visit_math(self, node: nodes.Element) -> None:
        """Write a formula in the line."""
        self._formula(node, "formula", whole=len(node.astext()) <= SHORT_FORMULA)

    def _formula(self, node: nodes.Element, function: str, **named: object) -> None:
        latex = node.astext()
        try:
            tree = mathml.parse(latex)
            said, set_ = mathml.words(tree), mathml.typst(tree)
        except mathml.FormulaError as fault:
            self.fault(node, str(fault))
            raise nodes.SkipNode from None
        self.say(call(function, Raw(f"${set_}$"), alt=said, **named))
        self._blank = False
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.Element) -> None:
        """Write a formula on a line of its own."""
        self.mark(node)
        self.anchor(node)
        number = self.page.equation(node.get("ids", []))
        self._formula(node, "displayed", number=number)

    def visit_reference(self, node: nodes.Element) -> None:
        """Open a link into the book or to the web."""
        address = self._target(node)
        if address is None:
            self.say("{")
        else:
            self.say(f"link({address}, {{")

    def depart_reference(self, node: nodes.Element) -> None:
        """Close it."""
        self.say("}" if self._target(node) is None else "})")

    def _target(self, node: nodes.Element) -> str | None:
        if node.get("refid"):
            return self._wanted(node, self.label(node["refid"]))
        address = str(node.get("refuri", ""))
        if address.startswith("@"):  # as the builder gives the places of other pages
            page, _, id_ = address[1:].partition("#")
            return self._wanted(node, f"{page}:{id_}")
        return string(address) if re.match(r"(https?|mailto):", address) else None

    def _wanted(self, node: nodes.Element, label: str) -> str:
        self.wanted.append((label, place(node, self.page.source)))
        return call("label", label)

    def visit_footnote_reference(self, node: nodes.Element) -> None:
        """Write a footnote where it is called."""
        notes = {id_: note for note in self.document.findall(nodes.footnote) for id_ in note["ids"]}
        note = notes.get(node.get("refid", ""))
        if note is None:
            self.fault(node, f"there is no footnote {node.astext()!r}")
        else:
            inside = nodes.container("", *[c for c in note if not isinstance(c, nodes.label)])
            self.say(f"footnote({self.content(inside)})")
        raise nodes.SkipNode

    def visit_footnote(self, _: nodes.Element) -> None:
        """Leave out: it stands where it is called."""
        raise nodes.SkipNode

    # ------------------------------------------------------------------ blocks

    def visit_document(self, _: nodes.Element) -> None:
        """Begin."""

    def depart_document(self, _: nodes.Element) -> None:
        """Set the few words between tables that lie on their side, and after them, beside them."""
        self.lines = beside_turned(self.lines, self.turned)

    def visit_section(self, node: nodes.Element) -> None:
        """Go one level down."""
        self.depth += 1

    def depart_section(self, _: nodes.Element) -> None:
        """Come back."""
        self.depth -= 1

    def visit_title(self, node: Any) -> None:  # noqa: ANN401
        """Write a heading; a chapter's with what stands under it."""
        if not _is(node.parent, nodes.section):
            raise nodes.SkipNode  # a table's or a voice's, which takes it itself
        self.mark(node)
        labels = self.labelled(node.parent["ids"])
        below = self.depth - self.page.level
        if below < 0:  # the landing page's own: it is the title of the book
            for label in [*self.labelled([""]), *labels]:
                self.say(call("anchor", label))
        elif below == 0:
            self._chapter(node, labels)
        else:
            name = "section" if below == 1 else "subsection"
            number = self.page.section(node.parent["ids"]) if below == 1 else None
            head = call(name, self.content(node), level=self.depth, number=number, labels=labels)
            self.say(head)
        raise nodes.SkipNode

    def _chapter(self, node: nodes.Element, labels: list[str]) -> None:
        """Open a chapter; of the landing page's, which are short, only the first on a new page."""
        own = not self.page.root
        follows = self.page.root and self.opened
        self.opened = True
        self.say(
            call(
                *("chapter", self.content(node)),
                level=self.depth,
                number=self.page.number if own else None,
                labels=[*(self.labelled([""]) if own else []), *labels],
                running=node.astext(),
                follows=follows or None,
            )
        )
        if self.page.origin:
            self.say(call("online", **self.page.origin))

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Open a paragraph; in a table's cell it is none."""
        if node.get("taken"):  # a table's source line, written with it
            raise nodes.SkipNode
        if node.children and all(map(_page_only, node.children)):
            raise nodes.SkipNode
        self.anchor(node)
        if _is(node.parent, nodes.entry):
            return
        self.mark(node)
        self.open("source-line" if SOURCE_LINE in node["classes"] else _kind(node))
        for key in node.get("terms", []):
            self.say(call("entry", key))
        self._blank = True

    def depart_paragraph(self, node: nodes.Element) -> None:
        """Close it."""
        if _is(node.parent, nodes.entry):
            following = node.next_node(descend=False, siblings=True)
            if following is not None:
                self.say("parbreak()")
            return
        self.close()

    def visit_container(self, node: nodes.Element) -> None:
        """Keep what a container holds."""
        self.anchor(node)

    def depart_container(self, _: nodes.Element) -> None:
        """Nothing is to be closed."""

    visit_compound, depart_compound = visit_container, depart_container
    visit_legend, depart_legend = visit_container, depart_container

    def visit_target(self, node: nodes.Element) -> None:
        """Make a place."""
        self.anchor(node)

    def depart_target(self, _: nodes.Element) -> None:
        """Nothing is to be closed."""

    def _skip(self, _: nodes.Node) -> None:
        raise nodes.SkipNode

    visit_comment = visit_raw = visit_toctree = visit_substitution_definition = _skip
    visit_colspec = visit_system_message = visit_index = visit_label = _skip

    def visit_bullet_list(self, node: nodes.Element) -> None:
        """Open a list."""
        self.mark(node)
        self.say(f"{'list' if isinstance(node, nodes.bullet_list) else 'enum'}(")

    def depart_bullet_list(self, _: nodes.Element) -> None:
        """Close it."""
        self.say(")")

    visit_enumerated_list, depart_enumerated_list = visit_bullet_list, depart_bullet_list

    def visit_list_item(self, node: nodes.Element) -> None:
        """Open an item; one paragraph in it is set as a line of the list."""
        if len(node.children) == 1 and isinstance(node[0], nodes.paragraph):
            self.say(f"{self.content(node[0])},")
            raise nodes.SkipNode
        self.say("{")

    def depart_list_item(self, _: nodes.Element) -> None:
        """Close it."""
        self.say("},")

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Write terms, each above what it means."""
        self.mark(node)
        self.say("definitions(")
        for item in node.children:
            term, definition = (next(item.findall(kind)) for kind in (nodes.term, nodes.definition))
            self.say(f"({self.content(term)}, {self.content(definition)}),")
        self.say(")")
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Open a passage that is set in."""
        self.mark(node)
        self.open("quoted")

    depart_block_quote = close

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Write code on lines of its own."""
        self.mark(node)
        self.say(call("listing", node.astext()))
        raise nodes.SkipNode

    def visit_transition(self, _: nodes.Element) -> None:
        """Leave room."""
        self.say("transition")
        raise nodes.SkipNode

    def visit_admonition(self, node: nodes.Element) -> None:
        """Write a passage in one of the voices."""
        self.mark(node)
        voice = next((VOICES[name] for name in node["classes"] if name in VOICES), None)
        title = next(node.findall(nodes.title), None)
        head = self.content(title) if title is not None else None
        self.open("passage", voice=voice or "none", title=head)

    depart_admonition = close

    def visit_citation(self, node: nodes.Element) -> None:
        """Write one work of the list."""
        self.mark(node)
        self.say("work({")
        self.anchor(node)
        for paragraph in node.findall(nodes.paragraph):
            self.say(self.content(paragraph))
        self.say("})")
        raise nodes.SkipNode

    # ------------------------------------------------------------------ figures and tables

    def visit_figure(self, node: nodes.Element) -> None:
        """Write a figure with number, caption, source lines, and the words of its picture."""
        self.mark(node)
        image = next(node.findall(nodes.image), None)
        if image is None:
            self.fault(node, "this figure has no picture that can be printed")
            raise nodes.SkipNode
        legend = next(node.findall(nodes.legend), None)
        self._numbered(
            "picture",
            node,
            "figure",
            nodes.caption,
            legend,
            **self._picture(image, self._chosen(node)),
        )
        raise nodes.SkipNode

    def visit_image(self, node: nodes.Element) -> None:
        """Write a picture that stands by itself."""
        self.mark(node)
        self.say(call("plate", **self._picture(node, {})))
        raise nodes.SkipNode

    def _picture(self, image: nodes.Element, chosen: Mapping[str, str]) -> Mapping[str, object]:
        alt = " ".join(str(image.get("alt", "")).split())
        if not alt:
            self.fault(image, f"{image['uri']} has no text alternative: give it an alt text")
            raise nodes.SkipNode
        path, width, least, lacking = self.page.picture(image["uri"])
        reduced = float(chosen.get("shrink", "100%").rstrip("%")) / 100
        if least * reduced < LEAST_TYPE:
            self.fault(
                image,
                f"the smallest type of this drawing is {least * reduced:.1f} pt in print, below "
                f"{LEAST_TYPE:g}: draw it larger, or choose another size in {PLACES_FILE}",
            )
        for sign in lacking:
            self.fault(image, f"no typeface of print has {sign!r}, which this drawing shows")
        if width > LINE + 1:
            self.fault(image, f"the picture is {width:.0f} pt wide, the page {LINE:.0f} pt")
        return {"path": path, "width": Raw(f"{width:g}pt"), "alt": alt}

    def _numbered(
        self,
        function: str,
        node: nodes.Element,
        kind: str,
        caption: type[nodes.Element],
        below: nodes.Element | None,
        **named: object,
    ) -> None:
        """Write what has a caption and a number: the number that the page shows."""
        said = next(node.findall(caption), None)
        number = self.page.figure(kind, node["ids"])
        self.say(
            call(
                function,
                number=number if said is not None else None,
                caption=self.content(said) if said is not None else None,
                listed=self._listed(said) if said is not None else None,
                below=self.content(below) if below is not None else None,
                labels=self.labelled(node["ids"]),
                **self._chosen(node),
                **named,
            )
        )

    def _chosen(self, node: nodes.Element) -> Mapping[str, Raw]:
        """Return where a figure stands, and how large, if somebody has chosen: see `places`."""
        chosen = next((p for name in node["names"] if (p := self.page.places.get(name))), None)
        return {name: Raw(code) for name, code in settings(chosen).items()}

    def _listed(self, caption: nodes.Element) -> Raw:
        return Raw("{" + "; ".join(self.strings(first_sentence(caption.astext()))) + "}")

    def visit_table(self, node: nodes.table) -> None:
        """Write a table, its source line with it."""
        first = len(self.lines)
        self.mark(node)
        for entry in node.findall(nodes.entry):
            for text in list(entry.findall(nodes.Text)):
                text.parent.replace(text, nodes.Text(breakable(str(text))))
        found = layout(node)
        if found.fault:
            self.fault(node, found.fault)
        following = node.next_node(descend=False, siblings=True)
        below = None
        if isinstance(following, nodes.paragraph) and SOURCE_LINE in following["classes"]:
            below = nodes.container("", following.deepcopy())
            following["taken"] = True
        widths = found.columns.widths or (found.columns.natural if found.long else None)
        self._numbered(
            *("tabular", node, "table", nodes.title, below),
            columns=[Raw("auto" if widths is None else f"{w}pt") for w in widths or found.sides],
            sides=[Raw(side) for side in found.sides],
            gap=Raw(f"{found.columns.gap:g}pt"),
            tight=found.columns.tight or None,
            long=found.long,
            turned=found.turned,
            head=self._cells(node, nodes.thead),
            body=self._cells(node, nodes.tbody),
        )
        if found.turned:
            self.turned.append((first, len(self.lines), found.left))
        raise nodes.SkipNode

    def _cells(self, table: nodes.table, part: type[nodes.Element]) -> Raw:
        written = [
            f"{self.content(entry)},"
            for held in table.findall(part)
            for entry in held.findall(nodes.entry)
        ]
        return Raw("(\n" + "\n".join(written) + "\n)")


def beside_turned(lines: list[str], turned: list[tuple[int, int, float]]) -> list[str]:
    """Return a page's code in which words beside turned tables share their sheets.

    By itself a turned table has sheets of its own: a heading with a sentence before the next one
    would stand alone on a sheet, and a last sheet of a few rows would be left blank below them. So
    few words between two tables, or after the last, stand beside them; and of many, the paragraphs
    that a last sheet has room for.

    Examples
    --------
    >>> lines = ["long" * 500, "tabular(turned: true)", "few", "tabular(turned: true)", "last"]
    >>> beside_turned(lines, [(1, 2, 0.0), (3, 4, 0.0)])[1:]
    ['sideways({', 'tabular(turned: true, beside: true)', 'beside({', 'few', '})', \
'tabular(turned: true, beside: true)', 'beside({', 'last', '})', '})']
    """
    if not turned:
        return lines
    ends = [first for first, _, _ in turned[1:]] + [len(lines)]
    found, shared = lines[: turned[0][0]], False
    for (first, end, left), before in zip(turned, ends, strict=True):
        rest = lines[end:before]
        follows = _few(rest)
        taken = len(rest) if follows else _fitting(rest, left)
        if taken and not shared:
            found.append("sideways({")
        shared = shared or taken > 0
        how = "turned: true, beside: true" if shared else "turned: true"
        found += [line.replace("turned: true", how) for line in lines[first:end]]
        if taken:
            found += ["beside({", *rest[:taken], "})"]
        if shared and (before == len(lines) or not follows):
            found.append("})")
        found += rest[taken:]
        shared = follows
    return found


def _fitting(lines: list[str], room: float) -> int:
    """Return how many lines of code hold the paragraphs at their head that some points suffice for.

    A heading goes with the paragraph below it.

    Examples
    --------
    >>> lines = ["// a.md:1", 'section("One")', "// a.md:3", 'par({"words"})', "// a.md:5", "list("]
    >>> _fitting(lines, 100.0), _fitting(lines, 50.0)
    (4, 0)
    """
    starts = [n for n, line in enumerate(lines) if line.startswith("// ")]
    taken = 0
    for start, end in pairwise([*starts, len(lines)]):
        function = lines[start + 1].partition("(")[0]
        if function in {"section", "subsection"}:
            room -= HEADING
        elif function == "par":
            signs = sum(map(len, _STRING.findall(" ".join(lines[start + 1 : end]))))
            room -= (signs // SIGNS + 1) * BODY_LINE
        else:
            break
        if room < 0:
            break
        if function == "par":
            taken = end
    return taken


def _few(lines: list[str]) -> bool:
    """Tell whether lines of code hold few words, and no other figure or table."""
    written = [line for line in lines if not line.startswith("//")]
    shown = any(line.startswith(("picture(", "tabular(")) for line in written)
    return not shown and sum(map(len, written)) < FEW


def _is(node: nodes.Node | None, kind: type[nodes.Node]) -> bool:
    return isinstance(node, kind)


def _page_only(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and PAGE_ONLY in node["classes"]


def _kind(paragraph: nodes.Element) -> str:
    """Return what a paragraph is: of one that only names the code below it, it stays with that."""
    following = paragraph.next_node(descend=False, siblings=True)
    named = len(paragraph) == 1 and isinstance(paragraph[0], nodes.strong)
    return "naming" if named and isinstance(following, nodes.literal_block) else "par"


def _in_cell(node: nodes.Node | None) -> bool:
    while node is not None and not _is(node, nodes.entry):
        node = node.parent
    return node is not None


def _unit(node: nodes.Node | None) -> str:
    """Return the sign of a unit with which a text begins, if it follows a number."""
    if not isinstance(node, nodes.Text):
        return ""
    parent: nodes.Element = node.parent  # type: ignore[assignment]  # a text stands in something
    siblings = parent.children
    at = siblings.index(node)
    numbered = at and type(siblings[at - 1]).__name__ == "voiced"
    found = _UNIT.match(str(node)) if numbered else None
    return found[0] if found else ""
