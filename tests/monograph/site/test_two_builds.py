"""Between two builds of a small book a datum changes and a cell is inserted: what the pages say."""

import os
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from monograph.site import releasing
from monograph.site.releasing import lasting

from ... import forking
from ...small_book import lay_out

CODE = Path(__file__).parents[3] / "code"
INSERTED = """One more cell, before all others.

```{code-cell} ipython3
:tags: [hide-input]
import monograph.book as cb
cb.tell(more=cb.computed(len(cb.load("wells")), why="rows of the table of wells"))
```

There are {n}`more` of them.

The deepest of"""


def build(root: Path) -> None:
    said = forking.run(["html"], root, {**os.environ, "PYTHONPATH": str(CODE)})
    assert said.returncode == 0, said.stdout


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Return the book after its second build, and the addresses that the first gave out."""
    root = tmp_path_factory.mktemp("two") / "wells"
    lay_out(root)
    with (root / "_toc.yml").open("a", encoding="utf-8") as toc:
        toc.write("  - file: book/moved\n")
    (root / "book/moved.md").write_text("# What has moved\n\n```{moved}\n```\n", "utf-8")
    build(root)
    assert releasing.main(root) == 0
    page = root / "_build/html/book/wells.html"
    before = lasting(page.read_text("utf-8"))
    wells, chapter = root / "data/wells.csv", root / "book/wells.md"
    wells.write_text(wells.read_text("utf-8").replace("south,30", "south,31"), "utf-8")
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("The deepest of", INSERTED, 1), "utf-8")
    build(root)
    return root, before


def words(root: Path, page: str) -> str:
    html = (root / f"_build/html/book/{page}.html").read_text("utf-8")
    return " ".join(BeautifulSoup(html, "html.parser").select_one("article").get_text(" ").split())  # type: ignore[union-attr]


def test_the_page_says_what_moved(builds: tuple[Path, tuple[str, ...]]) -> None:
    root, _ = builds
    assert "1 number reads otherwise, 1 was added" in words(root, "moved")
    assert " 30 31 " in words(root, "moved")
    assert "1 number reads otherwise, 1 number came" in words(root, "wells")
    assert "this read 30." in words(root, "wells")


def test_an_inserted_cell_moves_no_address(builds: tuple[Path, tuple[str, ...]]) -> None:
    root, before = builds
    now = lasting((root / "_build/html/book/wells.html").read_text("utf-8"))
    assert {"n-deepest", "n-count", "s-the-deepest-well-is", "tab-wells", "fig-wells"} <= set(
        before
    )
    assert set(before) <= set(now)
