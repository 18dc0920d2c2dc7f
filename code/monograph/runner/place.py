"""Whether this folder can be built from here: asked in one go, before any work is done."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import PathFinder
from pathlib import Path

from monograph.runner.chapters import BookError


def strangers(root: Path, path: Sequence[str] | None = None) -> list[str]:
    """Return what is wrong with the environment's way to the code, one sentence a package.

    A folder that was copied with its environment may run the code, and read the data, of the
    folder it was copied from, and publish that one's numbers.

    Parameters
    ----------
    root
        The project's folder.
    path
        Where Python looks for packages; its own path by default.
    """
    found = []
    for package in sorted(root.glob("code/*/__init__.py")):
        name = package.parent.name
        spec = PathFinder.find_spec(name, sys.path if path is None else path)
        origin = Path(spec.origin) if spec and spec.origin else None
        if origin is None or origin.resolve() != package.resolve():
            where = f"is that of {origin.parent}" if origin else "is not found"
            found.append(
                f"{package.parent}: in this environment, the package {name} {where}; "
                "run `make setup`, which leads it to this folder"
            )
    return found


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Keep the folder to one build, which can write and runs this folder's own code.

    Raises
    ------
    BookError
        If one of these is not so, or if the disk fails while the build is under way.
    """
    if wrong := strangers(root):
        raise BookError("\n".join(wrong))
    folder = root / "_build"
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"0" * 4096)
        links = [path for path in folder.iterdir() if path.is_symlink()]
        lock = (folder / ".lock").open("w")
    except OSError as fault:
        raise BookError(f"{folder}: cannot be written: {fault.strerror}") from None
    with lock:
        if links:
            raise BookError(
                f"{links[0]}: is a link, and the build would put a folder in its place; "
                f"remove it (to build on another disk, make {folder.name} itself a link)"
            )
        if not _locked(lock.fileno()):
            raise BookError(f"{folder}: another build of this folder is under way; wait for it")
        try:
            yield
        except BrokenPipeError:
            raise  # who listened has gone: no fault of the disk
        except OSError as fault:
            where = f"{fault.filename}: " if fault.filename else ""
            raise BookError(f"{where}{fault.strerror or fault}") from None


def _locked(handle: int) -> bool:
    """Take the lock, which the system frees when this process ends, however it ends."""
    if os.name != "posix":
        return True  # a system without such locks: what held before holds
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True  # a file system without locks
    return True
