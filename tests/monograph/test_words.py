"""Words from a file: filled by name, and every fault told with its file and key."""

from pathlib import Path

import pytest

from monograph.words import Words, words_beside

FILE = """
firms = "{count} of {base} firms, {share:.0%}"
none = "no firms"

[marks]
found = "found in {place}"
"""


def held(folder: Path, text: str = FILE) -> Words:
    (folder / "chart.toml").write_text(text, "utf-8")
    return Words(folder / "chart.toml")


def test_a_text_is_filled_by_name(tmp_path: Path) -> None:
    say = held(tmp_path)
    assert say("firms", base=8, count=2, share=0.25) == "2 of 8 firms, 25%"
    assert say("none") == "no firms"
    assert say.each("marks") == {"found": "found in {place}"}


def test_the_words_of_a_module_stand_beside_it(tmp_path: Path) -> None:
    held(tmp_path)
    assert words_beside(str(tmp_path / "chart.py"))("none") == "no firms"


def test_what_is_not_there_is_told_with_what_is(tmp_path: Path) -> None:
    say = held(tmp_path)
    with pytest.raises(KeyError, match=r"chart\.toml has no 'frims'; it has firms, none"):
        say("frims")
    with pytest.raises(KeyError, match=r"chart\.toml has no 'marks'"):
        say("marks")
    with pytest.raises(KeyError, match=r"has no \[mark\]; it has marks"):
        say.each("mark")


def test_every_place_is_filled_and_nothing_is_left_over(tmp_path: Path) -> None:
    say = held(tmp_path)
    with pytest.raises(ValueError, match=r"firms: nothing fills base, share: '\{count\} of"):
        say("firms", count=2)
    with pytest.raises(ValueError, match="none: no place for count: 'no firms'"):
        say("none", count=2)
    with pytest.raises(ValueError, match="nothing fills share; no place for part"):
        say("firms", count=2, base=8, part=0.25)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('firms = "a\nnone = ', r"chart\.toml: .*line 1"),
        ("firms = 3", "firms: must be a text, got 3"),
        ('[marks]\nfound = ["a"]', r"marks\.found: must be a text"),
        ('firms = "{} firms"', "firms: every place needs a name: '{} firms'"),
        ('firms = "{0} firms"', "firms: every place needs a name"),
        ('[marks]\nfound = "{count firms"', r"marks\.found: .*'{count firms'"),
    ],
)
def test_a_faulty_file_is_told_where_it_is_read(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        held(tmp_path, text)


def test_another_language_has_a_file_of_its_own_or_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "bread.toml").write_text('warm = "warm"', "utf-8")
    (tmp_path / "bread.zh-Hans.toml").write_text('warm = "热"', "utf-8")
    module = str(tmp_path / "bread.py")
    assert words_beside(module, "zh-Hans")("warm") == "热"
    assert words_beside(module, "fr")("warm") == words_beside(module)("warm") == "warm"
