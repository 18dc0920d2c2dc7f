"""What cannot be trusted, or cannot be written, is said in one sentence before any work is done."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from monograph.runner import place
from monograph.runner.chapters import BookError, chapters
from monograph.runner.place import held, strangers

from ...covering import some
from ...small_book import REAL
from .conftest import Project


def lay(root: Path) -> Path:
    (root / "code/own").mkdir(parents=True)
    (root / "code/own/__init__.py").write_text("", "utf-8")
    return root


def test_code_of_another_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    first, copy = lay(tmp_path / "first"), tmp_path / "copy"
    shutil.copytree(first, copy)
    assert strangers(first, [str(first / "code")]) == []
    (said,) = strangers(copy, [str(first / "code")])
    assert said.startswith(f"{copy / 'code/own'}: in this environment, the package own is that of ")
    assert str(first / "code/own") in said
    assert "make setup" in said
    with pytest.raises(BookError, match="the package own is not found"), held(copy):
        pytest.fail("work was begun")
    assert not (copy / "_build").exists()


def test_a_second_build_of_a_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom monograph.runner.place import held\n"
        "with held(Path(sys.argv[1])):\n    print('in', flush=True)\n    input()\n"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "in\n"
    busy = "another build of this folder is under way"
    with pytest.raises(BookError, match=busy), held(tmp_path):
        pytest.fail("work was begun")
    first.kill()
    first.communicate()
    with held(tmp_path):
        pass  # what was killed holds nothing


def test_a_folder_that_cannot_be_written_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(place.tempfile, "TemporaryFile", refuse)
    said = "_build: cannot be written: Read-only file system"
    with pytest.raises(BookError, match=said), held(tmp_path):
        pytest.fail("work was begun")


def test_a_link_to_where_the_book_is_to_go_is_refused_and_build_itself_may_be_one(
    tmp_path: Path,
) -> None:
    for name in ("disk", "served", "root"):
        (tmp_path / name).mkdir()
    build = tmp_path / "root/_build"
    build.symlink_to(tmp_path / "disk")
    (build / "html").symlink_to(tmp_path / "served")
    with pytest.raises(BookError, match=r"_build/html: is a link"), held(tmp_path / "root"):
        pytest.fail("work was begun")
    (build / "html").unlink()
    with held(tmp_path / "root"):
        pass


def test_a_disk_that_fills_up_gives_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"^page: No space left on device$"), held(tmp_path):
        raise OSError(28, "No space left on device", "page")


def test_a_byte_order_mark_before_a_chapter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: page\n", "utf-8")
    (tmp_path / "page.md").write_text("---\n---\n# Page\n", "utf-8-sig")
    with pytest.raises(BookError, match=r"page\.md:1: begins with a byte order mark"):
        chapters(tmp_path)
    (tmp_path / "page.md").write_text("---\n---\n# Page\n", "utf-8")
    assert len(chapters(tmp_path)) == 1


@pytest.mark.parametrize("limit", some([400_000, 60_000, 5_000], [60_000]))
def test_a_disk_that_fills_up_while_pages_are_set_gives_one_sentence(
    project: Project, limit: int
) -> None:
    """No file may grow beyond a limit: one after another, other parts of the build meet it."""
    before = project.published()
    project.edit("book/alpha.md", "hire from outside", "hire from beyond")
    result = project.build_afresh(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert result.returncode == 1, result.stdout
    assert "File too large" in result.stdout or "disk" in result.stdout
    assert "Traceback" not in result.stdout
    assert result.stdout.endswith("No book was made.\n")
    assert project.published() == before
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert "hire from beyond" in project.page("alpha")


def test_line_ends_of_windows_change_no_chapter(project: Project) -> None:
    path = project.root / "book/alpha.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = project.published()
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == []
    after = project.published()
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {"_sources/book/alpha.md"}, "the source to download, as it is"


def test_a_checkout_of_windows_has_the_bytes_of_the_sources(tmp_path: Path) -> None:
    """Whoever has told git to end lines as Windows does gets what digests were taken of."""
    names = ("requirements.txt", "data/datapackage.json", "data/channels.csv", "Makefile")
    first, second = tmp_path / "first", tmp_path / "second"
    for name in (*names, ".gitattributes"):
        (first / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REAL / name, first / name)

    def git(*words: str, cwd: Path = first) -> None:
        subprocess.run(["git", *words], cwd=cwd, check=True, capture_output=True)

    own = ["-c", "user.name=n", "-c", "user.email=n@example.org"]
    git("init", "-q")
    git("add", "-A")
    git(*own, "commit", "-qm", "All")
    git("-c", "core.autocrlf=true", "clone", "-q", str(first), str(second), cwd=tmp_path)
    assert [n for n in names if (second / n).read_bytes() != (REAL / n).read_bytes()] == []
