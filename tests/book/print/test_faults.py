"""Each gate turns red, and names the place, when what it guards is broken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest

from monograph.print.system import LackingError, command
from monograph.print.tex import PACKAGES, ensure
from monograph.print.texlog import faults
from monograph.records.facts import Facts

from . import gates
from .reading import Caption

pytestmark = pytest.mark.xdist_group("pdf")


@dataclass(frozen=True)
class Print:
    """A small printed edition, as gates see one."""

    pages: tuple[str, ...]
    labels: tuple[str, ...]
    bookmarks: tuple[tuple[int, str, int], ...]
    fullness: tuple[float, ...]
    turned: frozenset[int] = frozenset()

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
    note = next(n for p in pdf.pages for n in p.get("/Annots", []) if "/D" in n.get("/A", {}))
    note.A.D = pikepdf.String("nowhere")
    (fault,) = gates.link_faults(pdf)
    assert fault.endswith("a link to 'nowhere', which is nowhere")


SOURCE = "\n".join(
    [
        r"\label{\detokenize{book/one::doc}}",
        "Plain words.",
        r"\label{\detokenize{book/two::doc}}",
        "A very wide line with ☃ and book/three:gone in it.",
        "after",
    ]
)


@pytest.mark.parametrize(
    ("log", "fault"),
    [
        (
            "Missing character: There is no ☃ (U+2603) in font [SourceSerif4-Regular.ttf]/OT:x",
            "'☃'",
        ),
        ("LaTeX Warning: Reference `book/three:gone' on page 3 undefined on input line 4.", "gone"),
        ("Overfull \\hbox (5.1pt too wide) in paragraph at lines 4--5", "5.1 pt too wide"),
        ("Overfull \\hbox (17.0pt too wide) detected at line 4", "17.0 pt too wide"),
    ],
)
def test_what_the_typesetter_complains_of_is_placed(log: str, fault: str) -> None:
    (found,) = faults(f"This is XeTeX\n{log}\nOutput written", SOURCE)
    assert found.startswith("book/two.md")
    assert fault in found


def test_what_no_eye_sees_is_no_fault() -> None:
    assert faults("Overfull \\hbox (4.9pt too wide) in paragraph at lines 4--5", SOURCE) == []


def test_without_a_typesetter_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine with no programs at all, for a user who may install none."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(LackingError) as fault:
        ensure(lambda _: None)
    assert command(*PACKAGES) in str(fault.value)
    assert "xelatex" in str(fault.value)
