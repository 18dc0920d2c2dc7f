"""What stands around a figure or table: number, caption, source line, links to data and drawing.

A cell names its output in its metadata (`mystnb: {figure: {name, caption}}`), and may add `source`
(where the numbers come from, in the book's voices) and `data` (the data table it shows).
Here an output named `tab-…` becomes a numbered table, and the source line is added. Nothing of
this needs a kernel: captions are prose.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from monograph.site.rows import csv_link
from monograph.words import words_beside

say = words_beside(__file__)

LOGGER = logging.getLogger(__name__)


class Captions(SphinxTransform):
    """Turn the outputs of named cells into numbered figures and tables with their sources."""

    # Before Sphinx collects labels and numbers (SphinxDomains runs at 850).
    default_priority = 400  # type: ignore[assignment]  # docutils declares it as None

    def apply(self, **_: Any) -> None:  # noqa: ANN401
        """Work through the code cells of one document."""
        for cell in list(self.document.findall(_is_cell)):
            metadata = cell.get("cell_metadata", {})
            for figure in list(cell.findall(nodes.figure)):
                self._finish(figure, metadata)

    def _finish(self, figure: nodes.figure, metadata: dict[str, Any]) -> None:
        name = (figure.get("names") or [""])[0]
        source = self._source_line(metadata, name)
        if not name.startswith("tab-"):
            if source:
                figure += nodes.legend("", source)
            return
        table = next(figure.findall(nodes.table), None)
        if table is None:
            LOGGER.warning("%s is named as a table but its cell shows none", name, location=figure)
            return
        self._number(table, figure)
        figure.replace_self([table, source] if source else [table])

    def _number(self, table: nodes.table, figure: nodes.figure) -> None:
        """Move name and caption from the figure around a table to the table itself."""
        captions = list(figure.findall(nodes.caption))
        if captions:
            title = nodes.title("", "", *captions[0].children)
            title.source, title.line = captions[0].source, captions[0].line
            table.insert(0, title)
        table["ids"], table["names"] = figure["ids"], figure["names"]
        for name in figure["names"]:
            self.document.nameids[name] = figure["ids"][0]
        for id_ in figure["ids"]:
            self.document.ids[id_] = table

    def _source_line(self, metadata: dict[str, Any], name: str) -> nodes.paragraph | None:
        line = nodes.paragraph(classes=["cb-source"])
        if "source" in metadata:
            line += nodes.inline("", str(metadata["source"]))
        links = self._links(metadata, name)
        if links:
            line += links
        return line if line.children else None

    def _links(self, metadata: dict[str, Any], name: str) -> list[nodes.Node]:
        found: list[nodes.Node] = []
        if "data" in metadata:
            for table in str(metadata["data"]).split():
                found += [nodes.Text(" "), *csv_link(table, f"{table}.csv", self.env.docname)]
        if name.startswith("fig-"):
            up = "../" * self.env.docname.count("/")
            html = "".join(
                f' <a class="cb-data" href="{up}figures/{name}.{kind}" download>{label}</a>'
                for kind, label in say.each("downloads").items()
            )
            found.append(nodes.raw("", html, format="html"))
        return found


def _is_cell(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(Captions)
