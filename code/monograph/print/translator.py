"""Sphinx's LaTeX writer, where print needs other words than a manual."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.writers.latex import CR, LaTeXTranslator

from monograph.print.columns import BREAK

VOICES = {"cb-says-paper": "paper", "cb-says-ours": "ours", "cb-says-assumed": "assumed"}
"""Class of a passage in one voice -> its name in voices.sty."""

_SENTENCE = re.compile(r"(.+?[.!?])(?:\s+[A-Z]|$)", re.DOTALL)


def first_sentence(caption: str) -> str:
    """Return what the list of figures or tables shows of a caption, without its full stop.

    Examples
    --------
    >>> first_sentence("Shares by e.g. mode. Each row is a share.")
    'Shares by e.g. mode'
    >>> first_sentence("Terms in English and Chinese")
    'Terms in English and Chinese'
    """
    match = _SENTENCE.match(" ".join(caption.split()))
    found = match[1] if match else " ".join(caption.split())
    return found.removesuffix(".")


class PrintTranslator(LaTeXTranslator):
    """Voices, captions with a short form, tables with their source line inside."""

    def visit_admonition(self, node: nodes.Element) -> None:
        """Open a passage; in one of the voices, with its mark."""
        for name in VOICES.keys() & set(node["classes"]):
            self.body.append(rf"{CR}\begin{{bookvoice}}{{{VOICES[name]}}}")
            self.no_latex_floats += 1
            return
        super().visit_admonition(node)

    def depart_admonition(self, node: nodes.Element) -> None:
        """Close it."""
        if VOICES.keys() & set(node["classes"]):
            self.body.append(r"\end{bookvoice}" + CR)
            self.no_latex_floats -= 1
            return
        super().depart_admonition(node)

    def encode(self, text: str) -> str:
        """Return text as LaTeX, with the places where a long word may break."""
        return super().encode(text).replace(BREAK, r"\bookbreak{}")

    def visit_caption(self, node: nodes.Element) -> None:
        """Open a caption, with the form that the list of figures shows."""
        super().visit_caption(node)
        if self.body[-1] == r"\caption{":
            self.body[-1] = rf"\caption{self._listed(node)}{{"

    def visit_table(self, node: nodes.Element) -> None:
        """Begin to collect a table, which is set by one of our two templates."""
        super().visit_table(node)
        table: Any = self.table
        table.has_problematic = True  # Sphinx's word for: not by tabulary, which measures anew

    def depart_table(self, node: nodes.Element) -> None:
        """Set the table, its short title and its source line beside what the writer collected."""
        table: Any = self.table
        titles = list(node.findall(nodes.title))
        table.columns, table.turned = node["columns"], node.get("turned", False)
        table.listed = self._listed(titles[0]) if titles else ""
        table.source = self._set_apart(node["source"]) if "source" in node else ""
        super().depart_table(node)

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Open a paragraph; a source line that stands alone is set as one."""
        if self._is_source_line(node):
            self.body.append(rf"{CR}\begin{{booksource}}")
        super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.Element) -> None:
        """Close it."""
        super().depart_paragraph(node)
        if self._is_source_line(node):
            self.body.append(rf"\end{{booksource}}{CR}")

    def _is_source_line(self, node: nodes.Element) -> bool:
        return "cb-source" in node["classes"] and not isinstance(node.parent, nodes.legend)

    def _listed(self, title: nodes.Element) -> str:
        return f"[{{{self.encode(first_sentence(title.astext()))}}}]"

    def _set_apart(self, node: nodes.Element) -> str:
        self.pushbody([])
        for child in node.children:
            child.walkabout(self)
        return "".join(self.popbody())
