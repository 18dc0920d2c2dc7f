"""How drawings and explorers look where no page brings its styles: in a notebook.

Drawings are laid out by the widths of Source Sans 3. The pages load it; a notebook program does
not, and in another typeface labels grow into the marks beside them.
"""

import base64
import re
from functools import cache
from pathlib import Path

from monograph.drawing.theme import FAMILIES

_STATIC = Path(__file__).parent / "static"
WEIGHTS = {weight: _STATIC / f"source-sans-3-{weight}.woff2" for weight in (400, 600)}
"""Weight as CSS has it -> the typeface cut to Latin and to the signs of labels (`make fonts`)."""
_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@cache
def faces() -> str:
    """Return the rules of CSS that hold the typeface."""
    return "".join(
        f"@font-face{{font-family:'{FAMILIES[0]}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()}) "
        "format('woff2')}"
        for weight, path in WEIGHTS.items()
    )


def style() -> str:
    """Return the whole style sheet of a notebook in one line, without double quotes."""
    own = _REMARK.sub("", (_STATIC / "notebook.css").read_text("utf-8"))
    return faces() + " ".join(own.split())


def with_faces(svg: str) -> str:
    """Return a drawing that brings its typeface along; one without words needs none.

    A drawing that is shown as a picture sees nothing of the page around it.

    Examples
    --------
    >>> with_faces('<svg><path d="M0,0"/></svg>')
    '<svg><path d="M0,0"/></svg>'
    >>> with_faces("<svg><text>a</text></svg>").startswith("<svg><style>@font-face{font-family:")
    True
    """
    if "<text" not in svg:
        return svg
    root, end, content = svg.partition(">")
    return f"{root}{end}<style>{faces()}</style>{content}"
