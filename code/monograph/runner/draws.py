"""A process that draws for all kernels of a build: each would start an engine of its own.

Runs as a script, with none of the project's modules: `python -P draws.py FOLDER` listens on
`FOLDER/drawings` and answers one request after the other; it ends when its standard input does. A
request names a function of the engine, its argument, and the folder of fonts to draw with. Of what
the engine refuses, nothing comes back.
"""

import pickle
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import vl_convert

NAME = "drawings"
"""The socket, in the folder that was given."""


def main(folder: Path) -> None:
    """Serve until the builder has ended, or has been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the builder ends it
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / NAME))
        door.listen()
        # The engine starts while the kernels' libraries are imported: nobody has asked yet.
        vl_convert.vegalite_to_svg({"data": {"values": [{}]}, "mark": "point"})
        fonts: set[str] = set()
        while sys.stdin not in (ready := select.select([door, sys.stdin], [], [])[0]):
            assert door in ready
            guest, _ = door.accept()
            with guest, suppress(Exception):
                _answer(guest, fonts)


def _answer(guest: socket.socket, known: set[str]) -> None:
    with guest.makefile("rwb") as stream:
        what, argument, fonts = pickle.load(stream)
        if fonts not in known:
            vl_convert.register_font_directory(fonts)
            known.add(fonts)
        pickle.dump(getattr(vl_convert, what)(argument), stream)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
