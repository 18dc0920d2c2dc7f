"""What a spreadsheet, or a wrong encoding, made of a cell: it can be told, and not be undone.

None of it is read, also where the column would take any text: it would be published.
"""

import codecs
import re

from monograph.tables.errors import quoted

AGAIN = "copy the cell from its source again"

_ERROR = re.compile(r"#(?:[A-Z][A-Z0-9/_]*[!?]|N/A|DIV/0!)|Err:[0-9]{3}")
_NARROW = re.compile("##+")
_LOST = re.compile(r"(?=.*\?\?)[^\w]*(?:[0-9][^\w]*)*")
_ROUNDED = re.compile(r"[+-]?[0-9]+([.,][0-9]*)?E[+-][0-9]+")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    rf"[0-9]{{1,4}}([-/. ])(?:[0-9]{{1,2}}|{_MONTH})(?:\1[0-9]{{1,4}})|[0-9]{{1,2}}[-/ ]{_MONTH}"
    rf"|{_MONTH}[-/ ][0-9]{{1,4}}|[0-9]{{1,4}}[-/][0-9]{{1,2}}|[0-9年]*[0-9]+月([0-9]+日)?",
    re.IGNORECASE,
)
_SIGNLESS = "monograph-signless"
"""How a byte is encoded to which Windows gives no sign."""
_HAN = re.compile("[\N{CJK UNIFIED IDEOGRAPH-4E00}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]")


def spoilt(text: str, kind: str) -> tuple[str, str] | None:
    """Return what became of a cell, with what would mend it; None if nothing shows.

    Parameters
    ----------
    text
        The cell, as in the file.
    kind
        The type of its column: a date is spoilt only where a number is due.

    Examples
    --------
    >>> spoilt("#REF!", "string")
    ("'#REF!' is an error of a spreadsheet", 'copy the cell from its source again')
    >>> spoilt("18-Mar", "number")[1]
    'format the column as text, and copy the cell from its source again'
    >>> spoilt("Why?", "string")
    """
    if _ERROR.fullmatch(text):
        return f"{quoted(text)} is an error of a spreadsheet", AGAIN
    if "\N{REPLACEMENT CHARACTER}" in text:
        hint = "the text was once read in a wrong encoding; copy it from its source again"
        return f"{quoted(text)} holds the replacement character U+FFFD", hint
    if _LOST.fullmatch(text):
        hint = f"the text was once saved in an encoding that lacks its signs; {AGAIN}"
        return f"{quoted(text)} has question marks for its signs", hint
    if meant := _misread(text):
        hint = f"the text was once read in a wrong encoding; write {meant}"
        return f"{quoted(text)} is {quoted(meant)} misread", hint
    return _number_spoilt(text) if kind in ("integer", "number") else None


def _number_spoilt(text: str) -> tuple[str, str] | None:
    """Return what became of a number."""
    if _NARROW.fullmatch(text):
        hint = f"make the column wider, and {AGAIN}"
        return f"{quoted(text)} is what a spreadsheet shows where its column is narrow", hint
    if _ROUNDED.fullmatch(text):
        hint = f"format the column as a number with its decimals, and {AGAIN}"
        return f"{quoted(text)} is a number as a spreadsheet rounds it", hint
    if _DATE.fullmatch(text):
        hint = f"format the column as text, and {AGAIN}"
        return f"{quoted(text)} is a date that a spreadsheet made", hint
    return None


def _misread(text: str) -> str | None:
    """Return what a text was before its UTF-8 was read as Chinese or western Windows does."""
    if text.isascii():
        return None
    for encode in (_western, _chinese):
        try:
            meant = encode(text).decode("utf-8")
        except UnicodeError:
            continue
        # Signs of two bytes may come out of true Chinese by chance; Chinese itself does not.
        if not meant.isascii() and (encode is _western or _HAN.search(meant)):
            return meant
    return None


def _chinese(text: str) -> bytes:
    return text.encode("gb18030")


def _western(text: str) -> bytes:
    """Encode as Windows does in the west, with the five bytes to which it gives no sign."""
    return text.encode("cp1252", _SIGNLESS)


def _as_byte(fault: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(fault, UnicodeEncodeError)
    if not 0x80 <= ord(fault.object[fault.start]) <= 0x9F:
        raise fault
    return fault.object[fault.start].encode("latin-1"), fault.start + 1


codecs.register_error(_SIGNLESS, _as_byte)
