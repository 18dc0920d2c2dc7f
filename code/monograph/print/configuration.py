"""Sphinx's settings for print, made from what the book is called; its styles, templates, faces."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from monograph.print.faces import write_faces
from monograph.print.translator import PrintTranslator

HERE = Path(__file__).parent
STYLES = sorted((HERE / "styles").glob("*.sty"))

ELEMENTS = {
    "papersize": "",
    "pointsize": "10pt",
    "classoptions": ",openany",
    "fontpkg": r"\usepackage{faces}",
    "fncychap": "",
    "preamble": r"\usepackage{monograph}",
    "maketitle": r"\bookfrontpages",
    "tableofcontents": r"\bookcontents",
    "printindex": r"\bookindex",
    "figure_align": "!htbp",
    # Sphinx's own boxes: no icons, which are fonts that some machines have and others not.
    "sphinxsetup": "iconpackage=none, verbatimwithframe=false, verbatimhintsturnover=false, "
    "verbatimvisiblespace={}, pre_border-radius=0pt, "
    "VerbatimColor={HTML}{F6F7F7}",
}


def _configure(app: Sphinx, config: Config) -> None:
    """Set what `_config.yml` need not repeat; what it sets itself goes first."""
    config.latex_elements = {**ELEMENTS, **config.latex_elements}
    config.latex_docclass = {"manual": "book"}  # has front, main and back matter
    config.latex_toplevel_sectioning = "chapter"
    config.latex_use_xindy = False
    config.latex_domain_indices = False
    config.latex_additional_files = [*config.latex_additional_files, *map(str, STYLES)]
    config.templates_path = [*config.templates_path, str(HERE / "templates")]


def _write_faces(app: Sphinx) -> None:
    if app.builder.name == "latex":
        write_faces(Path(app.srcdir), Path(app.outdir))


def _set_translator(app: Sphinx) -> None:
    """Set the translator of the printed edition, in its own build only.

    The theme gives pages its translator (scrolling tables, headings with levels) as long as no
    other is known, for whatever builder.
    """
    if app.builder.name == "latex":
        app.set_translator("latex", PrintTranslator)


def setup(app: Sphinx) -> None:
    """Configure before the builder is made; lay the faces beside the text that is set in them."""
    app.connect("config-inited", _configure, priority=100)
    app.connect("builder-inited", _write_faces)
    app.connect("builder-inited", _set_translator)
