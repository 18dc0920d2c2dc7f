"""A disk that is full or fails while Sphinx works: said in one sentence, not as a traceback."""

import errno
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import jupyter_book.sphinx as jupyter_book

OF_THE_DISK = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
        *(errno.EROFS, errno.EACCES, errno.EPERM),
    }
)
"""Errors that say something of the machine and nothing of the book."""
_WRITING = logging.getLogger("sphinx.sphinx.builders.html")


def fault_of_disk(fault: object) -> str | None:
    """Return what the disk has against the build, None if the fault is another.

    Examples
    --------
    >>> fault_of_disk(OSError(28, "No space left on device", "page.html"))
    'page.html: No space left on device'
    >>> fault_of_disk(ValueError("[Errno 28] is quoted here")) is None
    True
    """
    seen = fault
    while isinstance(seen, BaseException):
        if isinstance(seen, OSError) and seen.errno in OF_THE_DISK:
            where = f"{seen.filename}: " if seen.filename else ""
            return f"{where}{seen.strerror}"
        # Of a fault in another process Sphinx hands on the words alone.
        said = re.match(r"(?:OSError|PermissionError): \[Errno (\d+)\] (.+)", str(seen))
        if said and int(said[1]) in OF_THE_DISK:
            return said[2]
        seen = getattr(seen, "orig_exc", None) or seen.__cause__ or seen.__context__
    return None


@contextmanager
def left_to_us() -> Iterator[None]:
    """Let Sphinx stop where it would only warn of the disk, and print nothing of it."""
    module: Any = jupyter_book
    printed = module.handle_exception

    def quietly(app: object, options: object, fault: BaseException, *where: object) -> None:
        if fault_of_disk(fault) is None:
            printed(app, options, fault, *where)

    module.handle_exception = quietly
    _WRITING.addFilter(_stops)
    try:
        yield
    finally:
        module.handle_exception = printed
        _WRITING.removeFilter(_stops)


def _stops(record: logging.LogRecord) -> bool:
    """Raise the error of which a page's writer warns, and then goes on to the next page."""
    for said in record.args if isinstance(record.args, tuple) else ():
        if isinstance(said, OSError) and said.errno in OF_THE_DISK:
            raise said
    return True
