"""Each gate turns red, and names the place, when what it guards is broken."""

from dataclasses import dataclass, replace

import pikepdf
import pytest

from monograph.records.facts import Facts

from . import gates
from .reading import Caption
from .structure import Contents, Tag, Words

pytestmark = pytest.mark.xdist_group("pdf")


@dataclass(frozen=True)
class Print:
    """A small printed edition, as gates see one."""

    pages: tuple[str, ...]
    labels: tuple[str, ...]
    bookmarks: tuple[tuple[int, str, int], ...]
    fullness: tuple[float, ...]
    turned: frozenset[int] = frozenset()
    lines: tuple[int, ...] = (1, 0, 3, 9, 9, 30, 30, 9, 30)
    outside: tuple[float, ...] = (0.0,) * 9
    holes: tuple[float, ...] = (0.3, 0.0, 0.3, 0.6, *(0.05,) * 5)

    @property
    def text(self) -> str:
        """Return all text without white space."""
        return "".join("".join(self.pages).split())


SMALL = Print(
    pages=(
        *(
            "Title",
            "",
            "Title",
            "Version 0.1.0 2026",
            "One v",
            "1 One\nFig. 1.1 A bar. See Fig. 1.1",
        ),
        *("2 One\nmore", "3 One\nlast", "2\nTwo\n4"),
    ),
    labels=("i", "ii", "iii", "iv", "v", "1", "2", "3", "4"),
    bookmarks=((0, "Preface", 4), (1, "1 One", 5), (1, "2 Two", 8)),
    fullness=(0.3, 0.0, 0.6, 0.9, 0.9, 0.9, 0.9, 0.2, 0.9),
)
BAR = Caption("book/one", "Fig. 1.1", "A bar.")


def test_the_small_edition_has_no_fault() -> None:
    assert gates.caption_faults([BAR], SMALL) == []
    assert gates.distance_faults([BAR], SMALL) == []
    assert gates.fullness_faults(SMALL) == []
    assert gates.label_faults(SMALL) == []
    assert gates.residue_faults(SMALL) == []
    assert gates.bookmark_faults(["One", "Two"], SMALL) == []


@pytest.mark.parametrize(
    "online", [replace(BAR, number="Fig. 1.2"), replace(BAR, text="Another bar.")]
)
def test_another_number_or_caption_is_a_fault(online: Caption) -> None:
    (first, *_) = gates.caption_faults([online], SMALL)
    assert first.startswith(f"book/one: {online.number}")


def test_a_figure_that_no_page_has_is_a_fault() -> None:
    more = replace(SMALL, pages=(*SMALL.pages[:-1], "2\nTwo\nTable 2.1 New\n4"))
    assert gates.caption_faults([BAR], more) == ["PDF page 9: Table 2.1 is on no page of the book"]


def test_a_figure_far_from_its_text_is_a_fault() -> None:
    pages = (*SMALL.pages[:5], "1 See Fig. 1.1", "2 x", "3 y", "z", "4 Fig. 1.1 A bar.")
    labels = (*SMALL.labels, "5")
    found = gates.distance_faults([BAR], replace(SMALL, pages=pages, labels=labels))
    assert found == ["book/one: Fig. 1.1 is 4 pages from its text"]


def test_a_half_empty_page_is_a_fault() -> None:
    gap = replace(SMALL, fullness=(*SMALL.fullness[:5], 0.4, *SMALL.fullness[6:]))
    assert gates.fullness_faults(gap) == ["PDF page 6 (1) is 40% full"]


def test_an_empty_stripe_within_a_page_is_a_fault() -> None:
    assert gates.hole_faults(SMALL) == []
    torn = replace(SMALL, holes=(*SMALL.holes[:6], 0.2, *SMALL.holes[7:]))
    assert gates.hole_faults(torn) == ["PDF page 7 (2) has a hole of 20% of its height"]
    part = replace(torn, bookmarks=(*SMALL.bookmarks, (0, "II The case", 6)))
    assert gates.hole_faults(part) == []


def test_a_page_before_a_table_on_its_side_may_be_half_empty() -> None:
    gap = replace(SMALL, fullness=(*SMALL.fullness[:5], 0.4, *SMALL.fullness[6:]))
    assert gates.fullness_faults(replace(gap, turned=frozenset({6}))) == []


def test_a_wrong_page_label_is_a_fault() -> None:
    wrong = replace(SMALL, labels=(*SMALL.labels[:6], "7", *SMALL.labels[7:]))
    assert gates.label_faults(wrong) == ["PDF page 7 is called '7', which is not printed on it"]


def test_a_missing_or_misled_bookmark_is_a_fault() -> None:
    assert gates.bookmark_faults(["One", "Three"], SMALL) == [
        "no bookmark 'Three' where reading order wants it"
    ]
    misled = replace(SMALL, bookmarks=((1, "1 One", 1),))
    assert gates.bookmark_faults(["One"], misled) == [
        "the bookmark 'One' leads to PDF page 2, without it"
    ]


@pytest.mark.parametrize("words", gates.RESIDUE)
def test_each_residue_is_a_fault(words: str) -> None:
    broken = replace(SMALL, pages=(*SMALL.pages[:-1], f"2\nTwo\n{words}\n4"))
    assert gates.residue_faults(broken) == [f"PDF page 9 shows {words!r}"]


@pytest.mark.parametrize("words", ["a valve", "铸造"])
def test_words_that_cannot_be_found_are_a_fault(words: str) -> None:
    assert gates.text_faults([("book/one", words)], SMALL) == [
        f"book/one: {words!r} cannot be found in the PDF"
    ]


def test_a_citation_of_another_version_is_a_fault(facts: Facts) -> None:
    found = gates.citation_faults(replace(facts, version="9.9"), None, SMALL)
    assert "the imprint lacks 'Version 9.9'" in found


def test_a_typeface_left_out_is_a_fault(pdf: pikepdf.Pdf) -> None:
    held = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o)
    del held["/FontFile2"]
    (fault,) = gates.font_faults(pdf)
    assert fault.endswith("is not embedded")


def test_each_statement_of_the_file_is_compared(pdf: pikepdf.Pdf, facts: Facts) -> None:
    other = replace(
        facts, title="Another", keywords=("none",), language="de", version="9", abstract="None."
    )
    found = " ".join(gates.metadata_faults(pdf, other))
    for what in ("XMP title", "XMP subjects", "XMP language", "XMP version"):
        assert f"{what} is " in found
    for what in ("title", "subject", "keywords", "language"):
        assert f" {what} is " in f" {found}"
    del pdf.Root.ViewerPreferences
    assert "title in the window" in " ".join(gates.metadata_faults(pdf, facts))


def test_a_link_to_nowhere_is_a_fault(pdf: pikepdf.Pdf) -> None:
    note = next(n for p in pdf.pages for n in p.get("/Annots", []) if "/URI" not in n.get("/A", {}))
    note.A = pikepdf.Dictionary(D=pikepdf.String("nowhere"))
    (fault,) = gates.link_faults(pdf)
    assert fault.endswith("a link to 'nowhere', which is nowhere")


def test_a_figure_two_pages_from_its_text_is_a_fault_and_a_page_on_its_side_is_none() -> None:
    pages = (*SMALL.pages[:5], "1 See Fig. 1.1", "2 x", "3 Fig. 1.1 A bar.")
    apart = replace(SMALL, pages=pages, labels=SMALL.labels[:8])
    assert gates.distance_faults([BAR], apart) == ["book/one: Fig. 1.1 is 2 pages from its text"]
    assert gates.distance_faults([BAR], replace(apart, turned=frozenset({6}))) == []


def test_a_chapter_that_ends_on_a_few_lines_is_a_fault() -> None:
    pictured = Tag("Document", 0, held=[Tag("Figure", 6)])
    assert gates.ending_faults(SMALL, pictured) == []
    few = replace(SMALL, lines=(*SMALL.lines[:7], 4, *SMALL.lines[8:]))
    (fault,) = gates.ending_faults(few, pictured)
    assert fault.startswith("PDF page 8 (3) ends a chapter on 4 lines")
    assert gates.ending_faults(few, Tag("Document", 0)) == []


def test_what_stands_out_of_the_text_is_a_fault() -> None:
    wide = replace(SMALL, outside=(0.0,) * 5 + (17.0, 4.9, 0.0, 0.0))
    assert gates.width_faults(wide) == ["PDF page 6 (1): something stands 17 pt outside"]


def test_each_declaration_is_looked_for(pdf: pikepdf.Pdf) -> None:
    assert gates.standard_faults(pdf) == []
    text = bytes(pdf.Root.Metadata.read_bytes())
    for old, new, named in (
        (b"<pdfuaid:part>1", b"<pdfuaid:part>2", "PDF/UA part"),
        (b"<pdfaid:part>2", b"<pdfaid:part>1", "PDF/A part"),
        (b"<pdfaid:conformance>A", b"<pdfaid:conformance>B", "PDF/A level"),
    ):
        assert old in text
        pdf.Root.Metadata.write(text.replace(old, new))
        (fault,) = gates.standard_faults(pdf)
        assert fault.startswith(named)


def words(text: str, language: str = "en") -> Words:
    return Words(text, language)


def test_what_is_not_tagged_is_a_fault() -> None:
    assert gates.loose_faults(Contents(loose=[(3, "Lost words")])) == [
        "PDF page 4: 'Lost words' is not tagged"
    ]


def test_a_skipped_level_of_headings_is_a_fault() -> None:
    heads = [Tag("H1", 0, held=[words("One")]), Tag("H3", 1, held=[words("Deep")])]
    assert gates.heading_faults(Tag("Document", 0, held=[*heads])) == [
        "PDF page 2: 'Deep' is a H3 too low"
    ]
    assert gates.heading_faults(Tag("Document", 0)) == ["there is no heading"]


def test_a_table_without_head_and_a_head_without_scope_are_faults() -> None:
    bare = Tag("Table", 2, held=[Tag("TD", 2, held=[words("a")])])
    head = Tag("Table", 3, held=[Tag("TH", 3, held=[words("b")])])
    assert gates.header_faults(Tag("Document", 0, held=[bare, head])) == [
        "PDF page 3: a table without head, 'a'",
        "PDF page 4: the head 'b' says not of what",
    ]


def test_other_words_for_a_picture_or_another_order_are_faults() -> None:
    tags = Tag("Document", 0, held=[Tag("Figure", 0, "A bar."), Tag("Figure", 1, "A line.")])
    assert gates.alt_faults([("one", "A bar."), ("two", "A line.")], tags) == []
    assert gates.alt_faults([("one", "A dot.")], tags) == [
        "one: the words 'A dot.' are no picture's in print"
    ]
    assert gates.alt_faults([("two", "A line."), ("one", "A bar.")], tags)


def test_another_sign_or_word_of_a_formula_is_a_fault() -> None:
    tags = Tag("Document", 0, held=[Tag("Formula", 0, "x squared", held=[words("x2")])])
    assert gates.formula_faults([("one", "x2", "x squared")], tags) == []
    assert gates.formula_faults([("one", "x3", "x squared")], tags)
    assert gates.formula_faults([("one", "x2", "x cubed")], tags)
    assert gates.formula_faults([], tags) == ["1 formulas in print, 0 on the pages"]


def test_chinese_said_to_be_english_is_a_fault_but_in_a_picture() -> None:
    lost = Tag("P", 4, held=[words("casting 铸造"), words("锻造", "zh-CN")])
    shown = Tag("Figure", 5, "A bar.", held=[words("阀门")])
    assert gates.language_faults(Tag("Document", 0, held=[lost, shown])) == [
        "PDF page 5: 'casting 铸造' is said to be en"
    ]


def test_words_out_of_order_are_a_fault() -> None:
    tags = Tag("P", 0, held=[words("First second")])
    assert gates.order_faults([("one", "First"), ("one", "second")], tags) == []
    assert gates.order_faults([("one", "second"), ("one", "First")], tags) == [
        "one: 'First' does not come where reading order wants it"
    ]


def test_a_lost_caption_and_a_silent_page_of_a_table_are_faults() -> None:
    rows = [Tag("TR", page, held=[words("a")]) for page in (5, 6)]
    caption = Tag("Caption", 5, held=[words("Table 1.1 Words")])
    table = Tag("Table", 5, held=[*rows])
    tags = Tag("Div", 5, held=[caption, table])
    silent = replace(SMALL, pages=(*SMALL.pages[:6], "2 Table 1.1 (continued)", *SMALL.pages[7:]))
    assert gates.continued_faults(silent, tags) == []
    assert gates.continued_faults(SMALL, tags) == [
        "PDF page 7 goes on with Table 1.1 and does not say so"
    ]
    caption.page = 4
    (fault,) = gates.continued_faults(silent, tags)
    assert fault == "PDF page 5: the caption of Table 1.1 has lost its table"


def test_a_lost_source_line_and_a_page_without_rows_are_faults() -> None:
    caption = Tag("Caption", 5, held=[words("Table 1.1 Words")])
    table = Tag("Table", 5, held=[caption, Tag("TR", 5, held=[words("a")])])
    figure = Tag("Figure", 5, held=[table, Tag("P", 6, held=[words("The paper says: Table 1.")])])
    assert list(gates.captioned(table)) == [(caption, table)]
    said = replace(SMALL, pages=(*SMALL.pages[:6], "2 Table 1.1 (continued)", *SMALL.pages[7:]))
    assert gates.continued_faults(said, figure) == [
        "PDF page 7: the source line of Table 1.1 has lost its table",
        "PDF page 7 goes on with Table 1.1, which is not there",
    ]
    table.held.append(Tag("TR", 6, held=[words("b")]))
    assert gates.continued_faults(said, figure) == []
