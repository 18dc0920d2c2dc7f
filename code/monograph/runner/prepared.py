"""A kernel in a clean process, forked from one that has imported what chapters import.

Runs as a script, never as a part of this package: a module of the project that is imported here
could not be watched in a chapter, nor be read anew when it is edited.

`python -P prepared.py --serve FOLDER` imports, listens on `FOLDER/requests`, and forks a kernel for
each request; it ends when its standard input does. `python -P prepared.py -f CONNECTION …` is one
such kernel without the forking.

A kernel reads no settings and no startup files of whoever runs it: what a chapter needs, the
chapter says.
"""

import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import warnings
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

PACKAGES = (
    *("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completer"),
    *("ipywidgets", "anywidget", "comm"),
    *("numpy", "pandas", "pyarrow.parquet", "altair", "jsonschema", "narwhals", "yaml"),
    *("scipy.stats", "scipy.optimize", "scipy.special", "scipy.sparse.csgraph", "numba"),
    *("lazy_loader", "jinja2", "cloudpickle", "vl_convert", "importlib.metadata"),
    # What these import late, when they are first used.
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.logger"),
    *("IPython.core.oinspect", "IPython.extensions.storemagic", "tornado.platform.asyncio"),
    *("pandas.core.methods.to_dict", "pandas.io.formats.csvs", "pandas.core.reshape.reshape"),
    *("pyarrow.pandas_compat", "narwhals._pandas_like.dataframe", "narwhals._pandas_like.group_by"),
    *("narwhals._pandas_like.namespace", "narwhals._pandas_like.selectors"),
    *(
        "narwhals._interchange.dataframe",
        "narwhals.stable.v1._namespace",
        "pyarrow.vendored.version",
    ),
    *("encodings.cp1252", "encodings.gb18030", "tomllib", "xml.etree.ElementTree"),
)
"""What chapters and their modules import of other people's, as far as it is installed."""


def main() -> None:
    """Serve, or be one kernel."""
    if sys.argv[1] == "--serve":
        _serve(Path(sys.argv[2]))
    else:
        _kernel(sys.argv[1:])


def _serve(folder: Path) -> None:
    # The debugger, which a kernel looks for, would say here that it could miss a breakpoint.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    door = opened(folder, PACKAGES)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel that ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the builder ends it
    while True:
        ready, _, _ = select.select([door, sys.stdin], [], [])
        if sys.stdin in ready:
            shutil.rmtree(folder, ignore_errors=True)
            return  # the builder has ended, or has been killed
        guest, _ = door.accept()
        request = json.loads(guest.makefile("r").readline())
        if os.fork() == 0:
            door.close()
            _become(request, guest)
        guest.close()


def opened(folder: Path, packages: Iterable[str]) -> socket.socket:
    """Import packages, as far as they are installed, and listen on `FOLDER/requests` to fork."""
    for name in packages:
        with suppress(ImportError):
            import_module(name)
    # The threads are those of numerical libraries, which are made to be forked.
    warnings.filterwarnings("ignore", ".*use of fork", DeprecationWarning)
    gc.freeze()  # what is imported is never garbage: forked processes need not touch it
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(folder / "requests"))
    door.listen()
    return door


def _become(request: dict[str, object], guest: socket.socket) -> None:
    """Turn the forked process into a kernel. The guest sees it end by the end of the connection."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        guest.sendall(f"{os.getpid()}\n".encode())
        os.environ.clear()
        os.environ.update(request["env"])  # type: ignore[call-overload]
        os.chdir(str(request["cwd"]))
        sys.path[:0] = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed()  # of its own, as in a fresh process
        # Its class has read the parent from the environment of the process that imported it.
        _kernel([*request["argv"], f"--IPKernelApp.parent_handle={os.getppid()}"])  # type: ignore[misc]
        code = 0
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def _kernel(arguments: list[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp

    class Clean(IPKernelApp):
        """Without configuration: neither the reader's nor the machine's."""

        def load_config_file(self, *_: object, **__: object) -> None:
            pass

    os.environ.pop("PYTHONSTARTUP", None)
    app = Clean.instance()
    app.initialize(arguments)
    app.start()


if __name__ == "__main__":
    main()
