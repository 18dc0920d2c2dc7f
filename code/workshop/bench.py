"""Measure the book against its budgets: `python -m workshop.bench [part …]`.

All in one run and on copies of the project, so that the ratios mean something on any machine.
`builds`: the default `jupyter-book build` of the same chapters, our build from clean, our rebuilds.
`pages`: what each page weighs, and how fast its explorers are. `lab`: an explorer in JupyterLab
against the same figure with `interact`. `model`: the model against other packages, in an
environment of its own. Nothing of the project itself is touched.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from monograph.runner.chapters import chapters, executable
from workshop.bench_lab import print_lab
from workshop.bench_pages import print_pages, verdict

# What the design allows: a ratio to the default build, and seconds.
CLEAN, UNCHANGED, PROSE, TABLED = 0.30, 2.0, 10.0, 15.0
DEFAULT = (str(Path(sys.executable).with_name("jupyter-book")), "build", ".")
OURS = (sys.executable, "-m", "monograph", "html")
TABLE = "tensions"
"""The data table that is edited: three chapters read it."""


@dataclass(frozen=True)
class Build:
    """One build: how long it took (s), and which chapters a kernel ran."""

    seconds: float
    ran: list[str]


def main(arguments: list[str] | None = None) -> int:
    """Print the measurements asked for, all by default; return 1 if a build fails."""
    parser = argparse.ArgumentParser(prog="python -m workshop.bench", description=__doc__)
    parser.add_argument("part", nargs="*", help=f"of {', '.join(PARTS)}; all if none is named")
    asked = parser.parse_args(arguments).part or list(PARTS)
    if unknown := sorted(set(asked) - set(PARTS)):
        parser.error(f"there is no part {', '.join(unknown)}: the parts are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            for part in asked:
                PARTS[part](Path(folder))
        except subprocess.CalledProcessError as fault:
            print(f"{' '.join(fault.cmd)} failed:\n{fault.stdout}", file=sys.stderr)
            return 1
    return 0


def _builds(folder: Path) -> None:
    for copy in (folder / "plain", folder / "ours"):
        copy_project(Path.cwd(), copy)
    _let_plain(folder / "plain")
    _compare(folder / "plain", folder / "ours")


def _let_plain(root: Path) -> None:
    """Let a copy be built by Jupyter Book alone, which the book refuses.

    It makes no notebooks: Jupyter Book has none to make, and keeps what ran elsewhere.
    """
    _change(root / "_config.yml", "    monograph_stamps:", "    monograph_ready: true\n")
    parts = root / "code/monograph/extension.py"
    _change(parts, '"monograph.living.page", "monograph.living.builder"', "", keep=False)


def _change(path: Path, known: str, before: str, *, keep: bool = True) -> None:
    """Write something before what a file must have once; or in its place."""
    text = path.read_text("utf-8")
    assert text.count(known) == 1, f"{path}: {known!r} must stand in it once"
    path.write_text(text.replace(known, before + known if keep else before), "utf-8")


def _built(folder: Path) -> Path:
    """Return a built copy of the project, making it if no part has."""
    copy = folder / "read"
    if not copy.exists():
        copy_project(Path.cwd(), copy)
        build(copy)
    return copy


def _pages(folder: Path) -> None:
    print_pages(_built(folder) / "_build" / "html")


def _lab(folder: Path) -> None:
    print_lab(_built(folder))


def _model(_: Path) -> None:
    # In a process of its own: it measures memory.
    subprocess.run([sys.executable, "-m", "workshop.bench_model"], check=True)


PARTS: dict[str, Callable[[Path], None]] = {
    "builds": _builds,
    "pages": _pages,
    "lab": _lab,
    "model": _model,
}
"""Part -> what measures it, given a folder for copies."""


def _compare(plain: Path, ours: Path) -> None:
    pages = executable(chapters(ours))
    count = f"{len(pages)} chapters"
    default = build(plain, DEFAULT).seconds
    _row("the default jupyter-book build, from clean", default, default, count)
    clean = build(ours)
    _row("ours, from clean", clean.seconds, default, count, clean.seconds / default, CLEAN)
    same = build(ours)
    _row("ours, nothing changed", same.seconds, default, _ran(same), same.seconds, UNCHANGED)
    _add(pages[0].path, "\nA sentence more.\n")
    prose = build(ours)
    _row("ours, prose edited", prose.seconds, default, _ran(prose), prose.seconds, PROSE)
    _requote(ours / "data" / f"{TABLE}.csv")
    table = build(ours)
    what = f"ours, data/{TABLE}.csv edited"
    _row(what, table.seconds, default, _ran(table), table.seconds, TABLED)


def _row(
    what: str,
    seconds: float,
    default: float,
    ran: str,
    measured: float | None = None,
    budget: float | None = None,
) -> None:
    said = ""
    if measured is not None and budget is not None:
        unit = "×" if budget < 1 else "s"
        said = f"{verdict(measured, budget)} (budget {budget:g} {unit})"
    print(f"{what:44} {seconds:6.1f} s {seconds / default:6.2f} ×  {said:22} {ran}", flush=True)


def _ran(result: Build) -> str:
    names = ", ".join(name.removeprefix("book/") for name in result.ran)
    return f"ran: {names}" if names else "no kernel"


def copy_project(root: Path, copy: Path) -> None:
    """Copy what is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, copy / name)


def build(root: Path, command: tuple[str, ...] = OURS) -> Build:
    """Build a copy of the project with its own package.

    Raises
    ------
    subprocess.CalledProcessError
        If the build fails; its output goes with it.
    """
    started = time.perf_counter()
    result = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "code")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - started
    if not (root / "_build" / "html" / "index.html").is_file():
        raise subprocess.CalledProcessError(0, command, f"{result.stdout}no book was made")
    return Build(seconds, sorted(re.findall(r"^  \[\d+/\d+\] (\S+)  \d", result.stdout, re.M)))


def _add(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _requote(path: Path) -> None:
    """Change a CSV file and nothing that it says: put its first header in quotation marks."""
    first, rest = path.read_text("utf-8").split(",", 1)
    path.write_text(f'"{first}",{rest}', "utf-8")


if __name__ == "__main__":
    sys.exit(main())
