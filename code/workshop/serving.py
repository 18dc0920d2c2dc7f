"""Serve a published book from this machine, as a host of static pages would: compressed."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PLAIN = {".woff2", ".png", ".pdf"}
"""Suffixes of what is compressed already."""


class _Compressed(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, kept: int, **named: Any) -> None:  # noqa: ANN401  (its own)
        self._kept = kept
        super().__init__(*given, **named)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: the tests report what went wrong."""

    def do_GET(self) -> None:
        """Answer with a file, compressed with gzip where that helps."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        small = path.suffix not in PLAIN
        content = _gzipped(path, path.stat().st_mtime_ns) if small else path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path.name))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        if self._kept:
            self.send_header("Cache-Control", f"max-age={self._kept}")
        self.end_headers()
        self.wfile.write(content)


@lru_cache(maxsize=512)
def _gzipped(path: Path, _: int) -> bytes:
    """Return the compressed file; its time of writing makes an edited file another one."""
    return gzip.compress(path.read_bytes(), 6)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of a page that was closed before it had loaded."""


@contextmanager
def served(folder: Path, *, kept: int = 0) -> Iterator[str]:
    """Serve a folder on a free port of this machine; give its address, without a slash at the end.

    Parameters
    ----------
    folder
        What is published.
    kept
        For how many seconds browsers may keep what they were answered, as hosts of static pages
        let them. What changes meanwhile, a window that was there before does not see.

    Examples
    --------
    >>> with served(Path("_build/html")) as address:  # doctest: +SKIP
    ...     print(address)
    http://127.0.0.1:40123
    """
    server = _Server(("127.0.0.1", 0), partial(_Compressed, directory=str(folder), kept=kept))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
