"""The text of a page as a reader of the source sees it, line by line, and the rules for it."""

import re
from collections.abc import Iterator

ALLOWED_DIGITS = (
    r"(?:Tables?|Figures?|Sections?|Chapters?|Part) \d+(?:\.\d+)?(?:(?:,| and| or|–| to) \d+)*",
    r"(?:rows?|columns?|steps?|lines?) \d+(?:(?:,| and| or|–| to) \d+)*",  # places in a table
    r"§§? ?\d+(?:\.\d+)*(?:(?:,| and| or|–| to) §?\d+(?:\.\d+)*)*",  # sections of the paper
    r"表 ?\d+|图 ?\d+",  # the same in Chinese
    r"\bH[1-3](?:\.\d+)?\b",  # the paper's hypotheses, and what they imply
    r"\bP[1-3]\b",  # its paradigms
    r"\b[FT]\d{2,3}\b",  # keys of our facts and tensions
    r"\bISO ?\d{4,5}\b",  # a standard, by its name
    r"\bCC BY 4\.0\b",  # a licence, by its name
    r"\bPython 3(?:\.\d+)?\b",  # a program, by its name
)
"""Digits that are names or places, not numbers: nothing could compute them."""

# What a chapter does not type but calls: its digits are somebody else's to vouch for.
_CALLED = re.compile(
    r"(?P<role>\{[\w:+-]+\}(?P<ticks>`+).+?(?P=ticks))"
    r"|(?P<code>(?P<t>`+).+?(?P=t))"
    r"|(?P<maths>\$\$?.+?\$\$?)"
    r"|(?P<link>!?\[[^\]]*\]\([^)]*\))"
    r"|(?P<address><https?://[^>]+>)"
    r"|(?P<attributes>\{[#.][^}]*\})"
)
_DIGITS = re.compile("|".join(ALLOWED_DIGITS))
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|al|etc|no|nos|pp?|ch|ed|eds|[A-Z])\.)$")
_RUN_IN = re.compile(r"^\*\*[^*]+\*\* ")  # a heading that stands in the line of its paragraph
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]*_]*(?=\s+[\"'“‘(\[*_]*[A-Z{\u4e00-\u9fff])")


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line of prose: not of code, directives, labels, comments."""
    closing = ""
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        fence = re.match(r"(`{3,}|~{3,})(.*)", bare)
        if closing:
            closing = "" if bare == closing else closing
        elif fence and not fence[2].startswith(("{admonition", "{note", "{tip", "{margin")):
            closing = fence[1]
        elif bare and not re.match(
            r"(:{3,}|`{3,}|~{3,}|:[\w-]+:|\([\w-]+\)=$|%|\|?[-:| ]+$)", bare
        ):
            yield number, re.sub(r"^(?:[-*+>] |\d+[.)] |#+ )+", "", bare)


def without_calls(line: str, stand_in: str = "N") -> str:
    """Return a line with roles, code, formulas and links replaced by a stand-in."""
    return _CALLED.sub(stand_in, line)


def digit_faults(text: str) -> list[str]:
    """Return the numbers that a text types; it should compute them, or cite them."""
    left = _DIGITS.sub("", without_calls(text, " "))
    return re.findall(r"\S*\d\S*", left)


def sentence_ends(line: str) -> int:
    """Return how many sentences end inside a line, before another begins."""
    plain = without_calls(_RUN_IN.sub("", line))
    ends = [plain[: match.start() + 1] for match in _SENTENCE_END.finditer(plain)]
    return len([end for end in ends if not _ABBREVIATED.search(end)])
