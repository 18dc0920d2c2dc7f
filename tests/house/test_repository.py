"""What is in the repository fits any machine, is documented, and can be shown in its typefaces."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

REAL = Path(__file__).parents[2]
PAGE_FONTS = REAL / "book/_static/fonts"
TYPEFACES = {
    "figures": ["code/monograph/drawing/fonts/NotoSansSC-Regular.otf"],
    "page": sorted(f"book/_static/fonts/{p.name}" for p in PAGE_FONTS.glob("noto-sans-sc-*.woff2")),
}

# Put together from pieces, so that this file does not find itself.
NOT_HERE = {
    "a path of one machine": r"(?<![\w.>}])/(?:ro" + r"ot|ho" + r"me|Us" + r"ers|wo" + r"rk)/\w",
    "the host of a registry": r"py" + r"pi\.org|pythonho" + r"sted|registry\.np" + r"mjs",
    "an index to install from": r"--(?:extra-)?ind" + r"ex-url",
    "work left undone": r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b",
}
TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)(.*)$", re.MULTILINE)
COMMAND = re.compile(r"\bmake ([a-z][a-z-]*)")


def kept_files() -> list[str]:
    """Return what is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(command, cwd=REAL, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in set(said.split("\0")) if name and (REAL / name).is_file())


def text_of(path: Path) -> str:
    """Return a file's text; nothing of a file that holds none."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")


def findings(text: str) -> list[tuple[int, str]]:
    """Return line and kind of what must not be in a file."""
    return [
        (number, kind)
        for number, line in enumerate(text.splitlines(), start=1)
        for kind, pattern in NOT_HERE.items()
        if re.search(pattern, line)
    ]


def targets(makefile: str) -> dict[str, str]:
    """Return the Makefile's targets with their line of help, blank where there is none."""
    return {
        name: (rest.split("##")[1].strip() if "##" in rest else "")
        for name, rest in TARGET.findall(makefile)
    }


def commands(text: str) -> set[str]:
    """Return the targets that a text tells its reader to make: in code, not in plain words."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", text)
    return {name for code in (*fenced, *inline) for name in COMMAND.findall(code)}


def chinese(text: str) -> set[str]:
    """Return the Chinese characters and punctuation of a text."""
    return set(re.findall(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", text))


def test_no_file_is_bound_to_a_machine_or_unfinished() -> None:
    found = [
        f"{name}:{line}: {kind}"
        for name in kept_files()
        for line, kind in findings(text_of(REAL / name))
    ]
    assert found == []


def test_what_must_not_be_here_would_be_found() -> None:
    for said in (
        "cd /ro" + "ot/book",
        "see https://py" + "pi.org/simple",
        "pip install --ind" + "ex-url x",
        "# TO" + "DO: later",
    ):
        assert len(findings(f"fine\n{said}")) == 1
        assert findings(f"fine\n{said}")[0][0] == 2
    assert findings("the root /usr/share/fonts, {root}/wo" + "rk/x, framework/homes") == []


def test_every_file_of_the_data_is_documented() -> None:
    package = json.loads((REAL / "data/datapackage.json").read_text("utf-8"))
    declared = {entry["path"]: entry for entry in package["resources"]}
    # The model's results and the map have packages of their own:
    # tests/clusterbook/simulation/test_stored.py and tests/book/data/test_influence.py.
    apart = {"datapackage.json", "README.md", "sweep", "influence", "releases"}
    files = {p.name for p in (REAL / "data").iterdir()} - apart
    assert sorted(files) == sorted(declared)
    for path, entry in declared.items():
        for key in ("title", "title_zh", "description", "class"):
            assert entry.get(key), f"data/datapackage.json: {path} has no {key}"
        for field in entry["schema"]["fields"]:
            lacking = [k for k in ("title", "title_zh", "description") if not field.get(k)]
            assert lacking == [], f"{path}: {field['name']} has no {' and '.join(lacking)}"


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_commands_that_the_papers_name_exist(name: str) -> None:
    named = commands((REAL / name).read_text("utf-8"))
    assert named
    assert named - targets((REAL / "Makefile").read_text("utf-8")).keys() == set()


FROM = ("", "code", "code/monograph", "code/clusterbook", "code/monograph/alive", "tests")
"""Where a path that the map or a recipe names may begin."""

MADE = {"_build", "book/firm"}
"""What a build makes."""

ABSENT = {"code/__init__.py"}
"""What may never be there."""


def paths(text: str) -> set[str]:
    """Return the paths within the repository that a text names between backticks."""
    named = re.findall(r"`([\w./-]+/[\w./-]*)`", text)
    return {path for path in named if not path.startswith("/")}


def lost(text: str) -> list[str]:
    """Return the paths that a text names and that are not there."""
    kept = {path for path in paths(text) if not path.startswith(tuple(MADE))} - ABSENT
    return sorted(path for path in kept if not any((REAL / at / path).exists() for at in FROM))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "code/monograph/README.md"])
def test_paths_that_the_papers_name_exist(name: str) -> None:
    assert lost((REAL / name).read_text("utf-8")) == []


def test_the_map_names_every_room() -> None:
    """Each line of the map is there; each folder of the packages is on a map."""
    text = (REAL / "CONTRIBUTING.md").read_text("utf-8")
    drawn = text.split("```")[1]
    tops = re.findall(r"^([\w./]+)", drawn, re.MULTILINE)
    assert [top for top in tops if not (REAL / top).exists()] == []
    here = REAL / "code/clusterbook"
    rooms = re.findall(r"^  ([\w./]+)", drawn, re.MULTILINE)
    inside = {room.rstrip("/") for room in rooms if (here / room).exists()}
    assert {path.name for path in here.iterdir() if (path / "__init__.py").is_file()} <= inside
    table = (REAL / "code/monograph/README.md").read_text("utf-8")
    packages = (REAL / "code/monograph").glob("*/__init__.py")
    assert [p.parent.name for p in packages if f"| `{p.parent.name}` |" not in table] == []


def test_a_path_that_is_gone_is_named() -> None:
    assert lost("See `code/gone.py` and `tests/house/`; `_build/site` is made.") == ["code/gone.py"]


def test_every_target_is_documented_by_make_help() -> None:
    makefile = (REAL / "Makefile").read_text("utf-8")
    assert [name for name, words in targets(makefile).items() if not words] == []
    said = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=REAL,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    shown = dict(line.split(maxsplit=2)[1:] for line in said.splitlines())
    assert shown == targets(makefile)


def test_targets_and_commands_are_read_right() -> None:
    makefile = "BIN := x\nbook: setup ## make it\n\techo\n.PHONY: book\nplain:\n"
    assert targets(makefile) == {"book": "make it", "plain": ""}
    text = "To make sure, run `make book`.\n```shell\nmake test  # all\n```\n"
    assert commands(text) == {"book", "test"}


@pytest.mark.parametrize("typeface", TYPEFACES)
def test_every_chinese_character_has_a_glyph(typeface: str) -> None:
    """Of the figures in one file, of the pages in some that together hold all."""
    places = {
        character: path.relative_to(REAL)
        for folder, pattern in (("book", "*.md"), ("data", "*.csv"), ("data", "*.json"))
        for path in sorted((REAL / folder).glob(pattern))
        for character in chinese(path.read_text("utf-8"))
    }
    glyphs: set[int] = set()
    for name in TYPEFACES[typeface]:
        with TTFont(REAL / name) as font:
            glyphs |= set(font.getBestCmap())
    missing = {c: str(place) for c, place in places.items() if ord(c) not in glyphs}
    lacking = "".join(sorted(missing))
    assert missing == {}, f"the typeface of the {typeface} lacks {lacking}: run `make fonts`"


def test_chinese_is_told_from_everything_else() -> None:
    assert chinese("Valve 阀门，“x” é — 。") == set("阀门，。")
