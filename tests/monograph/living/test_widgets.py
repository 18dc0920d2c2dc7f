"""A laid notebook's explorers have their saved state, and all else is as it was."""

from __future__ import annotations

import base64
import gzip
import re
from typing import Any

from nbformat import v4

from monograph.alive.widget import STATIC
from monograph.living.notebook import notebook
from monograph.living.parts import Code, Text
from monograph.living.style import style
from monograph.living.widgets import revived
from monograph.runner.saved_widgets import STATE, VIEW

TOLD = v4.new_output(
    "display_data", data={"text/plain": "n = 1"}, metadata={"scrapbook": {"name": "n"}}
)
SHOWN = v4.new_output("display_data", data={"text/plain": "a table"})
EXPLORER = v4.new_output(
    "execute_result",
    data={"image/svg+xml": "<svg/>", "text/plain": "words", VIEW: {"model_id": "widget-0001"}},
    execution_count=1,
)


def executed(*outputs: Any) -> Any:  # noqa: ANN401
    ran = v4.new_notebook(cells=[v4.new_code_cell("code", outputs=list(outputs))])
    models = {
        "widget-0000": {"state": {"vega": {}, "_esm": "export default {};"}},
        "widget-0001": {"state": {"children": ["IPY_MODEL_widget-0000"]}},
    }
    ran.metadata["widgets"] = {STATE: {"state": models}}
    return ran


def made_of(ran: Any) -> Any:  # noqa: ANN401
    parts = [Text("# One", title=True), Code(0)]
    return notebook(parts, ran, intro="in", begin="import os")


def test_the_view_stands_beside_the_still_of_its_own_output() -> None:
    ran = executed(TOLD, SHOWN, EXPLORER)
    alive = revived(made_of(ran), ran)
    plain, explorer = next(c for c in alive.cells if c.source == "code").outputs
    assert VIEW not in plain.data
    assert explorer.data[VIEW] == {"model_id": "widget-0001"}
    assert explorer.data["text/html"].startswith("<img ")


def test_the_figure_brings_the_library_along() -> None:
    ran = executed(EXPLORER)
    state = revived(made_of(ran), ran).metadata["widgets"][STATE]["state"]
    script = state["widget-0000"]["state"]["_esm"]
    packed = re.search(r'atob\("([^"]+)"\)', script)
    assert packed
    assert gzip.decompress(base64.b64decode(packed[1])) == (STATIC / "vega.js").read_bytes()
    assert f'"{style()}' in script
    assert script.endswith("export default {};")
    assert state["widget-0001"] == ran.metadata["widgets"][STATE]["state"]["widget-0001"]


def test_without_an_explorer_nothing_is_added() -> None:
    ran = executed(TOLD, SHOWN)
    assert revived(made_of(ran), ran) == made_of(ran)
