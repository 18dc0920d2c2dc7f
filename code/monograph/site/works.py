"""The list of works, as a reader looks a work up: by family name, which stands first."""

from typing import Any

from pybtex.database import Entry
from pybtex.plugin import register_plugin
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from sphinx.application import Sphinx

STYLE = "family-first"


class FamilyFirst(PlainStyle):
    """Pybtex's plain style with names as "Cohen, Wesley M.", sorted by them."""

    default_name_style = "lastfirst"  # type: ignore[assignment]
    default_sorting_style = "author_year_title"

    def __init__(self, *settings: Any, **more: Any) -> None:  # noqa: ANN401  (pybtex's own)
        super().__init__(*settings, **more)
        self._formatted: dict[tuple[str, str | None], FormattedEntry] = {}

    def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> FormattedEntry:  # noqa: ANN401
        """Format a work once: it is asked for the list, and again for a link's tooltip."""
        key = (label, entry.key)
        if key not in self._formatted:
            self._formatted[key] = super().format_entry(label, entry, bib_data)
        return self._formatted[key]


def setup(_: Sphinx) -> None:
    """Make the style known by its name; `bibtex_default_style` in `_config.yml` asks for it."""
    register_plugin("pybtex.style.formatting", STYLE, FamilyFirst)
