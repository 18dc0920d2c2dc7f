"""What the printed edition must hold: each gate returns its faults, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pikepdf

from monograph.records.citing import Work
from monograph.records.facts import Facts
from monograph.records.styles import apa

from .reading import Caption, Edition, fonts, squeezed

RESIDUE = (
    "In [",
    "Show code",
    "Hide code",
    "alt.Chart",
    "VBox(",
    "LayerChart",
    "Traceback (",
    "{n}`",
)
FAR = 3
"""Pages from a figure to the nearest mention of it: where tall figures follow each other."""
HALF = 0.5
_NUMBERED = re.compile(r"^(Fig\.|Table) ([0-9A-Z]+\.\d+)(?= )", re.MULTILINE)


def caption_faults(online: Iterable[Caption], edition: Edition) -> list[str]:
    """Every figure and table of the pages stands in print under the same number and words."""
    online = list(online)
    found = []
    for caption in online:
        words = squeezed(f"{caption.number}{caption.text}")
        if words not in edition.text:
            found.append(f"{caption.page}: {caption.number} {caption.text[:60]!r} is not in print")
    wanted = {squeezed(caption.number) for caption in online}
    for page, text in enumerate(edition.pages):
        for kind, number in _NUMBERED.findall(text):
            if squeezed(f"{kind}{number}") not in wanted:
                found.append(f"PDF page {page + 1}: {kind} {number} is on no page of the book")
    return found


def distance_faults(online: Iterable[Caption], edition: Edition) -> list[str]:
    """Figures and tables stand near a place that speaks of them."""
    found = []
    pages = [squeezed(text) for text in edition.pages]
    body = next(i for i, label in enumerate(edition.labels) if label == "1")
    for caption in online:
        number, start = squeezed(caption.number), squeezed(f"{caption.number}{caption.text}")[:60]
        there = [i for i, text in enumerate(pages) if start in text and i >= body]
        mentions = [
            i
            for i, text in enumerate(pages)
            if i >= body and re.search(rf"{re.escape(number)}(?!\d)", text.replace(start, ""))
        ]
        if there and mentions:
            apart = min(abs(there[0] - mention) for mention in mentions)
            if apart > FAR:
                found.append(f"{caption.page}: {caption.number} is {apart} pages from its text")
    return found


def fullness_faults(edition: Edition) -> list[str]:
    """No page ends in its upper half but before a chapter, a part, or a table on its side."""
    opened = {page for level, _, page in edition.bookmarks if level <= 1} | edition.turned
    last = len(edition.pages) - 1
    found = []
    for page, filled in enumerate(edition.fullness):
        ends = {page + 1, page + 2} & opened or page == last or page in _parts(edition)
        if filled < HALF and not ends and page > 3:
            found.append(f"PDF page {page + 1} ({edition.labels[page]}) is {filled:.0%} full")
    return found


def _parts(edition: Edition) -> set[int]:
    return {page for _, title, page in edition.bookmarks if re.match(r"[IVX]+ ", title)}


def bookmark_faults(titles: Iterable[str], edition: Edition) -> list[str]:
    """Every chapter has a bookmark, in reading order, that leads to a page with its title."""
    found, place = [], 0
    marks = [
        (squeezed(re.sub(r"^([0-9A-Z]+) ", "", t)), t, page) for _, t, page in edition.bookmarks
    ]
    for title in titles:
        at = next((i for i in range(place, len(marks)) if marks[i][0] == squeezed(title)), None)
        if at is None:
            found.append(f"no bookmark {title!r} where reading order wants it")
            continue
        place = at + 1
        if squeezed(title) not in squeezed(edition.pages[marks[at][2]]):
            found.append(f"the bookmark {title!r} leads to PDF page {marks[at][2] + 1}, without it")
    return found


def label_faults(edition: Edition) -> list[str]:
    """Pages are called by the numbers printed on them; the text begins with page 1."""
    found = [] if edition.labels[0] == "i" else [f"the first page is called {edition.labels[0]!r}"]
    if "1" not in edition.labels:
        found.append("no page is called 1")
    for page, (label, text) in enumerate(zip(edition.labels, edition.pages, strict=True)):
        lines = [line for line in text.split("\n") if line.strip()]
        if lines and page > 3 and label not in " ".join(lines[:1] + lines[-1:]).split():
            found.append(f"PDF page {page + 1} is called {label!r}, which is not printed on it")
    return found


def font_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Every typeface is embedded."""
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return [
        f"the typeface {name[1:]} is not embedded"
        for name, descriptor in sorted(fonts(pdf).items())
        if not any(file in descriptor for file in files)
    ]


def metadata_faults(pdf: pikepdf.Pdf, facts: Facts) -> list[str]:
    """Title, authors and all else that the file says of itself are those of CITATION.cff."""
    authors = [author.full for author in facts.authors]
    with pdf.open_metadata() as record:
        said = {
            "XMP title": (record.get("dc:title"), facts.full_title),
            "XMP authors": (record.get("dc:creator"), authors),
            "XMP subjects": (set(record.get("dc:subject") or ()), set(facts.keywords)),
            "XMP language": (list(record.get("dc:language") or ()), [facts.language]),
            "XMP version": (record.get("prism:versionIdentifier"), facts.version),
        }
    info = pdf.docinfo
    said |= {
        "title": (str(info.get("/Title", "")), facts.full_title),
        "author": (str(info.get("/Author", "")).lower(), " and ".join(authors).lower()),
        "subject": (str(info.get("/Subject", "")), facts.abstract),
        "keywords": (str(info.get("/Keywords", "")), ", ".join(facts.keywords)),
        "language": (str(pdf.Root.get("/Lang", "")), facts.language),
        "title in the window": (_shows_title(pdf), True),
    }
    return [
        f"{what} is {is_!r}, not {should!r}"
        for what, (is_, should) in said.items()
        if is_ != should
    ]


def _shows_title(pdf: pikepdf.Pdf) -> bool:
    return bool(pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"))


def citation_faults(facts: Facts, address: str | None, edition: Edition) -> list[str]:
    """Version and citation in the imprint are those of CITATION.cff."""
    imprint = squeezed(edition.pages[3])
    wanted = (apa(Work(facts, address)), f"Version {facts.version}", str(facts.year))
    return [f"the imprint lacks {words!r}" for words in wanted if squeezed(words) not in imprint]


def residue_faults(edition: Edition) -> list[str]:
    """Nothing of the notebook's machinery is printed."""
    return [
        f"PDF page {page + 1} shows {words!r}"
        for page, text in enumerate(edition.pages)
        for words in RESIDUE
        if words in text
    ]


def text_faults(wanted: Iterable[tuple[str, str]], edition: Edition) -> list[str]:
    """Words, English and Chinese, that stand on a page can be found and copied in print."""
    return [
        f"{page}: {words[:60]!r} cannot be found in the PDF"
        for page, words in wanted
        if squeezed(words) not in edition.text
    ]


def link_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Links lead to places that are there, or to addresses of the web."""
    places = set(pikepdf.NameTree(pdf.Root.Names.Dests).keys())
    found = []
    for number, page in enumerate(pdf.pages):
        for note in page.get("/Annots", []):
            action = note.get("/A", note)
            target, address = action.get("/D", action.get("/Dest")), action.get("/URI")
            if address is not None and not re.match(r"https?://\S+$", str(address)):
                found.append(f"PDF page {number + 1}: a link to {str(address)!r}")
            elif isinstance(target, pikepdf.String) and str(target) not in places:
                found.append(f"PDF page {number + 1}: a link to {str(target)!r}, which is nowhere")
    return found
