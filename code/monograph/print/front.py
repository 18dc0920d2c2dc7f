"""Title page, imprint and palette: what is known of the book, as macros for its style."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from monograph.drawing.theme import COLOURS, WATER
from monograph.print.escaping import tex
from monograph.records.address import public_url
from monograph.records.citing import Work
from monograph.records.facts import Facts
from monograph.records.styles import apa, gbt7714
from monograph.site.edition import edition

LICENSES = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "MIT": ("the MIT licence", ""),
}
"""Identifier of SPDX -> how a reader knows the licence, and where it can be read."""


def _write(app: Sphinx) -> None:
    if app.builder.name == "latex":
        text = style(edition(app).facts, _other_title(Path(app.srcdir), app))
        Path(app.outdir, "bookfacts.sty").write_text(text, "utf-8")


def style(facts: Facts, other_title: str = "") -> str:
    """Return a LaTeX package that says what the book is and which colours it has."""
    macros = {
        "fulltitle": tex(facts.full_title),
        "shorttitle": tex(facts.title),
        "subtitle": tex(facts.subtitle),
        "othertitle": tex(other_title),
        "authors": tex(_sentence_case(_joined([author.full for author in facts.authors]))),
        "medium": tex(facts.medium.capitalize()),
        "version": tex(facts.version),
        "year": str(facts.year),
        "language": facts.language,
        "subject": tex(facts.abstract),
        "keywords": tex(", ".join(facts.keywords)),
        "imprint": _imprint(facts),
    }
    lines = [r"\ProvidesPackage{bookfacts}"]
    lines += [rf"\newcommand{{\book{name}}}{{{words}}}" for name, words in macros.items()]
    colours = {colour.name: colour.light for colour in COLOURS} | {"link": WATER.light}
    lines += [rf"\definecolor{{cb{name}}}{{HTML}}{{{hex_[1:]}}}" for name, hex_ in colours.items()]
    return "\n".join(lines) + "\n"


def _imprint(facts: Facts) -> str:
    """Return the paragraphs of the imprint."""
    authors = tex(_joined([author.full for author in facts.authors]))
    url = public_url(facts)
    paragraphs = [
        rf"\textcopyright\ {facts.year} {authors}.",
        f"Text, figures and data may be used under {_license(facts.text_license)}, "
        f"the code under {_license(facts.code_license)}.",
        rf"Version {tex(facts.version)}, of {facts.date.day} {facts.date:%B %Y}.",
    ]
    if facts.doi:
        link = f"https://doi.org/{facts.doi}"
        paragraphs.append(rf"DOI: \href{{{link}}}{{\nolinkurl{{{facts.doi}}}}}")
    if url:
        paragraphs.append(rf"Online, with moving figures, data and code: \url{{{url}}}")
    paragraphs += [
        r"\vspace{2mm}\textsf{\textbf{How to cite}}",
        rf"APA: {tex(apa(Work(facts, url)))}",
        rf"GB/T 7714: {tex(gbt7714(Work(facts, url)))}",
        r"\vspace{2mm}Set by XeLaTeX in Source Serif 4, Source Sans 3, Source Code Pro and Noto "
        "CJK SC, from the same run of the same chapters as the online edition.",
    ]
    return "\\par\n".join(paragraphs) + "\\par"


def _license(identifier: str) -> str:
    name, url = LICENSES.get(identifier, (identifier, ""))
    return rf"\href{{{url}}}{{{tex(name)}}}" if url else tex(name)


def _joined(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _other_title(root: Path, app: Sphinx) -> str:
    """Return the title in the book's other language, as the head of the landing page has it."""
    path = root / f"{app.config.root_doc}.md"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    start = next((i for i, line in enumerate(lines) if "cb-hero" in line), None)
    if start is None:
        return ""
    inside = lines[start + 1 : lines.index(":::", start)]
    return next((line for line in inside if line and not line.isascii()), "")


def setup(app: Sphinx) -> None:
    """Write the package before the book's text is written."""
    app.connect("builder-inited", _write)
