"""A small book, typeset by the real Typst: what is wrong in a chapter stops the edition there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monograph.records.editions import pdf_path

from ...browser.books import REAL

pytestmark = pytest.mark.xdist_group("pdf")

FROM_REAL = ("_config.yml", "CITATION.cff", "requirements.txt", "requirements-build.txt")
PAGES = {
    "index": "# A small book\n\nWhat it is about.\n",
    "one": "(ch-one)=\n# Forging\n\nHot forging (红冲锻造) is described in the second chapter.\n",
    "two": "# Casting\n\nSee {ref}`ch-one`.\n\n| Way | 中文 |\n| --- | --- |\n| a | 砂型铸造 |\n",
}
TOC = """format: jb-book
root: book/index
parts:
  - caption: All of it
    numbered: true
    chapters:
      - file: book/one
      - file: book/two
"""


def lay_out(root: Path) -> Path:
    (root / "book").mkdir(parents=True)
    (root / "code").symlink_to(REAL / "code")
    (root / "book/_static").symlink_to(REAL / "book/_static")
    (root / "book/_typefaces").symlink_to(REAL / "book/_typefaces")
    shutil.copyfile(REAL / "book/references.bib", root / "book/references.bib")
    for name in FROM_REAL:
        shutil.copyfile(REAL / name, root / name)
    (root / "_toc.yml").write_text(TOC, "utf-8")
    for name, text in PAGES.items():
        (root / f"book/{name}.md").write_text(text, "utf-8")
    return root


def make(root: Path, **environment: str) -> tuple[int, str]:
    said = subprocess.run(
        [sys.executable, "-m", "monograph", "pdf"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "code"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return said.returncode, said.stdout


def test_two_folders_and_two_days_give_the_same_bytes(tmp_path: Path) -> None:
    """From the sources on: nothing of the first build is reused."""
    made = []
    for name, zone in (("here", "UTC"), ("elsewhere/deeper", "Asia/Shanghai")):
        root = lay_out(tmp_path / name)
        status, said = make(root, TZ=zone)
        assert status == 0, said
        made.append(pdf_path(root).read_bytes())
    assert made[0] == made[1]


WIDE = "| " + " | ".join(f"{n}00000000" for n in range(10, 24)) + " |\n" + "| --- " * 14 + "|\n"
FAULTS = {
    "a sign without a typeface": ("A snowman ☃ in the casting.", "no typeface of print has '☃'"),
    "a word wider than the line": (
        f"A word {'x' * 120} that no line holds.",
        "wider than the line",
    ),
    "a table wider than the page": (
        f"{WIDE}{WIDE.splitlines()[0]}",
        "the table is wider than the page",
    ),
    "a reference to nothing": ("See {ref}`ch-nowhere`.", "ch-nowhere"),
    "a formula that is none": (r"Take $\foo{x}$.", "which is not known"),
    "a formula without words": (r"Take $a \oplus b$.", "has no words"),
    "a figure without words": ("![](none.svg)", "has no text alternative"),
    "a figure wider than the page": ("![Wide](wide.svg)", "the picture is 600 pt wide, the page"),
    "a drawing of a sign without a typeface": (
        "![Of signs](signs.svg)",
        "no typeface of print has '☂', which this drawing shows",
    ),
    "a form that print has not": (
        "```{centered} Words\n```",
        "print has no form for <centered>",
    ),
}


def test_faults_in_a_chapter_are_named_with_their_lines_and_nothing_is_published(
    tmp_path: Path,
) -> None:
    root = lay_out(tmp_path / "book")
    (root / "book/none.svg").write_text(SVG.format(sign="a"), "utf-8")
    wide = SVG.format(sign="a").replace('width="100"', 'width="800"')
    (root / "book/wide.svg").write_text(wide, "utf-8")
    (root / "book/signs.svg").write_text(SVG.format(sign="☂"), "utf-8")
    lines = {}
    for name, (words, _) in FAULTS.items():
        with (root / "book/two.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")
        lines[name] = (root / "book/two.md").read_text("utf-8").count("\n")
    status, said = make(root)
    assert status != 0
    for name, (words, fault) in FAULTS.items():
        if name == "a sign without a typeface":
            continue  # found by the typesetter, when all that can be found before is mended
        first = lines[name] - words.count("\n") - 1
        found = [line for line in said.splitlines() if fault in line]
        assert found, f"{name}: {fault!r} is not said:\n{said}"
        places = [int(m[1]) for line in found if (m := re.search(r"book/two.md:(\d+)", line))]
        assert any(first <= place <= lines[name] for place in places), f"{name}: {found}"
    assert not pdf_path(root).exists()


def test_a_sign_without_a_typeface_is_named_with_its_line(tmp_path: Path) -> None:
    words, fault = FAULTS["a sign without a typeface"]
    root = lay_out(tmp_path / "book")
    before = (root / "book/two.md").read_text("utf-8").count("\n")
    with (root / "book/two.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")
    status, said = make(root)
    assert status != 0
    assert re.search(rf"book/two.md:{before + 2}: .*{fault}", said), said
    assert not pdf_path(root).exists()


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="20" font-family="Source Sans 3">'
    "<text y='12'>{sign}</text></svg>"
)
