"""Where the numbers of a page come from: one answer for each, at the page's foot.

A number that is clicked must answer. Its answer says whose it is, the reason or the formula in
words, what it hangs on, each input with its value and a link to its row, the code of its value, and
the way back. The answers are plain text of the page: they need no script, and the preview that a
script shows beside a number (`static/previews.js`) is a copy of one of them.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from monograph.site.joins import joins
from monograph.site.moved import earlier
from monograph.site.references import to_row, to_section
from monograph.site.rows import csv_link
from monograph.voices.number import Voice
from monograph.voices.provenance import Origin, Source, origins
from monograph.voices.role import voiced
from monograph.words import Words, words_beside

say = words_beside(__file__)

FEW = 5
"""So many tables of a join are named; of more, a reader would keep none."""
_ROWS = {"fact": ("facts", "fact"), "assumption": ("assumptions", "assumption")}
"""Kind of a source -> the table that holds it, and the column of its key."""


class answers(nodes.General, nodes.Element):  # noqa: N801  (docutils names nodes in lower case)
    """The answers of a page, closed until they are asked for."""


class Page(NamedTuple):
    """The page that answers.

    Parameters
    ----------
    name
        Such as "book/survey".
    data
        The folder of its tables.
    language
        As its header has it (`lang`); "" if that of the book.
    """

    name: str
    data: Path
    language: str

    @property
    def say(self) -> Words:
        """Return the words of answers in its language."""
        return words_beside(__file__, self.language)


def language(document: nodes.document) -> str:
    """Return the language that the header of a page names, "" if it names none."""
    fields = (
        {name.astext(): body.astext()}
        for name, body in (field.children for field in document.findall(nodes.field))
    )
    return next((each["lang"] for each in fields if "lang" in each), "")


class Answers(SphinxTransform):
    """Give every number of a page its answer."""

    # After the figures have their captions, whose numbers are asked for too (Captions, 400).
    default_priority = 410  # type: ignore[assignment]  # docutils declares it as None

    def apply(self, **_: Any) -> None:  # noqa: ANN401
        """Append the answers to the document."""
        numbers = list(self.document.findall(voiced))
        if not numbers:
            return
        data = Path(self.app.srcdir) / "data"
        page = Page(self.env.docname, data, language(self.document))
        cells = list(_cells(self.document))
        made = origins([source for _, source in cells], titles(data))
        listed = nodes.bullet_list(classes=["cb-answers-list"])
        first: dict[str, voiced] = {}
        for nth, number in enumerate(numbers):
            number["title"] = _in_words(number["title"], page)
            again = number["key"] in first
            first.setdefault(number["key"], number)
            place = nodes.make_id(f"at-{number['key']}") + (f"-{nth}" if again else "")
            number["ids"] = [place]
            number["answer"] = nodes.make_id(f"n-{number['key']}")
        for key, origin in made.items():
            _name(cells[origin.cell][0], f"code-{key}")
        self._note_uses(first, made)
        for key, number in first.items():
            told = made.get(key)
            code = cells[told.cell][0]["ids"][0] if told else ""
            item = _answer(number, told, code, page)
            if was := earlier(data.parent, self.env.docname, key, number.astext()):
                item.insert(1, nodes.paragraph("", was))
            listed += item
        self.document += answers("", listed, language=page.language)

    def _note_uses(self, first: Mapping[str, voiced], made: Mapping[str, Origin]) -> None:
        """Keep with the pages which rows this one uses, and where first."""
        uses = self.env.__dict__.setdefault("mg_uses", {})
        here: dict[str, str] = {}
        uses[self.env.docname] = here
        for key, number in first.items():
            for kind, row in made[key].sources if key in made else ():
                if kind in _ROWS:
                    here.setdefault(nodes.make_id(f"{kind}-{row}"), number["ids"][0])


def _name(cell: nodes.container, name: str) -> None:
    """Give a cell an address that no inserted cell moves: the first number that it tells."""
    if not any(id_.startswith("code-") for id_ in cell["ids"]):
        cell["ids"].insert(0, nodes.make_id(name))


def _in_words(title: str, page: Page) -> str:
    """Return whose a number is and why, the voice in the language of the page."""
    say = page.say
    phrase, reason, why = title.partition(": ")
    voice = next((voice for voice in Voice if voice.phrase.capitalize() == phrase), None)
    return f"{say.each('voices')[voice.value]}{reason}{why}" if voice else title


def _answer(number: voiced, origin: Origin | None, code: str, page: Page) -> nodes.list_item:
    say = page.say
    said = nodes.paragraph("", "", nodes.strong("", number.astext()))
    said += nodes.Text(f" · {number['title']}")
    if origin and (rests := resting(origin.sources, page.data, say)):
        said += nodes.Text(say("rests", on=rests))
    item = nodes.list_item("", said, ids=[number["answer"]])
    sources = _once(origin.sources) if origin else ()
    inputs = [entry for source in sources for entry in _input(source, page)]
    if inputs:
        item += nodes.bullet_list("", *inputs, classes=["cb-inputs"])
    item += _ways(number, origin, code, say)
    return item


def _once(sources: Iterable[Source]) -> list[Source]:
    """Return the sources, a join by its name, however its result was taken apart."""
    named = ((kind, _called(key) if kind == "result" else key) for kind, key in sources)
    return list(dict.fromkeys(named))


def _called(key: str) -> str:
    return key.partition("(")[0]


def resting(sources: Iterable[Source], data: Path, say: Words = say) -> str:
    """Say what of ours a computed number rests on, by the classes of its tables; "" if nothing.

    What is counted may be coded by us: then only the counting is computed.
    """
    tables: list[str] = []
    for kind, key in sources:
        join = joins(data.parent).get(_called(key)) if kind == "result" else None
        tables += [key] if kind == "table" else join.tables if join else ()
    held = {classes(data).get(table) for table in tables}
    return say("and").join(words for kind, words in say.each("ours").items() if kind in held)


def _ways(number: voiced, origin: Origin | None, code: str, say: Words) -> nodes.paragraph:
    """Return the line that leads to the code and back to the text."""
    line = nodes.paragraph("", "", classes=["cb-ways"])
    if origin and origin.expression:
        line += nodes.literal("", origin.expression, classes=["cb-expression"])
        line += nodes.Text(" ")
    if code:
        line += nodes.reference("", say("show_code"), refid=code, internal=True)
        line += nodes.Text(" · ")
    line += nodes.reference("", say("back"), refid=number["ids"][0], internal=True)
    return line


def _input(source: Source, page: Page) -> Iterator[nodes.list_item]:
    """Yield what one source gives: a row with its value, a table with its title, a join."""
    (kind, key), say, named = source, page.say, titles(page.data, page.language)
    line = nodes.paragraph()
    if kind == "table":
        if key not in named:
            return
        line += nodes.Text(say("of", what=named[key]))
        line += csv_link(key, f"{key}.csv", page.name)
    elif kind in _ROWS:
        row = rows(page.data, *_ROWS[kind]).get(key)
        if row is None:
            return
        line += to_row(kind, key)
        line += nodes.Text(f" {_row_in_words(row, page)}")
    else:
        # What a join gives is said where it is written, in the language of the code.
        join = joins(page.data.parent).get(key)
        gives = join.gives if join and not page.language else say("a_result")
        line += nodes.Text(say("of", what=gives))
        line += nodes.literal("", key)
        few = join.tables if join and len(join.tables) <= FEW else ()
        for nth, name in enumerate(name for name in few if name in named):
            line += nodes.Text(", " if nth else say("from"))
            line += csv_link(name, f"{name}.csv", page.name)
        if join and join.place:
            line += [nodes.Text(say("worked_out")), to_section(join.place)]
    yield nodes.list_item("", line)


def _row_in_words(row: Mapping[str, str], page: Page) -> str:
    chinese, say = row.get("label_zh", ""), page.say
    alone = chinese if page.language.startswith("zh") else ""
    label = alone or " ".join(filter(None, (row.get("label", ""), chinese)))
    value = row.get("printed") or row.get("value") or ""
    low, high = row.get("low"), row.get("high")
    span = say("range", low=low, high=high) if low and high else ""
    unit = f" {row['unit']}" if row.get("unit") and not row.get("printed") else ""
    place = row.get("place") or row.get("source") or ""
    return f"{label}: {value}{unit}{span}" + (f", {place}" if place else "")


@cache
def rows(data: Path, table: str, key: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by key, as text; none if the book has no such table."""
    path = data / f"{table}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


@cache
def titles(data: Path, language: str = "") -> dict[str, str]:
    """Return the title of every table of the data package, in Chinese for a page in Chinese."""
    path = data / "datapackage.json"
    if not path.is_file():
        return {}
    resources = json.loads(path.read_text("utf-8"))["resources"]
    own = "title_zh" if language.startswith("zh") else "title"
    return {
        each["name"]: str(each.get(own) or each.get("title", each["name"])) for each in resources
    }


@cache
def classes(data: Path) -> dict[str, str]:
    """Return the class of every table of the data package, such as "coded"."""
    path = data / "datapackage.json"
    if not path.is_file():
        return {}
    resources = json.loads(path.read_text("utf-8"))["resources"]
    return {each["name"]: str(each.get("class", "")) for each in resources}


def _cells(document: nodes.document) -> Iterator[tuple[nodes.container, str]]:
    """Yield each code cell with its source."""
    for cell in document.findall(nodes.container):
        if cell.get("nb_element") == "cell_code":
            block = next(cell.findall(nodes.literal_block), None)
            yield cell, block.astext() if block is not None else ""


class OnPagesOnly(SphinxPostTransform):
    """Leave the answers out of print, where nothing is clicked."""

    default_priority = 5  # type: ignore[assignment]

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Remove them for any builder but that of pages."""
        if self.app.builder.format != "html":
            for found in list(self.document.findall(answers)):
                found.parent.remove(found)


class UsedIn(SphinxPostTransform):
    """Say beside each row of a table that is shown which chapters use it, with the way there."""

    default_priority = 6  # type: ignore[assignment]
    formats = ("html",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Append links to the rows of this page that others use."""
        uses: dict[str, dict[str, str]] = getattr(self.env, "mg_uses", {})
        for target in list(self.document.findall(nodes.target)):
            for id_ in target["ids"][:1]:
                pages = [name for name in self.env.found_docs if id_ in uses.get(name, {})]
                pages = [name for name in self._in_order(pages) if name != self.env.docname]
                shown = target.next_node(siblings=True, descend=False)
                if pages and isinstance(shown, nodes.inline) and "cb-row" in shown["classes"]:
                    at = target.parent.index(shown) + 1
                    target.parent.insert(at, self._links(pages, id_, uses))

    def _in_order(self, pages: list[str]) -> list[str]:
        order = list(self.env.toctree_includes.get(self.config.root_doc, []))
        return sorted(pages, key=lambda name: (order.index(name) if name in order else -1, name))

    def _links(self, pages: list[str], id_: str, uses: dict[str, dict[str, str]]) -> nodes.inline:
        line = nodes.inline("", say("used_in"), classes=["cb-used"])
        for nth, name in enumerate(pages):
            numbers = self.env.toc_secnumbers.get(name, {}).get("")
            title = self.env.titles[name].astext()
            words = ".".join(map(str, numbers)) if numbers else title
            address = self.app.builder.get_relative_uri(self.env.docname, name)
            link = nodes.reference(
                "", words, internal=True, refuri=f"{address}#{uses[name][id_]}", reftitle=title
            )
            line += [nodes.Text(", "), link] if nth else [link]
        return line


def _purge(_: Sphinx, env: BuildEnvironment, docname: str) -> None:
    getattr(env, "mg_uses", {}).pop(docname, None)


def _merge(_: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: Any) -> None:  # noqa: ANN401
    theirs = getattr(other, "mg_uses", {})
    mine = env.__dict__.setdefault("mg_uses", {})
    mine.update({name: theirs[name] for name in docnames if name in theirs})


def _forget(_: Sphinx) -> None:
    rows.cache_clear()
    titles.cache_clear()


def _leave_plain(
    _: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Node
) -> nodes.Node | None:
    """Let the key of a row stand alone where the book shows no such row."""
    return content if node.get("optional") else None


def _visit(self: Any, node: answers) -> None:  # noqa: ANN401
    language = node.get("language", "")
    said = f' lang="{language}"' if language else ""
    say = words_beside(__file__, language)
    self.body.append(f'<details class="cb-answers"{said}><summary>{say("heading")}</summary>')


def _depart(self: Any, _: answers) -> None:  # noqa: ANN401
    self.body.append("</details>")


def _skip(self: Any, _: answers) -> None:  # noqa: ANN401
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the transforms and the node."""
    app.connect("builder-inited", _forget)
    app.connect("missing-reference", _leave_plain)
    app.add_transform(Answers)
    app.add_post_transform(OnPagesOnly)
    app.add_post_transform(UsedIn)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.add_node(answers, html=(_visit, _depart), latex=(_skip, None), text=(_skip, None))
