"""Formulas as MathML: browsers and screen readers read it, and no script has to be loaded."""

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number


def _inline(self: Any, node: nodes.math) -> None:  # noqa: ANN401  (Sphinx's HTML translator)
    self.body.append(convert(node.astext()))
    raise nodes.SkipNode


def _block(self: Any, node: nodes.math_block) -> None:  # noqa: ANN401
    number = ""
    if node["number"]:  # as references give it: with the number of the chapter
        number = f'<span class="eqno">({get_node_equation_number(self, node)})</span>'
    self.body.append(self.starttag(node, "div", CLASS="math"))
    self.body.append(number + convert(node.astext(), display="block") + "</div>")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Offer `mathml` as a value of html_math_renderer."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
