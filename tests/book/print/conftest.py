"""The printed edition of the real book, and the pages it is compared with, made once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from monograph.records.editions import pdf_path
from monograph.records.facts import Facts, read_facts

from ...browser.books import REAL, build, locked
from .reading import Caption, Edition, captions
from .structure import Contents, Tag, contents, tree


@pytest.fixture(scope="session")
def edition() -> Edition:
    """Return the real book's PDF, as `make pdf` makes it from the same run as the pages."""
    build(REAL)
    command = [sys.executable, "-m", "monograph", "pdf", "--root", str(REAL)]
    environment = {**os.environ, "PYTHONPATH": str(REAL / "code")}
    with locked(REAL / "_build"):
        said = subprocess.run(
            command, cwd=REAL, env=environment, capture_output=True, text=True, check=False
        )
    assert said.returncode == 0, f"{' '.join(command)} fails:\n{said.stdout}{said.stderr}"
    assert " 0 ran," in said.stdout.replace("\n", " "), "print ran chapters that had run"
    return Edition(pdf_path(REAL))


@pytest.fixture(scope="session")
def drawn(edition: Edition) -> Contents:
    """Return what is drawn on its pages."""
    return contents(edition.path)


@pytest.fixture(scope="session")
def tags(edition: Edition, drawn: Contents) -> Tag:
    """Return its tags, with the words that they hold."""
    return tree(edition.path, drawn)


@pytest.fixture
def pdf(edition: Edition) -> Iterator[pikepdf.Pdf]:
    """Open the file, to be read or broken: it is not saved."""
    with pikepdf.open(edition.path) as opened:
        yield opened


@pytest.fixture(scope="session")
def facts() -> Facts:
    """Return what CITATION.cff says."""
    return read_facts(REAL)


@pytest.fixture(scope="session")
def online(edition: Edition) -> list[Caption]:
    """Return the captions of the published pages, which `edition` has built."""
    from monograph.runner.chapters import chapters

    return captions(REAL / "_build/html", [page.name for page in chapters(REAL)])


@pytest.fixture(scope="session")
def source() -> Path:
    """Return the folder in which the real book is written for the typesetter."""
    return REAL / "_build/typst"
