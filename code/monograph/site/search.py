"""Search that finds Chinese in an English book, on the page and with no service behind it.

Sphinx cuts text into words at spaces. Chinese has none: a whole clause would be one word that
nobody types. So each run of Chinese characters is entered as its single characters and its pairs of
neighbours, and a query is cut the same way: the page that has all pairs of a query has, but for
chance, the query. English words are stemmed as ever.
"""

from __future__ import annotations

import re

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, as a class of a regular expression (in Python and in JavaScript)."""

_RUNS = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")

SPLITTER = rf"""
function splitQuery(query) {{
  const runs = query.match(/[{HAN}]+|[\p{{L}}\p{{N}}\p{{M}}_]+/gu) ?? [];
  return runs.flatMap((run) => {{
    if (run.length < 3 || !/[{HAN}]/.test(run)) return [run];
    return Array.from({{ length: run.length - 1 }}, (_, i) => run.slice(i, i + 2));
  }});
}}
"""


def words(text: str) -> list[str]:
    """Return what a text is found by: words, and of Chinese the characters and pairs.

    Examples
    --------
    >>> words("warm water 热水器")
    ['warm', 'water', '热', '水', '器', '热水', '水器']
    """
    found: list[str] = []
    for run in _RUNS.findall(text):
        if re.match(f"[{HAN}]", run):
            found += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
        else:
            found.append(run)
    return found


class SearchBoth(SearchEnglish):
    """English with Chinese terms."""

    js_splitter_code = SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002  (Sphinx names it so)
        """Return the words of a text, Chinese by characters and pairs."""
        return words(input)


def setup(app: Sphinx) -> None:
    """Put the class above in place of Sphinx's own for English, the book's language."""
    app.add_search_language(SearchBoth)
