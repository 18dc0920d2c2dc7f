"""Where pages launch from: a setting or git's own remote, never an invented address."""

import subprocess
from pathlib import Path

import pytest

from monograph.records.facts import CitationError
from monograph.records.repository import SETTING, Repository, find_repository

OWN = Repository("github.com", "owner/name", "main")


@pytest.fixture(autouse=True)
def _no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at git alone, whatever the machine that tests has set."""
    monkeypatch.delenv(SETTING, raising=False)
    for name in ("GIT_DIR", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)


def git(root: Path, *arguments: str) -> None:
    own = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(root), *own, *arguments], check=True, capture_output=True)


def checkout(root: Path, remote: str = "", *, pushed: bool = True) -> Path:
    """Make a repository with one commit on main, which the remote knows if it was pushed."""
    git(root, "init")
    git(root, "commit", "--allow-empty", "-m", "x")
    if remote:
        git(root, "remote", "add", "origin", remote)
    if pushed:
        git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    return root


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/owner/name.git",
        "https://github.com/owner/name",
        "https://github.com/owner/name/",
        "https://token@github.com/owner/name.git",
        "git@github.com:owner/name.git",
        "ssh://git@github.com/owner/name.git",
        "ssh://git@github.com:22/owner/name",
    ],
)
def test_a_remote_on_a_known_host_is_found(tmp_path: Path, remote: str) -> None:
    assert find_repository(checkout(tmp_path, remote)).found == OWN


def test_git_is_asked_of_this_folder_whatever_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    for folder in (own, other):
        folder.mkdir()
    checkout(own, "https://github.com/owner/name")
    checkout(other, "https://github.com/someone/else")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    assert find_repository(own).found == OWN


def test_a_group_of_gitlab_is_one_word_for_binder(tmp_path: Path) -> None:
    found = find_repository(checkout(tmp_path, "git@gitlab.com:group/sub/name.git")).found
    assert found is not None
    assert found.launch("book/survey") == (
        "https://mybinder.org/v2/gl/group%2Fsub%2Fname/main?urlpath=notebooks/_build/notebooks/book/survey.ipynb"
    )


@pytest.mark.parametrize(
    ("remote", "why"),
    [
        ("", "has no remote origin"),
        ("/srv/git/name.git", "is at none of github.com, gitlab.com"),
        ("file:///srv/git/name.git", "is at none of"),
        ("https://example.org/owner/name.git", "is at none of"),
        ("https://github.com.example.org/owner/name.git", "is at none of"),
    ],
)
def test_what_is_no_address_gives_no_button_and_a_reason(
    tmp_path: Path, remote: str, why: str
) -> None:
    sought = find_repository(checkout(tmp_path, remote))
    assert sought.found is None
    assert why in sought.why


def test_a_folder_without_git_gives_no_button(tmp_path: Path) -> None:
    """Sources unpacked from an archive, also inside a repository of something else."""
    assert "no git repository" in find_repository(tmp_path).why
    checkout(tmp_path, "https://github.com/other/thing.git")
    (tmp_path / "unpacked").mkdir()
    assert "no git repository" in find_repository(tmp_path / "unpacked").why


def test_a_branch_that_was_never_pushed_gives_no_button(tmp_path: Path) -> None:
    sought = find_repository(checkout(tmp_path, "https://github.com/owner/name", pushed=False))
    assert "git knows no branch main at origin" in sought.why


def test_a_branch_with_another_name_there_is_named_as_there(tmp_path: Path) -> None:
    checkout(tmp_path, "https://github.com/owner/name")
    git(tmp_path, "checkout", "-b", "mine")
    git(tmp_path, "config", "branch.mine.remote", "origin")
    git(tmp_path, "config", "branch.mine.merge", "refs/heads/main")
    assert find_repository(tmp_path).found == OWN


def test_a_detached_checkout_is_named_by_its_tag_or_its_commit(tmp_path: Path) -> None:
    checkout(tmp_path, "https://github.com/owner/name")
    git(tmp_path, "checkout", "--detach")
    found = find_repository(tmp_path).found
    assert found is not None
    assert len(found.ref) == 40
    git(tmp_path, "tag", "v0.1.0")
    assert find_repository(tmp_path).found == Repository("github.com", "owner/name", "v0.1.0")


def test_a_detached_commit_that_was_never_pushed_opens_nothing(tmp_path: Path) -> None:
    checkout(tmp_path, "https://github.com/owner/name")
    git(tmp_path, "checkout", "--detach")
    git(tmp_path, "commit", "--allow-empty", "-m", "mine alone")
    sought = find_repository(tmp_path)
    assert sought.found is None
    assert "push it" in sought.why
    git(tmp_path, "update-ref", "refs/remotes/origin/other", "HEAD")
    assert find_repository(tmp_path).found is not None


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("https://github.com/owner/name/tree/main", OWN),
        ("https://github.com/owner/name/tree/a/b", Repository("github.com", "owner/name", "a/b")),
        ("https://gitlab.com/g/s/name/-/tree/main", Repository("gitlab.com", "g/s/name", "main")),
    ],
)
def test_the_setting_goes_before_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stated: str, found: Repository
) -> None:
    monkeypatch.setenv(SETTING, stated)
    checkout(tmp_path, "https://github.com/other/thing.git")
    assert find_repository(tmp_path).found == found


@pytest.mark.parametrize(
    "stated",
    ["owner/name", "https://github.com/owner/name", "https://example.org/a/b/tree/main", "x"],
)
def test_a_setting_that_cannot_be_used_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stated: str
) -> None:
    monkeypatch.setenv(SETTING, stated)
    with pytest.raises(CitationError, match=r"BOOK_REPOSITORY.*OWNER/NAME/tree/BRANCH"):
        find_repository(tmp_path)


def test_a_branch_with_a_slash_is_one_word_for_binder() -> None:
    launch = Repository("github.com", "owner/name", "a/b").launch("book/survey")
    assert launch.startswith("https://mybinder.org/v2/gh/owner/name/a%2Fb?urlpath=notebooks/")
