"""One browser for all tests that open one; and where the time of a run went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let more be tried than `make test` has time for."""
    parser.addoption("--every-chapter", action="store_true", help="launch every chapter")
    parser.addoption("--kills", type=int, default=10, help="how often builds are killed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what one process must run alone: else the others would wait for it in the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


FILES = 12
"""How many files are named at the end of a run."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which files took the time, with what their tests share: `--durations` says which test."""
    spent: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                spent[report.location[0]] += report.duration  # type: ignore[assignment]
    terminalreporter.section(f"{sum(spent.values()):.0f} s of tests, by file")
    for name, seconds in spent.most_common(FILES):
        terminalreporter.write_line(f"{seconds:6.1f} s   {name}")
