"""What other people's parts of the build do over and over, done once.

Each cause was measured on a book of twenty-three pages; none changes what is set. To be taken out
when the parts themselves have mended it.
"""

import functools
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pybtex.plugin
import sphinx_external_toc.events as contents
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher


class _Kept:
    """The environment, with each page's tree unpickled once; to be read, not changed."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._unpickled = env.get_doctree
        self._trees: dict[str, nodes.document] = {}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._env, name)

    def get_doctree(self, docname: str) -> nodes.document:
        if docname not in self._trees:
            self._trees[docname] = self._unpickled(docname)
        return self._trees[docname]


class Numbered(StandardDomain):
    """Resolve numbered references without unpickling the page they lead to for each of them."""

    def _resolve_numref_xref(self, env: BuildEnvironment, *more: Any) -> Any:  # noqa: ANN401
        kept = getattr(env.app, "_monograph_trees", None)
        return super()._resolve_numref_xref(kept or env, *more)


def _keep_trees(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """From here on, when all pages are read, no tree changes.

    What numbers the figures goes through every tree, and is lent those that references to numbers
    will be looked up in.
    """
    kept = _Kept(env)
    app._monograph_trees = kept  # type: ignore[attr-defined]
    env.get_doctree = kept.get_doctree  # type: ignore[method-assign]
    return []


def _lend_no_more(_: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Give trees out anew, one to each who asks: whoever resolves a page changes its tree."""
    del env.get_doctree
    return []


def _files(app: Sphinx, pattern: str) -> Iterator[str]:
    """Yield the files of the source folder by suffix, passing over what is excluded whole."""
    excluded = Matcher(app.config.exclude_patterns)
    suffix = Path(pattern).name.removeprefix("*")
    for folder, below, files in os.walk(app.srcdir, followlinks=True):
        inside = Path(folder).relative_to(app.srcdir)
        below[:] = [
            name
            for name in below
            if not (name.startswith(".") or excluded((inside / name).as_posix()))
        ]
        for name in files:
            if name.endswith(suffix) and not name.startswith("."):
                yield str(Path(folder, name))


def setup(app: Sphinx) -> None:
    """Put these in place of what they do again and again."""
    # The contents file's extension looks through the whole project, once a suffix.
    pages: Any = contents
    pages.glob = SimpleNamespace(iglob=lambda pattern, **_: _files(app, pattern))
    # Pybtex reads the metadata of every installed package for each entry of a bibliography.
    plugins: Any = pybtex.plugin
    if not hasattr(plugins.entry_points, "cache_info"):
        plugins.entry_points = functools.cache(plugins.entry_points)
    app.add_domain(Numbered, override=True)
    app.connect("env-get-updated", _keep_trees, priority=100)
    app.connect("env-get-updated", _lend_no_more, priority=900)
