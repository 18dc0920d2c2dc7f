"""What is imported to set the pages, imported while the chapters run.

A core is idle until the first kernel is there; when the last chapter has run, all wait for this.
"""

from contextlib import suppress
from importlib import import_module
from pathlib import Path

from jupyter_book.config import get_final_config
from myst_nb.core.render import load_mime_renders, load_renderer
from pygments.lexers import get_lexer_by_name
from sphinx.application import builtin_extensions

from monograph.site.mapped import charts
from monograph.site.trimmed import rules, theme

LATE = (
    *("myst_nb.sphinx_ext", "myst_nb.ext.eval", "myst_nb.ext.glue.crossref"),
    *("sphinx_design.extension", "sphinx.builders.html.transforms", "sphinx.ext.mathjax"),
    *("sphinx.builders.latex.transforms", "a11y_pygments", "docutils.languages.en"),
    *("pybtex.style.names.lastfirst", "pybtex.style.sorting.author_year_title", "latexcodec"),
    *("pybtex.backends.plaintext", "sphinxcontrib.bibtex.style.referencing.author_year"),
    *("lxml.html", "fontTools.ttLib.ttFont", "pyarrow.pandas_compat", "xml.dom.minidom"),
    "monograph.site.passages",
)
"""What extensions, and we, import when they are switched on or first used."""


def import_ahead(root: Path) -> None:
    """Import Sphinx with the extensions that the book's configuration names.

    What is wrong with that configuration is said by who reads it next. If there is no book yet,
    whose style sheet could be taken over, the theme's is read too.
    """
    with suppress(Exception):
        config, _ = get_final_config(
            user_yaml=root / "_config.yml",
            cli_config={"latex_individualpages": False},
            validate=False,
        )
        for name in (*builtin_extensions, *config["extensions"], *LATE):
            with suppress(Exception):
                import_module(name)
        with suppress(Exception):
            _look_up()
            charts(root)  # it parses most of the book's modules
        if not (root / "_build/html").exists():
            rules(theme())


def _look_up() -> None:
    """Look for what other packages offer, which each process that reads or writes would again."""
    load_renderer("default")
    load_mime_renders()
    get_lexer_by_name("ipython3")  # that of a cell; it prepares its rules, too
