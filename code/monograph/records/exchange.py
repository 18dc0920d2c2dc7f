"""A citation as reference managers read it: BibTeX and RIS."""

import re

from monograph.records.citing import Work
from monograph.records.facts import Author

_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def bibtex(work: Work) -> str:
    """Return an entry for BibTeX and BibLaTeX: a book, or a part of one with its own title."""
    facts = work.facts
    fields = {
        "author": " and ".join(_bib_name(author) for author in facts.authors),
        "title": f"{{{_tex(work.title)}}}",
        "booktitle": f"{{{_tex(facts.full_title)}}}" if work.chapter else "",
        "chapter": work.number,
        "year": str(facts.year),
        "note": _tex(f"Version {facts.version}, {facts.medium}"),
        "doi": "" if work.chapter else facts.doi or "",
        "url": work.address or "",
    }
    kind = "incollection" if work.chapter else "book"
    lines = [f"  {name:<9} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key(work)},", *lines, "}"])


def key(work: Work) -> str:
    """Return the name of an entry: title, year and page, in letters, digits and hyphens."""
    words = re.findall(r"[a-z0-9]+", f"{work.facts.title} {work.facts.year} {work.name}".lower())
    return "-".join(words)


def ris(work: Work) -> str:
    """Return a record in the format of Research Information Systems."""
    facts = work.facts
    pairs = [
        ("TY", "CHAP" if work.chapter else "BOOK"),
        *(("AU", author.inverted) for author in facts.authors),
        ("TI", work.title),
        ("T2", facts.full_title if work.chapter else ""),
        ("SE", work.number),
        ("PY", str(facts.year)),
        ("DA", f"{facts.date:%Y/%m/%d}"),
        ("ET", f"Version {facts.version}"),
        ("M3", facts.medium),
        ("LA", work.language),
        ("DO", "" if work.chapter else facts.doi or ""),
        ("UR", work.address or ""),
    ]
    lines = [f"{tag}  - {value}" for tag, value in pairs if value]
    return "\n".join([*lines, "ER  - "])


def _bib_name(author: Author) -> str:
    return _tex(author.inverted) if author.given else f"{{{_tex(author.name)}}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
