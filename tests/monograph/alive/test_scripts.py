"""The scripts of the page: types hold, bundles are what the sources give, addresses are read."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from monograph.alive.in_page import fixed, grouped
from monograph.alive.widget import STATIC
from workshop.scripts import (
    BUNDLES,
    SOURCES,
    NoToolsError,
    bring_tools,
    bundle,
    bundled,
    in_page_sources,
    node,
    type_faults,
)

from ...small_book import REAL, locked

ADDRESS = "player/address.js"


@pytest.fixture(scope="module")
def tools() -> None:
    """Have npm bring the locked tools; say plainly where it cannot."""
    try:
        with locked(REAL / "_build/scripts-lock"):
            bring_tools()
    except NoToolsError as fault:
        warnings.warn(f"The page's scripts are not checked: {fault}", stacklevel=1)
        pytest.skip(str(fault))


def evaluated(module: str, expression: str) -> Any:  # noqa: ANN401  (JSON)
    """Return what an expression of the functions `m` of a module gives in Node."""
    url = json.dumps((SOURCES / module).as_uri())
    script = f"import * as m from {url}; console.log(JSON.stringify({expression}))"
    ran = node("--input-type=module", "--eval", script)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.usefixtures("tools")
def test_types_hold() -> None:
    assert type_faults() == ""


@pytest.mark.usefixtures("tools")
def test_the_bundles_are_what_the_sources_give(tmp_path: Path) -> None:
    bundle(tmp_path)
    stale = [n for n in BUNDLES if (tmp_path / n).read_bytes() != (STATIC / n).read_bytes()]
    assert stale == [], "run `make scripts`"


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize("source", in_page_sources(), ids=lambda path: path.parent.name)
def test_what_computes_in_a_page_is_what_its_source_gives(source: Path) -> None:
    assert source.with_suffix(".mjs").read_text("utf-8") == bundled(source), "run `make scripts`"


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("m.fixed(0.5, 0)", fixed(0.5, 0)),
        ("m.fixed(0.0625, 3)", fixed(0.0625, 3)),
        ("m.fixed(1.005, 2)", fixed(1.005, 2)),
        ("m.fixed(-1.25, 1)", fixed(-1.25, 1)),
        ("m.fixed(-0.04, 1)", fixed(-0.04, 1)),
        ("m.fixed(-0.04, 1, true)", fixed(-0.04, 1, plus=True)),
        ("m.fixed(2, 1, true)", fixed(2, 1, plus=True)),
        ("m.grouped(2796)", grouped(2796)),
        ("m.grouped(1234567.25, 1)", grouped(1234567.25, 1)),
        ("m.grouped(1234.56789, 5)", grouped(1234.56789, 5)),
        ("m.filled('{a} of {b}, {a}', { a: 1, b: '{a}' })", "1 of {a}, 1"),
    ],
)
def test_words_and_numbers_are_written_alike(expression: str, written: str) -> None:
    assert evaluated("in_page/words.js", expression) == written


TEXT = {"type": "text", "from": {"data": "d"}}
LINES = {
    "type": "group",
    "from": {"facet": {"name": "f", "data": "d", "field": "a"}},
    "marks": [{"type": "line", "from": {"data": "f"}}],
}
AXIS = {"orient": "left", "scale": "y"}


@pytest.mark.usefixtures("tools")
@pytest.mark.parametrize(
    ("changes", "measured"),
    [
        ({}, False),
        ({"autosize": "none"}, False),
        ({"marks": [TEXT, LINES]}, False),
        ({"autosize": "pad"}, True),
        ({"axes": [AXIS]}, True),
        ({"title": "Of all firms"}, True),
        ({"legends": [{"fill": "y"}]}, True),
        ({"marks": [TEXT, LINES], "layout": {"columns": 2}}, True),
        ({"marks": [TEXT, {**LINES, "axes": [AXIS]}]}, True),
    ],
)
def test_how_far_marks_reach_is_found_where_something_is_laid_out_by_it(
    changes: dict[str, Any], measured: bool
) -> None:
    """To find it costs a key more than all other steps of a figure with words or paths."""
    spec = {"autosize": {"type": "none"}, "data": [{"name": "d"}], "marks": [TEXT], **changes}
    spec["scales"] = [{"name": "y", "domain": [0, 1]}]
    steps = f'JSON.stringify(m.parsed({json.dumps(spec)})).match(/"type":"(bound|placed)"/g)'
    found = set(evaluated("vega/placed.js", steps))
    assert found == {f'"type":"{"bound" if measured else "placed"}"'}


def test_the_lock_names_no_host() -> None:
    assert '"resolved"' not in (SOURCES / "package-lock.json").read_text("utf-8")


def test_nothing_published_is_there_for_tests_alone() -> None:
    assert [n for n in BUNDLES if "vegaView" in (STATIC / n).read_text("utf-8")] == []


def test_only_two_modules_use_what_vega_keeps_to_itself() -> None:
    """One asks for the element of a mark, the other is a renderer made from Vega's own."""
    private = {p.name for p in SOURCES.glob("*/*.js") if "._" in p.read_text("utf-8")}
    assert private == {"marks.js", "renderer.js"}


ASKED = {"fig-a": [["steep", "0.8"], ["sign", "half up"]]}


@pytest.mark.parametrize(
    "fragment",
    [
        "fig-a?steep=0.8&sign=half+up",
        "fig-a?steep=0.8&sign=half%20up",
        "fig-a%3Fsteep=0.8&sign=half%20up",
        "fig-a%3fsteep%3d0.8%26sign%3dhalf%20up",
        "fig-a%253Fsteep%253D0.8%2526sign%253Dhalf%252520up",
        "fig-a?steep=0.8&amp;sign=half+up",
        "fig-a?steep=0.8&sign=half+up。",
        "fig-a?steep=0.8&sign=half+up）」，",
        "fig-a?steep=0.8&sign=half+up).",
        "fig-none?x=1!fig-a?steep=0.8&sign=half+up",
        "some-heading!fig-a?steep=0.8&sign=half+up",
    ],
)
def test_a_state_is_read_however_it_was_passed_on(fragment: str) -> None:
    found = evaluated(
        ADDRESS,
        f"m.readings({json.dumps(fragment)}, (id) => id === 'fig-a').map(({{ states }}) =>"
        " Object.fromEntries([...states].map(([id, query]) => [id, [...query]])))",
    )
    assert ASKED in found


@pytest.mark.parametrize("fragment", ["", "%", "fig-a", "%E0%A4%A", "a?b!c?d", "fig-%3F", "?!&"])
def test_what_names_no_state_is_none(fragment: str) -> None:
    readings = f"m.readings({json.dumps(fragment)}, (id) => id === 'fig-a')"
    assert evaluated(ADDRESS, readings) == []


@pytest.mark.parametrize("word", ["half up", "a&b=c", "a!b?c#d", "50 %", "阀", "+1", "a+b", ""])
def test_what_is_written_is_read(word: str) -> None:
    states = json.dumps([["fig-a", [["x", word]]]])
    found = evaluated(
        ADDRESS,
        f"m.readings(m.written('there', {states}), () => true)[0].states.get('fig-a').get('x')",
    )
    assert found == word


@pytest.mark.parametrize(
    ("code", "value", "written"),
    [
        ("d", 1234, "1234"),
        (",d", 1234, "1,234"),
        (".2f", 0.1, "0.10"),
        (".0%", 0.25, "25%"),
        (".1e", 1234, "1.2e+3"),
        (".3g", 0.123456, "0.123"),
        (None, 0.5, "0.5"),
    ],
)
def test_readouts_are_written_as_ipywidgets_has_them(
    code: str | None, value: float, written: str
) -> None:
    arguments = f"{json.dumps(code or '')}, {value}"
    assert evaluated("player/number_format.js", f"m.format({arguments})") == written
