"""The stranger's book, a copy for each test."""

from pathlib import Path

import pytest

from ...small_book import lay_out


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the book's folder, which is the working folder too."""
    root = tmp_path / "wells"
    lay_out(root)
    monkeypatch.chdir(root)
    return root
