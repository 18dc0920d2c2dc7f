"""How wide a line of text is, and where to break it.

Drawing needs this before any browser or Vega sees the text. The advance widths are those of
Source Sans 3, regular and semibold, as stored in the fonts of this folder; a test compares them.
"""

import re
import unicodedata

ASCII = range(32, 127)

REGULAR = (
    "200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 "
    "497 497 497 497 497 497 497 497 497 497 249 249 497 497 497 425 "
    "847 543 588 571 615 527 494 617 652 263 479 579 486 727 647 664 "
    "566 664 569 534 536 645 515 786 513 476 539 303 350 303 497 500 "
    "542 504 553 456 555 496 292 504 544 246 247 495 255 829 547 542 "
    "555 555 347 419 338 544 467 719 446 467 425 303 241 303 497"
)
"""Advance widths of the printable ASCII characters, in thousandths of the font size."""

SEMIBOLD = (
    "200 315 482 513 513 841 639 275 324 324 438 513 275 322 275 344 "
    "513 513 513 513 513 513 513 513 513 513 275 275 513 513 513 444 "
    "875 558 597 576 625 538 510 628 663 282 494 597 502 745 657 674 "
    "582 674 592 545 546 655 536 800 541 501 540 324 344 324 513 500 "
    "549 516 563 462 564 507 317 520 558 262 263 522 271 843 560 549 "
    "564 564 373 431 361 556 495 748 481 495 443 324 255 324 513"
)

OTHERS = {
    **dict.fromkeys("–−×±≤≥≈§", (497, 513)),
    **dict.fromkeys("’‘·′", (249, 275)),
    **dict.fromkeys("“”", (426, 482)),
    **dict.fromkeys("→←↑↓", (619, 618)),
    "–": (480, 480),
    "—": (800, 800),
    "…": (948, 964),
    "\u00a0": (200, 200),
}
"""Advance widths of other signs that labels use, regular and semibold."""

_ADVANCE = {
    bold: dict(zip(map(chr, ASCII), map(int, widths.split()), strict=True))
    | {sign: both[bold] for sign, both in OTHERS.items()}
    for bold, widths in ((False, REGULAR), (True, SEMIBOLD))
}
_CJK, _OTHER = 1000, 600

_SPACES = re.compile(r"[^\S\u00a0]+")
"""White space, but for the space at which no line ends."""


CHINESE_TAG = "zh-Hans"
"""The language of a Chinese run, as BCP 47 writes it."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Signs that belong to Chinese typesetting and to no other: corner brackets, full-width stops.
_MARKS = "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f"

RUN = re.compile(rf"[{_HAN}](?:[{_HAN}{_MARKS}]|[ \u00b7\u2014\u2026](?=[{_HAN}]))*")
"""A run: from its first character to its last, with the signs and single spaces inside."""


def is_wide(character: str) -> bool:
    """Say whether a character takes a full square, as Chinese does."""
    return unicodedata.east_asian_width(character) in "WF"


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of `text` in px at `size` px."""
    known = _ADVANCE[bold]
    units = (known.get(c) or (_CJK if is_wide(c) else _OTHER) for c in text)
    return sum(units) * size / 1000


def _pieces(text: str) -> list[str]:
    """Cut text where a line may end: after a space or a hyphen, and between Chinese characters."""
    pieces, word = [], ""
    for character in text:
        word += character
        if character in " -/–—" or is_wide(character):
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces


def runs(text: str) -> list[str]:
    """Cut text where it changes between Chinese and other writing; a space stays where it is."""
    parts, wide = [""], None
    for character in text:
        kind = wide if character == " " else is_wide(character)
        if wide is not None and kind != wide:
            parts.append("")
        parts[-1] += character
        wide = kind
    return parts


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` into lines of at most `width` px; a longer single word keeps its own line.

    No line ends at a no-break space.
    """
    lines = [""]
    for piece in _pieces(_SPACES.sub(" ", str(text)).strip(" ")):
        longer = lines[-1] + piece
        if lines[-1] and measure(longer.rstrip(), size, bold=bold) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]


def join(words: list[str]) -> str:
    """List words as English does: "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def number(value: float, digits: int = 2) -> str:
    """Write a number for people: thousands separated, at most `digits` decimals, a true minus."""
    text = f"{float(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "−") if text != "-0" else "0"
