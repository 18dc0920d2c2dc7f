"""The list of works, as a reader looks a work up: by family name, which stands first."""

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from sphinx.application import Sphinx

STYLE = "family-first"


class FamilyFirst(PlainStyle):
    """Pybtex's plain style with names as "Cohen, Wesley M.", sorted by them."""

    default_name_style = "lastfirst"  # type: ignore[assignment]
    default_sorting_style = "author_year_title"


def setup(_: Sphinx) -> None:
    """Make the style known by its name; `bibtex_default_style` in `_config.yml` asks for it."""
    register_plugin("pybtex.style.formatting", STYLE, FamilyFirst)
