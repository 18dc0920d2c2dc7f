"""A builder forked from a process that has imported what builders import of other people's.

The tests of the builder run it hundreds of times, and a start of Python with Sphinx and its
extensions takes longer than the small book. What is forked is the command otherwise: with folder,
variables and output of its own, and the modules of the book that it builds, none of which was
imported before. What a builder itself starts, its kernels' prepared process, can be lent to it.

Runs as a script too: `python -P forking.py --serve FOLDER` imports, listens on `FOLDER/requests`
and ends when its standard input does.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from functools import cache, partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

PACKAGES = (
    *("jupyter_book.sphinx", "nbclient", "nbformat", "jupytext", "ipykernel"),
    *("myst_nb.sphinx_ext", "myst_nb.sphinx_", "sphinx_external_toc", "sphinx_jupyterbook_latex"),
    *("sphinx.application", "sphinx.builders.html", "sphinx.builders.epub3", "sphinx.search.en"),
    *("sphinx.builders.linkcheck", "sphinx.builders.latex", "sphinx.builders.texinfo"),
    *("sphinx.ext.intersphinx", "sphinx.ext.mathjax", "sphinx_book_theme", "pydata_sphinx_theme"),
    *(
        "sphinx_comments",
        "sphinx_copybutton",
        "sphinx_design",
        "sphinx_thebe",
        "sphinx_togglebutton",
    ),
    *("sphinxcontrib.bibtex", "bs4", "lxml.html", "requests", "pandas", "pyarrow", "scipy.stats"),
    *("latex2mathml.converter", "docutils.writers.html5_polyglot", "docutils.parsers.rst"),
    *("docutils.languages.en", "docutils.parsers.rst.directives.tables", "xml.dom.minidom"),
    *("docutils.parsers.rst.directives.admonitions", "sqlalchemy.dialects.sqlite", "jinja2.ext"),
    *("sphinx_external_toc.api", "sphinx_external_toc.collectors", "sphinx_external_toc.events"),
    *("sphinx_design.extension", "sphinx_multitoc_numbering", "alabaster", "packaging.utils"),
    *("myst_nb.ext.glue.domain", "myst_nb.ext.execution_tables", "myst_nb.core.lexers"),
    *("myst_parser.sphinx_ext.directives", "myst_parser.sphinx_ext.myst_refs"),
    *("myst_parser.sphinx_ext.mathjax", "pybtex.style.formatting.plain", "multiprocessing.util"),
    *("multiprocessing.connection", "multiprocessing.popen_fork", "tinycss2", "fontTools.ttLib"),
    *("vl_convert", "typst"),
)
"""What a builder imports; what is missing here is only imported later."""

PREPARED = Path(__file__).parents[1] / "code/monograph/runner/prepared.py"
"""The script that does for kernels what this one does for builders."""

SHEET = "theme/pydata_sphinx_theme/static/styles/pydata-sphinx-theme.css"
"""The theme's style sheet, in its package."""

START = 120
"""Seconds that the imports may take."""


class Forked:
    """A running builder, with as much of a Popen as the tests ask for."""

    def __init__(self, guest: socket.socket) -> None:
        self._answers = guest.makefile("r")
        self._guest = guest
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its status if it has ended."""
        if self.returncode is None and select.select([self._guest], [], [], 0)[0]:
            self.wait()
        return self.returncode

    def wait(self) -> int:
        """Wait for its end, and return its status."""
        if self.returncode is None:
            self.returncode = int(self._answers.readline())
            self._answers.close()
            self._guest.close()
        return self.returncode

    def kill(self) -> None:
        """Kill it."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@cache
def _served() -> Path:
    """Start the process that forks, and return its folder; it ends with this one."""
    folder = Path(tempfile.mkdtemp(prefix="forking-"))
    plain = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    server = subprocess.Popen(
        [sys.executable, "-P", __file__, "--serve", str(folder)],
        env=plain,
        cwd=folder,
        stdin=subprocess.PIPE,
    )

    def end() -> None:
        assert server.stdin is not None
        server.stdin.close()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    return folder


@cache
def lent() -> Any:  # noqa: ANN401  (of the project, which this script must not import)
    """Return a prepared process for kernels, which ends with this process."""
    from monograph.runner.kernels import prepared

    made = prepared()
    template = made.__enter__()
    atexit.register(made.__exit__, None, None, None)
    return template


@contextmanager
def lending() -> Iterator[None]:
    """Let what runs chapters in this process do so in kernels of the prepared process."""
    from monograph.runner import kernels

    template, usual = lent(), kernels.prepared
    kernels.prepared = lambda: nullcontext(template)
    try:
        yield
    finally:
        kernels.prepared = usual


def start(
    arguments: list[str], cwd: Path, env: dict[str, str], output: int, lend: bool = False
) -> Forked | subprocess.Popen[bytes]:
    """Start `python -m monograph` with arguments.

    Parameters
    ----------
    arguments
        Of the command.
    cwd, env
        Its folder and its variables.
    output
        The file that is its standard output and error.
    lend
        Whether its kernels come of a process that others share.
    """
    if sys.platform != "linux":  # elsewhere, libraries that are loaded may not survive it
        command = [sys.executable, "-m", "monograph", *arguments]
        return subprocess.Popen(command, cwd=cwd, env=env, stdout=output, stderr=subprocess.STDOUT)
    template = lent() if lend else None
    request = {
        "arguments": arguments,
        "cwd": str(cwd),
        "env": env,
        "kernels": str(template.folder) if template else None,
    }
    guest, until = socket.socket(socket.AF_UNIX), time.monotonic() + START
    while True:
        try:
            guest.connect(str(_served() / "requests"))
            break
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)  # it still imports
    written = json.dumps(request).encode() + b"\n"
    socket.send_fds(guest, [written[:1]], [output])
    guest.sendall(written[1:])
    return Forked(guest)


def run(
    arguments: list[str], cwd: Path, env: dict[str, str], lend: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run `python -m monograph` with arguments; standard output and error are joined."""
    with tempfile.TemporaryFile() as output:
        status = start(arguments, cwd, env, output.fileno(), lend).wait()
        output.seek(0)
        said = output.read().decode("utf-8")
    return subprocess.CompletedProcess(arguments, status, said, "")


def _serve(folder: Path) -> None:
    _share(folder)
    from pygments.styles import get_all_styles, get_style_by_name
    from sphinx.application import builtin_extensions

    for name in get_all_styles():
        get_style_by_name(name)
    door = _prepared().opened(folder, (*PACKAGES, *builtin_extensions))
    while True:
        ready, _, _ = select.select([door, sys.stdin], [], [])
        if sys.stdin in ready:
            return
        guest, _ = door.accept()
        first, (output,), _, _ = socket.recv_fds(guest, 1, 1)
        request = json.loads(first.decode() + guest.makefile("r").readline())
        if os.fork() == 0:
            door.close()
            _keep(request, guest, output)
        os.close(output)
        guest.close()
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _share(folder: Path) -> None:
    """Let all builders have what each would make again of other people's, which no test changes.

    That is the code of templates, a fifth of what setting the small book takes, kept by what they
    say; what packages offer; and the parts of the theme's style sheet.
    """
    from importlib import metadata
    from importlib.resources import files

    import importlib_metadata
    import tinycss2
    from jinja2 import FileSystemBytecodeCache
    from sphinx import jinja2glue

    for module in (metadata, importlib_metadata):
        module.entry_points = cache(module.entry_points)
    (folder / "templates").mkdir()
    kept = FileSystemBytecodeCache(str(folder / "templates"))
    usual = jinja2glue.SandboxedEnvironment
    jinja2glue.SandboxedEnvironment = partial(usual, bytecode_cache=kept)
    tinycss2.parse_stylesheet = cache(tinycss2.parse_stylesheet)
    sheet = files("pydata_sphinx_theme").joinpath(SHEET).read_text("utf-8")
    tinycss2.parse_stylesheet(sheet, True, True)


def _prepared() -> ModuleType:
    """Load the script by its path: of the project nothing may be there before a builder runs."""
    spec = spec_from_file_location("prepared", PREPARED)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _keep(request: dict[str, Any], guest: socket.socket, output: int) -> None:
    """Fork the builder, and say its number and, once it has ended, its status."""
    pid = os.fork()
    if pid == 0:
        guest.close()
        _become(request, output)
    guest.sendall(f"{pid}\n".encode())
    os.close(output)
    _, status = os.waitpid(pid, 0)
    with suppress(OSError):
        guest.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(request: dict[str, Any], output: int) -> None:
    """Be the command."""
    status: Any = 70
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for of, to in ((nothing, 0), (output, 1), (output, 2)):
            os.dup2(of, to)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        path = request["env"].get("PYTHONPATH", "").split(os.pathsep)
        sys.path[:0] = [request["cwd"], *filter(None, path)]
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()
        if request["kernels"]:
            _borrow(Path(request["kernels"]))
        sys.argv = ["monograph", *request["arguments"]]
        try:
            runpy.run_module("monograph", run_name="__main__", alter_sys=True)
            status = 0
        except SystemExit as end:
            status = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    finally:
        with suppress(Exception):
            atexit._run_exitfuncs()
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status or 0)


def _borrow(folder: Path) -> None:
    """Let the builder fork its kernels from a process that is there already."""
    from monograph.runner import kernels

    class Lent(kernels.Prepared):
        def __init__(self) -> None:
            self.folder = folder
            self._process = SimpleNamespace(poll=lambda: None)
            self._forked = []

    kernels.prepared = lambda: nullcontext(Lent())  # type: ignore[assignment]


if __name__ == "__main__":
    _serve(Path(sys.argv[2]))
