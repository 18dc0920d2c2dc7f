"""What a validator says of the printed edition is told, rule by rule, and stops who asked."""

import json
import sys
from pathlib import Path

import pytest

from workshop import validate

ROOT = Path(__file__).parents[2]
PAGE = """
class Held:
    def __init__(self, **held): self.__dict__.update(held)
def validate_pdf(path, profile):
    assert open(path, "rb").read(4) == b"%PDF"
    faults = [Held(rule_id="LANG", message="no language")] if profile == "2a" else []
    return Held(rules=Held(total=9), failures=faults)
"""


@pytest.fixture
def python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a validator of our own where the real one would be."""
    (tmp_path / "page.py").write_text(PAGE, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return Path(sys.executable)


def test_each_standard_is_asked_and_each_fault_told(python: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "book.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    found = validate.read(python, pdf)
    assert validate.told(found) == [
        "PDF/UA-1: 9 rules, faults: 0",
        "PDF/A-2a: 9 rules, faults: 1",
        "  LANG: no language",
    ]
    assert json.dumps(found)


def test_without_a_printed_edition_it_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "CITATION.cff").write_bytes((ROOT / "CITATION.cff").read_bytes())
    monkeypatch.chdir(tmp_path)
    assert validate.main([]) == 1
    assert "make pdf" in capsys.readouterr().err


def test_its_lock_holds_the_version_that_is_asked_for() -> None:
    wanted = (ROOT / validate.VALIDATOR.wanted).read_text("utf-8").splitlines()[1].split()[0]
    lock = (ROOT / validate.VALIDATOR.lock).read_text("utf-8")
    assert lock.startswith(f"{wanted} ")
    assert "--hash=sha256:" in lock
