"""Leave out of Binder's image what packages bring and no chapter asks for.

`python -m workshop.image` does so in the environment that runs it, as `binder/leave-out.txt` says
(standard library only: it runs in the image). It belongs in the step that installs the packages:
an image keeps what a later step deletes. With `--import MODULE` it imports all that a chapter can
ask of that module, which compiles that and nothing else.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from importlib import import_module
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from workshop.lock import pins

LIST, CHAPTERS = Path("binder/leave-out.txt"), Path("requirements.txt")


class StaleListError(Exception):
    """A line of the list fits no file of any package: the message says which."""


def patterns(root: Path) -> dict[int, str]:
    """Return the patterns of the list by their line."""
    lines = enumerate((root / LIST).read_text("utf-8").splitlines(), 1)
    return {at: line.strip() for at, line in lines if line.strip() and line[0] != "#"}


def left_out(root: Path, packages: Iterable[Distribution]) -> list[Path]:
    """Return the files that packages brought, be they still there or not, and the list names.

    Parameters
    ----------
    root
        The project's folder.
    packages
        What the chapters need.

    Raises
    ------
    StaleListError
        If a line names no file: the package is gone, or laid out in another way.
    """
    brought = dict(_brought(packages))
    found: dict[Path, None] = {}
    for at, pattern in patterns(root).items():
        fitting = [place for name, place in brought.items() if fnmatchcase(name, pattern)]
        if not fitting:
            raise StaleListError(
                f"{LIST}:{at}: no package of {CHAPTERS} brings {pattern}; "
                "write where such files are now, or delete the line"
            )
        found |= dict.fromkeys(fitting)
    return list(found)


def _brought(packages: Iterable[Distribution]) -> Iterator[tuple[str, Path]]:
    """Yield names and places by the packages' own records.

    `Distribution.files` names from Python 3.12 on only what is still there.
    """
    for package in packages:
        for name, *_ in csv.reader((package.read_text("RECORD") or "").splitlines()):
            yield name, Path(str(package.locate_file(name)))


def installed(root: Path) -> list[Distribution]:
    """Return the packages that the chapters need, as they are installed here."""
    here = []
    for name in pins(root / CHAPTERS):
        with suppress(PackageNotFoundError):  # what is locked for another system
            here.append(distribution(name))
    return here


def leave_out(files: Iterable[Path]) -> int:
    """Delete files, and folders that are empty then; return how many bytes are gone."""
    gone = 0
    folders: set[Path] = set()
    for file in filter(Path.is_file, files):
        gone += file.stat().st_size
        file.unlink()
        folders.update(file.parents)
    for folder in sorted(folders, key=lambda each: len(each.parts), reverse=True):
        with suppress(OSError):  # not empty
            folder.rmdir()
    return gone


def import_all(toolbox: str) -> None:
    """Import what chapters can ask for: all that the module which they import leads to."""
    leading = import_module(toolbox)
    for module in (getattr(leading, name) for name in leading.WHERE):
        for name in dir(module):
            getattr(module, name)


def main() -> int:
    """Leave out what the list names, and say how much it was; return the exit status."""
    root = Path.cwd()
    if sys.argv[1:2] == ["--import"]:
        import_all(sys.argv[2])
        return 0
    try:
        gone = leave_out(left_out(root, installed(root)))
    except StaleListError as fault:
        print(fault, file=sys.stderr)
        return 1
    print(f"{gone / 1e6:.0f} MB of the packages are left out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
