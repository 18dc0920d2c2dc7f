"""One visual language: colours, sizes and fonts, as data.

Each voice (the paper, our computation, our assumption, an outside source) keeps one colour, one
mark and one kind of line, in figures, pages and print; three accents are for a book to give a
meaning, and keep, through all its pages.
A colour is written once, here. Pictures name it by its custom property, so the page's style
sheet, which `css_variables` writes, and the drawings can't drift apart.
"""

from dataclasses import dataclass
from typing import Any

from monograph.voices.number import Voice


@dataclass(frozen=True)
class Colour:
    """A named colour: its hex form on white paper and on the dark page (#14181c)."""

    name: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """The CSS custom property, such as --cb-sand."""
        return f"--cb-{self.name}"


# The light values of the accents hold 3:1 on the dark page too, should a style sheet be missing.
SAND = Colour("sand", "#b48d1a", "#dfc98f")
COPPER = Colour("copper", "#ab4630", "#ea6439")
WATER = Colour("water", "#1c6a9c", "#4f9fd6")
PAPER = Colour("paper", "#39444e", "#d5dbe1")
COMPUTED = Colour("computed", "#6b4fa0", "#b39ddb")
ASSUMED = Colour("assumed", "#a83279", "#ea8cc4")
EXTERNAL = Colour("external", "#55701a", "#a9c46c")
INK = Colour("ink", "#1d242b", "#e8ecef")
QUIET = Colour("quiet", "#5d6872", "#a3adb6")
RULE = Colour("rule", "#d3d9de", "#37414a")
GROUND = Colour("ground", "#ffffff", "#14181c")

COLOURS = (SAND, COPPER, WATER, PAPER, COMPUTED, ASSUMED, EXTERNAL, INK, QUIET, RULE, GROUND)

ACCENTS = (SAND, COPPER, WATER)
"""Three colours that every eye tells apart; what each stands for, a book says."""


@dataclass(frozen=True)
class Look:
    """How a voice looks: in figures a shape, hollow or filled; in text a line, at a number.

    The line is `dotted`, `solid`, `dashed` or `double`, as in CSS; `width` is its px there.
    """

    voice: Voice
    colour: Colour
    shape: str
    filled: bool
    line: str
    width: float

    @property
    def label(self) -> str:
        """Return the words of a key."""
        return self.voice.phrase


_LOOKS = (
    Look(Voice.PAPER, PAPER, "circle", True, "dotted", 2),
    Look(Voice.COMPUTED, COMPUTED, "diamond", True, "solid", 1.5),
    Look(Voice.ASSUMED, ASSUMED, "square", False, "dashed", 2),
    Look(Voice.EXTERNAL, EXTERNAL, "triangle-up", True, "double", 1),
)
VOICES = {str(look.voice): look for look in _LOOKS}
"""Mark of a voice -> how it looks. Page, drawings and print all ask here."""

PASSAGES = {"paper": "paper", "ours": "computed", "assumed": "assumed"}
"""What a passage in one voice is called by its class, such as `cb-says-ours` -> the voice."""

FAMILIES = ("Source Sans 3", "Noto Sans SC", "Noto Sans CJK SC", "sans-serif")
"""Latin first, then Chinese under the two names that it is installed by."""

CHINESE = ", ".join(f"'{f}'" for f in FAMILIES[1:3])

# Quoted: a family name may not end in a bare digit.
FONT = ", ".join(f if f == "sans-serif" else f"'{f}'" for f in FAMILIES)


@dataclass(frozen=True)
class Sizes:
    """Type sizes in px of one form of a figure."""

    title: float
    label: float
    small: float


WIDE_FROM = 440
"""px: from this width on a figure may put labels beside their marks."""


def sizes_for(width: int) -> Sizes:
    """Return the type sizes for a figure of `width` px; narrow ones are read on a phone."""
    return Sizes(15, 12.5, 11.5) if width >= WIDE_FROM else Sizes(15, 13, 12)


def config(width: int = 680) -> dict[str, Any]:
    """Return the Altair/Vega-Lite configuration of the house for a chart of `width` px."""
    size, ink, quiet, rule = sizes_for(width), INK.light, QUIET.light, RULE.light
    small = {"labelFontSize": size.small, "titleFontSize": size.small, "aria": False}
    axis = {"titleFontWeight": "normal", "labelColor": quiet, "titleColor": quiet, "gridWidth": 1}
    lines = {"gridColor": rule, "domainColor": rule, "tickColor": rule}
    title = {"anchor": "start", "frame": "group", "fontSize": size.title, "fontWeight": 600}
    return {
        "font": FONT,
        "background": "transparent",
        "padding": 0,
        "view": {"stroke": None},
        "mark": {"aria": False, "color": ink},
        "axis": {**small, **axis, **lines},
        "legend": {**small, "labelColor": ink, "titleColor": quiet},
        "title": {**title, "color": ink, "aria": False},
        "range": {"category": [colour.light for colour in (*ACCENTS, COMPUTED)]},
    }


def css_variables() -> str:
    """Return the custom properties: light by default, dark where the page says so."""
    light = "".join(f"  {c.variable}: {c.light};\n" for c in COLOURS)
    dark = "".join(f"  {c.variable}: {c.dark};\n" for c in COLOURS)
    return (
        f":root {{\n{light}}}\n"
        f'html[data-theme="dark"] {{\n{dark}}}\n'
        # A reader's own high contrast has its own ground, whatever theme the page remembers.
        f"@media (forced-colors: active) {{ html:root:root {{\n{light}}} }}\n"
        "@media (forced-colors: active) and (prefers-color-scheme: dark) "
        f"{{ html:root:root {{\n{dark}}} }}\n"
        f"@media print {{ html:root:root {{\n{light}}} }}\n"
    )


def voice_css() -> str:
    """Return the rules for the line of each voice: under its numbers, and beside its passages."""
    numbers = [
        f".cb-n-{voice} {{ text-decoration: underline {look.line} {look.width:g}px "
        f"var({look.colour.variable}); }}\n"
        for voice, look in VOICES.items()
    ]
    passages = [
        f".bd-article .admonition.cb-says-{name} "
        f"{{ border-left: 4px {VOICES[voice].line} var({VOICES[voice].colour.variable}); }}\n"
        for name, voice in PASSAGES.items()
    ]
    return "".join(numbers + passages)


def figure_css() -> str:
    """Return the rules that choose a figure's form by the width of its own column.

    They travel with every figure, so that it is right in JupyterLab too, in its dark theme as well.
    """
    dark = "".join(f"{c.variable}:{c.dark};" for c in COLOURS)
    return (
        ".cb-figure{container-type:inline-size}"
        f".cb-figure svg{{display:block;width:100%;height:auto;font-family:{FONT};"
        "font-variant-numeric:lining-nums}"
        ".cb-figure .cb-wide{max-width:760px}"
        ".cb-figure .cb-narrow{display:none;max-width:460px}"
        f'body[data-jp-theme-light="false"] .cb-figure{{{dark}}}'
        "@container (max-width:619px){.cb-figure .cb-wide{display:none}"
        ".cb-figure .cb-narrow{display:block}}"
    )
