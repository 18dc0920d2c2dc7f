"""One browser for all tests that open one; what a run leaves out; and where its time went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from .tiers import never_asked, summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a real Chromium. Without one the run fails and says which command installs it.

    Its driver keeps an event loop running in the process, so `make test` runs the tests that open
    a browser apart from those that start kernels.
    """
    from workshop.browser import launched

    with launched() as browser:
        yield browser


COUNTED = pytest.StashKey[tuple[int, int]]()
"""How many cases a run leaves to the whole, and of how many."""

MISSED = pytest.StashKey[bool]()
"""Whether a case is left to the whole with all others of its rule."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let more be asked than `make test` has time for."""
    parser.addoption(
        "--whole", action="store_true", help="ask every rule of everything, not only of some"
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let one worker run the tests of a file that share something: it is made once."""
    if _shares(item) and not item.get_closest_marker("xdist_group"):
        item.add_marker(pytest.mark.xdist_group(item.location[0]))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only the whole asks; begin with what one process must run alone.

    Else the others would wait for it in the end. A case that is named (`::`) is asked in any run.
    """
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)
    named = any("::" in str(argument) for argument in config.args)
    left = [] if named or config.getoption("--whole") else [i for i in items if _only_whole(i)]
    config.stash[COUNTED] = len(left), len(items)
    if not left:
        return
    if not (config.option.keyword or config.option.markexpr):
        cases = ((_rule(item), _only_whole(item) and not _dear(item)) for item in items)
        missed = set(never_asked(cases))
        for item in left:
            item.stash[MISSED] = _rule(item) in missed
    config.hook.pytest_deselected(items=[i for i in left if not i.stash.get(MISSED, False)])
    items[:] = [i for i in items if not _only_whole(i) or i.stash.get(MISSED, False)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail where a rule would be asked of nothing."""
    if item.stash.get(MISSED, False):
        pytest.fail("no case of this rule is asked without --whole", pytrace=False)


def _shares(item: pytest.Item) -> bool:
    """Tell whether the tests of its file share something."""
    held = getattr(item, "_fixtureinfo", None)
    found = held.name2fixturedefs.values() if held else ()
    return any(fixture.scope == "module" for fixtures in found for fixture in fixtures)


def _only_whole(item: pytest.Item) -> bool:
    return item.get_closest_marker("whole") is not None


def _dear(item: pytest.Item) -> bool:
    """Tell whether a reason is given why not one case is asked by `make test`."""
    marker = item.get_closest_marker("whole")
    return marker is not None and bool(marker.kwargs.get("because"))


def _rule(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that reports how many cases this one left out: all leave out the same."""
    handed: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if handed is not None and COUNTED in session.config.stash:
        handed["counted"] = list(session.config.stash[COUNTED])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:  # noqa: ANN401  (of xdist)
    """Have what is done forgotten.

    After each test xdist counts through all that its worker was ever given: of four thousand
    tests, that took the process that reports most of its time.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling

    class Forgetful(LoadGroupScheduling):
        def _reschedule(self, node: Any) -> None:  # noqa: ANN401
            work = self.assigned_work[node]
            for unit in [unit for unit, done in work.items() if all(done.values())]:
                del work[unit]
            super()._reschedule(node)

    return Forgetful(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401  (a worker of xdist)
    """Hear from a worker how many cases it left out."""
    if counted := getattr(node, "workeroutput", {}).get("counted"):
        left, every = counted
        node.config.stash[COUNTED] = left, every


FILES = 12
"""How many files are named at the end of a run."""


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was asked, and which files took the time: `--durations` says which test."""
    spent: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                spent[report.location[0]] += report.duration  # type: ignore[assignment]
    terminalreporter.section(f"{sum(spent.values()):.0f} s of tests, by file")
    for name, seconds in spent.most_common(FILES):
        terminalreporter.write_line(f"{seconds:6.1f} s   {name}")
    if COUNTED in config.stash:
        terminalreporter.write_line(summary(*config.stash[COUNTED]))
