"""Have the marks of a drawing stand where they are by their coordinates, not by being moved there.

Vega moves each mark to its place. The picture is the same; but a browser makes of every element
that is moved a space of its own, and hands on all spaces of a page with each frame that it paints.
"""

import re

_MARK = re.compile(r"<(line|path|text)\b[^>]*?(/?>)")
_SAID = re.compile(r' ([\w:-]+)="([^"]*)"')
_MOVED = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_TEXT = re.compile(r'<text\b[^>]* x="([^"]*)"[^>]*>.*?</text>', re.DOTALL)
_LINE = '<tspan x="0"'
_STEP = re.compile(r"([MLHVCSQTA])([-+.,\s\de]*)")
"""A step to a place that is not told from the last one, and its numbers."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")


def standing(svg: str) -> str:
    """Return Vega's SVG with no line, symbol or text moved; what is turned is left.

    Examples
    --------
    >>> standing('<text transform="translate(4,5)">a</text>')
    '<text x="4" y="5">a</text>'
    >>> standing('<line transform="translate(4,5)" x2="10" y2="0"/>')
    '<line x2="14" y2="5" x1="4" y1="5"/>'
    >>> standing('<path transform="translate(4,5)" d="M1,0A1,1,0,1,1,-1,0h2Z"/>')
    '<path d="M5,5A1,1,0,1,1,3,5h2Z"/>'
    """

    def in_line(text: re.Match[str]) -> str:
        return text[0].replace(_LINE, f'<tspan x="{text[1]}"')

    return _TEXT.sub(in_line, _MARK.sub(_placed, svg))


def _placed(mark: re.Match[str]) -> str:
    said = dict(_SAID.findall(mark[0]))
    moved = _MOVED.fullmatch(said.pop("transform", ""))
    if moved is None:
        return mark[0]
    x, y = map(float, moved.groups())
    if mark[1] == "path":
        said["d"] = _shifted(said["d"], x, y)
    elif mark[1] == "text":
        said |= {"x": hundredths(x), "y": hundredths(y)}
    else:
        ends = {way: float(said.get(f"{way}2", 0)) for way in ("x", "y")}
        said |= {"x1": hundredths(x), "x2": hundredths(x + ends["x"])}
        said |= {"y1": hundredths(y), "y2": hundredths(y + ends["y"])}
    return f"<{mark[1]}" + "".join(f' {name}="{value}"' for name, value in said.items()) + mark[2]


def _shifted(path: str, x: float, y: float) -> str:
    """Return a path so far to the right and down, to a hundredth of a px.

    Examples
    --------
    >>> _shifted("M-4.5,-4.5h9v9h-9Z", 207.36, 53.95)
    'M202.86,49.45h9v9h-9Z'
    """

    def step(found: re.Match[str]) -> str:
        by = {"A": (0, 0, 0, 0, 0, x, y), "H": (x,), "V": (y,)}.get(found[1], (x, y))
        numbers = (float(number) for number in _NUMBER.findall(found[2]))
        return found[1] + ",".join(
            hundredths(n + by[nth % len(by)]) for nth, n in enumerate(numbers)
        )

    return _STEP.sub(step, path)


def hundredths(value: float) -> str:
    """Return a number to a hundredth, as short as it can be.

    Examples
    --------
    >>> [hundredths(value) for value in (12.3456, 12.0, -0.001)]
    ['12.35', '12', '0']
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
