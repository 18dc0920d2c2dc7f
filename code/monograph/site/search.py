"""Search that finds Chinese in an English book, on the page and with no service behind it.

Sphinx cuts text into words at spaces. Chinese has none: a whole clause would be one word that
nobody types. So each run of Chinese characters is entered as its single characters and its pairs of
neighbours, and a query is cut the same way: the page that has all pairs of a query has, but for
chance, the query. English words are stemmed as ever. A number is one word as it is printed, whether
or not commas part its thousands: Sphinx drops what is all digits from a query, though its index
holds it.

The index knows pages, and no more of a word than that it is there. So the pages that it names are
put in order, and their sections and rows named, by a reading of their text (`passages.py`,
`static/search.js`); there a run of Chinese counts only as a whole.
"""

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

from monograph.site.written import follow

RANKING = Path(__file__).parent / "static" / "search.js"

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""Chinese characters, as a class of a regular expression (in Python and in JavaScript)."""

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?%?"
"""A number as printed: 1,234, 5.67 or 89%."""

_NUMBERS = re.compile(rf"(?<![\w.,]){NUMBER}(?!\w)")
_RUNS = re.compile(rf"[{HAN}]+|[^\W{HAN}]+")

SPLITTER = rf"""
function splitQuery(query) {{
  const number = /(?<![\p{{L}}\p{{N}}_.,]){NUMBER}(?![\p{{L}}\p{{N}}_])/gu;
  const numbers = (query.match(number) ?? []).map((found) => found.replaceAll(",", ""));
  const runs = query.replace(number, " ").match(/[{HAN}]+|[\p{{L}}\p{{N}}\p{{M}}_]+/gu) ?? [];
  return numbers.concat(runs.flatMap((run) => {{
    if (run.length < 3 || !/[{HAN}]/.test(run)) return [run];
    return Array.from({{ length: run.length - 1 }}, (_, i) => run.slice(i, i + 2));
  }}));
}}
"""


def words(text: str) -> list[str]:
    """Return what a text is found by: words, and of Chinese the characters and pairs.

    Examples
    --------
    >>> words("warm water 热水器")
    ['warm', 'water', '热', '水', '器', '热水', '水器']
    >>> words("1,234 loaves, 89%")
    ['1234', '89%', '89', '1', '234', 'loaves', '89']
    """
    printed = [number.replace(",", "") for number in _NUMBERS.findall(text)]
    found = [form for number in printed for form in dict.fromkeys((number, number.rstrip("%")))]
    for run in _RUNS.findall(text):
        if re.match(f"[{HAN}]", run):
            found += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
        else:
            found.append(run)
    return found


class SearchBoth(SearchEnglish):
    """English with Chinese terms."""

    js_splitter_code = SPLITTER

    def init(self, options: dict[str, str]) -> None:
        """Set the stemmer, which is asked once for each word, not wherever it stands."""
        super().init(options)
        self._stemmed = cache(super().stem)

    def stem(self, word: str) -> str:
        """Return the stem of an English word."""
        return self._stemmed(word)

    def split(self, input: str) -> list[str]:  # noqa: A002  (Sphinx names it so)
        """Return the words of a text, Chinese by characters and pairs."""
        return words(input)


AS_TEXT: dict[str, Any] = {"ensure_ascii": False, "separators": (",", ":")}
"""How passages are packed: as short as they can be read."""

DROPS = re.compile(r"\s*\|\|\s*queryTerm\.match\(/\^\\d\+\$/\)")
KEEPS = re.compile(r"^(\s*)(localStorage\.setItem\(.*\))\s*;?$", re.MULTILINE)
STEPS = ("_parseQuery", "_performSearch", "_finishSearch", "_highlightText", "splitQuery")
"""What `static/search.js` asks of Sphinx's search."""


def mended(script: str) -> str:
    """Return Sphinx's search without its faults: numbers dropped, dead without storage, unordered.

    Raises
    ------
    ValueError
        If the script has none of them: then Sphinx has changed, and so must this.
    """
    script, numbers = DROPS.subn("", script)
    script, stored = KEEPS.subn(
        r"\1try { \2 } catch { /* no storage: nothing to highlight */ }", script
    )
    if not (numbers and stored and all(step in script for step in STEPS)):
        raise ValueError("searchtools.js: Sphinx's search has changed; see monograph.site.search")
    return f"{script}\n{RANKING.read_text('utf-8').replace('HAN', HAN)}"


def _read(app: Sphinx) -> None:
    """Keep what a search can lead to in each page, as soon as the page is written."""
    folder = _folder(app)
    shutil.rmtree(folder, ignore_errors=True)  # of pages that are no more
    if app.builder.format == "html":
        folder.mkdir(parents=True)

    def keep(name: str, page: Path) -> None:
        # What reads pages is not there where notebooks alone are made (`binder/notebooks.in`).
        from monograph.site.passages import passages

        if name in app.env.found_docs:
            packed = json.dumps(passages(page.read_bytes()), **AS_TEXT)
            folder.joinpath(_flat(name)).write_text(packed, "utf-8")

    follow(app, keep)


def _mend(app: Sphinx, fault: Exception | None) -> None:
    path = Path(app.outdir, "_static", "searchtools.js")
    if fault is not None or not path.is_file():
        return
    path.write_text(mended(path.read_text("utf-8")), "utf-8")
    folder = _folder(app)
    pages = [
        (name, read)
        for name in sorted(app.env.found_docs)
        if (kept := folder / _flat(name)).is_file() and (read := json.loads(kept.read_bytes()))
    ]
    packed = json.dumps(pages, **AS_TEXT)
    path.with_name("passages.js").write_text(f"Search.ranking.set({packed});\n", "utf-8")


def _folder(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "passages"


def _flat(name: str) -> str:
    return f"{name.replace('/', '-')}.json"


def setup(app: Sphinx) -> None:
    """Put the class above in place of Sphinx's own for English, the book's language."""
    app.add_search_language(SearchBoth)
    app.connect("builder-inited", _read, priority=900)  # after all that rewrites pages
    app.connect("build-finished", _mend)
