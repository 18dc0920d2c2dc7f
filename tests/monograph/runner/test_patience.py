"""A machine that stood still has used up nobody's patience: clocks that leap trip nothing."""

import asyncio
import itertools
import time
from types import SimpleNamespace

import jupyter_client.client
import pytest

from monograph.runner.execute import run
from monograph.runner.patience import within

from .conftest import Project


class Leaping(asyncio.SelectorEventLoop):
    """An event loop whose clock can leap ahead, as after a sleep of the machine."""

    ahead = 0.0

    def time(self) -> float:
        """Return the seconds of its clock."""
        return super().time() + self.ahead


async def stood_still(hours: float, works: float) -> str:
    """Work for some seconds; at their beginning the machine stands still for hours."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, Leaping)
    await asyncio.sleep(0.01)  # whoever waits has set his alarm
    loop.ahead += 3600 * hours
    await asyncio.to_thread(time.sleep, works)
    return "done"


def test_standing_still_uses_up_no_patience() -> None:
    with asyncio.Runner(loop_factory=Leaping) as runner:
        assert runner.run(within(30, stood_still(hours=5, works=0.3))) == "done"


def test_working_too_long_does() -> None:
    ended = []

    async def works() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("cancelled")

    with pytest.raises(TimeoutError):
        asyncio.run(within(0.1, works()))
    assert ended == ["cancelled"]


def test_what_it_comes_to_is_passed_on() -> None:
    async def fails() -> None:
        raise ValueError("so it is")

    with pytest.raises(ValueError, match="so it is"):
        asyncio.run(within(5, fails()))


def test_a_chapter_runs_while_the_clocks_leap(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = itertools.count()
    leaping = SimpleNamespace(
        time=lambda: time.time() + 3600 * next(hours),
        monotonic=lambda: time.monotonic() + 3600 * next(hours),
    )
    monkeypatch.setattr(jupyter_client.client, "time", leaping)
    late = project.root / "code/sitecustomize.py"  # its first answer is waited for
    late.write_text("import time\ntime.sleep(3)\n", "utf-8")
    assert run(project.chapter("alpha")).report
    assert next(hours) > 1, "nobody asked these clocks"
