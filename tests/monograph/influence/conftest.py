"""The stranger's book, a copy for each test."""

import shutil
from pathlib import Path

import pytest

STRANGER = Path(__file__).parents[1] / "stranger"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the book's folder, which is the working folder too."""
    root = tmp_path / "wells"
    shutil.copytree(STRANGER, root)
    monkeypatch.chdir(root)
    return root
