"""The role {n}: a number of the prose, with its voice and the way back to where it comes from.

A chapter computes its numbers in a cell (`cb.tell(hire=cb.printed("F178"))`) and writes
``{n}`hire` `` in the text. The page shows the number, marks its voice, and links it: what the paper
says to its row of the fact base, what we assume to its row of the assumptions, what we compute to
its answer at the foot of the page.
"""

from typing import Any

from docutils import nodes
from myst_nb.core.variables import RetrievalError
from myst_nb.ext.glue.utils import retrieve_glue_data
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from monograph.voices.number import MIME


class voiced(nodes.Inline, nodes.TextElement):  # noqa: N801  (docutils names nodes in lower case)
    """A number: its `key`, its `voice`, a `title`, and the id of its `answer` on the page."""


class NumberRole(SphinxRole):
    """Fetch a number that a cell of this chapter has told."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the number as a marked node, linked to its origin."""
        document = self.inliner.document  # type: ignore[attr-defined]
        try:
            told = retrieve_glue_data(document, self.text)
            data = told.data[MIME]
        except (RetrievalError, KeyError):
            message = document.reporter.error(
                f"No number {self.text!r} is told in this chapter: add "
                f"cb.tell({self.text}=...) to a cell.",
                line=self.lineno,
            )
            return [nodes.problematic(self.rawtext, self.rawtext)], [message]
        node = voiced(data["text"], "", voice=data["voice"], title=data["title"])
        node["key"] = self.text
        self.set_source_info(node)
        text = nodes.Text(data["text"])
        if data["trace"]:
            node += _link(text, data["trace"], self.env.docname, node)
        else:
            node += text
        return [node], []


def _link(text: nodes.Text, trace: str, docname: str, node: voiced) -> addnodes.pending_xref:
    """Return a link around the text: inside the mark, since Sphinx keeps only a link's text."""
    reference = addnodes.pending_xref(
        "",
        nodes.inline("", "", text),
        refdomain="std",
        reftype="ref",
        reftarget=trace,
        refexplicit=True,
        refwarn=True,
        refdoc=docname,
    )
    reference.source, reference.line = node.source, node.line
    return reference


def _visit_html(self: Any, node: voiced) -> None:  # noqa: ANN401
    attributes = {"CLASS": f"cb-n cb-n-{node['voice']}", "title": node["title"]}
    if node.get("answer"):
        attributes["data-n"] = node["answer"]
    node["tag"] = "a" if node.get("answer") and not any(node.findall(nodes.reference)) else "span"
    if node["tag"] == "a":
        attributes["href"] = f"#{node['answer']}"
    self.body.append(self.starttag(node, node["tag"], "", **attributes))


def _depart_html(self: Any, node: voiced) -> None:  # noqa: ANN401
    self.body.append(f"</{node['tag']}>")


def _silent(self: Any, node: voiced) -> None:  # noqa: ANN401
    """Let the text stand alone."""


def setup(app: Sphinx) -> None:
    """Register the role and its node for each kind of output."""
    app.add_role("n", NumberRole())
    app.add_node(
        voiced,
        html=(_visit_html, _depart_html),
        text=(_silent, _silent),
    )
