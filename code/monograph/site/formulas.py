"""Formulas as MathML: browsers and screen readers read it, and no script has to be loaded."""

import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util.math import get_node_equation_number

from monograph.site.written import rewrite


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


_IN_BRACKETS = re.compile(r"\((?:<math(?:(?!</math>).){1,600}</math>)\)", re.DOTALL)


def unbroken(html: str) -> str:
    """Return a page in which no line ends between a formula and the brackets around it.

    Examples
    --------
    >>> unbroken("<p>hold (<math><mi>v</mi></math>):</p>")
    '<p>hold <span class="mg-whole">(<math><mi>v</mi></math>)</span>:</p>'
    """
    return _IN_BRACKETS.sub(lambda found: f'<span class="mg-whole">{found[0]}</span>', html)


def _mend(app: Sphinx) -> None:
    rewrite(app, unbroken)


def setup(app: Sphinx) -> None:
    """Offer `mathml` as a value of html_math_renderer."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("builder-inited", _mend)
