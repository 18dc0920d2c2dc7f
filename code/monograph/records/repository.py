"""Where the book's sources can be fetched, as this build knows it: a setting, or git's own remote.

Nothing is guessed: a folder on this machine is no address, a branch that was never pushed opens
nothing, and a host that Binder does not know is not linked.
"""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from monograph.records.facts import CitationError

SETTING = "BOOK_REPOSITORY"
"""Environment variable that goes before git: https://github.com/OWNER/NAME/tree/BRANCH."""

BINDER = "https://mybinder.org/v2"
HOSTS = {"github.com": "gh", "gitlab.com": "gl"}
"""Hosts that Binder fetches from -> what it calls them."""

OPENED = "_build/notebooks"
"""Where the living notebooks lie for a reader, in Binder's image and after `make lab`."""

_ELSEWHERE = frozenset(
    (
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"),
        *("GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
        *("GIT_CONFIG", "GIT_IMPLICIT_WORK_TREE"),
        *("GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_NO_REPLACE_OBJECTS"),
    )
)
"""Variables that lead git to another repository, of those that `git rev-parse --local-env-vars`
lists; settings that are handed over, such as whose folders are safe, lead nowhere else."""

_REMOTE = re.compile(
    r"(?:https://(?:[^@/]+@)?|ssh://git@|git@)(?P<host>[\w.-]+)(?::\d+)?[:/]"
    r"(?P<path>[\w.-]+(?:/[\w.-]+)+)"
)
_SETTING = re.compile(
    r"https://(?P<host>[\w.-]+)/(?P<path>[\w.-]+(?:/[\w.-]+)+?)(?:/-)?/tree/(?P<ref>[\w./-]+?)/?"
)


@dataclass(frozen=True)
class Repository:
    """A repository on a host that Binder knows, at one branch, tag or commit."""

    host: str
    path: str
    """Owner and name, such as "owner/name"."""
    ref: str

    @property
    def url(self) -> str:
        """Return its address on the web."""
        return f"https://{self.host}/{self.path}"

    def launch(self, page: str) -> str:
        """Return where Binder opens a page such as "book/survey" as a notebook.

        In Jupyter Notebook, not in JupyterLab: the same notebook, a second earlier.
        """
        path = self.path if self.host == "github.com" else quote(self.path, safe="")
        where = f"{BINDER}/{HOSTS[self.host]}/{path}/{quote(self.ref, safe='')}"
        return f"{where}?urlpath=notebooks/{OPENED}/{page}.ipynb"


@dataclass(frozen=True)
class Sought:
    """The repository, or in words why there is none."""

    found: Repository | None
    why: str = ""


def find_repository(root: Path) -> Sought:
    """Return the repository that this build's pages may launch from.

    The setting goes first, then the remote of the checked-out branch, or `origin`.

    Raises
    ------
    CitationError
        If the setting is there and cannot be used.
    """
    stated = os.environ.get(SETTING, "").strip()
    if stated:
        return Sought(_from_setting(stated))
    if not _git(root, "rev-parse", "--is-inside-work-tree") or not _is_top(root):
        return Sought(None, "this folder is no git repository")
    return _from_git(root)


def _from_setting(stated: str) -> Repository:
    match = _SETTING.fullmatch(stated)
    if match is None or match["host"] not in HOSTS:
        raise CitationError(
            f"{SETTING}: {stated!r} is not like https://github.com/OWNER/NAME/tree/BRANCH "
            f"(hosts: {', '.join(HOSTS)})"
        )
    return Repository(match["host"], match["path"], match["ref"])


def _from_git(root: Path) -> Sought:
    branch = _git(root, "symbolic-ref", "--quiet", "--short", "HEAD")
    remote = _git(root, "config", f"branch.{branch}.remote") if branch else ""
    remote = remote or "origin"
    address = _git(root, "remote", "get-url", remote)
    if not address:
        return Sought(None, f"the git repository has no remote {remote}")
    match = _REMOTE.fullmatch(address.rstrip("/").removesuffix(".git"))
    if match is None or match["host"] not in HOSTS:
        return Sought(None, f"the git remote {remote} is at none of {', '.join(HOSTS)}")
    ref, why = _ref(root, branch, remote)
    return Sought(Repository(match["host"], match["path"], ref)) if ref else Sought(None, why)


def _ref(root: Path, branch: str, remote: str) -> tuple[str, str]:
    """Return what to fetch, or why there is nothing.

    A detached checkout is named by its tag, or else by its commit.
    """
    if not branch:
        tag = _git(root, "tag", "--points-at", "HEAD").partition("\n")[0]
        commit = _git(root, "rev-parse", "HEAD")
        if not commit:
            return "", "the git repository has no commit"
        if not tag and not _is_pushed(root, remote):
            return "", f"git knows no branch at {remote} that holds {commit[:12]}; push it"
        return tag or commit, ""
    merge = _git(root, "config", f"branch.{branch}.merge").removeprefix("refs/heads/")
    name = merge or branch
    known = _git(root, "rev-parse", "--quiet", "--verify", f"refs/remotes/{remote}/{name}")
    return (name, "") if known else ("", f"git knows no branch {name} at {remote}; push it")


def _is_pushed(root: Path, remote: str) -> bool:
    """Tell whether the commit is on a branch of the remote, as far as git knows.

    A shallow clone knows too little to say no, and so does one that follows no branch at all.
    """
    followed = f"refs/remotes/{remote}"
    unknown = not _git(root, "for-each-ref", "--count=1", followed)
    if unknown or _git(root, "rev-parse", "--is-shallow-repository") == "true":
        return True
    return bool(_git(root, "for-each-ref", "--count=1", "--contains", "HEAD", "refs/remotes"))


def _is_top(root: Path) -> bool:
    """Return whether the repository is this project's, not one that it happens to lie in."""
    return Path(_git(root, "rev-parse", "--show-toplevel")).resolve() == root.resolve()


def _git(root: Path, *arguments: str) -> str:
    """Return what git answers of this folder; nothing if it cannot, or is not there.

    Not of another that the environment names: a hook, or a shell where somebody works on a bare
    repository, has GIT_DIR set.
    """
    own = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    command = ["git", "-C", str(root), *arguments]
    try:
        said = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return said.stdout.strip() if said.returncode == 0 else ""
