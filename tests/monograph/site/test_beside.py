"""What is done beside is done when it was waited for, and its fault is the waiter's."""

import os
import signal
import time
from pathlib import Path

import pytest

from monograph.runner.chapters import BookError
from monograph.site import beside as module
from monograph.site.beside import beside


def test_what_was_waited_for_is_done(tmp_path: Path) -> None:
    def work() -> None:
        time.sleep(0.1)
        (tmp_path / "made").write_text("whole", "utf-8")

    with beside(work) as done:
        done()
        assert (tmp_path / "made").read_text("utf-8") == "whole"


def test_its_fault_is_raised_where_it_is_waited_for() -> None:
    def work() -> None:
        raise BookError("book/page.md:1: two figures")

    with pytest.raises(BookError, match="two figures"), beside(work) as done:
        done()


def test_what_nobody_waits_for_is_ended() -> None:
    def work() -> None:
        time.sleep(60)

    began = time.monotonic()
    with pytest.raises(LookupError), beside(work):
        raise LookupError
    assert time.monotonic() - began < 30


def test_without_forking_whoever_waits_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FORKS", False)
    done_by: list[int] = []
    with beside(lambda: done_by.append(os.getpid())) as done:
        assert not done_by
        done()
    assert done_by == [os.getpid()]


def test_where_the_process_was_killed_whoever_waits_does_it() -> None:
    mine, done_by = os.getpid(), []

    def work() -> None:
        if os.getpid() != mine:
            os.kill(os.getpid(), signal.SIGKILL)
        done_by.append(os.getpid())

    with beside(work) as done:
        done()
    assert done_by == [mine]
