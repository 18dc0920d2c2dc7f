"""The books that are opened: the real one and the small one, built where they are stale."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from monograph.runner.chapters import Chapter, chapters

from ..small_book import LOCK, MADE, lay_out, locked

REAL = Path(__file__).parents[2]
OVER = Path(__file__).parent / "over"
"""Pages with every control, two figures that could disturb each other, and tables."""
SMALL = REAL / "_build/small-book"
STATED = REAL / "_build/small-book-stated"
DRESS = (
    *("code", "_config.yml", "CITATION.cff", "requirements.txt", "requirements-build.txt"),
    *("book/_static", "book/references.bib"),
)
"""What the small book is given of the real one: readers see pages in these clothes."""


@dataclass(frozen=True)
class Site:
    """A built book and where it is served."""

    root: Path
    """The project's folder."""
    folder: Path
    """The published folder."""
    address: str

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """Return name -> page, in reading order."""
        return {page.name: page for page in chapters(self.root)}

    def url(self, page: str) -> str:
        """Return the address of a page such as "book/survey" (or "search")."""
        return f"{self.address}/{page}.html"


def pages() -> list[str]:
    """Return every page of the real book, and those that Sphinx adds."""
    return [page.name for page in chapters(REAL)] + ["search", "genindex"]


def with_explorers() -> list[str]:
    """Return the pages of the real book whose source calls an explorer."""
    return [page.name for page in chapters(REAL) if "explorers." in page.path.read_text("utf-8")]


def a_chapter() -> str:
    """Return the first chapter with an explorer; the landing page, which is none, stands before."""
    return next(name for name in with_explorers() if name != chapters(REAL)[0].name)


def dress_up(root: Path = SMALL) -> None:
    """Put the small book's pages into the real one's clothes."""
    with locked(root / "_build"):
        for name in DRESS:  # or the copies would be written through the links
            (root / name).unlink(missing_ok=True)
        lay_out(root, OVER)
        for name in DRESS:
            (root / name).unlink(missing_ok=True)
            (root / name).symlink_to(REAL / name)


def build(root: Path, runs_of: Path | None = None, **settings: str) -> None:
    """Build a book as `make book` does: at once if nothing has changed.

    Chapters need not run that have run for a book with the same sources, `runs_of`.
    """
    command = [sys.executable, "-m", "monograph", "html", "--root", str(root)]
    environment = {**os.environ, **settings, "PYTHONPATH": str(REAL / "code")}
    with locked(root / "_build"):
        if (root / "code").is_symlink():
            _forget_what_other_code_made(root / "_build")
        if runs_of:
            ran = Path("_build/executed")
            shutil.copytree(runs_of / ran, root / ran, dirs_exist_ok=True)
        said = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, check=False
        )
    assert said.returncode == 0, f"{' '.join(command)} fails:\n{said.stdout}{said.stderr}"


def _forget_what_other_code_made(folder: Path) -> None:
    """Empty the folder of a book that borrows its package: a build watches what a book holds."""
    held = sorted(path for path in (REAL / "code/monograph").rglob("*") if path.is_file())
    whole = b"".join(path.read_bytes() for path in held if not MADE.intersection(path.parts))
    mark, now = folder / "made-by", hashlib.sha256(whole).hexdigest()
    if mark.is_file() and mark.read_text("utf-8") == now:
        return
    for part in folder.iterdir():
        if part.is_dir():
            shutil.rmtree(part)
        elif part.name != LOCK:
            part.unlink()
    mark.write_text(now, "utf-8")
