"""Where the book stands: stated once, in a setting or in CITATION.cff, or nowhere."""

from dataclasses import replace

import pytest

from monograph.records.address import SETTING, public_url
from monograph.records.facts import CitationError

from .works import FACTS

STATED = replace(FACTS, url="https://example.org/first/")


def test_nothing_stated_is_nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert public_url(FACTS) is None


@pytest.mark.parametrize("setting", ["https://example.org/b", "https://example.org/b/"])
def test_the_setting_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(SETTING, setting)
    assert public_url(STATED) == "https://example.org/b/"


@pytest.mark.parametrize("setting", ["", " "])
def test_an_empty_setting_is_none(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    """As a workflow leaves it where a step was passed over."""
    monkeypatch.setenv(SETTING, setting)
    assert public_url(STATED) == STATED.url
    assert public_url(FACTS) is None


@pytest.mark.parametrize(
    "setting", ["example.org/b", "file:///srv/b", "https:///b", "https://a.org/?x=1", "//a.org/"]
)
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(SETTING, setting)
    with pytest.raises(CitationError, match=r"BOOK_URL.*must be like https://"):
        public_url(FACTS)
