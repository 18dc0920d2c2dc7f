"""A figure whose page computes: what its module must be, and who answers where."""

from pathlib import Path
from typing import Any

import altair as alt
import ipywidgets as w
import numpy as np
import pandas as pd
import pytest

from monograph.alive.explore import Explorer, explore
from monograph.alive.in_page import InPage

GOOD = "export const rows = ({ k }, { by }) => [{ x: k * by }]; export function says() {}"


def made(tmp_path: Path, text: str = GOOD, **changed: Any) -> Explorer:  # noqa: ANN401
    """Return an explorer with this module, and some of its arguments changed."""
    (tmp_path / "in_page.mjs").write_text(text, "utf-8")
    given: dict[str, Any] = {
        "rows": lambda k: pd.DataFrame({"x": [k * 3]}),
        "says": lambda k: f"{k * 3} in all.",
        "label": "A bar three times as long as the number that is typed",
        "in_page": InPage(tmp_path / "in_page.mjs", {"by": np.int64(3), "of": (1, None)}),
        "k": w.IntText(2, description="Number"),
    }
    chart = alt.Chart(alt.NamedData("rows"), width="container").mark_bar().encode(x="x:Q")
    return explore(chart, **(given | changed))


def test_the_page_gets_the_module_and_what_it_is_given(tmp_path: Path) -> None:
    figure = made(tmp_path).figure
    assert (figure.module, figure.given) == (GOOD, {"by": 3, "of": [1, None]})
    assert figure.packed == {}


def test_with_a_kernel_python_answers(tmp_path: Path) -> None:
    figure, sent = made(tmp_path).figure, []
    figure.send = lambda content, buffers=None: sent.append(content)
    figure._handle_custom_msg({"want": "rows", "ask": 1}, [])
    assert sent == [{"have": "rows", "rows": [{"x": 6}], "says": "6 in all.", "ask": 1}]


def test_the_still_is_drawn_from_what_python_answers(tmp_path: Path) -> None:
    bundle = made(tmp_path)._repr_mimebundle_()
    assert bundle["text/csv"] == "x\n6\n"
    assert "6 in all." in bundle["text/html"]


@pytest.mark.parametrize(
    "text",
    [
        "import { a } from './a.js'; export function rows() {} export function says() {}",
        "export function rows() {};import a from 'a';export function says() {}",
        "import 'a';\nexport function rows() {}\nexport function says() {}",
    ],
)
def test_a_module_that_imports_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"in_page\.mjs: .*nothing can be imported; bundle"):
        made(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("export function rows() {}", "says"),
        ("function a() {} export { a as says };", "rows"),
        ("const rows = 1, says = 2;", "rows and says"),
    ],
)
def test_a_module_without_both_functions_is_refused(
    tmp_path: Path, text: str, lacking: str
) -> None:
    with pytest.raises(ValueError, match=rf"in_page\.mjs: must export {lacking}$"):
        made(tmp_path, text)


def test_a_module_needs_its_reference_in_python(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs rows and says in Python"):
        made(tmp_path, says=None)


def test_what_json_cannot_hold_is_refused(tmp_path: Path) -> None:
    module = tmp_path / "in_page.mjs"
    with pytest.raises(ValueError, match="a page cannot hold"):
        made(tmp_path, in_page=InPage(module, {"far": float("inf")}))
