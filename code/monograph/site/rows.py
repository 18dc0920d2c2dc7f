"""The role {row}: the place of one row of a data table, so that numbers can link to it.

``{row}`fact:F178` `` prints F178 and makes it a target named fact-f178;
``{row}`fact:F178:text` `` prints the third part instead. ``{csv}`channels` `` links a table's CSV.
"""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole


class RowRole(SphinxRole):
    """Make one row of a table a place that can be linked to."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the target and what is shown for it."""
        kind, key, *rest = self.text.split(":", 2)
        name = nodes.make_id(f"{kind}-{key}")
        target = nodes.target("", "", ids=[name], names=[name])
        document = self.inliner.document  # type: ignore[attr-defined]
        document.note_explicit_target(target)
        self.set_source_info(target)
        return [target, nodes.inline("", rest[0] if rest else key, classes=["cb-row"])], []


class CsvRole(SphinxRole):
    """Link the CSV file of a data table; in print, name it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a link in HTML and the file's name elsewhere."""
        return csv_link(self.text, f"data/{self.text}.csv", self.env.docname), []


def csv_link(table: str, text: str, docname: str) -> list[nodes.Node]:
    """Return the nodes that link data/<table>.csv of the published book."""
    up = "../" * docname.count("/")
    html = f'<a class="cb-data" href="{up}data/{table}.csv" download>{text}</a>'
    plain = nodes.literal("", f"data/{table}.csv")
    return [nodes.raw("", html, format="html"), _outside_html(plain)]


def _outside_html(node: nodes.Node) -> nodes.Node:
    from sphinx.addnodes import only

    return only("", node, expr="not html")


def setup(app: Sphinx) -> None:
    """Register both roles."""
    app.add_role("row", RowRole())
    app.add_role("csv", CsvRole())
