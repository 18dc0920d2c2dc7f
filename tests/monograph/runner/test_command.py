"""A command that is interrupted says one sentence, whatever it was doing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from monograph.runner.command import in_one_piece

from ...small_book import REAL

HEAD = """
import logging, multiprocessing, os, pathlib, signal, sys, time
from monograph.runner.command import at_once, command
ready = pathlib.Path(sys.argv[1])

def deaf():
    ready.touch()
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass
"""

WORKS = {
    "waits": """
def main():
    ready.touch()
    time.sleep(60)
""",
    "made a handler": """
class Half(logging.Handler):
    def __init__(self):
        super().__init__()
        kept.append(self)
        ready.touch()
        time.sleep(60)

    def flush(self):
        self.stream.flush()

kept = []
main = Half
""",
    "passed over what interrupts": """
def main():
    with at_once():
        deaf()
""",
    "waited for deaf processes": """
def main():
    with at_once():
        fork = multiprocessing.get_context("fork")
        children = [fork.Process(target=deaf) for _ in range(3)]
        [child.start() for child in children]
        [child.join() for child in children]
""",
    "went on after that": """
def main():
    with at_once():
        pass
    ready.touch()
    time.sleep(60)
""",
}
"""What a command did when it was interrupted -> its code."""


@pytest.mark.parametrize("interrupt", [os.killpg, os.kill], ids=["a terminal", "somebody"])
@pytest.mark.parametrize("doing", WORKS)
def test_one_sentence_and_the_number_of_a_shell(
    tmp_path: Path, doing: str, interrupt: Callable[[int, int], None]
) -> None:
    """A terminal interrupts all processes; who sends a signal, the one that he names."""
    ready = tmp_path / "ready"
    code = f"{HEAD}{WORKS[doing]}\nsys.exit(command(main, 'nothing is lost.'))"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(ready)],
        env=os.environ | {"PYTHONPATH": str(REAL / "code")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        while not ready.exists():
            assert process.poll() is None, "it ended before it was interrupted"
            time.sleep(0.01)
        interrupt(process.pid, signal.SIGINT)
        try:
            said, _ = process.communicate(timeout=60)  # which ends when the last of them has
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    assert said == "\nInterrupted: nothing is lost.\n"
    assert process.returncode == 130


def test_what_is_done_in_one_piece_is_done_before_that() -> None:
    done = []

    def work() -> None:
        with in_one_piece():
            signal.raise_signal(signal.SIGINT)
            done.append("the rest")

    usual = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            work()
    finally:
        signal.signal(signal.SIGINT, usual)
    assert done
