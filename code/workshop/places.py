"""Look for better places for figures and tables in print: `python -m workshop.places`.

A page of the book begins on a sheet of its own, so each is tried alone, and typeset in a fraction
of a second. Where a figure stands far from its text, a page ends half empty or a chapter on a few
lines, the figures of that chapter are tried in other places and a little smaller, and its sheets a
line longer or shorter, one after the other, as long as it gets better. What is found is kept in a
file of the book; the build only reads it.
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pypdfium2
import typst

from monograph.print.pages import smallest_type
from monograph.print.places import (
    LEAST_TYPE,
    PLACES,
    PLACES_FILE,
    RUNS,
    SIZES,
    read_places,
    settings,
    write_places,
)
from monograph.print.typesetting import MAIN, TYPEFACES
from monograph.runner.chapters import chapters

FAR, WHITE, SHORT, SHEET, CHOICE = 100.0, 150.0, 80.0, 10.0, 3.0
"""What is bad: a page too far from the text; white within a page, as a share of it; a last page of
a few lines, or a figure above a chapter's head; one page more; a choice that must be kept."""
HALF, EMPTY = 0.5, 60.0
"""A page that ends above its half is bad beside its white."""
STRIPE = 0.1
"""A share of the sheet; a taller empty stripe is seen."""
FEW = 5
"""Lines."""
HEAD, FOOT, SAME_LINE = 60.0, 60.0, 5.0
"""Points: above and below stand running heads and page numbers; boxes so near are of one line."""

_LINK = re.compile(r'^link\(label\("[^"]*"\), \{$', re.MULTILINE)
_NAMED = re.compile(r'labels: \("[^"]*:((?:fig|tab)-[^"]*)",\)(?:, place: \w+)?(?:, shrink: \d+%)?')
_DRAWN = re.compile(rf'{_NAMED.pattern}, path: "([^"]*)"')
_RUN = re.compile(r"^#\{\n(?:show: \w+\n)?", re.MULTILINE)

TRIAL = """#import "design.typ": *
#show: book
#main-matter({{
include "{page}"
}})
#let place-of(it) = (it.location().page(), it.location().position().y.pt())
#context [#metadata((
  figures: query(<listed>).map(it => (it.value.name, ..place-of(it))),
  heads: query(<opening>).map(place-of),
))<found>]
"""


@dataclass(frozen=True)
class Trial:
    """A page of the book, to be typeset alone."""

    folder: Path
    code: Path
    page: str
    """Its name in the book."""

    @property
    def names(self) -> list[str]:
        """Return what can be chosen: how its sheets run, its figures and tables."""
        return [self.page, *_NAMED.findall(self.code.read_text("utf-8"))]

    @property
    def sizes(self) -> dict[str, tuple[str, ...]]:
        """Return to what each drawing may be reduced: its type stays large enough to be read."""
        found = {}
        for name, path in _DRAWN.findall(self.code.read_text("utf-8")):
            least = smallest_type((self.folder / path).read_text("utf-8"))
            fits = [size for size in SIZES if least * float(size.rstrip("%")) / 100 >= LEAST_TYPE]
            found[name] = tuple(fits)
        return found

    def cost(self, places: Mapping[str, str]) -> float:
        """Return how bad the page is with figures at chosen places."""

        def placed(match: re.Match[str]) -> str:
            labels = re.split(", (?:place|shrink): ", match[0])[0]
            chosen = settings(places.get(match[1]))
            return labels + "".join(f", {name}: {code}" for name, code in chosen.items())

        text = _LINK.sub("text({", self.code.read_text("utf-8"))
        run = f"show: {places[self.page]}\n" if self.page in places else ""
        text = _RUN.sub(f"#{{\n{run}", text, count=1)
        trial = self.folder / "pages" / "trial.typ"
        trial.write_text(_NAMED.sub(placed, text), "utf-8")
        main = self.folder / MAIN
        main.write_text(TRIAL.format(page="pages/trial.typ"), "utf-8")
        compiler = typst.Compiler(
            main, root=self.folder, font_paths=[self.folder / TYPEFACES], ignore_system_fonts=True
        )
        pdf = compiler.compile(format="pdf", pdf_tags=False)
        found = compiler.query("<found>", field="value", one=True)
        assert isinstance(pdf, bytes)
        held = json.loads(found) if isinstance(found, str) else found
        kept = sum(1 + _reduced(places[name]) for name in self.names if name in places)
        figures = [(number, page, y) for number, page, y in held["figures"]]
        above = [
            1 for _, page, y in figures for at, head in held["heads"] if at == page and y < head
        ]
        return badness(pdf, [f[:2] for f in figures]) + CHOICE * kept + SHORT * len(above)


def badness(pdf: bytes, figures: list[tuple[str, int]]) -> float:
    """Return how bad a page of the book is, set as some sheets; 0 is perfect.

    Parameters
    ----------
    pdf
        The sheets.
    figures
        Number of each figure and table, such as "Fig. 7.2", and its sheet, from 1.
    """
    document = pypdfium2.PdfDocument(pdf)
    sheets = list(document)
    turned = {n for n, sheet in enumerate(sheets) if sheet.get_width() > sheet.get_height()}
    texts = [" ".join(sheet.get_textpage().get_text_bounded().split()) for sheet in sheets]
    bad = SHEET * len(sheets)
    for number, page in figures:
        mentions = [
            n
            for n, text in enumerate(texts)
            if len(re.findall(rf"{re.escape(number)}(?!\d)", text)) > (n == page - 1)
        ]
        if mentions:
            bad += FAR * max(0, min(_between(n, page - 1, turned) for n in mentions) - 1)
    for n, sheet in enumerate(sheets[:-1]):
        # What a sheet must leave empty below since the next one is turned, no place can mend.
        below = n + 1 not in turned
        bad += WHITE * max(0.0, _white(sheet, below=below) - STRIPE)
        bad += EMPTY * (below and _filled(sheet) < HALF)
    if len(sheets) > 1 and _lines(sheets[-1]) < FEW:
        bad += SHORT
    document.close()
    return bad


def _between(one: int, other: int, turned: set[int]) -> int:
    first, last = sorted((one, other))
    return last - first - sum(n in turned for n in range(first + 1, last))


def _white(sheet: pypdfium2.PdfPage, *, below: bool) -> float:
    """Return the tallest empty stripe of a sheet between head and foot, as a share of it.

    The one `below` all that stands there counts as well, or does not.
    """
    picture = sheet.render(scale=0.25, grayscale=True).to_numpy().squeeze()
    top, foot = round(0.1 * len(picture)), round(0.89 * len(picture))
    inked = np.flatnonzero((picture[top:foot] < 200).any(axis=1))
    edges = np.concatenate([[0], inked, [foot - top] if below else []])
    return float(np.diff(edges).max() / len(picture))


def _filled(sheet: pypdfium2.PdfPage) -> float:
    """Return how far down a sheet is filled, as a share of it."""
    picture = sheet.render(scale=0.25, grayscale=True).to_numpy().squeeze()
    inked = np.flatnonzero((picture[: round(0.91 * len(picture))] < 200).any(axis=1))
    return float(inked.max() / len(picture)) if len(inked) else 0.0


def _reduced(chosen: str) -> int:
    """Return by how many steps a drawing is reduced."""
    size = settings(chosen).get("shrink") if chosen not in RUNS else None
    return 1 + SIZES.index(size) if size else 0


def _lines(sheet: pypdfium2.PdfPage) -> int:
    text, height = sheet.get_textpage(), sheet.get_height()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    inside = sorted((b + t) / 2 for _, b, _, t in boxes if FOOT < (b + t) / 2 < height - HEAD)
    return sum(b - a > SAME_LINE for a, b in pairwise(inside)) + bool(inside)


def improved(trial: Trial, places: dict[str, str]) -> tuple[dict[str, str], float, float]:
    """Return better places for the figures of a page, and its badness before and after."""
    here = {name: places[name] for name in trial.names if name in places}
    before = best = trial.cost(here)
    sizes = trial.sizes
    for together in (1, 2):  # neighbours push each other: try two where one does not help
        better = True
        while better:
            better = False
            for tried in _neighbours(trial.names, sizes, here, together):
                cost = trial.cost(tried)
                if cost < best - 1:
                    here, best, better = tried, cost, True
                    break
    return here, before, best


def _neighbours(
    names: list[str], sizes: Mapping[str, tuple[str, ...]], here: dict[str, str], together: int
) -> Iterator[dict[str, str]]:
    """Yield choices that differ in one figure, or in two that follow each other.

    Two at a time only move: with sizes there would be too many.
    """
    for first in range(len(names) - together + 1):
        moved = names[first : first + together]
        held = [sizes.get(name, ()) if together == 1 else () for name in moved]
        for choices in product(*map(_choices, moved, held)):
            chosen = {name: c for name, c in zip(moved, choices, strict=True) if c}
            tried = {k: v for k, v in here.items() if k not in moved} | chosen
            if tried != here:
                yield tried


def _choices(name: str, sizes: tuple[str, ...]) -> list[str]:
    """Return all that can be chosen of a figure, a table or a page; "" leaves it as it is."""
    if "/" in name:
        return ["", *RUNS]
    return [f"{place} {size}".strip() for size in ("", *sizes) for place in ("", *PLACES)]


def trials(code: Path, folder: Path, pages: list[str]) -> Iterator[Trial]:
    """Yield the pages of the book, from the code that the last build left."""
    shutil.copytree(code, folder, dirs_exist_ok=True)
    for page in pages:
        path = folder / "pages" / f"{page.replace('/', '-')}.typ"
        if "/" in page and path.is_file():
            yield Trial(folder, path, page)


def main(arguments: list[str] | None = None) -> int:
    """Look at all pages, or those named; keep what is found; return the exit status."""
    root, wanted = Path.cwd(), arguments if arguments is not None else sys.argv[1:]
    code, file = root / "_build" / "typst", root / PLACES_FILE
    if not code.is_dir():
        print("Run make pdf first: this works on the code that it writes.", file=sys.stderr)
        return 1
    places = read_places(file)
    with tempfile.TemporaryDirectory() as folder:
        for trial in trials(code, Path(folder), [page.name for page in chapters(root)]):
            if wanted and not any(name in trial.code.stem for name in wanted):
                continue
            found, before, after = improved(trial, places)
            for name in trial.names:
                places.pop(name, None)
            places |= found
            write_places(file, places)
            print(f"{trial.code.stem}: {before:.0f} -> {after:.0f} {found or ''}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
