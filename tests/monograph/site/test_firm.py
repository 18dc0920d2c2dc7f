"""A held sentence is found on its page by its first words, and set apart as a whole."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes
from sphinx import addnodes

from monograph.influence.chart import Change
from monograph.influence.firmness import Firmness
from monograph.site import firm
from monograph.site.firm import Held, _bare, _holds_prose, _wrap, whole_sentence
from monograph.voices.role import voiced
from monograph.voices.sentences import titled


def number(key: str, text: str) -> voiced:
    return voiced(text, text, key=key)


def reference(target: str) -> addnodes.pending_xref:
    return addnodes.pending_xref("", nodes.inline("", ""), reftype="numref", reftarget=target)


def paragraph() -> nodes.paragraph:
    block = nodes.paragraph()
    block += [
        nodes.Text("Of the "),
        number("sharp_ones", "3"),
        nodes.Text(" tests one passes.\nThe next: "),
    ]
    block += [
        nodes.Text("some "),
        nodes.emphasis("", "really"),
        nodes.Text(" fail."),
        nodes.Text("\n"),
    ]
    block += [reference("tab-one"), nodes.Text(" holds more.")]
    return block


@pytest.mark.parametrize(
    ("key", "whole"),
    [
        ("Of the {n}`sharp_ones` tests", "Of the 3 tests one passes."),
        ("The next: some", "The next: some really fail."),
        ("some *really*", "some really fail."),
        ("{numref}`tab-one` holds", " holds more."),
    ],
)
def test_a_sentence_is_set_apart_from_its_first_words_to_the_end_of_its_line(
    key: str, whole: str
) -> None:
    block = paragraph()
    before = block.astext()
    assert _wrap(block, "s-one", key)
    (held,) = [
        node for node in block.children if "s-one" in getattr(node, "attributes", {}).get("ids", [])
    ]
    assert held.astext() == whole
    assert block.astext() == before


@pytest.mark.parametrize(
    "key", ["tests one passes", "Of the {n}`other` tests", "holds more", "really"]
)
def test_words_that_begin_no_sentence_are_not_found(key: str) -> None:
    block = paragraph()
    assert not _wrap(block, "s-one", key)
    assert block.astext() == paragraph().astext()


def test_a_row_that_sets_a_sentence_again_is_not_its_place() -> None:
    row = nodes.paragraph("", "", whole_sentence("H2 turns", "H2 turns most easily …"))
    assert [_holds_prose(each) for each in (row, paragraph())] == [False, True]


def test_two_sentences_of_one_paragraph_are_both_set_apart() -> None:
    block = paragraph()
    assert _wrap(block, "s-two", "The next: some")
    assert _wrap(block, "s-one", "Of the {n}`sharp_ones`")
    assert [node["ids"] for node in block.findall(nodes.inline) if node["ids"]] == [
        ["s-one"],
        ["s-two"],
    ]


def test_a_sentence_has_an_address_that_hangs_on_its_words_alone() -> None:
    change = Change("codes", "a", "low", "1", "2", "0.01", "", "", "", "")
    held = Held("book/verdicts", "Of the {n}`sharp` *tests* none.", Firmness((change,), 3))
    assert held.id == "s-of-the-n-sharp-tests-none"
    assert held.row == "firm-verdicts-of-the-n-sharp-tests-none"
    assert held.begins == "Of the … tests none …"


def test_a_sentence_is_set_again_without_what_belongs_to_its_place() -> None:
    number_, link = number("sharp", "3"), reference("tab-one")
    number_["ids"] = ["at-sharp"]
    again = [
        part
        for child in (
            nodes.Text("Of "),
            number_,
            nodes.emphasis("", "sharp"),
            nodes.inline("", "", nodes.Text(" ones "), classes=["cb-term"]),
            link,
        )
        for part in _bare(child)
    ]
    assert [part.astext() for part in again[:-1]] == ["Of ", "3", "sharp", " ones "]
    assert isinstance(again[2], nodes.emphasis)
    assert again[-1]["reftarget"] == "tab-one"
    assert again[-1] is not link
    assert not any(getattr(part, "attributes", {}).get("ids") for part in again)


def test_the_title_of_a_figure_is_held_by_its_name_and_addressed_by_it() -> None:
    held = Held("book/survey", "{title}`fig-modes`", None)
    assert held.id == "s-title-fig-modes"
    assert titled(held.key) == "fig-modes"
    assert titled("Of {n}`sharp` tests") == ""


def test_chapters_of_which_no_sentence_was_tried_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, untried = SimpleNamespace(firm=object()), SimpleNamespace(firm=None)
    pages = {"book/one": {"s": untried}, "book/two": {"s": tried, "t": untried}}
    monkeypatch.setattr(firm, "ledger", lambda _: pages)
    (said,) = firm._untried(Path())
    assert said.astext().startswith("The table has no sentence of these chapters: one. They have")
    pages["book/one"]["s"] = tried
    assert firm._untried(Path()) == []


def test_the_appendix_is_read_anew_for_other_sentences_or_words_and_for_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"book/a": {"s-one": Held("book/a", "One", None)}}
    monkeypatch.setattr(
        firm, "ledger", cache(lambda _: {page: dict(h) for page, h in told.items()})
    )
    (tmp_path / "data").mkdir()
    table = tmp_path / "data/loaves.csv"
    table.write_text("label\nRye\n", "utf-8")
    app = SimpleNamespace(srcdir=tmp_path)
    env = SimpleNamespace(found_docs={firm.FIRM_PAGE})

    def read() -> bool:
        return list(firm._outdated(app, env)) == [firm.FIRM_PAGE]

    assert read(), "never read before"
    assert not read()
    table.write_text("label\nWheat\n", "utf-8")
    assert read(), "a table names its row otherwise"
    assert not read()
    told["book/a"]["s-one"] = Held("book/a", "One", Firmness(4, ()))
    assert read(), "the map says more"
