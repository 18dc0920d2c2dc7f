"""Numbers are words to be found, and the search lives without storage."""

from pathlib import Path

import pytest
import sphinx

from monograph.site.search import STEPS, mended, words

SCRIPT = Path(sphinx.__file__).parent / "themes/basic/static/searchtools.js"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2,796 loaves", "2796"),
        ("71.67 points", "71.67"),
        ("a share of 50%.", "50%"),
        ("in 1978,", "1978"),
        ("key F178", "F178"),
    ],
)
def test_a_number_is_found_as_printed_and_without_separators(text: str, found: str) -> None:
    assert found in words(text)


def test_sphinx_drops_no_number_and_needs_no_storage() -> None:
    script = mended(SCRIPT.read_text("utf-8"))
    assert "queryTerm.match(/^" not in script
    assert "try { localStorage.setItem(" in script


def test_a_search_that_sphinx_has_changed_is_refused() -> None:
    with pytest.raises(ValueError, match="has changed"):
        mended("const Search = {};")


@pytest.mark.parametrize("known", [*STEPS, "localStorage.setItem"])
def test_what_is_mended_or_asked_of_sphinx_must_be_there(known: str) -> None:
    script = SCRIPT.read_text("utf-8")
    assert known in script
    with pytest.raises(ValueError, match="has changed"):
        mended(script.replace(known, "changed"))
