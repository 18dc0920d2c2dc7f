"""The locked environment: whether it is what requirements*.in ask for.

`python -m workshop.lock` (standard library only: it runs before anything is installed)
says whether the locks are current; with `--write` it resolves them anew, which needs uv.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

OMITTED = "requirements-omit.in"
INPUTS = ("requirements.in", "requirements-build.in", OMITTED)
LOCKS = ("requirements-build.txt", "requirements.txt")
MARK = "# resolved from: sha256 "


def inputs_digest(root: Path) -> str:
    """Return a digest of what the project asks for."""
    # Read as text: a checkout may end lines as Windows does.
    asked = "".join((root / name).read_text("utf-8") for name in INPUTS)
    return hashlib.sha256(asked.encode()).hexdigest()


def faults(root: Path) -> list[str]:
    """Return what is wrong with the locks, one sentence each; an empty list if they are current."""
    found = []
    wanted = inputs_digest(root)
    for name in LOCKS:
        path = root / name
        if not path.is_file():
            found.append(f"{name}: missing; run `make lock`")
        elif f"{MARK}{wanted}" not in path.read_text("utf-8"):
            found.append(f"{name}:1: stale: {' or '.join(INPUTS)} changed; run `make lock`")
    if not found:
        found = _disagreements(root)
    return found


def _disagreements(root: Path) -> list[str]:
    """Return packages that the two locks hold in different versions."""
    build, chapters = (pins(root / name) for name in LOCKS)
    return [
        f"requirements.txt: {name}=={version}, but requirements-build.txt has {build.get(name)}"
        for name, version in chapters.items()
        if build.get(name) != version
    ]


def pins(lock: Path) -> dict[str, str]:
    """Return package -> version from a lock file."""
    lines = lock.read_text("utf-8").splitlines()
    pairs = (line.split(" ")[0].split("==") for line in lines if "==" in line and line[0] != " ")
    return dict(pairs)


def write(root: Path) -> None:
    """Resolve both locks: the larger first, the smaller held to its versions.

    Versions that are locked already are kept where they still fit.
    """
    for source, lock, constraint in (
        ("requirements-build.in", "requirements-build.txt", None),
        ("requirements.in", "requirements.txt", "requirements-build.txt"),
    ):
        command = [
            *("uv", "pip", "compile", "--quiet", "--python-version", "3.11", "--universal"),
            *(
                "--generate-hashes",
                "--no-header",
                "--no-annotate",
                "--override",
                OMITTED,
                source,
                "--output-file",
                lock,
            ),
            *(("--constraint", constraint) if constraint else ()),
        ]
        subprocess.run(command, cwd=root, check=True)
        path = root / lock
        text = path.read_text("utf-8")
        path.write_text(f"{MARK}{inputs_digest(root)}\n{text}", "utf-8")


def main() -> int:
    """Check the locks, or write them with `--write`."""
    root = Path.cwd()
    if "--write" in sys.argv[1:]:
        write(root)
    problems = faults(root)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
