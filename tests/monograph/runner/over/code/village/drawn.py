"""Stands in for a module that draws: what the small book needs, and nothing to wait for."""

from typing import Any


class Drawing:
    """A figure as the builder sees one: the same numbers in every form."""

    def __init__(self, frame: Any) -> None:  # noqa: ANN401  (pandas need not be imported here)
        self.frame = frame

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        words = "; ".join(f"{row.label}: {row.percent}" for row in self.frame.itertuples())
        svg = f'<svg xmlns="http://www.w3.org/2000/svg"><title>{words}</title></svg>'
        return {
            "text/plain": words,
            "text/html": f'<div role="img" aria-label="{words}">{svg}</div>',
            "image/svg+xml": svg,
            "text/csv": self.frame.to_csv(index=False),
        }


class Listing:
    """A table as the builder sees one: Markdown that Sphinx numbers."""

    def __init__(self, frame: Any) -> None:  # noqa: ANN401  (see above)
        self.frame = frame

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        rows = "\n".join(f"| {row.label} | {row.percent} |" for row in self.frame.itertuples())
        markdown = f"~~~{{table}}\n\n| channel | % |\n|---|--:|\n{rows}\n~~~\n"
        return {"text/plain": "a table", "text/markdown": markdown}
