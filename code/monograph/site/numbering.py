"""Numbers of figures and tables on pages outside the chapters.

Sphinx numbers them 1, 2, 3 through all unnumbered pages, and this book speaks of the paper's own
Tables 1 to 5 and Figures 1 and 2. So the back matter counts by letter (Table A.1), and the landing
page, before all chapters, by zero.
"""

from collections.abc import Iterator
from itertools import count
from string import ascii_uppercase

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def _reading_order(env: BuildEnvironment, page: str) -> Iterator[str]:
    yield page
    for below in env.toctree_includes.get(page, []):
        yield from _reading_order(env, below)


def _by_letter(_: Sphinx, env: BuildEnvironment) -> None:
    """Prefix the numbers of pages without a chapter number, once Sphinx has given all numbers."""
    letters = iter(ascii_uppercase)
    for page in _reading_order(env, env.config.root_doc):
        numbered = any(number for number in env.toc_secnumbers.get(page, {}).values())
        kinds = {k: v for k, v in env.toc_fignumbers.get(page, {}).items() if v}
        if numbered or not kinds:
            continue
        prefix = "0" if page == env.config.root_doc else next(letters)
        for ids in kinds.values():
            for number, id_ in zip(count(1), ids, strict=False):
                ids[id_] = (prefix, number)  # type: ignore[assignment]


def setup(app: Sphinx) -> None:
    """Renumber after Sphinx has numbered, which it does anew in every build."""
    app.connect("env-check-consistency", _by_letter)
