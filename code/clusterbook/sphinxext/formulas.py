"""Formulas as MathML: read by every current browser and by screen readers, with no script to load."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx


def _inline(self: Any, node: nodes.math) -> None:  # noqa: ANN401  (Sphinx's HTML translator)
    self.body.append(convert(node.astext()))
    raise nodes.SkipNode


def _block(self: Any, node: nodes.math_block) -> None:  # noqa: ANN401
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(number + convert(node.astext(), display="block") + "</div>")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Offer `mathml` as a value of html_math_renderer."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
