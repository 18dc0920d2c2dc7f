"""Every page is set in every build, and asks twice for nothing."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.errors import ConfigError

from monograph.site import pages

from ..conftest import Book

NAMES = ("index", "voices", "drawings", "formulas", "facts", "quoting", "last")


@pytest.mark.parametrize("name", NAMES)
def test_no_script_is_loaded_twice(book: Book, name: str) -> None:
    scripts = book.page(name).select("script")
    twice = Counter(script.get("src") or script.get_text() for script in scripts)
    assert [script for script, times in twice.items() if times > 1 and script.strip()] == []


LOADED = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "manifest"}
"""Kinds of link that a browser follows by itself; licence and type of a page are only named."""


@pytest.mark.parametrize("name", NAMES)
def test_no_page_asks_another_host_for_anything(book: Book, name: str) -> None:
    page = book.page(name)
    asked = [tag["src"] for tag in page.select("script[src], img[src], iframe[src]")]
    asked += [tag["href"] for tag in page.select("link[href]") if LOADED & set(tag["rel"])]
    assert [address for address in asked if "//" in address] == []


def environment(**known: object) -> SimpleNamespace:
    return SimpleNamespace(found_docs={"a", "b", "c"}, **known)


def application(tmp_path: Path, stamps: str = "{}") -> SimpleNamespace:
    (tmp_path / "stamps.json").write_text(stamps, "utf-8")
    config = SimpleNamespace(monograph_stamps="stamps.json")
    return SimpleNamespace(srcdir=tmp_path, config=config, extensions={})


def outdated(app: SimpleNamespace, env: SimpleNamespace) -> list[str]:
    return sorted(pages._outdated(app, env))


def test_chapters_with_new_outputs_are_read_again(tmp_path: Path) -> None:
    env = environment(monograph_stamps={"a": "1", "b": "1"})
    assert outdated(application(tmp_path, '{"a": "1", "b": "2"}'), env) == ["b"]
    assert outdated(application(tmp_path, '{"a": "1", "b": "2"}'), env) == []
    assert outdated(application(tmp_path, '{"a": "1"}'), env) == ["b"]


def test_every_page_is_written(tmp_path: Path) -> None:
    assert pages._write_all(application(tmp_path), environment()) == ["a", "b", "c"]


def test_nothing_of_an_earlier_build_is_left(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/page.html").touch()
    (tmp_path / "searchindex.js").touch()
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="typst"))
    pages._clear(app)
    assert len(list(tmp_path.iterdir())) == 2
    app.builder.format = "html"
    pages._clear(app)
    assert list(tmp_path.iterdir()) == []


def test_a_plain_build_is_refused_with_the_command_to_use() -> None:
    with pytest.raises(ConfigError, match=r"`make book` \(`python -m monograph html`\)"):
        pages._refuse_unready(None, SimpleNamespace(monograph_ready=False))
    pages._refuse_unready(None, SimpleNamespace(monograph_ready=True))
