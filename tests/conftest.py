"""One browser for all tests that open one."""

from __future__ import annotations

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
