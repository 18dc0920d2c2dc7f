"""The small book of the tests, a stranger's: each test builds a copy, with what it lays over it."""

import json
import shutil
from pathlib import Path

REAL = Path(__file__).parents[1]
SMALL = REAL / "tests/monograph/stranger"

_PACKAGE = Path("data/datapackage.json")
_MADE = shutil.ignore_patterns("__pycache__")


def lay_out(root: Path, *over: Path, code: bool = False) -> None:
    """Write a copy of the small book.

    Parameters
    ----------
    root
        Its folder.
    over
        Folders whose files are laid over the book's own, in their places. Tables that they
        declare come after the book's.
    code
        Whether the book gets a copy of the package that sets it, for tests that change it.
    """
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    for folder in over:
        package = json.loads((root / _PACKAGE).read_text("utf-8"))
        shutil.copytree(folder, root, dirs_exist_ok=True, ignore=_MADE)
        if (folder / _PACKAGE).is_file():
            more = json.loads((folder / _PACKAGE).read_text("utf-8"))
            package["resources"] += more["resources"]
            written = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
            (root / _PACKAGE).write_text(written, "utf-8")
    if code:
        shutil.copytree(REAL / "code/monograph", root / "code/monograph", ignore=_MADE)
