"""What `monograph` shows around the words of a chapter stands beside its modules and scripts."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from monograph.voices.number import Voice

from .shown_words import furniture, places, script_literals, unasked

CODE = Path(__file__).parents[2] / "code/monograph"
ROOMS = ("site", "alive")
MODULES = sorted(str(p.relative_to(CODE)) for room in ROOMS for p in (CODE / room).glob("*.py"))
TRANSLATED = sorted(str(p.relative_to(CODE)) for p in CODE.rglob("*.*.toml"))
FILES = sorted({str(p.relative_to(CODE)) for p in CODE.rglob("*.toml")} - set(TRANSLATED))

PLAYER = CODE / "alive/scripts"
TEXTS = PLAYER / "words.js"
"""The catalogue of the scripts that are bundled."""

SPEAKING = sorted(path for room in ("player", "figure") for path in (PLAYER / room).glob("*.js"))
ALONE = (CODE / "site/static/previews.js", CODE.parents[1] / "book/_static/tables.js")
"""Scripts that are not bundled: each has its words in one constant at its head."""

ALLOWED = {
    ("site/accessible.py", "Toggle hidden content"): "looks for the theme's words",
    ("site/accessible.py", "Search"): "looks for the theme's words",
    ("site/addresses.py", "Addresses"): "the name of a type",
    ("site/addresses.py", ".html#: an address of version"): "a fault, for the author",
    ("site/addresses.py", ": :  leads to"): "a fault, for the author",
    ("site/disk.py", "(?:OSError|PermissionError)"): "looks for a fault",
    ("site/folder.py", "no site was made"): "for whoever makes it",
    ("site/heads.py", "…"): "a sign",
    ("site/hosting.py", ":root"): "a style sheet",
    ("site/hosting.py", "User-agent"): "for robots",
    ("site/hosting.py", "Sitemap"): "for robots",
    ("site/joins.py", "Return"): "looks for the head of a docstring",
    ("site/joins.py", "^See Also"): "looks for a section of a docstring",
    ("site/moved.py", "not html"): "an expression of Sphinx",
    ("site/rows.py", "not html"): "an expression of Sphinx",
    ("site/trimmed.py", "/* Cut"): "a comment",
    ("alive/challenges.py", "the challenge"): "a fault, for the author",
    ("alive/controls.py", "its two ends"): "a fault, for the author",
    ("alive/explore.py", "row wrap"): "a layout",
    ("alive/packing.py", "in state"): "a fault, for the author",
    ("alive/signatures.py", "Answer"): "the name of a type",
}
"""Module, head of a text -> why it may stand there."""

SCRIPTED = {"site/faces.py", "site/search.py"}
"""Modules whose texts are scripts: they say nothing."""


def faults(path: str) -> list[str]:
    allowed = tuple(text for module, text in ALLOWED if module == path)
    return [
        f"{path}:{line}: {text!r} belongs into the file beside the module"
        for line, text in furniture((CODE / path).read_text("utf-8"))
        if not text.startswith(allowed or "\0")
    ]


@pytest.mark.parametrize("path", sorted(set(MODULES) - SCRIPTED))
def test_no_words_of_a_page_stand_in_the_middle_of_code(path: str) -> None:
    assert faults(path) == []


def test_what_is_allowed_is_still_there() -> None:
    gone = [
        (path, allowed)
        for path, allowed in ALLOWED
        if not any(
            text.startswith(allowed) for _, text in furniture((CODE / path).read_text("utf-8"))
        )
    ]
    assert gone == []


@pytest.mark.parametrize("path", FILES)
def test_every_text_is_asked_for_with_what_fills_it(path: str) -> None:
    assert unasked(CODE / path) == []


def flat(path: Path) -> dict[str, set[str]]:
    """Return each text's key, that of its table before it, and its places."""
    held = tomllib.loads(path.read_text("utf-8"))
    tables = {"": held} | {f"{k}.": v for k, v in held.items() if isinstance(v, dict)}
    return {
        f"{table}{key}": places(text)
        for table, texts in tables.items()
        for key, text in texts.items()
        if isinstance(text, str)
    }


@pytest.mark.parametrize("path", TRANSLATED)
def test_another_language_says_the_same_texts_with_the_same_places(path: str) -> None:
    own = CODE / path
    assert flat(own) == flat(own.with_name(f"{own.name.partition('.')[0]}.toml"))


def test_the_voices_of_answers_are_the_voices_of_numbers() -> None:
    held = tomllib.loads((CODE / "site/answers.toml").read_text("utf-8"))["voices"]
    assert held == {voice.value: voice.phrase.capitalize() for voice in Voice}


@pytest.mark.parametrize("path", sorted((CODE / "site/static").glob("previews.*.json")))
def test_the_script_of_previews_says_as_much_in_another_language(path: Path) -> None:
    script = path.with_name("previews.js").read_text("utf-8")
    head = re.search(r"const SAYS = \{(.*?)\};", script, re.DOTALL)
    assert head is not None
    english = dict(re.findall(r'(\w+): "([^"]*)"', head[1]))
    theirs = json.loads(path.read_text("utf-8"))
    assert {k: places(v) for k, v in theirs.items()} == {k: places(v) for k, v in english.items()}


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_words_stand_in_the_middle_of_a_bundled_script(path: Path) -> None:
    assert list(script_literals(path.read_text("utf-8"))) == [], f"move them into {TEXTS.name}"


@pytest.mark.parametrize("path", ALONE, ids=lambda path: path.name)
def test_a_script_alone_has_its_words_at_its_head(path: Path) -> None:
    script = path.read_text("utf-8")
    head = re.search(r"const SAYS = \{[^{}]*(?:\{\w+\}[^{}]*)*\};", script)
    assert head is not None
    rest = script.replace(head[0], "").replace('"use strict"', "")
    assert list(script_literals(rest)) == []
    keys = set(re.findall(r'[{,]\s*(\w+): "', head[0]))
    assert keys == set(re.findall(r"\bSAYS\.(\w+)", rest))


def test_every_text_of_the_bundled_scripts_is_said_and_every_place_filled() -> None:
    texts = dict(
        re.findall(r'^export const (\w+) = "(.*)";$', TEXTS.read_text("utf-8"), re.MULTILINE)
    )
    script = "\n".join(path.read_text("utf-8") for path in SPEAKING)
    assert set(re.findall(r"\bwords\.([A-Z_]+)\b", script)) == texts.keys()
    filled = re.findall(r"\bfilled\(([^{}]*?), \{ ?([^{}]*?) ?\}\)", script)
    assert len(filled) == script.count("filled(")
    with_places = set()
    for called, values in filled:
        names = set(re.findall(r"(?:^|, )(\w+)", values))
        for name in re.findall(r"\bwords\.([A-Z_]+)\b", called):
            assert places(texts[name]) == names, name
            with_places.add(name)
    assert with_places == {name for name, text in texts.items() if "{" in text}


SHOWN = [
    "x = f'<nav aria-label=\"Parts of the book\">{items}</nav>'",
    "x = f'<p class=\"cb-launch\">To run it: {how}.</p>'",
    'nodes.paragraph("", "No version has been released yet.")',
    'nodes.Text(", from the table")',
]
UNSHOWN = [
    'print(f"No PDF at {pdf}: the book is published without it.")',
    'LOGGER.warning("%s is named as a table but its cell shows none", name)',
    "f'<details class=\"cb-cite\"><summary>{head}</summary>\\n{styles}</details>'",
    'raise BookError(f"{path}: has no empty place")',
]


@pytest.mark.parametrize("source", SHOWN)
def test_words_of_a_page_are_found(source: str) -> None:
    assert len(list(furniture(source))) == 1


@pytest.mark.parametrize("source", UNSHOWN)
def test_what_no_page_shows_is_passed_over(source: str) -> None:
    assert list(furniture(source)) == []


SCRIPT_SHOWN = [
    'button("Reset")',
    'this.say("The link is copied.")',
    "const more = `${n} of them`;",
    'list.setAttribute("aria-label", "The marks")',
    'texts.join(" and ")',
    'textContent = "▶";',
]
SCRIPT_UNSHOWN = [
    'element("p", { className: "cb-note cb-wide", role: "status" })',
    'throw new Error("the page does not say where its vega.js lies")',
    'if (event.key === "Escape") return leave();',
    '// "The link" is a comment\nimport { draw } from "./views.js";',
    '"aria-label"',
]


@pytest.mark.parametrize("source", SCRIPT_SHOWN)
def test_words_of_a_script_are_found(source: str) -> None:
    assert len(list(script_literals(source))) == 1


@pytest.mark.parametrize("source", SCRIPT_UNSHOWN)
def test_what_a_script_does_not_show_is_passed_over(source: str) -> None:
    assert list(script_literals(source)) == []
