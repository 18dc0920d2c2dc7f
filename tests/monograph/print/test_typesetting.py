"""Typst stops where it finds fault, with chapter and line, and where it merely warns."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monograph.print.faults import PrintError
from monograph.print.typesetting import MAIN, typeset

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
HEAD = '#set document(title: "A book")\n#set text(lang: "en", fallback: false)\n'


def lay(root: Path, page: str) -> Path:
    """Write a book of one page for the typesetter."""
    (root / "pages").mkdir()
    (root / "typefaces").mkdir()
    (root / "pages/one.typ").write_text(page, "utf-8")
    (root / MAIN).write_text(HEAD + '#include "pages/one.typ"\n', "utf-8")
    return root


def test_a_sound_page_is_set(tmp_path: Path) -> None:
    assert typeset(lay(tmp_path, "= One\nWords."), WHEN).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("#missing()", "unknown variable: missing"),
        ('#image("none.svg", alt: "A bar")', "file not found"),
        ('#link(label("nowhere"))[Words]', "label `<nowhere>` does not exist"),
        ('#image(bytes("<svg xmlns=\'http://www.w3.org/2000/svg\'/>"), format: "svg")', "alt"),
        ("=== Deep", "heading"),
        ("$x^2$", "alt"),
        ("A snowman ☃.", "no typeface of print has '☃'"),
    ],
)
def test_a_fault_is_named_with_chapter_and_line(tmp_path: Path, code: str, words: str) -> None:
    page = f"= One\n// book/one.md:7\nSound.\n\n// book/one.md:12\n{code}\n"
    with pytest.raises(PrintError) as fault:
        typeset(lay(tmp_path, page), WHEN)
    assert "book/one.md:12: " in str(fault.value)
    assert words in str(fault.value)


def test_a_warning_stops_the_edition_too(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="Typst warns: unknown font family: nobody's"):
        typeset(lay(tmp_path, '= One\n#text(font: ("nobody\'s", "Libertinus Serif"))[Words]'), WHEN)
