"""A formula in three forms from one reading: MathML for the page, Typst for print, and words.

The page shows MathML; print converts that very tree, so the two cannot differ. The words are what
a reader hears who cannot see the formula.
"""

import unicodedata
from collections.abc import Callable
from xml.etree import ElementTree

from latex2mathml import exceptions
from latex2mathml.converter import convert

_EXCEPTIONS = [kind for kind in vars(exceptions).values() if isinstance(kind, type)]
REFUSALS: tuple[type[Exception], ...] = (
    *(kind for kind in _EXCEPTIONS if issubclass(kind, Exception)),
    *(ElementTree.ParseError, IndexError, KeyError),
)


class FormulaError(ValueError):
    """A formula that cannot be set in print, or not be said in words."""


SPOKEN = {
    "=": "equals",
    "≠": "is not equal to",
    "≈": "is about",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "+": "plus",
    "−": "minus",
    "±": "plus or minus",
    "⋅": "times",
    "·": "times",
    "×": "times",
    "/": "divided by",
    "∣": "given",
    "|": "bar",
    "⇒": "implies",
    "→": "to",
    "∧": "and",
    "∨": "or",
    "¬": "not",
    "∈": "in",
    "∑": "the sum",
    "∏": "the product",
    "∂": "partial",
    "∞": "infinity",
    "(": "open parenthesis",
    ")": "close parenthesis",
    "[": "open bracket",
    "]": "close bracket",
    "{": "open brace",
    "}": "close brace",
    "…": "and so on",
    "′": "prime",
    "!": "factorial",
    "%": "percent",
    ",": ",",
    ";": ";",
    ":": ":",
    ".": ".",
}
"""Operator -> how it is said."""
POWERS = {"2": "squared", "3": "cubed", "′": "prime"}
ACCENTS = {"^": "hat", "¯": "bar", "~": "tilde", "˙": "dot", "→": "vector"}
TYPST_ACCENTS = {"^": "hat", "¯": "overline", "~": "tilde", "˙": "dot", "→": "arrow"}
LARGE = "∑∏"
LEAST = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
"""Parts that an element must have, each with something in it."""
_GROUPS = ("mrow", "mstyle", "math", "mpadded")

Element = ElementTree.Element


def parse(latex: str) -> Element:
    """Return the MathML of a formula, as the page shows it.

    Raises
    ------
    FormulaError
        If it is no formula that can be read; the message quotes it.
    """
    try:
        tree = read(convert(latex))
    except REFUSALS as fault:
        raise FormulaError(f"the formula {latex!r} cannot be read: {fault!r}") from None
    for element in tree.iter():
        text = (element.text or "").strip()
        if text.startswith("\\") or (text == "&" and element.tag == "mi"):
            raise FormulaError(f"the formula {latex!r} has {text!r}, which is not known")
        least = LEAST.get(element.tag, 0)
        if len(element) < least or not all(len(child) or child.text for child in element[:least]):
            raise FormulaError(f"the formula {latex!r} lacks a part of <{element.tag}>")
    return tree


def read(mathml: str) -> Element:
    """Return a formula from the MathML of a page."""
    tree = ElementTree.fromstring(mathml)
    for element in tree.iter():
        element.tag = element.tag.rpartition("}")[2]
    return tree


def typst(tree: Element) -> str:
    r"""Return a formula as Typst's mathematics, without the dollar signs.

    Raises
    ------
    FormulaError
        If it holds what print has no form for.

    Examples
    --------
    >>> typst(parse(r"x_{ij} = \frac{1}{z_i}"))
    'attach(x, b: i j) = frac(1, attach(z, b: i))'
    """
    return " ".join(_Typst().write(tree).split())


def words(tree: Element) -> str:
    r"""Return a formula in words.

    Raises
    ------
    FormulaError
        If it holds a sign that has no words yet.

    Examples
    --------
    >>> words(parse(r"x_{ij} = \frac{1}{z_i}"))
    'x sub i j equals 1 over z sub i'
    """
    said = " ".join(_Words().write(tree).split())
    for sign in ",;:.":
        said = said.replace(f" {sign}", sign)
    return said.rstrip(".,;: ")


def signs(tree: Element) -> str:
    """Return the signs of a formula in reading order, without blanks."""
    return "".join("".join(tree.itertext()).split())


class _Writer:
    """Walks over a tree; each kind of element has a method of its name."""

    form = ""

    def write(self, element: Element) -> str:
        """Return an element in this form."""
        if element.tag in _GROUPS:
            return self.row(list(element))
        method: Callable[[Element], str] | None = getattr(self, element.tag, None)
        if method is None:
            raise FormulaError(f"{self.form} has no form for <{element.tag}> of a formula")
        return method(element)

    def row(self, elements: list[Element]) -> str:
        return " ".join(map(self.write, elements))


class _Typst(_Writer):
    form = "print"

    def mi(self, element: Element) -> str:
        text = element.text or ""
        return text if len(text) == 1 else f'op("{text}")'

    def mn(self, element: Element) -> str:
        return element.text or ""

    def mo(self, element: Element) -> str:
        text = element.text or ""
        if text.isalpha():
            return f'op("{text}")'
        return f"\\{text}" if len(text) == 1 and ord(text) < 128 and text not in "=<>+!" else text

    def mtext(self, element: Element) -> str:
        text = (element.text or "").replace("\\", "\\\\").replace('"', '\\"')
        return f'"{text}"'

    def mspace(self, element: Element) -> str:
        if element.get("linebreak") == "newline":
            return "\\\n"
        return f"#h({element.get('width', '0em')})"

    def row(self, elements: list[Element]) -> str:
        if len(elements) > 1 and "fence" in elements[0].attrib:
            return f"lr({super().row(elements)})"
        return super().row(elements)

    def mfrac(self, element: Element) -> str:
        above, below = map(self.write, element)
        return f"frac({above}, {below})"

    def msqrt(self, element: Element) -> str:
        return f"sqrt({self.row(list(element))})"

    def mroot(self, element: Element) -> str:
        inside, index = map(self.write, element)
        return f"root({index}, {inside})"

    def msub(self, element: Element) -> str:
        base, below = map(self.write, element)
        return self._attached(base, b=below)

    def msup(self, element: Element) -> str:
        base, above = map(self.write, element)
        return self._attached(base, t=above)

    def msubsup(self, element: Element) -> str:
        base, below, above = map(self.write, element)
        return self._attached(base, b=below, t=above)

    munder, munderover = msub, msubsup

    def mover(self, element: Element) -> str:
        base, over = element
        accent = TYPST_ACCENTS.get((over.text or "").strip())
        return f"{accent}({self.write(base)})" if accent else self.msup(element)

    def _attached(self, base: str, **parts: str) -> str:
        # Not base_below: Typst shows parentheses around a base, and a base of several signs needs
        # them.
        said = ", ".join(f"{name}: {part}" for name, part in parts.items())
        return f"attach({base}, {said})"


class _Words(_Writer):
    form = "speech"

    def mi(self, element: Element) -> str:
        text = element.text or ""
        return " ".join(map(_letter, text)) if len(text) == 1 else text

    def mn(self, element: Element) -> str:
        return element.text or ""

    def mo(self, element: Element) -> str:
        text = (element.text or "").strip()
        if text.isalpha():
            return text
        if text not in SPOKEN:
            raise FormulaError(f"the sign {text!r} of a formula has no words")
        return SPOKEN[text]

    def mtext(self, element: Element) -> str:
        return element.text or ""

    def mspace(self, element: Element) -> str:
        return ";" if element.get("linebreak") == "newline" else " "

    def mfrac(self, element: Element) -> str:
        above, below = element
        if _is_simple(above) and _is_simple(below):
            return f"{self.write(above)} over {self.write(below)}"
        return f"the fraction {self.write(above)} over {self.write(below)}, end of fraction, "

    def msqrt(self, element: Element) -> str:
        return f"the square root of {self.row(list(element))}, end of root, "

    def mroot(self, element: Element) -> str:
        inside, index = map(self.write, element)
        return f"the root of order {index} of {inside}, end of root, "

    def msub(self, element: Element) -> str:
        base, below = element
        if (base.text or "") in LARGE and base.tag == "mo":
            return f"{self.write(base)} over {self.write(below)} of"
        return f"{self.write(base)} sub {self.write(below)}"

    def msup(self, element: Element) -> str:
        base, above = element
        power = "".join(above.itertext()).strip()
        said = POWERS.get(power) or f"to the power of {self.write(above)}"
        return f"{self.write(base)} {said}"

    def msubsup(self, element: Element) -> str:
        base, below, above = element
        if (base.text or "") in LARGE and base.tag == "mo":
            return f"{self.write(base)} from {self.write(below)} to {self.write(above)} of"
        power = "".join(above.itertext()).strip()
        said = POWERS.get(power) or f"to the power of {self.write(above)}"
        return f"{self.write(base)} sub {self.write(below)} {said}"

    munder, munderover = msub, msubsup

    def mover(self, element: Element) -> str:
        base, over = element
        accent = (over.text or "").strip()
        if accent not in ACCENTS:
            raise FormulaError(f"the sign {accent!r} over a formula has no words")
        return f"{self.write(base)} {ACCENTS[accent]}"


def _is_simple(element: Element) -> bool:
    return sum(child.tag in {"mi", "mn", "mo"} for child in element.iter()) <= 2


def _letter(sign: str) -> str:
    """Return how a letter is called.

    Examples
    --------
    >>> [_letter(sign) for sign in "φΔxℓ"]
    ['phi', 'capital delta', 'x', 'script l']
    """
    if ord(sign) < 128:
        return sign
    name = unicodedata.name(sign, "").lower()
    if name.startswith("script small "):
        return f"script {name.removeprefix('script small ')}"
    if not name.startswith("greek "):
        raise FormulaError(f"the letter {sign!r} of a formula has no words")
    letter = name.replace(" symbol", "").split()[-1]
    letter = {"lamda": "lambda"}.get(letter, letter)  # as Unicode spells it
    return f"capital {letter}" if "capital" in name else letter
