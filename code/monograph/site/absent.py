"""Which kinds of nodes no page has: whoever looks for one need not go through a page's tree.

Dozens of transforms look through each page for what most books never hold: glossaries, footnotes,
signatures of functions. A node is made, copied from another, or read back from a file. So a class
that was not seen when any was made or read back is in no tree.
"""

import io
import pickle
from types import SimpleNamespace
from typing import IO, Any

import sphinx.application
import sphinx.builders
import sphinx.environment
from docutils import nodes
from sphinx.util.nodes import NodeMatcher

_there: set[type] = set()
"""The classes of the nodes that there may be; processes that are forked know them too."""
_asked: dict[type, tuple[bool, int]] = {}
"""Class -> whether there may be one, and how many classes there were when that was asked."""
_made = nodes.Element.__init__


def absent(condition: object) -> bool:
    """Tell whether no tree can have a node that meets what docutils looks for.

    Parameters
    ----------
    condition
        As in `findall`; False is the answer for what only a look at the nodes can tell.
    """
    if isinstance(condition, type):
        return issubclass(condition, nodes.Element) and not _may_be(condition)
    if isinstance(condition, NodeMatcher) and condition.classes:
        return all(issubclass(c, nodes.Element) and not _may_be(c) for c in condition.classes)
    return False


def _may_be(kind: type) -> bool:
    found, of = _asked.get(kind, (False, -1))
    if not found and of != len(_there):
        found = any(issubclass(each, kind) for each in _there)
        _asked[kind] = found, len(_there)
    return found


def _make(self: nodes.Element, *arguments: Any, **named: Any) -> None:  # noqa: ANN401
    _there.add(self.__class__)
    _made(self, *arguments, **named)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  (whatever was stored)
        found = super().find_class(module, name)
        if isinstance(found, type) and issubclass(found, nodes.Element):
            _there.add(found)
        return found


def load(file: IO[bytes]) -> Any:  # noqa: ANN401  (whatever was stored)
    """Read back what Sphinx has stored, and see of which classes its nodes are."""
    return _Unpickler(file).load()


def loads(stored: bytes) -> Any:  # noqa: ANN401  (whatever was stored)
    """Read back what Sphinx has stored, as `load` does."""
    return load(io.BytesIO(stored))


def watch() -> None:
    """See from here on of which classes there are nodes."""
    element: Any = nodes.Element
    element.__init__ = _make
    ours = SimpleNamespace(**vars(pickle) | {"load": load, "loads": loads})
    modules: tuple[Any, ...] = (sphinx.application, sphinx.builders, sphinx.environment)
    for module in modules:
        module.pickle = ours
