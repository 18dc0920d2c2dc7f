"""What the printed edition must hold: each gate returns its faults, with their places."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pikepdf

from monograph.records.citing import Work
from monograph.records.facts import Facts
from monograph.records.styles import apa

from .reading import Caption, Edition, fonts, squeezed
from .structure import Contents, Tag

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
FAR = 1
"""Pages from a mention of a figure to the figure: it stands on the same page or the next."""
HALF = 0.5
HOLE = 0.13
"""A share of the sheet; a taller empty stripe between two blocks is seen."""
FEW = 5
"""Lines: a chapter's last page has at least as many, where a figure's place can mend it."""
EDGE = 5.0
"""Points: what stands out further beyond the text is seen."""
SOURCES = ("The paper says", "We compute", "We assume", "Another source")
"""How a source line begins."""
PICTURES = {"Figure"}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TABLE = re.compile(r"Table [0-9A-Z]+\.\d+")
_CONTINUED = re.compile(r"(Table [0-9A-Z]+\.\d+) \(continued\)")
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
    """Figures and tables stand on the page of a place that speaks of them, or on the next.

    A page on its side may come between, and so may a blank one.
    """
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
            apart = min(_between(mention, there[0], edition) for mention in mentions)
            if apart > FAR:
                found.append(f"{caption.page}: {caption.number} is {apart} pages from its text")
    return found


def _between(mention: int, place: int, edition: Edition) -> int:
    first, last = sorted((mention, place))
    skipped = {page for page in range(first + 1, last) if page in edition.turned}
    return last - first - len(skipped)


def ending_faults(edition: Edition, tags: Tag) -> list[str]:
    """No chapter with a figure ends on a page of a few lines."""
    opened = sorted(
        {page for level, _, page in edition.bookmarks if level <= 1} | {len(edition.pages)}
    )
    pictured = {tag.page for tag in tags.find("Figure")}
    found = []
    for first, following in pairwise(opened):
        last = max((p for p in range(first, following) if edition.lines[p]), default=first)
        few = first < last and edition.lines[last] < FEW
        if few and any(first <= page <= last for page in pictured):
            found.append(
                f"PDF page {last + 1} ({edition.labels[last]}) ends a chapter on "
                f"{edition.lines[last]} lines: run make places"
            )
    return found


def width_faults(edition: Edition) -> list[str]:
    """Nothing stands out of the text's width."""
    return [
        f"PDF page {page + 1} ({edition.labels[page]}): something stands {over:.0f} pt outside"
        for page, over in enumerate(edition.outside)
        if over > EDGE
    ]


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


def hole_faults(edition: Edition) -> list[str]:
    """No page is empty between two blocks, or above the first; a part's stands low."""
    return [
        f"PDF page {page + 1} ({edition.labels[page]}) has a hole of {hole:.0%} of its height"
        for page, hole in enumerate(edition.holes)
        if hole > HOLE and page > 3 and page not in _parts(edition)
    ]


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
        # A word that goes on overleaf is copied with a mark, and then the number at the foot.
        lines = [line for line in text.replace("\x02", "\n").split("\n") if line.strip()]
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
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    places = set(pikepdf.NameTree(names).keys()) if names is not None else set()
    pages = {page.obj.objgen for page in pdf.pages}
    found = []
    for number, page in enumerate(pdf.pages):
        for note in page.get("/Annots", []):
            action = note.get("/A", note)
            target, address = action.get("/D", action.get("/Dest")), action.get("/URI")
            if address is not None and not re.match(r"https?://\S+$", str(address)):
                found.append(f"PDF page {number + 1}: a link to {str(address)!r}")
            elif isinstance(target, pikepdf.String) and str(target) not in places:
                found.append(f"PDF page {number + 1}: a link to {str(target)!r}, which is nowhere")
            elif isinstance(target, pikepdf.Array) and target[0].objgen not in pages:
                found.append(f"PDF page {number + 1}: a link to a page that is not there")
    return found


def standard_faults(pdf: pikepdf.Pdf) -> list[str]:
    """Standards are declared, and each term that PDF/A does not know is explained."""
    with pdf.open_metadata() as record:
        said = {
            "PDF/UA part": (record.get("pdfuaid:part"), "1"),
            "PDF/A part": (record.get("pdfaid:part"), "2"),
            "PDF/A level": (record.get("pdfaid:conformance"), "A"),
        }
    explained = (
        "prismstandard.org"
        in bytes(pdf.Root.Metadata.read_bytes()).decode().partition("extension/")[2]
    )
    said["explanation of PRISM"] = (explained, True)
    said["marked"] = (bool(pdf.Root.get("/MarkInfo", {}).get("/Marked")), True)
    said["encrypted"] = (pdf.is_encrypted, False)
    return [f"{w} is {is_!r}, not {should!r}" for w, (is_, should) in said.items() if is_ != should]


def loose_faults(drawn: Contents) -> list[str]:
    """All that is drawn is tagged, or marked as an artifact."""
    return [f"PDF page {page + 1}: {words[:60]!r} is not tagged" for page, words in drawn.loose]


def heading_faults(tags: Tag) -> list[str]:
    """Headings go down one level at a time, from the first."""
    found, before = [], 0
    for tag in tags.walk():
        if re.fullmatch(r"H[1-6]", tag.kind):
            level = int(tag.kind[1])
            if level > before + 1:
                found.append(f"PDF page {tag.page + 1}: {tag.text[:60]!r} is a {tag.kind} too low")
            before = level
    return found if before else ["there is no heading"]


def header_faults(tags: Tag) -> list[str]:
    """Each table has cells of a head, each with the direction in which it counts."""
    found = []
    for table in tags.find("Table"):
        heads = table.find("TH")
        if not heads:
            found.append(f"PDF page {table.page + 1}: a table without head, {table.text[:40]!r}")
        found += [
            f"PDF page {head.page + 1}: the head {head.text[:40]!r} says not of what"
            for head in heads
            if head.attributes.get("Scope") not in {"/Column", "/Row", "/Both"}
        ]
    return found


def alt_faults(online: Iterable[tuple[str, str]], tags: Tag) -> list[str]:
    """Each picture's words are those of the page, in the same order."""
    printed, wanted = [tag.alt for tag in tags.find(*PICTURES)], list(online)
    found = [
        f"{page}: the words {words[:60]!r} are no picture's in print"
        for page, words in wanted
        if words not in printed
    ]
    if not found and printed != [words for _, words in wanted]:
        found.append("the pictures of print stand in another order, or there are more")
    return found


def formula_faults(online: Iterable[tuple[str, str, str]], tags: Tag) -> list[str]:
    """Each formula has the signs of the page's, in their order, and words that say them.

    Signs are compared as a bag: a fraction is drawn from its line outwards.
    """
    printed = [(tag.alt, Counter(squeezed(tag.text))) for tag in tags.find("Formula")]
    wanted = list(online)
    found = [
        f"{page}: print sets {signs!r} as {said!r}, {''.join(drawn.elements())!r}"
        for (page, signs, words), (said, drawn) in zip(wanted, printed, strict=False)
        if said != words or drawn != Counter(squeezed(signs))
    ]
    if len(printed) != len(wanted):
        found.append(f"{len(printed)} formulas in print, {len(wanted)} on the pages")
    return found


def language_faults(tags: Tag, within: str = "") -> list[str]:
    """Chinese words say that they are Chinese. Inside a picture its own words count instead."""
    found = []
    for part in tags.held:
        if isinstance(part, Tag):
            found += language_faults(part, tags.kind) if part.kind not in PICTURES else []
        elif _HAN.search(part.text) and not part.language.startswith("zh"):
            found.append(
                f"PDF page {tags.page + 1}: {part.text[:40]!r} is said to be {part.language}"
            )
    return found


def order_faults(pieces: Iterable[tuple[str, str]], tags: Tag) -> list[str]:
    """Pieces of the pages' text follow each other in the tags as they do on the pages."""
    text, place, found = squeezed(tags.text), 0, []
    for page, words in pieces:
        wanted = squeezed(words)
        at = text.find(wanted, place)
        if at < 0:
            found.append(f"{page}: {words[:60]!r} does not come where reading order wants it")
        else:
            place = at + len(wanted)
    return found


def captioned(tags: Tag) -> Iterator[tuple[Tag, Tag]]:
    """Yield caption and table of each numbered table: the caption stands in it, or before it."""
    last, taken = None, set()
    for tag in tags.walk():
        if tag.kind == "Caption" and id(tag) not in taken and _TABLE.match(tag.text):
            last = tag
        elif tag.kind == "Table":
            caption = next(iter(tag.find("Caption")), last)
            if caption is not None:
                taken.add(id(caption))
                yield caption, tag
            last = None


def continued_faults(edition: Edition, tags: Tag) -> list[str]:
    """Captions stand where their tables begin, source lines where they end.

    Each page on which a table goes on says so, and no other.
    """
    found = []
    said = {
        (page, name) for page, text in enumerate(edition.pages) for name in _CONTINUED.findall(text)
    }
    sources = _sources(tags)
    for caption, table in captioned(tags):
        name = _TABLE.match(caption.text)[0]  # type: ignore[index]  # it was matched
        pages = [row.page for row in table.find("TR") if row.page >= 0]
        if caption.page != min(pages):
            found.append(f"PDF page {caption.page + 1}: the caption of {name} has lost its table")
        found += [
            f"PDF page {page + 1} goes on with {name} and does not say so"
            for page in range(min(pages) + 1, max(pages) + 1)
            if (page, name) not in said
        ]
        said -= {(page, name) for page in range(min(pages) + 1, max(pages) + 1)}
        source = sources.get(id(table))
        if source is not None and source.page != max(pages):
            found.append(
                f"PDF page {source.page + 1}: the source line of {name} has lost its table"
            )
    lost = [f"PDF page {p + 1} goes on with {name}, which is not there" for p, name in sorted(said)]
    return found + lost


def _sources(tags: Tag) -> dict[int, Tag]:
    """Return the source line of each table that has one: it is read right after it."""
    found: dict[int, Tag] = {}
    table = None
    for tag in tags.walk():
        if tag.kind == "Table":
            table, inside = tag, {id(part) for part in tag.walk()}
        elif table is not None and tag.kind == "P" and id(tag) not in inside:
            if tag.text.startswith(SOURCES):
                found[id(table)] = tag
            table = None
    return found
