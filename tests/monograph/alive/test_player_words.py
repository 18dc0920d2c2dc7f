"""What the page's scripts say to readers stands in one file, and not in their middle."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workshop.scripts import SOURCES

WORDS = SOURCES / "words.js"
SPEAKING = sorted(p for room in ("player", "figure") for p in (SOURCES / room).glob("*.js"))

TEXTS = dict(re.findall(r'^export const (\w+) = "(.*)";$', WORDS.read_text("utf-8"), re.MULTILINE))

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
SHOWN = re.compile(r"^[A-Z][a-z]+\b(?!Model)|[A-Za-z]{2,}[,;:.]? [A-Za-z]|[a-z]{2,} $|^ [a-z]|[▶❚]")
"""What words have and names do not: a capital at the head, two of them, a blank at an end."""

UNSHOWN = re.compile(
    r"(Error\(|className[:=] ?|className: |import\(?|from|[\w.]+ (===|!==)|"
    r"(case|createElement\w*|querySelector(All)?|matches|matchMedia|includes)\(?) ?$"
)
"""What stands before a text that is none: an error's message, a class, a selector, a kind."""

ALLOWED = {"Enter", "Escape", "Home", "End"}
"""Names of keys."""


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal that is shown; "{}" stands for a place."""
    bare = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
    for found in LITERAL.finditer(bare):
        text = re.sub(r"\$\{.*?\}", "{}", found[1] or found[2] or "")
        before = bare[: found.start()].rpartition("\n")[2]
        if SHOWN.search(text) and not UNSHOWN.search(before) and text not in ALLOWED:
            yield bare.count("\n", 0, found.start()) + 1, text


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_words_stand_in_the_middle_of_a_script(path: Path) -> None:
    assert list(literals(path.read_text("utf-8"))) == [], f"move them into {WORDS.name}"


def test_every_text_is_said_and_every_place_filled() -> None:
    script = "\n".join(path.read_text("utf-8") for path in SPEAKING)
    said = set(re.findall(r"\bwords\.([A-Z_]+)\b", script))
    assert said == TEXTS.keys()
    calls = re.findall(r"\bfilled\(([^{}]*?), \{ ?([^{}]*?) ?\}\)", script)
    assert len(calls) == script.count("filled(")
    filled = set()
    for texts, values in calls:
        names = set(re.findall(r"(?:^|, )(\w+)", values))
        for name in re.findall(r"\bwords\.([A-Z_]+)\b", texts):
            assert set(re.findall(r"\{(\w+)\}", TEXTS[name])) == names, name
            filled.add(name)
    assert filled == {name for name, text in TEXTS.items() if "{" in text}


@pytest.mark.parametrize(
    "source",
    [
        'button("Reset")',
        'this.say("The link is copied.")',
        "const more = `${n} of them`;",
        'list.setAttribute("aria-label", "The marks")',
        'texts.join(" and ")',
        'textContent = "▶";',
    ],
)
def test_a_shown_literal_is_found(source: str) -> None:
    assert len(list(literals(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'element("p", { className: "cb-note cb-wide", role: "status" })',
        'throw new Error("the page does not say where its vega.js lies")',
        'if (event.key === "Escape") return leave();',
        '// "The link" is a comment\nimport { draw } from "./views.js";',
        '"aria-label"',
    ],
)
def test_what_is_not_shown_is_passed_over(source: str) -> None:
    assert list(literals(source)) == []
