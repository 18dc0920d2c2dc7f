"""The theme's style sheet keeps every rule that can match something in the book, and few others."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from monograph.site.trimmed import SHEET, THEME, trim_theme, trimmed, used_words

SOURCE = files("pydata_sphinx_theme").joinpath(THEME, SHEET).read_text("utf-8")


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".a{top:0}", ".a{top:0}"),
        (".b{top:0}", ""),
        (".a .b,.a>p{top:0}", ".a>p{top:0}"),
        ("html[data-theme=dark] p{top:0}", "html[data-theme=dark] p{top:0}"),
        (".a:not(.b):where(.c,.d){top:0}", ".a:not(.b):where(.c,.d){top:0}"),
        ("@media print{.b{top:0}}", ""),
        (
            "@media print{@supports (top:0){.a{top:0}}}",
            "@media print{@supports (top:0){.a{top:0}}}",
        ),
        ("@font-face{font-family:x}", "@font-face{font-family:x}"),
        (r".a\:b{top:0}", ""),
        (".a::after{content:'.b,.c{'}", '.a::after{content:".b,.c{"}'),
    ],
)
def test_a_rule_stays_if_its_classes_are_there(sheet: str, left: str) -> None:
    assert trimmed(sheet, {"a"}) == left


def test_a_class_that_only_a_script_names_counts() -> None:
    assert used_words(['<p class="a b">'], ["x.classList.add('show-me')"]) >= {"a", "b", "show-me"}


def test_with_every_class_in_use_the_theme_loses_no_declaration() -> None:
    every = set(re.findall(r"[\w-]+", SOURCE.replace("\\", "")))
    whole = trimmed(SOURCE, every)
    assert whole.count("}") == trimmed(whole, every).count("}")
    assert whole.count("{") >= 0.98 * SOURCE.count("{")  # what follows an escaped sign may go


def test_pages_name_the_sheet_they_need_anew_when_it_changes(tmp_path: Path) -> None:
    sheet = tmp_path / "_static" / SHEET
    sheet.parent.mkdir(parents=True)
    sheet.write_text(SOURCE, "utf-8")
    page = tmp_path / "page.html"

    def made(body: str) -> tuple[str, str]:
        page.write_text(f'<link href="_static/{SHEET}?digest=0123abc">{body}', "utf-8")
        trim_theme(tmp_path)
        return page.read_text("utf-8"), sheet.read_text("utf-8")

    plain, small = made("<p>")
    assert made("<p>") == (plain, small)
    richer, large = made('<p class="btn btn-primary">')
    assert richer.split(">")[0] != plain.split(">")[0]
    assert ".btn-primary" in large
    assert ".btn-primary" not in small
    assert len(large) < len(SOURCE) / 3


def test_what_the_last_book_was_cut_to_is_taken_over_if_it_is_the_same(tmp_path: Path) -> None:
    known = "/* cut before */"

    def made(folder: Path, body: str, last: Path | None = None) -> str:
        sheet = folder / "_static" / SHEET
        sheet.parent.mkdir(parents=True)
        sheet.write_text(SOURCE, "utf-8")
        folder.joinpath("page.html").write_text(f'<link href="_static/{SHEET}?digest=0">{body}')
        trim_theme(folder, last)
        return sheet.read_text("utf-8")

    last = tmp_path / "last"
    plain = made(last, "<p>")
    (last / "_static" / SHEET).write_text(plain + known, "utf-8")
    assert made(tmp_path / "same", "<p>", last) == plain + known
    other = made(tmp_path / "other", '<p class="btn">', last)
    assert known not in other
    assert ".btn" in other
    assert made(tmp_path / "first", "<p>", tmp_path / "none") == plain
