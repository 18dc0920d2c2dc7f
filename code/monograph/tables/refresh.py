"""Keep sizes and checksums in `datapackage.json` true to the CSV files beside it.

Run as `python -m monograph.tables.refresh` after editing a table: what a spreadsheet added to it
without saying anything is taken away first. With `--check` nothing is written, each stale entry
is named, and the exit code says whether there is any.
In: the data folder. Out: its `datapackage.json`, with `bytes` and `hash` of every resource, and
tables as `tidied` makes them.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from monograph.tables.metadata import FILE
from monograph.tables.package import data_folder
from monograph.tables.stated import dumps, fingerprint
from monograph.tables.tidied import tidied

Package = dict[str, Any]

TIDIED = "taken away what a spreadsheet had added: a mark, empty rows or columns, capitals of TRUE"


def refreshed(package: Package, folder: Path) -> Package:
    """Return `package` with size and checksum of every resource as they are in `folder`.

    Raises
    ------
    FileNotFoundError
        If a declared file is missing.
    """
    resources = [
        resource | fingerprint((folder / resource["path"]).read_bytes())
        for resource in package["resources"]
    ]
    return package | {"resources": resources}


def unmatched(package: Package, folder: Path) -> list[str]:
    """Return one line for each CSV file declared and absent, or present and not declared."""
    declared = {resource["path"] for resource in package["resources"]}
    present = {path.name for path in folder.glob("[!.~]*.csv")}  # no lock, no shadow of a system
    lines = [
        f"{name}: declared in {FILE}, but there is no such file" for name in declared - present
    ]
    lines += [f"{name}: not declared in {FILE}" for name in present - declared]
    return sorted(lines)


def stale(package: Package, folder: Path) -> list[str]:
    """Return one line for each declared file whose size or checksum is not as declared."""
    lines = []
    for resource in package["resources"]:
        path = folder / resource["path"]
        now = fingerprint(path.read_bytes()) if path.is_file() else {}
        old = [key for key, value in now.items() if resource.get(key) != value]
        if old:
            verb = "is" if len(old) == 1 else "are"
            lines.append(f"{path.name}: {' and '.join(old)} in {FILE} {verb} stale")
    return sorted(lines)


def _booleans(resource: Package) -> frozenset[str]:
    """Return the columns of a table that hold true or false."""
    fields = resource["schema"]["fields"]
    return frozenset(field["name"] for field in fields if field["type"] == "boolean")


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh or check the data package; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m monograph.tables.refresh")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if stale")
    parser.add_argument("folder", nargs="?", type=Path, help="data folder (default: the book's)")
    options = parser.parse_args(arguments)
    folder = options.folder or data_folder()
    package: Package = json.loads((folder / FILE).read_text(encoding="utf-8"))
    found = unmatched(package, folder)  # what only a person can mend
    if options.check:
        found += stale(package, folder)
    if found:
        hint = "run python -m monograph.tables.refresh; declare new tables by hand"
        sys.stderr.write("\n".join([*found, hint, ""]))
        return 1
    if not options.check:
        for resource in package["resources"]:
            path = folder / resource["path"]
            held = path.read_bytes()
            if (plain := tidied(held, _booleans(resource))) != held:
                path.write_bytes(plain)
                sys.stdout.write(f"{path}: {TIDIED}\n")
        text = dumps(refreshed(package, folder))
        (folder / FILE).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
