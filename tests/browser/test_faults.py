"""Break the page, see the gate go red with a message that names the page and the explorer."""

import base64
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from workshop.serving import served

from .answers import explorers_of
from .books import Site
from .conftest import Visiting
from .gates import axe_faults, life_faults, look, move_faults, state_faults, width_faults

PAGE, BARS, LINE = "book/pair", "fig-bars", "fig-line"
STATE = re.compile(
    r'(<script type="application/vnd\.jupyter\.widget-state\+json">)(.*?)(</script>)', re.S
)


@pytest.fixture
def broken(mini: Site, tmp_path: Path) -> Iterator[Site]:
    """Give a copy of the small book's pages, to break."""
    folder = tmp_path / "html"
    shutil.copytree(mini.folder, folder)
    with served(folder) as address:
        yield Site(mini.root, folder, address)


def rewrite(site: Site, change: Callable[[str], str], page: str = PAGE) -> None:
    """Change the text of a published page; it must then be another."""
    path = site.folder / f"{page}.html"
    text = path.read_text("utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, "utf-8")


def rewrite_state(site: Site, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the saved widgets of the page."""

    def changed(text: str) -> str:
        found = STATE.search(text)
        assert found
        saved = json.loads(found[2])
        change(saved["state"])
        return text[: found.start(2)] + json.dumps(saved) + text[found.end(2) :]

    rewrite(site, changed)


def bars(state: dict[str, Any]) -> dict[str, Any]:
    """Return the saved figure of the bars."""
    (found,) = [m for m in state.values() if m["state"].get("packed")]
    return dict(found)


def all_faults(site: Site, visit: Visiting, figure: str = BARS) -> list[str]:
    """Return what the gates of one page say."""
    explorer = explorers_of(site.chapters[PAGE])[figure]
    with visit(site, PAGE) as seen:
        dead = life_faults(seen, [BARS, LINE], seconds=3)
        return dead + seen.noted + ([] if dead else move_faults(seen, figure, explorer))


def test_the_unbroken_page_passes(broken: Site, visit: Visiting) -> None:
    assert all_faults(broken, visit) == []


def test_a_deleted_link_between_control_and_figure(broken: Site, visit: Visiting) -> None:
    def cut(state: dict[str, Any]) -> None:
        (link,) = [
            key
            for key, model in state.items()
            if model["model_name"] == "LinkModel" and model["state"]["target"][1] == "steep"
        ]
        del state[link]

    rewrite_state(broken, cut)
    found = all_faults(broken, visit)
    assert any(
        fault.startswith("book/pair, fig-bars: after ArrowRight on 'Steepness'")
        and "Python returns {'x': 'a', 'y': 0.04" in fault
        for fault in found
    ), found
    assert "book/pair, fig-bars: moving steep changes nothing" in found


def test_a_corrupted_packed_code(broken: Site, visit: Visiting) -> None:
    def corrupt(state: dict[str, Any]) -> None:
        (buffer,) = bars(state)["buffers"]
        held = bytearray(base64.b64decode(buffer["data"]))
        held[-2] ^= 1  # one row of one state: the last
        buffer["data"] = base64.b64encode(held).decode()

    rewrite_state(broken, corrupt)
    explorer = explorers_of(broken.chapters[PAGE])[BARS]
    last = f"#{BARS}?steep=0.9&sign=downwards&kept=a&kept=b&kept=阀"
    with visit(broken, PAGE, last) as seen:
        assert life_faults(seen, [BARS]) == []
        found = state_faults(seen, BARS, explorer, look(seen, BARS, explorer), "at a link")
    assert len(found) == 1, found
    assert found[0].startswith("book/pair, fig-bars: at a link the figure holds {'x': '阀'")


def test_a_corrupted_value_and_a_corrupted_sentence(broken: Site, visit: Visiting) -> None:
    def corrupt(state: dict[str, Any]) -> None:
        packed = bars(state)["state"]["packed"]
        packed["says"] = ["Another sentence." for _ in packed["says"]]
        (heights,) = [values for name, values in packed["columns"] if name == "y"]
        heights[:] = [value + 1e-12 for value in heights]

    rewrite_state(broken, corrupt)
    found = all_faults(broken, visit)
    assert any("fig-bars: when opened the figure holds {'x': 'a'" in fault for fault in found)
    assert any("fig-bars: when opened the figure says 'Another sentence.'" in f for f in found)


def test_a_widget_that_the_page_cannot_play(broken: Site, visit: Visiting) -> None:
    def change(state: dict[str, Any]) -> None:
        for model in state.values():
            if model["model_name"] == "FloatSliderModel":
                model["model_name"] = "ColorPickerModel"

    rewrite_state(broken, change)
    (stays, *_) = all_faults(broken, visit)
    assert stays.startswith("book/pair, fig-bars: stays a still (")
    assert "no view for the widget ColorPickerModel" in stays


def test_a_missing_library(broken: Site, visit: Visiting) -> None:
    (broken.folder / "_static/vega.js").unlink()
    found = all_faults(broken, visit)
    assert any(f.startswith("book/pair, fig-line: stays a still (") for f in found), found
    assert any("book/pair: 404 for" in f and f.endswith("_static/vega.js") for f in found), found


def test_where_a_figure_cannot_be_drawn_its_still_stands_with_one_sentence_and_no_control(
    broken: Site, visit: Visiting
) -> None:
    def spoil(state: dict[str, Any]) -> None:
        bars(state)["state"]["vega"]["marks"] = [{"type": "no such mark"}]

    rewrite_state(broken, spoil)
    with visit(broken, PAGE, f"#{BARS}") as seen:
        figure = seen.page.locator(f"#{BARS}")
        figure.get_by_text("cannot be moved in this browser").wait_for(timeout=10_000)
        assert figure.locator("input, select, button").count() == 0
        assert figure.locator(".cb-still svg >> visible=true").count() == 1
        assert life_faults(seen, [LINE]) == []  # its neighbour lives
        assert seen.page.locator(f"#{LINE} .cb-controls input").count() > 0


def cut_the_player(site: Site) -> None:
    path = site.folder / "_static/player.js"
    text = path.read_text("utf-8")
    path.write_text(text[: len(text) // 2], "utf-8")


def forbid_scripts(site: Site) -> None:
    said = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    rewrite(site, lambda text: text.replace("<head>", f"<head>{said}", 1))


@pytest.mark.parametrize("spoil", [cut_the_player, forbid_scripts])
def test_where_the_player_cannot_speak_the_page_does(
    broken: Site, visit: Visiting, spoil: Callable[[Site], None]
) -> None:
    spoil(broken)
    with visit(broken, PAGE) as seen:
        for name in (BARS, LINE):
            figure = seen.page.locator(f"#{name}")
            assert figure.locator(".cb-unmoved").inner_text().strip()
            assert figure.locator(".cb-unmoved").is_visible()
            assert figure.locator("input, select, button").count() == 0
            assert figure.locator(".cb-still svg >> visible=true").count() == 1


CDN = '<script src="https://cdn.jsdelivr.net/npm/vega@6"></script>'


ADDED = {
    CDN: "book/pair: asks another host for https://cdn.jsdelivr.net/npm/vega@6",
    '<img alt="A" src="missing.png">': "book/pair: 404 for",
    "<script>console.warn('so so')</script>": "book/pair: console warning: so so",
    "<script>throw Error('no')</script>": "book/pair: script fails: no",
}


def test_what_a_page_asks_for_and_complains_of(broken: Site, visit: Visiting) -> None:
    rewrite(broken, lambda text: text.replace("</body>", f"{''.join(ADDED)}</body>"))
    with visit(broken, PAGE) as seen:
        assert life_faults(seen, [BARS, LINE]) == []  # the book itself stays alive
        for fault in ADDED.values():
            assert any(noted.startswith(fault) for noted in seen.noted), (fault, seen.noted)


def test_something_wider_than_a_phone(broken: Site, visit: Visiting) -> None:
    wide = '<p id="wide" style="width: 500px">'
    rewrite(broken, lambda text: text.replace("</article>", f"{wide}Wide</p></article>"))
    with visit(broken, PAGE, window=(360, 740)) as seen:
        (found,) = width_faults(seen)
    assert found.startswith("book/pair: wider than the window: ")
    assert 'id="wide"' in found


def test_a_picture_without_words(broken: Site, visit: Visiting) -> None:
    rewrite(
        broken, lambda text: text.replace("</article>", '<img src="../_static/x.png"></article>')
    )
    with visit(broken, PAGE) as seen:
        found = [fault for fault in axe_faults(seen) if "image-alt" in fault]
    assert found
    assert found[0].startswith("book/pair: axe image-alt (critical)")


def test_another_figure_that_moves_along(broken: Site, visit: Visiting) -> None:
    def cross(state: dict[str, Any]) -> None:
        links = [m["state"] for m in state.values() if m["model_name"] == "LinkModel"]
        (slope,) = [link for link in links if link["target"][1] == "slope"]
        (steep,) = [link for link in links if link["target"][1] == "steep"]
        slope["source"] = steep["source"]

    rewrite_state(broken, cross)
    found = all_faults(broken, visit, LINE)
    assert any("fig-line: when opened the control slope shows 1" in fault for fault in found), found
