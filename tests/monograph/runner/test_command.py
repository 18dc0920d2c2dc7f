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
from monograph.runner import command as module
from monograph.runner.command import at_once, command
module.TIDYING = 0.2
ready = pathlib.Path(sys.argv[1])

def rest():  # a signal just before a long sleep would be heard after it
    for _ in range(600):
        time.sleep(0.1)

def deaf(begin=id):
    while True:
        try:
            begin(0)
            rest()
        except BaseException:
            pass

def deaf_one():
    deaf(lambda _: ready.touch())
"""

WORKS = {
    "waits": """
def main():
    ready.touch()
    rest()
""",
    "made a handler": """
class Half(logging.Handler):
    def __init__(self):
        super().__init__()
        kept.append(self)
        ready.touch()
        rest()

    def flush(self):
        self.stream.flush()

kept = []
main = Half
""",
    "passed over what interrupts": "main = deaf_one",
    "passed over it where it ends at once": """
def main():
    with at_once():
        deaf_one()
""",
    "waited for deaf processes": """
def main():
    with at_once():
        fork = multiprocessing.get_context("fork")
        children = [fork.Process(target=deaf) for _ in range(3)]
        [child.start() for child in children]
        ready.touch()
        [child.join() for child in children]
""",
    "went on after that": """
def main():
    with at_once():
        pass
    ready.touch()
    rest()
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


def test_what_a_script_has_in_the_background_is_not_for_ctrl_c() -> None:
    """A shell without a terminal has it ignored."""
    raised = "signal.raise_signal(signal.SIGINT)"
    main = f"def main():\n    {raised}\n    with at_once():\n        {raised}\n    print('done')\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{HEAD}{main}command(main, 'nothing is lost.')", os.devnull],
        env=os.environ | {"PYTHONPATH": str(REAL / "code")},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("done\n", "", 0)


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
