"""Names for saved widgets that are the same in every run.

ipywidgets names each widget by chance, so two runs of one chapter would give two pages. Here they
are named in the order in which the chapter made them.
"""

import json
import re
from typing import Any

import nbformat

from monograph.runner.saved_widgets import STATE

_BY_CHANCE = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def in_order(notebook: Any) -> Any:  # noqa: ANN401  (a notebook node)
    """Return the notebook with each saved widget, and each mention of it, named by its turn.

    Examples
    --------
    >>> held = {STATE: {"state": {"9f" * 16: {}, "0a" * 16: {"state": {"box": "9f" * 16}}}}}
    >>> notebook = nbformat.v4.new_notebook(metadata={"widgets": held})
    >>> in_order(notebook).metadata.widgets[STATE]["state"]
    {'widget-0000': {}, 'widget-0001': {'state': {'box': 'widget-0000'}}}
    """
    saved = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    names = {name: f"widget-{turn:04}" for turn, name in enumerate(saved)}
    text = _BY_CHANCE.sub(lambda found: names.get(found[0], found[0]), json.dumps(notebook))
    return nbformat.from_dict(json.loads(text))
