"""A small real project, built once; each test gets a copy of its own to break."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from monograph.runner.chapters import Chapter, chapters, executable
from monograph.runner.dependencies import Digests
from monograph.runner.execute import Run, run
from monograph.runner.parallel import refresh
from monograph.runner.store import Store

from ... import forking
from ...small_book import lay_out, once

OVER = Path(__file__).parent / "over"
"""Three chapters, two tables, and a package of the book's own."""


@dataclass(frozen=True)
class Project:
    """A project's folder, and what a test does to it."""

    root: Path
    runs: Path
    """Each chapter's kernel writes a line here: what ran is counted, not believed."""

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace text in a file, as an author would."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new), "utf-8")

    def append(self, name: str, text: str) -> None:
        """Add text to the end of a file, which need not exist."""
        with (self.root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    def line(self, name: str, text: str) -> int:
        """Return the number of the only line of a file that contains a text."""
        lines = (self.root / name).read_text("utf-8").splitlines()
        (found,) = [number for number, line in enumerate(lines, start=1) if text in line]
        return found

    def chapter(self, name: str) -> Chapter:
        """Return a chapter as it reads now."""
        return Chapter(self.root, f"book/{name}")

    def refresh(self) -> list[str]:
        """Run what is stale, without Sphinx; return what the builder says it ran, sorted."""
        with forking.lending():
            ran = refresh(executable(chapters(self.root)), Store(self.root), lambda _: None)
        return sorted(ran)

    def run(self, name: str, timeout: int = 300) -> Run:
        """Run a chapter."""
        return run(self.chapter(name), timeout, forking.lent())

    def reasons(self, chapter: Chapter) -> list[str]:
        """Return why a chapter is stale."""
        return Store(self.root).reasons(chapter, Digests(self.root))

    def command(self) -> list[str]:
        """Return the command that builds the book."""
        return [sys.executable, "-m", "monograph", "html"]

    def environment(self) -> dict[str, str]:
        """Return the environment of the builder: this project's package, not the real one."""
        own = {"PYTHONPATH": str(self.root / "code"), "SMALL_BOOK_RUNS": str(self.runs)}
        return {**os.environ, **own}

    def build(self, what: str = "html") -> subprocess.CompletedProcess[str]:
        """Build the book as `make book` does; standard output and error are joined."""
        return forking.run([what], self.root, self.environment())

    def build_afresh(
        self, before: Callable[[], object] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Build the book in a Python that is started for it, as `make book` does.

        `before` is called in the builder's process before it starts.
        """
        return subprocess.run(
            self.command(),
            cwd=self.root,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            preexec_fn=before,
        )

    def ran(self) -> list[str]:
        """Return the chapters whose code a kernel has run since this was last asked, sorted."""
        lines = self.runs.read_text("utf-8").split() if self.runs.is_file() else []
        self.runs.write_text("", "utf-8")
        return sorted(lines)

    def page(self, name: str) -> str:
        """Return a published page."""
        return (self.root / "_build/html/book" / f"{name}.html").read_text("utf-8")

    def sources(self) -> dict[str, bytes]:
        """Return every file of the book's sources."""
        kinds = ("book/*.md", "data/*", "*.yml")
        paths = sorted(path for kind in kinds for path in self.root.glob(kind))
        return {str(path.relative_to(self.root)): path.read_bytes() for path in paths}

    def published(self) -> dict[str, bytes]:
        """Return every file of the published book."""
        site = self.root / "_build/html"
        return {
            str(path.relative_to(site)): path.read_bytes()
            for path in sorted(site.rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small project, built from clean. Not to be changed: copy it."""

    def make(folder: Path) -> None:
        project = Project(folder / "project", folder / "runs")
        lay_out(project.root, OVER, code=True)
        said = project.build_afresh()
        assert said.returncode == 0, said.stdout
        assert project.ran() == ["alpha", "beta", "gamma"]

    folder = once(tmp_path_factory, "built", make)
    return Project(folder / "project", folder / "runs")


@pytest.fixture
def project(built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a built project of the test's own."""
    copy = Project(tmp_path / "project", tmp_path / "runs")
    shutil.copytree(built.root, copy.root)
    for name in ("PYTHONPATH", "SMALL_BOOK_RUNS"):
        monkeypatch.setenv(name, copy.environment()[name])
    return copy
