"""A command in a terminal: interrupted, or no longer listened to, it ends in one sentence."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

INTERRUPTED = 128 + signal.SIGINT
TIDYING = 20
"""Seconds that an interrupted command has for tidying up, before it is ended as it stands."""
_said: dict[int, str] = {}
"""Process of a command -> what it says when it is interrupted."""


def command(main: Callable[[], int], interrupted: str) -> int:
    """Do what `main` does; return its exit status, or a shell's number for what ended it.

    Parameters
    ----------
    main
        The command.
    interrupted
        What became of its work if somebody presses Ctrl-C.
    """
    _said[os.getpid()] = f"\nInterrupted: {interrupted}\n"
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in a script's `make book &`
        signal.signal(signal.SIGINT, _interrupt)
    try:
        return main()
    except KeyboardInterrupt:
        _end()
    except BrokenPipeError:
        # Whoever was told has gone (`make book | head`): there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE


@contextmanager
def at_once() -> Iterator[None]:
    """Let Ctrl-C end the process where it stands, like a kill, and not by an exception.

    For work that survives that at any moment, and would not survive the exception: Sphinx, logging
    and whatever tidies up pass over one, or take it for a fault of their own. Outside of a command
    nothing is changed.
    """
    if os.getpid() not in _said or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        yield
        return
    usual = signal.signal(signal.SIGINT, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


@contextmanager
def in_one_piece() -> Iterator[None]:
    """Hold Ctrl-C back until the work is done: what is half begun, nobody knows how to end."""
    if threading.current_thread() is not threading.main_thread():
        yield  # others are not interrupted
        return
    pressed: list[tuple[int, FrameType | None]] = []
    usual = signal.signal(signal.SIGINT, lambda *how: pressed.append(how))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
    if pressed and callable(usual):
        usual(*pressed[0])


def _interrupt(*_: Any) -> NoReturn:  # noqa: ANN401  (what a handler of signals is given)
    """Raise the exception; if it is passed over, or Ctrl-C pressed once more, do not ask again.

    What is raised while an object is deleted or a process forked, Python itself passes over.
    """
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, TIDYING)
    raise KeyboardInterrupt


def _end(*_: Any) -> NoReturn:  # noqa: ANN401
    """Say what became of the work, and end, with the processes that were forked for it.

    Without the interpreter's own end: it would complain of what was half made.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    said = _said.get(os.getpid())
    if said is not None:  # else it is one of those, and says nothing
        for child in multiprocessing.active_children():
            child.kill()
        with suppress(Exception):  # it may just be in use
            sys.stdout.flush()
        with suppress(OSError):
            os.write(sys.stderr.fileno(), said.encode())
    os._exit(INTERRUPTED)
