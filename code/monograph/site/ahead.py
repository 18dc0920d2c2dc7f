"""What is imported to set the pages, imported while the chapters run.

A core is idle until the first kernel is there; when the last chapter has run, all wait for this.
"""

from contextlib import suppress
from importlib import import_module
from pathlib import Path

from jupyter_book.config import get_final_config
from sphinx.application import builtin_extensions

from monograph.site.trimmed import rules, theme


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
        for name in (*builtin_extensions, *config["extensions"]):
            with suppress(Exception):
                import_module(name)
        if not (root / "_build/html").exists():
            rules(theme())
