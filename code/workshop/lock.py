"""The locked environment: whether it is what requirements*.in, and Binder's, ask for.

`python -m workshop.lock` (standard library only: it runs before anything is installed)
says whether the locks are current; with `--write` it resolves them anew, with `--everywhere` it
asks the index whether they can be installed on every Python and machine; both need uv.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

OMITTED = "requirements-omit.in"
INPUTS = ("requirements.in", "requirements-build.in", OMITTED)
LOCKS = ("requirements-build.txt", "requirements.txt")
NOTEBOOKS_IN, NOTEBOOKS = "binder/notebooks.in", "binder/notebooks.txt"
"""What makes the notebooks of Binder's image: a part of the larger lock, with a digest of its own,
so that chapters, which depend on theirs, do not run again for it."""
PYTHONS = ((3, 11), (3, 12), (3, 13))
"""Versions of Python that the locks serve."""
MACHINES = ("x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu")
"""Machines for which every package has a wheel, as uv names them."""
MARK = "# resolved from: sha256 "


def inputs_digest(root: Path, inputs: tuple[str, ...] = INPUTS) -> str:
    """Return a digest of what the project asks for."""
    # Read as text: a checkout may end lines as Windows does.
    asked = "".join((root / name).read_text("utf-8") for name in inputs)
    return hashlib.sha256(asked.encode()).hexdigest()


def faults(root: Path) -> list[str]:
    """Return what is wrong with the locks, one sentence each; an empty list if they are current."""
    found = [fault for name in LOCKS for fault in _stale(root, name, INPUTS)]
    found += _stale(root, NOTEBOOKS, (NOTEBOOKS_IN, OMITTED))
    return found or _disagreements(root)


def _stale(root: Path, name: str, inputs: tuple[str, ...]) -> list[str]:
    path = root / name
    if not path.is_file():
        return [f"{name}: missing; run `make lock`"]
    if f"{MARK}{inputs_digest(root, inputs)}" not in path.read_text("utf-8"):
        return [f"{name}:1: stale: {' or '.join(inputs)} changed; run `make lock`"]
    return []


def _disagreements(root: Path) -> list[str]:
    """Return packages that the larger lock and another hold in different versions."""
    build = pins(root / LOCKS[0])
    return [
        f"{lock}: {name}=={version}, but requirements-build.txt has {build.get(name)}"
        for lock in (LOCKS[1], NOTEBOOKS)
        for name, version in pins(root / lock).items()
        if build.get(name) != version
    ]


def pins(lock: Path) -> dict[str, str]:
    """Return package -> version from a lock file."""
    lines = lock.read_text("utf-8").splitlines()
    pairs = (line.split(" ")[0].split("==") for line in lines if "==" in line and line[0] != " ")
    return dict(pairs)


def entry(lock: Path, name: str) -> str:
    """Return what a lock file says of one package, hashes included.

    Raises
    ------
    KeyError
        If it does not hold the package.
    """
    held = re.search(
        rf"^{re.escape(name)}==.*\n(?:[ \t]+.*\n?)*", lock.read_text("utf-8"), re.MULTILINE
    )
    if held is None:
        raise KeyError(name)
    return held[0]


def write(root: Path) -> None:
    """Resolve the locks: the largest first, the others held to its versions.

    Versions that are locked already are kept where they still fit.
    """
    for source, lock, constraint, inputs in (
        ("requirements-build.in", "requirements-build.txt", None, INPUTS),
        ("requirements.in", "requirements.txt", "requirements-build.txt", INPUTS),
        (NOTEBOOKS_IN, NOTEBOOKS, "requirements-build.txt", (NOTEBOOKS_IN, OMITTED)),
    ):
        command = [
            *("uv", "pip", "compile", "--quiet", "--python-version", "3.11", "--universal"),
            *("--generate-hashes", "--no-header", "--no-annotate", "--override", OMITTED),
            *(source, "--output-file", lock),
            *(("--constraint", constraint) if constraint else ()),
        ]
        subprocess.run(command, cwd=root, check=True)
        path = root / lock
        text = path.read_text("utf-8")
        path.write_text(f"{MARK}{inputs_digest(root, inputs)}\n{text}", "utf-8")


def places_without(root: Path) -> list[str]:
    """Return where the larger lock, which holds the smaller, cannot be installed from wheels.

    The index is asked: one sentence for each Python and machine, with what uv says.
    """
    found = []
    for major, minor in PYTHONS:
        for machine in MACHINES:
            command = [
                *("uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
                *("--python-version", f"{major}.{minor}", "--python-platform", machine),
                *("--only-binary", ":all:", "--override", OMITTED),
                *("--constraint", "requirements-build.txt", "requirements-build.in"),
            ]
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
            if done.returncode:
                said = done.stderr.strip()
                found.append(f"not for Python {major}.{minor} on {machine}:\n{said}")
    return found


def main() -> int:
    """Check the locks, or write them with `--write`."""
    root = Path.cwd()
    if "--write" in sys.argv[1:]:
        write(root)
    problems = faults(root)
    everywhere = bool({"--write", "--everywhere"} & {*sys.argv[1:]})
    if everywhere and not problems:
        problems = places_without(root)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        pythons = ", ".join(f"{major}.{minor}" for major, minor in PYTHONS)
        machines = " and ".join(name.partition("-")[0] for name in MACHINES)
        served = f", and serve Python {pythons} on {machines}" if everywhere else ""
        print(f"The locks hold what the inputs ask for{served}.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
