"""What Binder would make of this repository, without the engine that makes its images.

`python -m workshop.binder` makes it and says what it took; the tests launch chapters.

repo2docker, the program behind Binder, plans the image; its plan is then carried out in a virtual
environment with the Jupyter packages of repo2docker's own lock, in a home that holds what git
holds. What differs from Binder: packages from the Python index, not from conda-forge; this
machine's system, not Binder's; no proxy in front; and the base is installed by uv, for speed. The
plan's own steps run as they are written.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

BASE = {
    **{name: name for name in ("jupyterlab", "notebook", "ipykernel", "ipywidgets", "pip")},
    **{name: name for name in ("jupyterlab_widgets", "jupyter_server", "jupyter_client")},
    **{name: name for name in ("jupyter-offlinenotebook", "jupyter-resource-usage")},
    "jupyterhub-singleuser": "jupyterhub",
}
"""Packages of Binder's base image -> their names in the Python index."""

OF_THE_REPOSITORY = "# Run pre-assemble scripts!"
"""The plan's line below which everything depends on the repository."""

_MIRRORS = re.compile(r"(?i)PATH|LANG|(UV|PIP|SSL|OPENBLAS)_\w+|\w*_PROXY|\w*CA_BUNDLE")


class BinderError(RuntimeError):
    """Binder could not launch this repository: the message says at which step, and why."""


@dataclass(frozen=True)
class Plan:
    """How repo2docker would make the image."""

    python: str
    """Such as "3.11"."""
    base: dict[str, str]
    """Packages that are there before the repository's own -> version."""
    steps: tuple[str, ...]
    """Commands that depend on the repository, in order."""


@dataclass(frozen=True)
class Home:
    """An environment made after the plan, and the folder that a reader would find in it."""

    folder: Path
    environment: Path
    seconds: dict[str, float]
    """Step -> how long it took; without those that were done before."""

    def variables(self) -> dict[str, str]:
        """Return the environment variables of a process in it."""
        kept = {name: value for name, value in os.environ.items() if _MIRRORS.fullmatch(name)}
        own = {"HOME": self.folder, "REPO_DIR": self.folder, "CONDA_DIR": self.environment}
        own |= {"KERNEL_PYTHON_PREFIX": self.environment, "NB_PYTHON_PREFIX": self.environment}
        path = f"{self.folder}/.local/bin:{self.environment}/bin:{os.environ.get('PATH', '')}"
        return kept | {name: str(place) for name, place in own.items()} | {"PATH": path}

    def run(self, command: str) -> str:
        """Run a step in the home, as the image would; return what it says.

        Raises
        ------
        BinderError
            If it fails.
        """
        said = subprocess.run(
            ["bash", "-ec", command],
            cwd=self.folder,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if said.returncode:
            raise BinderError(f"this step of the image fails: {command}\n{said.stdout[-3000:]}")
        return said.stdout


def plan(root: Path) -> Plan:
    """Let repo2docker plan the image of a project.

    Raises
    ------
    BinderError
        If it refuses the project's configuration.
    """
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(root)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    written = said.stdout + said.stderr
    python = re.search(r"conda environment for python=([\d.]+)", written)
    if said.returncode or python is None or OF_THE_REPOSITORY not in written:
        raise BinderError(f"repo2docker refuses {root}/binder:\n{written[-3000:]}")
    own = re.sub(r"\\\n", " ", written.split(OF_THE_REPOSITORY)[1])
    steps = tuple(re.findall(r"^RUN (.+)$", own, re.MULTILINE))
    return Plan(python[1], _base(python[1]), steps)


def _base(python: str) -> dict[str, str]:
    """Return the Jupyter packages of Binder's base image, from the lock that repo2docker ships."""
    name = f"repo2docker/buildpacks/conda/environment.py-{python}-linux-64.lock"
    lock = Path(str(distribution("jupyter-repo2docker").locate_file(name)))
    text = lock.read_text("utf-8")
    found = {pip: re.search(rf"/{conda}-(\d[^-]*)-", text) for conda, pip in BASE.items()}
    missing = [pip for pip, match in found.items() if match is None]
    if missing:
        raise BinderError(f"repo2docker's lock no longer has {', '.join(missing)}: {lock}")
    return {pip: match[1] for pip, match in found.items() if match is not None}


def carry_out(root: Path, planned: Plan, folder: Path, executed: Path | None = None) -> Home:
    """Carry out a plan in `folder`; what an earlier run installed by the same plan is kept.

    Parameters
    ----------
    root
        The project's folder.
    planned
        What repo2docker would do.
    folder
        Where it is done.
    executed
        Results of chapters that this machine has run already, which are then not run again; None
        lets the image run them, as Binder does.

    Raises
    ------
    BinderError
        If a step fails.
    """
    mark, wanted = folder / "installed", _digest(root, planned)
    home = Home(folder / "home", folder / "environment", {})
    fresh = mark.is_file() and mark.read_text("utf-8") == wanted
    if not fresh:
        shutil.rmtree(folder, ignore_errors=True)
    copy_sources(root, home.folder)
    if executed is not None:
        shutil.copytree(executed, home.folder / "_build/executed")
    if not fresh:
        _timed(home, "the base", lambda: _install_base(planned, home))
    for step in planned.steps:
        if "apt-get" in step:
            raise BinderError(f"this step needs a system of its own: {step}")
        _timed(home, step, lambda step=step: home.run(step))  # type: ignore[misc]
    mark.write_text(wanted, "utf-8")
    return home


def _timed(home: Home, name: str, act) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    started = time.perf_counter()
    act()
    home.seconds[name] = time.perf_counter() - started


def _install_base(planned: Plan, home: Home) -> None:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = sys.executable if planned.python == here else planned.python
    uv = Path(sys.executable).with_name("uv")
    pins = [f"{name}=={version}" for name, version in planned.base.items()]
    made = [str(uv), "venv", "--quiet", "--python", python, str(home.environment)]
    filled = [str(uv), "pip", "install", "--quiet", "--system-certs"]
    filled += ["--python", f"{home.environment}/bin/python"]
    for command in (made, [*filled, *pins]):
        said = subprocess.run(command, capture_output=True, text=True, check=False)
        if said.returncode:
            raise BinderError(f"the base of the image cannot be installed:\n{said.stderr}")


def _digest(root: Path, planned: Plan) -> str:
    asked = [root / "requirements.txt", *sorted((root / "binder").iterdir())]
    content = b"".join(path.read_bytes() for path in asked)
    return hashlib.sha256(repr(planned).encode() + content).hexdigest()


def copy_sources(root: Path, home: Path) -> None:
    """Put what git holds, or would hold with the next commit, into a home without anything else."""
    shutil.rmtree(home, ignore_errors=True)
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, said.split("\0")):
        if (root / name).is_file():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, home / name)


def size(folder: Path) -> int:
    """Return how much a folder holds, in bytes; a file with two names counts once."""
    files = {path.lstat().st_ino: path.lstat().st_size for path in folder.rglob("*")}
    return sum(files.values())


def main() -> int:
    """Carry out the plan of the project in the working directory from nothing; say what it took."""
    root = Path.cwd()
    folder = root / "_build/binder"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        home = carry_out(root, plan(root), folder)
    except BinderError as fault:
        print(fault, file=sys.stderr)
        return 1
    for step, seconds in home.seconds.items():
        print(f"{seconds:6.1f} s   {step}")
    print(f"{size(home.environment) / 1e6:6.0f} MB  the environment")
    print(f"{size(home.folder) / 1e6:6.0f} MB  what git holds, with compiled modules")
    return 0


if __name__ == "__main__":
    sys.exit(main())
