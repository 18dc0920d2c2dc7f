"""Links to other hosts are found on every page, and one that leads nowhere is named."""

from pathlib import Path

import pytest

from workshop import links
from workshop.serving import served


def test_links_outward_are_found_once_with_the_pages_that_have_them(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    one = '<a href="https://example.org/a#part">A</a> <a href="two.html">two</a>'
    (tmp_path / "book/one.html").write_text(one, "utf-8")
    (tmp_path / "two.html").write_text('<a href="https://example.org/a">A</a>', "utf-8")
    assert links.outward(tmp_path) == {"https://example.org/a": ["book/one.html", "two.html"]}


def test_a_link_that_leads_nowhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "TRIES", 1)
    (tmp_path / "there.html").write_text("here", "utf-8")
    with served(tmp_path) as address:
        linked = {f"{address}/there.html": ["a.html"], f"{address}/gone.html": ["a.html", "b.html"]}
        (said,) = links.faults(linked)
    assert said.startswith(f"{address}/gone.html: 404")
    assert said.endswith("(linked by a.html, b.html)")
    (said,) = links.faults({f"{address}/there.html": ["a.html"]})
    assert "refused" in said
