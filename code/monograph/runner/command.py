"""A command in a terminal: interrupted, or no longer listened to, it ends in one sentence."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable


def command(main: Callable[[], int], interrupted: str) -> int:
    """Do what `main` does; return its exit status, or a shell's number for what ended it.

    Parameters
    ----------
    main
        The command.
    interrupted
        What became of its work if somebody presses Ctrl-C.
    """
    try:
        return main()
    except KeyboardInterrupt:
        print(f"\nInterrupted: {interrupted}", file=sys.stderr)
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever was told has gone (`make book | head`): there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
