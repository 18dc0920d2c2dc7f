"""Pages get the outputs of their cells from where the runner keeps them.

Through MyST-NB's cache, each notebook would be copied, compared with a schema and entered in a
database before the pages are read, and again when its page is.
"""

from pathlib import Path
from typing import Any

import myst_nb.sphinx_
from myst_nb.core.execute.base import NotebookClientBase
from sphinx.application import Sphinx

from monograph.runner.chapters import Chapter
from monograph.runner.store import Store

_theirs: Any = myst_nb.sphinx_
_client_of_theirs = _theirs.create_client


class Kept(NotebookClientBase):  # type: ignore[misc]
    """Give a page the outputs of its chapter's last run."""

    def start_client(self) -> None:
        """Put a notebook with outputs in the place of the one that MyST-NB has read."""
        store, chapter = self._kwargs["store"], self._kwargs["chapter"]
        self._notebook = store.set_from(chapter, self.notebook)
        self.exec_metadata = {
            "mtime": store.ran_at(chapter),
            "runtime": store.record(chapter).seconds,
            "method": self.nb_config.execution_mode,
            "succeeded": True,
            "error": None,
            "traceback": None,
        }


def _here(app: Sphinx) -> None:
    root = Path(app.srcdir)

    def client(notebook: Any, source: str, config: Any, logger: Any, *more: Any) -> Any:  # noqa: ANN401
        path, store = Path(source), Store(root)
        chapter = Chapter(root, path.relative_to(root).with_suffix("").as_posix())
        if store.record(chapter) is None:  # this builder has not run it
            return _client_of_theirs(notebook, source, config, logger, *more)
        return Kept(notebook, path, config, logger, store=store, chapter=chapter)

    _theirs.create_client = client


def setup(app: Sphinx) -> None:
    """Put this in the place of MyST-NB's own."""
    app.connect("builder-inited", _here)
