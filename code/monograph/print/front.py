"""What print is told of the book: title page, imprint, colours, where each chapter lives."""

from pathlib import Path
from typing import Any

from docutils import nodes
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from monograph.drawing.field import Chapters, described, field
from monograph.drawing.theme import COLOURS, VOICES, WATER
from monograph.print import builder, terms
from monograph.print.typesetting import TYPEFACES
from monograph.records.address import public_url
from monograph.records.citing import Work
from monograph.records.facts import Facts
from monograph.records.styles import apa, gbt7714
from monograph.site.card import voices
from monograph.site.edition import edition

LICENSES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "MIT": ("the MIT licence", ""),
}
"""Identifier of SPDX -> how a reader knows the licence, and where it can be read."""
COVER = (122, 116)
"""Width and height of the picture on the cover, in mm."""
ON_SCREEN = {"cb-hero", "cb-paths", "cb-editions"}
"""Parts of the landing page that only a screen needs."""
CONTENTS = "cb-contents"
"""Marks the section that lists the chapters: print has its own contents."""


def front(facts: Facts, other_title: str) -> dict[str, Any]:
    """Return what title page, imprint and running heads say, and the colours of the book."""
    url = public_url(facts)
    authors = _joined([author.full for author in facts.authors])
    return {
        "title": facts.title,
        "subtitle": facts.subtitle,
        "full-title": facts.full_title,
        "other-title": other_title,
        "authors": [author.full for author in facts.authors],
        "byline": authors[:1].upper() + authors[1:],
        "medium": facts.medium.capitalize(),
        "version": facts.version,
        "year": facts.year,
        "date": [facts.date.year, facts.date.month, facts.date.day],
        "long-date": f"{facts.date.day} {facts.date:%B %Y}",
        "language": facts.language,
        "abstract": facts.abstract,
        "keywords": list(facts.keywords),
        "text-licence": LICENSES.get(facts.text_license, (facts.text_license, "")),
        "code-licence": LICENSES.get(facts.code_license, (facts.code_license, "")),
        "doi": facts.doi,
        "url": url,
        "citations": [["APA", apa(Work(facts, url))], ["GB/T 7714", gbt7714(Work(facts, url))]],
        "colours": {c.name: c.light for c in COLOURS} | {"link": WATER.light},
        "dark": {c.name: c.dark for c in COLOURS},
        "voices": {
            voice: {"colour": look.colour.name, "line": look.line} for voice, look in VOICES.items()
        },
    }


def cover(numbers: Chapters, pictures: Path) -> dict[str, str] | None:
    """Draw the picture of the cover; return its place and its words, None if there is none."""
    marks = field(numbers, *COVER, dark=True)
    if not marks:
        return None
    width, height = COVER
    picture = pictures / "cover.svg"
    picture.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{marks}</svg>',
        "utf-8",
    )
    return {"picture": f"{pictures.name}/{picture.name}", "alt": described(numbers)}


def _joined(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _other_title(path: Path) -> str:
    """Return the title in the book's other language, as the head of the landing page has it."""
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    start = next((i for i, line in enumerate(lines) if "cb-hero" in line), None)
    if start is None:
        return ""
    inside = lines[start + 1 : lines.index(":::", start)]
    return next((line for line in inside if line and not line.isascii()), "")


def _write(app: Sphinx, out: Path) -> None:
    root = Path(app.srcdir)
    facts = front(edition(app).facts, _other_title(root / f"{app.config.root_doc}.md"))
    facts["index"] = terms.index(terms.glossary(root / terms.GLOSSARY))
    facts["families"] = families(out / TYPEFACES)
    facts["cover"] = cover(voices(root), out / "pictures")
    builder.write_json(out, "facts.json", facts)


def families(folder: Path) -> list[str]:
    """Return the families of the typefaces in a folder, by name."""
    found = {TTFont(path)["name"].getBestFamilyName() for path in folder.glob("*.?tf")}
    return sorted(name for name in found if name)


def _origin(app: Sphinx, page: str) -> dict[str, str]:
    """Return where the code of a chapter and its living form are found."""
    if "kernelspec" not in app.env.metadata.get(page, {}) or page == app.config.root_doc:
        return {}
    address = edition(app).address
    return {"file": f"{page}.md"} | ({"url": f"{address}{page}.html"} if address else {})


class LandingPage(SphinxPostTransform):
    """Keep of the landing page what it finds; the summary at its head opens that section."""

    default_priority = 2  # type: ignore[assignment]
    builders = ("typst",)

    def run(self, **_: Any) -> None:  # noqa: ANN401
        """Work on the root page."""
        root = self.document.next_node(nodes.section)
        if self.env.docname != self.app.config.root_doc or root is None:
            return
        for section in list(root.findall(nodes.section)):
            inside = section.findall(nodes.container)
            if section is not root and any(CONTENTS in node["classes"] for node in inside):
                section.parent.remove(section)
        sections = [child for child in root.children if isinstance(child, nodes.section)]
        for child in list(root.children):
            classes = set(child["classes"]) if isinstance(child, nodes.container) else set()
            if classes & ON_SCREEN:
                root.remove(child)
            elif "cb-lead" in classes and sections:
                root.remove(child)
                sections[0].insert(1, child)


def setup(app: Sphinx) -> None:
    """Write the facts beside the code, and trim the landing page."""
    app.connect("typst-written", _write)
    app.connect("typst-origin", _origin)
    app.add_post_transform(LandingPage)
