"""A builder that is killed at any moment does no harm: the next build is as good as any."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable

from .conftest import Project

ALPHA = "book/alpha.md"
PICKLE = "_build/stage/doctrees/environment.pickle"


def kill_when(project: Project, reached: Callable[[], bool]) -> None:
    """Start the builder, and kill it once something is reached."""
    builder = subprocess.Popen(
        project.command(),
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not reached():
        assert builder.poll() is None, "the builder ended before it was killed"
        time.sleep(0.005)
    builder.kill()
    builder.wait()


def test_killed_while_a_chapter_runs(project: Project) -> None:
    before = project.published()
    project.edit(ALPHA, "cb.survey.note_run", "import time\ncb.survey.note_run")
    project.edit(ALPHA, 'load("channels")\n', 'load("channels")\ntime.sleep(1)\n')
    kill_when(project, lambda: project.ran() == ["alpha"])
    assert project.published() == before
    assert project.refresh() == ["book/alpha"]
    assert project.ran() == ["alpha"]
    assert project.refresh() == []


def test_killed_while_the_pages_are_set(project: Project) -> None:
    """Sphinx has read a faulty page and not yet failed: the next build must not pass in silence."""
    pickle = project.root / PICKLE
    before = pickle.stat().st_mtime_ns
    project.edit(ALPHA, "{n}`hire` hire", "{n}`hirre` hire")

    def written() -> bool:
        new = pickle.exists() and pickle.stat().st_mtime_ns != before
        size = pickle.stat().st_size if new else -1
        time.sleep(0.1)
        return new and pickle.exists() and pickle.stat().st_size == size

    kill_when(project, written)
    result = project.build()
    assert result.returncode == 1
    assert "No number 'hirre' is told" in result.stdout


def test_killed_at_the_hand_over_and_at_the_swap(project: Project) -> None:
    """Half a cache, no book but the old one set aside, half a new one: each is made good."""
    before = project.published()
    cache = project.root / "_build/.jupyter_cache"
    (cache / "global.db").write_bytes(b"half")
    build = project.root / "_build"
    (build / "html").rename(build / "html.old")
    (build / "html.new").mkdir()
    (build / "html.new/half.html").write_text("half", "utf-8")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == []
    assert project.published() == before
    assert sorted(p.name for p in build.glob("html*")) == ["html", "html.json"]
