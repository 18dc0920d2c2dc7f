"""The order of a printed book: front matter, parts, chapters, back matter.

Parts and their captions are those of `_toc.yml`. What comes before the first numbered part is front
matter, what comes after the last is back matter. Figures keep the numbers that the pages give them.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from monograph.print.escaping import tex
from monograph.site.edition import edition

ON_SCREEN = {"cb-hero", "cb-paths"}
"""Parts of the landing page that only a screen needs."""
CONTENTS = "cb-contents"
"""Marks the section that lists the chapters: print has its own contents."""


def raw(text: str) -> nodes.raw:
    """Return LaTeX as a node."""
    return nodes.raw("", f"{text}\n", format="latex")


class Matter(SphinxPostTransform):
    """Put the marks between the parts into the one document that the LaTeX builder assembles."""

    default_priority = 2  # type: ignore[assignment]
    builders = ("latex",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work on the assembled book."""
        root = self.document.next_node(nodes.section)
        if root is None:
            return
        _trim_landing_page(root)
        for page in self.document.findall(addnodes.start_of_file):
            self._open(page)

    def _open(self, page: addnodes.start_of_file) -> None:
        name = page["docname"]
        section = next(page.findall(nodes.section), None)
        if section is None:
            return
        mark = marks(self.env).get(name, "")
        if mark:
            page.insert(0, raw(mark))
        title = next(
            i for i, child in enumerate(section.children) if isinstance(child, nodes.title)
        )
        if "kernelspec" in self.env.metadata.get(name, {}):
            section.insert(title + 1, raw(_online(edition(self.app).address, name)))


def _trim_landing_page(root: nodes.section) -> None:
    """Keep of the landing page what it finds; the summary at its head opens that section."""
    pages = list(root.findall(addnodes.start_of_file))
    for page in pages:  # wherever the table of contents was put, the chapters come after it
        page.parent.remove(page)
    for section in list(root.findall(nodes.section)):
        inside = section.findall(nodes.container)
        if section is not root and any(CONTENTS in node["classes"] for node in inside):
            section.parent.remove(section)
    root += pages
    sections = [child for child in root.children if isinstance(child, nodes.section)]
    for child in list(root.children):
        if not isinstance(child, nodes.container):
            continue
        classes = set(child["classes"])
        if classes & ON_SCREEN:
            root.remove(child)
        elif "cb-lead" in classes and sections:
            root.remove(child)
            sections[0].insert(1, child)


def marks(env: BuildEnvironment) -> dict[str, str]:
    """Return page -> the LaTeX that opens it, where it opens a part or has no chapter number."""
    found: dict[str, str] = {}
    state = "front"
    for caption, pages in _parts(env):
        numbered = any(_is_numbered(env, page) for page in pages)
        opening = ""
        if numbered:
            opening = (r"\bookmain" if state == "front" else "") + rf"\bookpart{{{tex(caption)}}}"
            state = "main"
        elif state == "main":
            opening, state = r"\bookback", "back"
        for page in pages:
            number = "" if _is_numbered(env, page) else rf"\bookunnumbered{{{_prefix(env, page)}}}"
            if opening or number:
                found[page] = opening + number
            opening = ""
    return found


def _parts(env: BuildEnvironment) -> list[tuple[str, list[str]]]:
    """Return the captions of the table of contents, each with its pages."""
    root = env.get_doctree(env.config.root_doc)
    return [
        (tree.get("caption") or "", list(tree["includefiles"]))
        for tree in root.findall(addnodes.toctree)
    ]


def _is_numbered(env: BuildEnvironment, page: str) -> bool:
    return any(number for number in env.toc_secnumbers.get(page, {}).values())


def _prefix(env: BuildEnvironment, page: str) -> str:
    """Return the letter before the numbers of a page's figures and tables; "" if it has none."""
    for ids in env.toc_fignumbers.get(page, {}).values():
        for number in ids.values():
            return str(number[0]) if len(number) > 1 else ""
    return ""


def _online(address: str | None, page: str) -> str:
    """Return the line that leads from a printed chapter to its living form."""
    source = tex(f"{page}.md").replace("/", r"/\allowbreak ")
    where = rf" Online: \url{{{address}{page}.html}}" if address else ""
    return (
        rf"\begin{{bookonline}}The code behind the numbers, figures and tables: "
        rf"\texttt{{{source}}}.{where}\end{{bookonline}}"
    )


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(Matter)
