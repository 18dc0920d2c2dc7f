"""From executed chapters to a published folder: set the pages aside, then swap them in whole."""

import ctypes
import json
import os
import shutil
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

from monograph.records.facts import read_facts
from monograph.runner.chapters import BookError, Chapter
from monograph.runner.store import Store
from monograph.runner.whole import holds, sizes
from monograph.site.beside import beside
from monograph.site.card import write_card
from monograph.site.disk import fault_of_disk, left_to_us
from monograph.site.downloads import write_downloads
from monograph.site.trimmed import trim_theme
from monograph.words import words_beside

say = words_beside(__file__)


def set_pages(root: Path, builder: str, jobs: int | None = None) -> Path:
    """Let Sphinx set the pages in a folder of their own; return it.

    Raises
    ------
    BookError
        If Sphinx fails or warns. Sphinx has then printed each warning with its place.
    """
    stage = root / "_build" / "stage"
    out, trees = stage / builder, stage / "doctrees"  # read once for all editions
    _forget_half(trees)
    with left_to_us():
        status = build_sphinx(
            str(root),
            str(out),
            noconfig=True,
            path_config=str(root / "_config.yml"),
            doctreedir=str(trees),
            confoverrides={
                "nitpicky": True,
                "monograph_ready": True,
                "external_toc_path": str(root / "_toc.yml"),
                "latex_individualpages": False,  # Jupyter Book asks for it, whatever is built
            },
            builder=builder,
            jobs=jobs or 1 + (os.cpu_count() or 1),  # Sphinx writes with one less
            warningiserror=True,
            keep_going=True,
            quiet=True,
        )
    if status:
        raise BookError(
            fault_of_disk(status)
            or "Sphinx refuses the book: see the warnings above. The last good book is untouched."
        )
    _trees_mark(trees).write_text(json.dumps(sizes(trees)), "utf-8")
    return out


def _forget_half(trees: Path) -> None:
    """Remove trees of which some are gone or cut, and those of a build that did not end well.

    On the first Sphinx would fail. Of the others it knows what it has read, not of what data, if
    it was killed before it stored its environment; and not what it warned of, if it was refused:
    the next build would pass in silence.
    """
    mark = _trees_mark(trees)
    try:
        whole = holds(trees, json.loads(mark.read_text("utf-8")))
    except (OSError, ValueError, AttributeError):
        whole = False
    if not whole:
        shutil.rmtree(trees, ignore_errors=True)
    mark.unlink(missing_ok=True)  # until all is well, they are not to be believed


def _trees_mark(trees: Path) -> Path:
    return trees.with_suffix(".json")


def publish_html(root: Path, pages: list[Chapter], executed: list[Chapter], store: Store) -> Path:
    """Put the set pages, the data and the drawings in place of the last book."""
    aside = root / "_build" / "stage" / "beside"

    def write_beside() -> None:
        shutil.rmtree(aside, ignore_errors=True)
        (aside / "_static").mkdir(parents=True)
        write_downloads(root, aside, executed, store)
        write_card(root, read_facts(root), aside)

    with beside(write_beside) as written:
        stage = set_pages(root, "html")
        written()
    shutil.copytree(aside, stage, dirs_exist_ok=True, copy_function=os.replace)
    shutil.rmtree(aside)
    first, title = f"{pages[0].name}.html", say("title")
    (stage / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="refresh" content="0; url={first}"><a href="{first}">{title}</a>\n',
        "utf-8",
    )
    trim_theme(stage, root / "_build" / "html")
    return swap(stage, root / "_build" / "html")


def swap(stage: Path, final: Path) -> Path:
    """Put `stage` in the place of `final`, so that no reader ever sees half a book.

    The stage is gone afterwards: moving costs nothing, copying a second in every build.
    """
    old = final.with_name(final.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    for left in (*stage.glob(".buildinfo*"), *stage.rglob("*.ipynb.new")):
        left.unlink()
    if final.exists() and _exchanged(stage, final):
        stage.rename(old)
    else:
        if final.exists():
            final.rename(old)
        stage.rename(final)
    shutil.rmtree(old, ignore_errors=True)
    return final


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, where the system can: there is always a book."""
    try:
        change = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False  # not Linux, or an old one
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: see rename(2)
    return bool(change(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
