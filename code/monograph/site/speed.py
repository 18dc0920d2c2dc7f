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
from docutils.transforms import universal
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util.matching import Matcher
from sphinx.util.nodes import NodeMatcher

from monograph.site.absent import absent, watch


class _Kept:
    """The environment, with each page's tree unpickled once; to be read, not changed."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._unpickled = env.get_doctree
        self.domains = env.domains
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
    will be looked up in. It asks each domain of each node: those are enough that number something.
    """
    kept = _Kept(env)
    app._monograph_trees = kept  # type: ignore[attr-defined]
    env.get_doctree = kept.get_doctree  # type: ignore[method-assign]
    numbering = {name: each for name, each in env.domains.items() if each.enumerable_nodes}
    env.domains = numbering  # type: ignore[assignment]
    return []


def _lend_no_more(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Give trees out anew, one to each who asks: whoever resolves a page changes its tree."""
    del env.get_doctree
    env.domains = app._monograph_trees.domains  # type: ignore[attr-defined]
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


_findall = nodes.Node.findall


def _all_below(
    node: nodes.Node,
    condition: Any = None,  # noqa: ANN401  (a class of nodes, or what tells of a node)
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """Find the nodes that docutils finds, in its order.

    It goes through a generator for each level above a node, dozens of times in each page.
    """
    if siblings or ascend or not (include_self and descend):
        return _findall(node, condition, include_self, descend, siblings, ascend)
    if isinstance(node, nodes.document) and absent(condition):
        return iter(())
    if condition is None:
        return _walk(node)
    if isinstance(condition, type):
        return _walk(node, condition)
    kinds = isinstance(condition, NodeMatcher) and condition.classes
    return (each for each in _walk(node, kinds or nodes.Node) if condition(each))


def _walk(
    node: Any,  # noqa: ANN401  (docutils gives them no children)
    kinds: Any = nodes.Node,  # noqa: ANN401  (a class, or several)
) -> Iterator[nodes.Node]:
    """Yield what is of some kinds of a node and what is below it.

    As in docutils, each is entered after it was yielded. One loop does all: to hand on every node,
    and ask there of which kind it is, took half as long again.
    """
    if isinstance(node, kinds):
        yield node
    entered, rest, text = [], iter(node.children), nodes.Text
    while True:
        for child in rest:
            if isinstance(child, kinds):
                yield child
            if type(child) is not text and child.children:  # half of all nodes are texts
                entered.append(rest)
                rest = iter(child.children)
                break
        else:
            if not entered:
                return
            rest = entered.pop()


def _document_of(node: Any) -> nodes.document | None:  # noqa: ANN401  (docutils types none of it)
    """Return the document that docutils finds, which asks a node's parent by a call for each."""
    while node is not None:
        if node._document is not None:
            return node._document  # type: ignore[no-any-return]
        node = node.parent
    return None


def _set_up(self: Any, child: Any) -> None:  # noqa: ANN401
    """Make a node a child as docutils does, which looks for the document four times."""
    child.parent = self
    document = self.document
    if document is not None:
        child.document = document
        if child.source is None:
            child.source = document.current_source
        if child.line is None:
            child.line = document.current_line


def _changed(before: Iterable[nodes.Text], after: Iterable[str]) -> Iterator[tuple[Any, str]]:
    """Yield a text and what it becomes with typographic quotes, unless that is the same."""
    return (pair for pair in zip(before, after, strict=False) if pair[0] != pair[1])


def setup(app: Sphinx) -> None:
    """Put these in place of what they do again and again."""
    tree: Any = nodes.Node
    tree.findall = _all_below
    tree.setup_child = _set_up
    tree.document = property(_document_of, tree.document.fset)
    # Each text of a page is put in the place of itself, if it has no quotes.
    quotes: Any = universal
    quotes.zip = _changed
    watch()
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
