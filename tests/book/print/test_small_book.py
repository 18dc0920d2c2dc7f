"""A small book, typeset by the real XeLaTeX: what is wrong in a chapter stops the edition there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monograph.print import tex
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
    shutil.copyfile(REAL / "book/references.bib", root / "book/references.bib")
    for name in FROM_REAL:
        shutil.copyfile(REAL / name, root / name)
    (root / "_toc.yml").write_text(TOC, "utf-8")
    for name, text in PAGES.items():
        (root / f"book/{name}.md").write_text(text, "utf-8")
    return root


def make(root: Path, **environment: str) -> tuple[int, str]:
    tex.ensure(print)
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


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("A snowman ☃ in the casting.", "'☃'"),
        (f"A word {'x' * 120} that no line holds.", "pt too wide"),
        ("See {ref}`ch-nowhere`.", "ch-nowhere"),
    ],
)
def test_a_fault_in_a_chapter_is_named_and_nothing_is_published(
    tmp_path: Path, words: str, fault: str
) -> None:
    root = lay_out(tmp_path / "book")
    with (root / "book/two.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{words}\n")
    status, said = make(root)
    assert status != 0
    assert "book/two.md" in said
    assert fault in said
    assert not pdf_path(root).exists()
