"""How the actors and their ties are drawn, whatever the state (chapter 6)."""

import altair as alt
import pandas as pd

from clusterbook.explorers._actors.places import MOST, heads_both, links_both, nodes_both
from monograph.alive.sheet import X, Y, looked_up, sheet, text
from monograph.drawing.theme import INK, PAPER, QUIET, RULE
from monograph.words import words_beside

say = words_beside(__file__)

SHAPES = {
    "producer": "circle",
    "platform": "diamond",
    "market": "square",
    "association": "triangle-up",
}
"""Kind of actor -> its mark."""

NOBODY = "nobody"
"""The value of `actor` if none is picked."""


def chart(
    actors: pd.DataFrame, links: pd.DataFrame, items: pd.DataFrame, measures: dict[str, str]
) -> alt.LayerChart:
    """Return the chart that the state's rows fill; its parameters are size, basis and actor.

    Parameters
    ----------
    measures
        Value of `size` -> its words in the key.
    """
    nodes, heights = nodes_both(actors, items)
    base = (
        alt.Chart(nodes)
        .transform_filter("datum.form == form")
        .transform_lookup(**looked_up("actor", "label_zh", "part", "amount", "role", "kind"))
        .encode(X, Y, tooltip=[alt.Tooltip(f"{n}:N", title=t) for n, t in TIPS.items()])
    )
    return sheet(
        *_lines(links_both(nodes, links)),
        *_marks(base, actors),
        *_words(base),
        alt.Chart(heads_both(nodes))
        .transform_filter("datum.form == form")
        .mark_text(**text(fontWeight=600, color=INK.light))
        .encode(X, Y, text=alt.Text("words:N")),
        *_key(measures),
        wide=heights["wide"],
        narrow=heights["narrow"],
        params=[alt.param(name, value="") for name in ("size", "basis", "actor")],
    )


TIPS = say.each("tips")


def _lines(joined: pd.DataFrame) -> list[alt.Chart]:
    base = (
        alt.Chart(joined)
        .transform_filter("datum.form == form && (basis == 'all' || datum.basis == basis)")
        .transform_calculate(
            touched=f"actor == '{NOBODY}' || datum.source == actor || datum.target == actor"
        )
        .encode(X, Y)
    )
    found = []
    for on in (False, True):
        mine = base.transform_filter("datum.touched" if on else "!datum.touched")
        for basis, dash, ink in (("ours", [4, 3], QUIET), ("text", [1, 0], INK)):
            colour = (ink if on else RULE).light
            line = mine.transform_filter(f"datum.basis == '{basis}'")
            found.append(
                line.mark_line(
                    interpolate="basis", stroke=colour, strokeWidth=1.4, strokeDash=dash
                ).encode(detail=alt.Detail("link:N"), order=alt.Order("step:Q"))
            )
            found.append(
                line.transform_filter("datum.step == 3")
                .mark_point(filled=True, fill=colour, opacity=1, size=45)
                .encode(shape=alt.Shape("head:N", scale=None))
            )
    return found


def _marks(base: alt.Chart, actors: pd.DataFrame) -> list[alt.Chart]:
    """Draw the actors: a counted producer by its area, all others by the shape of their kind."""
    sized = base.transform_filter("isValid(datum.part)")
    sized = sized.transform_calculate(area=f"{(2 * MOST) ** 2} * datum.part")
    area = alt.Size("area:Q", scale=None)
    strength = {"tied": 0.75, "picked": 1.0, "other": 0.25}
    found = []
    for role, opacity in strength.items():
        fill = {"filled": True, "color": PAPER.light, "opacity": opacity}
        found.append(
            sized.transform_filter(f"datum.role == '{role}'").mark_point(**fill).encode(size=area)
        )
        for kind in dict.fromkeys(actors["kind"]):
            mine = base.transform_filter(
                f"datum.kind == '{kind}' && !isValid(datum.part) && datum.role == '{role}'"
            )
            hollow = {"filled": False, "stroke": PAPER.light, "strokeDash": [2, 2]}
            style = {**(hollow if kind == "producer" else fill), "opacity": max(opacity, 0.4)}
            found.append(mine.mark_point(**style, shape=SHAPES[kind], size=170))
    return found


def _words(base: alt.Chart) -> list[alt.Chart]:
    """Write name and amount beside each mark, and below them the products."""
    named = base.transform_calculate(
        named="datum.amount ? datum.words + '\\n' + datum.amount : datum.words"
    ).encode(x=alt.X("at:Q", scale=alt.Scale(domain=[0, 1]), axis=None), text=alt.Text("named:N"))
    parts = named.transform_filter("datum.parts").encode(
        y=alt.Y("low:Q", scale=None, axis=None), text=alt.Text("parts:N")
    )
    found = []
    for align in ("left", "center"):
        for role, colour in (("other", QUIET), ("tied", INK), ("picked", INK)):
            weight = 600 if role == "picked" else 400
            style = text(color=colour.light, fontWeight=weight) | {"align": align}
            test = f"datum.align == '{align}' && datum.role == '{role}'"
            found.append(
                named.transform_filter(test)
                .mark_text(**style)
                .encode(y=alt.Y("top:Q", scale=None, axis=None))
            )
        quiet = text(color=QUIET.light) | {"align": align}
        found.append(parts.transform_filter(f"datum.align == '{align}'").mark_text(**quiet))
    return found


def _key(measures: dict[str, str]) -> list[alt.Chart]:
    words = [{"y": 2, "words": say("solid_tie_stated_text")}]
    lines = alt.Chart(pd.DataFrame(words)).mark_text(**text(color=QUIET.light), x=0)
    said = {key: say("area_table_ring_not", words=words) for key, words in measures.items()}
    area = alt.Chart(pd.DataFrame([{"y": 18, **said}]))
    return [
        lines.encode(Y, text=alt.Text("words:N")),
        area.transform_calculate(words="datum[size]")
        .mark_text(**text(color=QUIET.light), x=0)
        .encode(Y, text=alt.Text("words:N")),
    ]
