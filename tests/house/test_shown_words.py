"""What figures and explorers say stands in the file beside each module, and not in its middle."""

from pathlib import Path

import pytest

from .shown_words import calls, literals, unasked

CODE = Path(__file__).parents[2] / "code" / "clusterbook"
ROOMS = ("figures", "explorers")
MODULES = sorted(str(p.relative_to(CODE)) for room in ROOMS for p in (CODE / room).rglob("*.py"))
FILES = sorted(str(p.relative_to(CODE)) for room in ROOMS for p in (CODE / room).rglob("*.toml"))

ALLOWED = {
    ("figures/_precedence.py", "same phase"): "a verdict of the analysis, in its data",
    ("explorers/_history_layers/spans.py", r"Table 4, row \d+, column (\d)"): "reads a place",
    ("explorers/_overlap_tables/overlap_tables.py", "table {}"): "the key of a row",
    ("explorers/_sample_gap/sample_gap.py", "f"): "how a number is written",
}
"""Module, text -> why it may stand there."""


def faults(path: str) -> list[str]:
    source = (CODE / path).read_text("utf-8")
    return [
        f"{path}:{line}: {text!r} belongs into the file beside the module"
        for line, text in literals(source)
        if (path, text) not in ALLOWED
    ]


@pytest.mark.parametrize("path", MODULES)
def test_no_words_stand_in_the_middle_of_code(path: str) -> None:
    assert faults(path) == []


def test_what_is_allowed_is_still_there() -> None:
    sources = {path: (CODE / path).read_text("utf-8") for path, _ in ALLOWED}
    there = {(path, text) for path in sources for _, text in literals(sources[path])}
    assert ALLOWED.keys() - there == set()


@pytest.mark.parametrize("path", FILES)
def test_every_text_is_asked_for_with_what_fills_it(path: str) -> None:
    assert unasked(CODE / path) == []


SHOWN = [
    'canvas.axis("firms in the sample")',
    'alt.Tooltip("firms:Q", title="Firms")',
    'alt.Tooltip("firms:Q", title="firms")',
    'IntSlider(3, description="overlap")',
    'x = {"y": 2, "words": "years"}',
    'x.mark_text().encode(text="firms")',
    'return f"{low} to {high}"',
    """x = f"{n} case{'s' if n > 1 else ''}" """,
    'WORDS = {"found": "found in the paper"}',
    'canvas.text(0, 0, "cases")',
]
UNSHOWN = [
    '"""A docstring of a module."""',
    'raise ValueError("bounds must be in order")',
    'def f():\n    msg = "bounds must be in order"\n    raise ValueError(msg)',
    'COLUMNS = "label low high"\nrequire("f", frame=(frame, COLUMNS))',
    'x.transform_filter("datum.form == form")',
    'say("firms_in_sample", low=1)',
    'x.encode(x="low:Q", y="label:N")',
    "x = f\"{n:{'d' if whole else 'f'}}\"",
    'STYLE = {"align": "left"}',
]


@pytest.mark.parametrize("source", SHOWN)
def test_a_shown_literal_is_found(source: str) -> None:
    assert len(list(literals(source))) >= 1


@pytest.mark.parametrize("source", UNSHOWN)
def test_what_is_not_shown_is_passed_over(source: str) -> None:
    assert list(literals(source)) == []


def test_a_key_is_written_out() -> None:
    assert list(calls('say("one" if n == 1 else "many", n=n)')) == [
        (1, "one", {"n"}),
        (1, "many", {"n"}),
    ]
    with pytest.raises(ValueError, match="1: write the key out, got name"):
        list(calls("say(name)"))
