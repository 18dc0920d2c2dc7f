"""A builder that is killed at any moment does no harm: the next build is as good as any."""

import os
import random
import time
from collections.abc import Callable

import pytest

from ... import forking
from ...covering import some
from .conftest import Project

ALPHA = "book/alpha.md"
PICKLE = "_build/stage/doctrees/environment.pickle"


def started(project: Project) -> forking.Forked:
    """Start the builder, and let it run."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        return forking.start(["html"], project.root, project.environment(), nowhere)
    finally:
        os.close(nowhere)


def kill_when(project: Project, reached: Callable[[], bool]) -> None:
    """Start the builder, and kill it once something is reached."""
    builder = started(project)
    while not reached():
        assert builder.poll() is None, "the builder ended before it was killed"
        time.sleep(0.005)
    builder.kill()
    builder.wait()


def test_killed_while_a_chapter_runs(project: Project) -> None:
    before = project.published()
    project.edit(ALPHA, "cb.note_run", "import time\ncb.note_run")
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


def test_killed_while_pages_are_read_and_the_edit_taken_back(project: Project) -> None:
    """What Sphinx has read of the other data must not reach the page of these."""
    # A copied folder is read anew: what it has read itself is kept.
    project.edit(ALPHA, "hire from outside", "hire from beyond")
    assert project.build().returncode == 0
    before = project.page("alpha")
    tree = project.root / "_build/stage/doctrees/book/alpha.doctree"
    read = tree.stat().st_mtime_ns
    project.edit("data/channels.csv", "21.31", "22.95")
    more = "\n*One* `word`, **another**.\n" * 3000
    project.append("book/beta.md", more)  # it reads on for a while
    kill_when(project, lambda: tree.exists() and tree.stat().st_mtime_ns != read)
    project.edit("data/channels.csv", "22.95", "21.31")
    project.edit("book/beta.md", more, "\nA word more.\n")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert "A word more." in project.page("beta")
    assert project.page("alpha") == before


LOTS = [(14, 3), *((seed, 12) for seed in range(8))]
"""Where chance begins, and how often a builder is killed: a hundred times in all."""


@pytest.mark.parametrize(("seed", "kills"), some(LOTS, LOTS[:1]))
def test_killed_at_random_moments(project: Project, seed: int, kills: int) -> None:
    """Whatever is published is whole, the old book or the new; the sources are as they were."""
    moments = random.Random(seed)
    figures = ("21.31", "22.95")
    books = [project.published()]
    project.edit("data/channels.csv", *figures)
    started = time.perf_counter()
    assert project.build().returncode == 0
    seconds = time.perf_counter() - started
    books.append(project.published())
    assert changed(*books) != []
    stands = 1  # which of the two books is published
    for kill in range(kills):
        if kill % 3 == 0:  # some wrecks are built upon, some are killed again
            result = project.build()
            assert result.returncode == 0, result.stdout
            assert changed(project.published(), books[stands]) == [], f"after {kill} kills"
            project.edit("data/channels.csv", figures[stands], figures[1 - stands])
            stands = 1 - stands
        sources = project.sources()
        kill_after(project, moments.uniform(0, seconds))
        now = project.published()
        assert [] in (changed(now, book) for book in books), f"half a book after {kill + 1} kills"
        assert project.sources() == sources
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert changed(project.published(), books[stands]) == []
    leftovers = {"html", "html.json"}
    assert {path.name for path in (project.root / "_build").glob("html*")} == leftovers


def changed(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the files of which two books differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def kill_after(project: Project, seconds: float) -> None:
    """Start the builder, and kill it some time later, if it has not ended."""
    builder = started(project)
    time.sleep(seconds)
    builder.kill()
    builder.wait()


def test_killed_at_the_hand_over_and_at_the_swap(project: Project) -> None:
    """Half a list of outputs, no book but the old one set aside: each is made good."""
    before = project.published()
    build = project.root / "_build"
    (build / "executed/stamps.json").write_bytes(b"half")
    (build / "html").rename(build / "html.old")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == []
    assert project.published() == before
    assert sorted(p.name for p in build.glob("html*")) == ["html", "html.json"]
