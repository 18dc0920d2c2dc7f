"""The benchmark weighs what a browser loads, and builds copies, never the project itself."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import pytest

from clusterbook.build import bench
from clusterbook.build.weight import has_explorer, loaded, weight

PAGE = """
<link rel="stylesheet" href="../_static/a.css?v=1"><link href="other.html" rel="next">
<link rel="stylesheet" href="https://elsewhere.example/x.css">
<script src="../_static/s.js"></script><img src="../_static/i.png"><a href="../data/t.csv">t</a>
"""
STYLE = """
@import "b.css";
@font-face {src: url("f.woff2") format("woff2"), url("f.ttf")}
body {background: url('dot.png')} i {background: url(data:image/png;base64,AAAA)}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of one page with all that it loads, and more that it does not."""
    for folder in ("book", "_static", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "book/page.html").write_text(PAGE, "utf-8")
    (tmp_path / "_static/a.css").write_text(STYLE, "utf-8")
    for name in ("b.css", "s.js", "i.png", "f.woff2", "f.ttf", "dot.png"):
        (tmp_path / "_static" / name).write_text(name * 100, "utf-8")
    (tmp_path / "data/t.csv").write_text("1\n" * 1000, "utf-8")
    return tmp_path


def test_a_page_loads_styles_scripts_fonts_and_images(site: Path) -> None:
    names = sorted(path.name for path in loaded(site, site / "book/page.html"))
    assert names == ["a.css", "b.css", "dot.png", "f.woff2", "i.png", "s.js"]


def test_the_weight_is_that_of_all_files_packed(site: Path) -> None:
    page = site / "book/page.html"
    files = [page, *loaded(site, page)]
    assert weight(site, page) == sum(len(gzip.compress(f.read_bytes(), 6)) for f in files)


def test_a_file_that_the_site_lacks_is_named(site: Path) -> None:
    (site / "_static/dot.png").unlink()
    with pytest.raises(FileNotFoundError, match=r"page\.html loads .*dot\.png"):
        weight(site, site / "book/page.html")


def test_an_explorer_is_recognised(site: Path) -> None:
    page = site / "book/page.html"
    assert not has_explorer(page)
    page.write_text('<div class="cb-explorer"></div>', "utf-8")
    assert has_explorer(page)


def test_an_edit_of_the_benchmark_changes_bytes_and_no_value(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("key,value\na,1\n", "utf-8")
    bench._requote(path)
    assert path.read_text("utf-8") == '"key",value\na,1\n'


def test_a_build_without_a_book_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as fault:
        bench.build(tmp_path, ("echo", "done"))
    assert "no book was made" in fault.value.stdout
