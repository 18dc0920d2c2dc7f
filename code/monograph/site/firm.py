"""What would make this false: a mark at every held sentence, and the page that answers it.

The first words by which a chapter holds a sentence (`cb.holds`) give it an address on its page that
no edit elsewhere moves. Where the map of influence holds for the chapter, the sentence bears a mark
that leads to its row in the appendix; the preview beside it says the smallest change that would
make it false. What was not computed is not claimed: such a sentence has its address, and no mark.

`{firmness}` makes the table of the appendix (`FIRM_PAGE`), or with the argument `line` one sentence
that counts.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from monograph.influence.chart import Change
from monograph.influence.firmness import HAIR, Firmness, firmness
from monograph.influence.words import Wording
from monograph.runner.chapters import chapters, executable
from monograph.site.mapped import charts
from monograph.site.references import to_chapter, to_figure
from monograph.voices.number import Voice
from monograph.voices.role import voiced
from monograph.voices.sentences import address, quoted, titled
from monograph.words import words_beside

say = words_beside(__file__)

LOGGER = logging.getLogger(__name__)
FIRM_PAGE = "book/firm"
SHOWN = 3
"""How many changes the appendix lists of one sentence."""

_ROLE = re.compile(r"\{\w+\}`[^`]*`")
_MARKED = re.compile(r"[*_]")


@dataclass(frozen=True)
class Held:
    """One held sentence of the book.

    Parameters
    ----------
    page, key
        Its chapter, and the first words by which the chapter holds it.
    firm
        What the map says of it; None if the map does not hold for its chapter.
    """

    page: str
    key: str
    firm: Firmness | None

    @property
    def id(self) -> str:
        """Return its address on its page."""
        return address(self.key)

    @property
    def row(self) -> str:
        """Return the id of its row in the appendix."""
        return f"firm-{self.page.rpartition('/')[2]}-{self.id.removeprefix('s-')}"

    @property
    def begins(self) -> str:
        """Return its first words as a reader sees them; a number is left open."""
        words = _MARKED.sub("", _ROLE.sub(say("open"), self.key)).rstrip(".")
        return say("begins", words=words)


@cache
def ledger(root: Path) -> dict[str, dict[str, Held]]:
    """Return every held sentence: page -> address -> sentence, in reading order."""
    known, found = charts(root), {}
    for page in executable(chapters(root)):
        keys = {address(key): key for key in quoted(cell.source for cell in page.code_cells)}
        chart = known.get(page.name)
        firm = firmness(chart, keys) if chart else {}
        found[page.name] = {id_: Held(page.name, key, firm.get(id_)) for id_, key in keys.items()}
    return {name: held for name, held in found.items() if held}


class Sentences(SphinxTransform):
    """Give each held sentence its address."""

    # Numbers, terms and captions are in place (Captions 400, TermLinks 405, Answers 410).
    default_priority = 415  # type: ignore[assignment]  # docutils declares it as None

    def apply(self, **_: Any) -> None:  # noqa: ANN401
        """Wrap the sentences of one document; say which one is not there."""
        here = {address(key): key for key in quoted(_sources(self.document))}
        wanted = {id_: _plain(key) for id_, key in here.items()}
        for block in list(self.document.findall(_holds_prose)):
            whole = _whole(block)
            for id_, key in list(here.items()):
                if wanted[id_] in whole and _wrap(block, id_, key):
                    del here[id_]
                    whole = _whole(block)
        figures = {name: f for f in self.document.findall(nodes.figure) for name in f["names"]}
        for id_, key in here.items():
            caption = (
                next(figures[titled(key)].findall(nodes.caption), None)
                if (titled(key) in figures)
                else None
            )
            if caption is not None:  # its words are drawn; the mark stands at its caption
                caption += nodes.inline("", "", ids=[id_], classes=["cb-held"])
            else:
                LOGGER.warning(
                    "the sentence %r is held, but does not stand on this page",
                    key,
                    location=self.env.docname,
                )


def _sources(document: nodes.document) -> Iterable[str]:
    for cell in document.findall(nodes.container):
        if cell.get("nb_element") == "cell_code":
            block = next(cell.findall(nodes.literal_block), None)
            yield block.astext() if block is not None else ""


def _holds_prose(node: nodes.Node) -> bool:
    prose = isinstance(node, nodes.paragraph | nodes.caption | nodes.title)
    # A row of the appendix sets a sentence again: it is not its place.
    return prose and not any(node.findall(whole_sentence))


def _whole(block: nodes.TextElement) -> str:
    return "".join(map(_as_written, block.children))


def _wrap(block: nodes.TextElement, id_: str, key: str) -> bool:
    """Set a sentence that begins in this block into an element of its own; tell whether it does."""
    whole, wanted = _whole(block), _plain(key)
    at = next(
        (m.start() for m in re.finditer(re.escape(wanted), whole) if _begins(whole, m.start())), -1
    )
    if at < 0:
        return False
    end = whole.find("\n", at)
    first = _cut(block, at)
    last = _cut(block, end) if end >= 0 else len(block.children)
    inside = block.children[first:last]
    held = nodes.inline("", "", *inside, ids=[id_], classes=["cb-held"])
    block.children[first:last] = []
    block.insert(first, held)
    return True


def _begins(text: str, at: int) -> bool:
    return (
        at == 0 or text[at - 1] == "\n" or text[:at].rstrip(" ")[-1:] in {".", ":", ";", "?", "!"}
    )


def _cut(block: nodes.TextElement, at: int) -> int:
    """Return the index of the child that begins at a place of the text; split one if need be."""
    for index, child in enumerate(block.children):
        length = len(_as_written(child))
        if at <= 0:
            return index
        if at < length and isinstance(child, nodes.Text):
            text = str(child)
            block.remove(child)
            block.insert(index, [nodes.Text(text[:at]), nodes.Text(text[at:])])
            return index + 1
        at -= length
    return len(block.children)


def _as_written(node: nodes.Node) -> str:
    """Return a part of a paragraph about as its source writes it, without marks of emphasis."""
    if isinstance(node, voiced):
        return f"{{n}}{node['key']}"
    if isinstance(node, addnodes.pending_xref) and node.get("reftype") in {"ref", "numref"}:
        return f"{{{node['reftype']}}}{node['reftarget']}"
    if isinstance(node, addnodes.pending_xref) or type(node) in {nodes.emphasis, nodes.strong}:
        return "".join(map(_as_written, getattr(node, "children", ())))
    return node.astext()


def _plain(key: str) -> str:
    """Return first words as `_as_written` would: no marks of emphasis, but in a role's own word."""
    parts = re.split(r"(\{\w+\}`[^`]*`)", key)
    return "".join(
        part.replace("`", "") if part.startswith("{") else _MARKED.sub("", part) for part in parts
    )


class firmness_line(nodes.Element):  # noqa: N801  (docutils names nodes in lower case)
    """Where one sentence will count how firm the sentences are."""


class FirmnessDirective(Directive):
    """The table of all held sentences.

    With the argument `line`, a sentence that counts them; with `untried`, one that names the
    chapters whose sentences are not in the table.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the table, or a mark that is filled in when the page is written."""
        if self.arguments == ["line"]:
            return [firmness_line()]
        document = self.state.document
        root = Path(document.settings.env.srcdir)
        if self.arguments == ["untried"]:
            return _untried(root)
        every = (held for page in ledger(root).values() for held in page.values())
        made = _table(root, [(held, held.firm) for held in every if held.firm])
        made["names"] = [NAME]
        document.note_explicit_target(made)
        return [made]


def _untried(root: Path) -> list[nodes.Node]:
    """Return a sentence that names the chapters of which no sentence was tried; or nothing."""
    pages = [
        page for page, every in ledger(root).items() if not any(h.firm for h in every.values())
    ]
    if not pages:
        return []
    said = nodes.paragraph("", say("untried"))
    for number, page in enumerate(pages):
        said += [nodes.Text(", ")] if number else []
        said += to_chapter(page)
    said += nodes.Text(say("why_untried"))
    return [said]


NAME, HEADINGS = "tab-firm", tuple(say.each("headings").values())


def _table(root: Path, sentences: list[tuple[Held, Firmness]]) -> nodes.table:
    made = nodes.table(
        classes=["cb-table", "cb-sortable", "cb-searchable", "cb-long", "cb-firmness"]
    )
    group = nodes.tgroup(cols=len(HEADINGS))
    group += [nodes.colspec(colwidth=width) for width in (10, 30, 50, 5, 5)]
    head, body = nodes.thead(), nodes.tbody()
    head += _row([[nodes.paragraph("", words)] for words in HEADINGS])
    wording = Wording(root / "data")
    for held, firm in sentences:
        body += _row(_cells(held, firm, wording))
    group += [head, body]
    made += [nodes.title("", say("caption")), group]
    return made


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    row = nodes.row()
    row += [nodes.entry("", *cell) for cell in cells]
    return row


def _cells(held: Held, firm: Firmness, wording: Wording) -> list[list[nodes.Node]]:
    begins = nodes.paragraph("", "")
    target = nodes.target("", "", ids=[held.row])
    leaf = held.page.rpartition("/")[2]
    back = f' <a class="cb-onward" href="{leaf}.html#{held.id}">{say("in_its_place")}</a>'
    begins += [target, nodes.inline("", "", *_said(held), classes=["cb-row"])]
    begins += nodes.raw("", back, format="html")
    size = f"{float(firm.breaks[0].size):.2f}" if firm.breaks else "–"
    return [
        [nodes.paragraph("", "", to_chapter(held.page))],
        [begins],
        [nodes.paragraph("", words[:1].upper() + words[1:]) for words in in_words(firm, wording)],
        [nodes.paragraph("", size)],
        [nodes.paragraph("", str(firm.tried))],
    ]


def _said(held: Held) -> list[nodes.Node]:
    """Return where the sentence will stand once every page has been read: see `Whole`."""
    return [whole_sentence(held.begins, held.begins, page=held.page, id=held.id, key=held.key)]


class whole_sentence(nodes.Inline, nodes.TextElement):  # noqa: N801
    """A sentence of a page, to be set again elsewhere; at first its first words."""


class Whole(SphinxPostTransform):
    """Set each sentence of the appendix as it stands in its place, numbers and all."""

    default_priority = 4  # type: ignore[assignment]  # before references are resolved (10)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Replace the first words of each by the whole sentence, where its page was read."""
        for mark in list(self.document.findall(whole_sentence)):
            known = getattr(self.env, "mg_sentences", {}).get(mark["page"], {})
            parts = [each.deepcopy() for each in known.get(mark["id"], ())]
            if figure := titled(mark["key"]):
                parts = [nodes.Text(say("title_of")), to_figure(figure)]
            for part in parts:
                for link in [part, *part.findall(addnodes.pending_xref)]:
                    if isinstance(link, addnodes.pending_xref):
                        link["refdoc"] = self.env.docname
            mark.replace_self(parts or list(mark.children))


def _note_sentences(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the sentences of a page for the appendix: words, numbers, and references."""
    kept = app.env.__dict__.setdefault("mg_sentences", {})
    kept[app.env.docname] = {
        inline["ids"][0]: [
            part for child in (*_opening(inline), *inline.children) for part in _bare(child)
        ]
        for inline in doctree.findall(nodes.inline)
        if "cb-held" in inline["classes"]
    }


def _opening(inline: nodes.inline) -> list[nodes.Node]:
    """Return what stands in bold before a sentence's words and opens it: the number of a card."""
    around = inline.parent
    before: list[nodes.Node] = around.children[: around.index(inline)] if around is not None else []
    bold = [each for each in before if isinstance(each, nodes.strong)]
    blank = all(not each.astext().strip() for each in before if each not in bold)
    return [*bold, nodes.Text(" ")] if bold and blank else []


def _bare(node: nodes.Node) -> list[nodes.Node]:
    """Return a part of a sentence without what belongs to its place: addresses and previews."""
    if isinstance(node, addnodes.pending_xref) and node.get("reftype") in {"ref", "numref"}:
        return [_loose(node)]
    if isinstance(node, nodes.emphasis | nodes.strong | nodes.literal):
        return [type(node)("", node.astext())]
    if isinstance(node, nodes.math):
        return [_loose(node)]
    if isinstance(node, addnodes.pending_xref | voiced | nodes.inline):
        return [part for child in node.children for part in _bare(child)]
    return [nodes.Text(node.astext())] if isinstance(node, nodes.Text) else []


def _loose(node: nodes.Element) -> nodes.Element:
    """Return a copy that holds no page: Sphinx's own copies keep a way to the whole of theirs."""
    copied = node.deepcopy()
    for each in copied.findall():
        each.document = None
    return copied


def _forget_sentences(_: Sphinx, env: BuildEnvironment, docname: str) -> None:
    getattr(env, "mg_sentences", {}).pop(docname, None)


def _merge_sentences(_: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:  # noqa: ANN401
    theirs = getattr(other, "mg_sentences", {})
    mine = env.__dict__.setdefault("mg_sentences", {})
    mine.update({name: theirs[name] for name in docnames if name in theirs})


def in_words(firm: Firmness, wording: Wording) -> list[str]:
    """Return the smallest changes that break a sentence, each as a clause, and how many more do."""
    if not firm.breaks:
        return [say("by_none")]
    said = [
        say("change", change=wording.of(change), table=wording.table(change))
        for change in firm.breaks[:SHOWN]
    ]
    more = len(firm.breaks) - SHOWN
    if more > 0:
        said.append(say("or_one") if more == 1 else say("or_others", count=more))
    return said


def _smallest(change: Change, more: int, wording: Wording) -> str:
    if more > 1:
        return say("others_can", change=wording.of(change), count=more)
    return say("one_can" if more else "false", change=wording.of(change))


def _mark(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Mark the held sentences of a page that the map answers for, and fill in the lines."""
    root = Path(app.srcdir)
    for line in list(doctree.findall(firmness_line)):
        line.replace_self(_line(app, page, _counted(root)))
    if app.builder.format != "html":
        return
    answered = FIRM_PAGE in app.env.found_docs
    uri = app.builder.get_relative_uri(page, FIRM_PAGE) if answered else ""
    for inline in doctree.findall(nodes.inline):
        held = ledger(root).get(page, {}).get(inline["ids"][0]) if inline["ids"] else None
        if held and "cb-held" in inline["classes"]:
            inline += _asked(held, f"{uri}#{held.row}" if answered and held.firm else "")


def _asked(held: Held, row: str) -> nodes.reference:
    """Return the mark of a sentence: to its row, or, where nothing is known of it, to itself."""
    to, label = (row, say("what_breaks")) if row else (f"#{held.id}", say("cite"))
    mark = nodes.inline("", "¶", classes=["cb-firm"])
    return nodes.reference("", "", mark, internal=True, refuri=to, reftitle=label)


def _line(app: Sphinx, page: str, words: str) -> list[nodes.Node]:
    """Return the line as a paragraph, with the way to the appendix; nothing if it says nothing."""
    if not words:
        return []
    line = nodes.paragraph()
    answered = app.builder.format in {"html", "typst"} and FIRM_PAGE in app.env.found_docs
    there = answered and app.builder.format == "html"  # print marks no number that is not told
    uri = app.builder.get_relative_uri(page, FIRM_PAGE) if answered else ""
    for nth, part in enumerate(re.split(f"{OPENS}(.*?){CLOSES}", words)):
        line += _of_the_table(part, f"{uri}#{NAME}") if nth % 2 and there else nodes.Text(part)
    if answered and page != FIRM_PAGE:
        before, after = say("told_there", page=OPENS).split(OPENS)
        words = app.env.titles[FIRM_PAGE].astext()
        line += nodes.Text(f" {before}")
        line += nodes.reference("", words, internal=True, refuri=uri)
        line += nodes.Text(after)
    return [line]


def _of_the_table(number: str, uri: str) -> nodes.reference:
    """Return a number counted over the table, in its voice and with the way there."""
    voice = Voice.COMPUTED
    said = say("counted_over", voice=voice.phrase.capitalize())
    look = ["cb-n", f"cb-n-{voice.mark}"]
    return nodes.reference("", number, internal=True, refuri=uri, reftitle=said, classes=look)


OPENS, CLOSES = "\ue000", "\ue001"
"""Around a number of the line, until it is set."""


def _counted(root: Path) -> str:
    """Return in one sentence how firm the sentences of the book are; nothing if none was tried.

    Its numbers stand between `OPENS` and `CLOSES`.
    """
    every = [held for page in ledger(root).values() for held in page.values()]
    firm = [held.firm for held in every if held.firm]
    if not firm:
        return ""
    broken, hair = sum(bool(f.breaks) for f in firm), sum(f.by_a_hair for f in firm)

    def marked(count: int) -> str:
        return f"{OPENS}{count}{CLOSES}"

    if len(firm) == len(every):
        sentences = say("of_every", every=marked(len(every)))
    else:
        sentences = say("of_some", tried=marked(len(firm)), every=marked(len(every)))
    return say(
        "counted",
        sentences=sentences,
        broken=marked(broken),
        hair=marked(hair) if hair else say("none"),
        limit=HAIR,
        unbroken=marked(len(firm) - broken),
    )


class Unmarked(SphinxPostTransform):
    """Set held sentences in print as the others are."""

    default_priority = 7  # type: ignore[assignment]

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Take the sentences out of their elements for any builder but that of pages."""
        if self.app.builder.format != "html":
            for inline in list(self.document.findall(nodes.inline)):
                if "cb-held" in inline["classes"]:
                    inline.parent.replace(inline, inline.children)


def _words_for_previews(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Lend the previews the words of each sentence's row."""
    if FIRM_PAGE in env.found_docs and hasattr(env, "mg_places"):
        wording, rows = Wording(Path(app.srcdir) / "data"), {}
        for page in ledger(Path(app.srcdir)).values():
            for held in page.values():
                if held.firm:
                    least = held.firm.breaks[:1]
                    text = (
                        _smallest(least[0], len(held.firm.breaks) - 1, wording)
                        if least
                        else say("unbroken", cells=held.firm.tried)
                    )
                    title = say("by_a_hair") if held.firm.by_a_hair else say("breaks")
                    rows[held.row] = {"kind": "row", "title": title, "text": text}
        env.mg_places.setdefault(FIRM_PAGE, {}).update(rows)
    return []


def _outdated(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> Iterable[str]:
    """Read the appendix anew if what it tells has changed, in whatever chapter or table."""
    ledger.cache_clear()
    if FIRM_PAGE not in env.found_docs:
        return []
    root = Path(app.srcdir)
    now = hashlib.sha256(repr(ledger(root)).encode())
    for table in sorted((root / "data").glob("*.*")):  # whose words it takes
        now.update(table.read_bytes())
    before, env.mg_ledger = getattr(env, "mg_ledger", ""), now.hexdigest()  # type: ignore[attr-defined]
    if before == now.hexdigest():
        return []
    return [FIRM_PAGE]


def setup(app: Sphinx) -> None:
    """Register the directive, the addresses and the marks."""
    app.add_directive("firmness", FirmnessDirective)
    app.add_transform(Sentences)
    app.add_post_transform(Unmarked)
    app.add_post_transform(Whole)
    app.add_node(whole_sentence)
    app.connect("doctree-read", _note_sentences)
    app.connect("env-purge-doc", _forget_sentences)
    app.connect("env-merge-info", _merge_sentences)
    app.add_node(firmness_line)
    app.connect("env-get-outdated", _outdated)
    app.connect("env-updated", _words_for_previews)
    app.connect("doctree-resolved", _mark)
