"""The tags of a PDF as a screen reader walks over them: kinds, words, languages, in order."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw

ARTIFACT = "Artifact"


@dataclass(frozen=True)
class Words:
    """Words in one language."""

    text: str
    language: str


@dataclass
class Tag:
    """An element of the tree, with what it holds: words and further elements, in order."""

    kind: str
    page: int
    """Where it begins, from 0; -1 if nothing in it is on a page."""
    alt: str = ""
    language: str = ""
    """Its own, or that of the element around it."""
    attributes: dict[str, str] = field(default_factory=dict)
    held: list[Tag | Words] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return all words in it."""
        return "".join(part.text for part in self.held)

    @property
    def words(self) -> list[Words]:
        """Return the words that stand in it itself."""
        return [part for part in self.held if isinstance(part, Words)]

    def walk(self) -> Iterator[Tag]:
        """Yield it and all below it, in reading order."""
        yield self
        for part in self.held:
            if isinstance(part, Tag):
                yield from part.walk()

    def find(self, *kinds: str) -> list[Tag]:
        """Return the elements of some kinds, in reading order."""
        return [tag for tag in self.walk() if tag.kind in kinds]


@dataclass
class Contents:
    """What is drawn on the pages."""

    words: dict[tuple[int, int], str] = field(default_factory=dict)
    """Page and number of a marked content -> its words."""
    languages: dict[tuple[int, int], str] = field(default_factory=dict)
    """The same -> its language, if it has its own."""
    loose: list[tuple[int, str]] = field(default_factory=list)
    """Page and words, or kind, of what is neither tagged nor marked as an artifact."""


def contents(path: Path) -> Contents:
    """Read what is drawn, and how it is marked."""
    found = Contents()
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        sheet = page.get_textpage()
        for thing in page.get_objects(max_depth=1):
            words = _words(thing, sheet) if thing.type == raw.FPDF_PAGEOBJ_TEXT else ""
            mark = raw.FPDFPageObj_GetMarkedContentID(thing)
            if mark >= 0:
                key = (number, mark)
                found.words[key] = found.words.get(key, "") + words
                language = _language(thing)
                if language:
                    found.languages[key] = language
            elif ARTIFACT not in _marks(thing):
                found.loose.append((number, words or f"object of type {thing.type}"))
        sheet.close()
        page.close()
    document.close()
    return found


def _words(thing: pypdfium2.PdfObject, sheet: pypdfium2.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(thing, sheet, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(
        thing, sheet, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _language(thing: pypdfium2.PdfObject) -> str:
    for number in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, number)
        buffer = ctypes.create_string_buffer(64)
        size = ctypes.c_ulong()
        place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"Lang", place, 64, ctypes.byref(size)):
            return buffer.raw[: size.value].decode("utf-16-le").rstrip("\0")
    return ""


def _marks(thing: pypdfium2.PdfObject) -> set[str]:
    found = set()
    for number in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, number)
        buffer = ctypes.create_string_buffer(64)
        size = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(
            mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, ctypes.byref(size)
        )
        found.add(buffer.raw[: size.value].decode("utf-16-le").rstrip("\0"))
    return found


def tree(path: Path, drawn: Contents) -> Tag:
    """Return the tree of tags, filled with the words on the pages."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = Tag("Root", -1, language=str(pdf.Root.get("/Lang", "")))
        _fill(root, pdf.Root.StructTreeRoot.get("/K"), None, pages, drawn)
        return root


def _fill(
    tag: Tag,
    kids: pikepdf.Object | None,
    page: int | None,
    pages: dict[tuple[int, int], int],
    drawn: Contents,
) -> None:
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            _take(tag, page, int(kid), drawn)
        elif "/S" in kid:
            here = pages.get(kid.Pg.objgen) if "/Pg" in kid else page
            below = Tag(
                str(kid.S)[1:],
                -1 if here is None else here,
                str(kid.get("/Alt", "")),
                str(kid.get("/Lang", tag.language)),
                _attributes(kid.get("/A")),
            )
            tag.held.append(below)
            _fill(below, kid.get("/K"), here, pages, drawn)
            if below.page < 0:
                below.page = next((t.page for t in below.walk() if t.page >= 0), -1)
        elif "/MCID" in kid:
            here = pages.get(kid.Pg.objgen) if "/Pg" in kid else page
            _take(tag, here, int(kid.MCID), drawn)


def _take(tag: Tag, page: int | None, mark: int, drawn: Contents) -> None:
    if page is not None:
        tag.page = page if tag.page < 0 else tag.page
        language = drawn.languages.get((page, mark), tag.language)
        tag.held.append(Words(drawn.words.get((page, mark), ""), language))


def _attributes(held: pikepdf.Object | None) -> dict[str, str]:
    if held is None:
        return {}
    found: dict[str, str] = {}
    for part in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(part, pikepdf.Dictionary):
            found |= {key[1:]: str(value) for key, value in part.items()}
    return found
