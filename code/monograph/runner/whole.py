"""Whether a folder still holds what was put there: a copy of it may have stopped half way."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path


def sizes(folder: Path) -> dict[str, int]:
    """Return each file under a folder, by its path there, with its length in bytes."""
    if not folder.is_dir():
        return {}  # a book of which no chapter has code has no cache
    return {
        os.path.relpath(entry.path, folder): entry.stat().st_size for entry in _files(str(folder))
    }


def holds(folder: Path, files: Mapping[str, int]) -> bool:
    """Tell whether each file is there, as long as it was. Others beside them are nobody's loss."""
    return files.items() <= sizes(folder).items()


def _files(folder: str) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            elif entry.is_file():
                yield entry
