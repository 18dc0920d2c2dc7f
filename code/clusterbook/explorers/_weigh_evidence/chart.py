"""The picture of `weighing`: three hypotheses, the chosen one among its rivals, and its items."""

import altair as alt

from clusterbook.explorers._weigh_evidence import places
from clusterbook.explorers._weigh_evidence.places import HEIGHT, REACH, across, at, down, either
from clusterbook.explorers._weigh_evidence.tables import Tables
from monograph.alive.sheet import ROWS, Y, as_paths, px, sheet, text
from monograph.drawing.theme import ASSUMED, COMPUTED, GROUND, INK, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

PARTS = {
    "range": f"'M' + {px('width * datum.x')} + ',' + datum.y + 'H' + {px('width * datum.x2')}",
    "midpoint": f"'M' + {px('width * datum.xm - 5.24')} + ',' + datum.y"
    " + 'l5.24,-5.24 5.24,5.24-5.24,5.24z'",
}
"""What is drawn of every row -> the expression of its path."""
PRIOR = {"prior": f"'M' + {px('width * datum.xp')} + ',' + (datum.y - 8) + 'v16'"}

RANGE, PRIORS = (
    {"strokeWidth": 6, "strokeOpacity": 0.45},
    {"stroke": ASSUMED.light, "strokeWidth": 2},
)
POSTERIORS = (
    ("range", True, {"stroke": COMPUTED.light, **RANGE}),
    ("range", False, {"stroke": QUIET.light, **RANGE}),
    ("prior", True, PRIORS),
    ("prior", False, PRIORS),
    ("midpoint", True, {"fill": COMPUTED.light, "stroke": None}),
    ("midpoint", False, {"fill": QUIET.light, "stroke": None}),
)
"""How a row of a posterior looks, by whether it is that of the hypothesis itself."""
WEIGHTS = (
    ("range", True, {"stroke": COMPUTED.light, "strokeWidth": 3}),
    ("range", False, {"stroke": QUIET.light, "strokeWidth": 1, "strokeDash": [3, 3]}),
    ("midpoint", True, {"fill": COMPUTED.light, "stroke": None}),
    ("midpoint", False, {"stroke": QUIET.light, "strokeWidth": 2}),
)
"""How an item looks, by whether it counts; one that does not is hollow, and says so."""

TALL = 11
"""px of a row above its bar and below it that tell of it."""


def chart(tables: Tables) -> alt.LayerChart:
    """Return the chart; its parameter "hypothesis" is the one chosen."""
    return sheet(
        *places.scales(tables),
        *places.labels(tables),
        *places.legend(),
        *_posteriors(),
        *_weights(),
        wide=HEIGHT["wide"],
        narrow=HEIGHT["narrow"],
        params=[alt.param("hypothesis", value=tables.names[0])],
    )


def _placed(rows: alt.Chart, y: str, value: str, share: str = "{0}") -> alt.Chart:
    """Place rows, which have a value and two ends: shares, or decibels."""
    ends = {"x": "lowest", "xm": value, "x2": "highest"}
    shown = {n: across(share.format(f"datum.{field}")) for n, field in ends.items()}
    return rows.transform_calculate(y=y, **shown)


def _posteriors() -> list[alt.Chart]:
    """Draw posteriors: range, midpoint, prior, and the numbers."""
    rows = alt.Chart(ROWS).transform_filter("datum.block == 'strip' || datum.block == 'rivals'")
    strip, rivals = (down(block, "datum.order") for block in ("strip", "rivals"))
    placed = _placed(rows, f"datum.block == 'strip' ? {strip} : {rivals}", "posterior")
    placed = placed.transform_calculate(xp=across("datum.prior"))
    tips = [alt.Tooltip(f"{f}:N", title=f.capitalize()) for f in ("hypothesis", "explanation")]
    names = {"prior": say("prior"), "posterior": say("posterior")}
    names |= {"lowest": say("least_over_intervals"), "highest": say("most_over_intervals")}
    tips += [alt.Tooltip(f"{f}:Q", title=t, format=".1%") for f, t in names.items()]
    # The three have a line more, for their verdict.
    rise = alt.expr("datum.block == 'strip' ? -7 : 0")
    return [
        *as_paths(placed, "own", PARTS | PRIOR, POSTERIORS),
        _words(placed, dy=rise),
        _told(placed, tips),
    ]


def _weights() -> list[alt.Chart]:
    """Draw what the items say. Each row of an item, and its label, turns the switch of the item."""
    share = f"clamp(({{0}} + {REACH}) / {2 * REACH}, 0, 1)"
    rows = _placed(places.of_block("items"), down("items", "datum.order"), "db", share)
    rows = rows.transform_calculate(toggles=places.TOGGLES)
    tips = [alt.Tooltip("item:N", title=say("item"))]
    names = {"db": say("decibels"), "lowest": say("least"), "highest": say("most")}
    tips += [alt.Tooltip(f"{f}:Q", title=t, format="+.1f") for f, t in names.items()]
    informs = rows.transform_filter("datum.informs")
    return [
        *as_paths(informs, "counts", PARTS, WEIGHTS),
        _told(informs, tips, cursor="pointer"),
        *_boxes(informs),
        _words(rows),
    ]


def _words(rows: alt.Chart, **style: object) -> alt.Chart:
    """Write what a row says at the right."""
    words = rows.transform_calculate(right="1").encode(x=at("right"), y=Y, text=alt.Text("words:N"))
    return words.mark_text(**text(baseline="middle", align="right", color=INK.light, **style))


def _told(rows: alt.Chart, tips: list[alt.Tooltip], **style: object) -> alt.Chart:
    """Lay a rectangle that is not seen over each row: it tells more, wherever it is touched."""
    first, last = (either(*(bars[end] for bars in places.BARS.values())) for end in (0, 1))
    over = rows.transform_calculate(
        first=first, last=last, top=f"datum.y - {TALL}", foot=f"datum.y + {TALL}"
    )
    return over.mark_rect(fill="transparent", **style).encode(
        x=at("first"),
        x2=alt.X2("last:Q"),
        y=alt.Y("top:Q", scale=None, axis=None),
        y2=alt.Y2("foot:Q"),
        tooltip=tips,
    )


def _boxes(base: alt.Chart) -> list[alt.Chart]:
    """Draw a box at each item that says something, ticked if it counts."""
    mine = base.transform_calculate(xp=either(*BOX))
    on = mine.encode(x=at("xp"), y=Y)
    look = {"opacity": 1, "strokeWidth": 1.5, "cursor": "pointer"}
    return [
        # Its ground takes the pointer too.
        on.mark_point(shape="square", size=170, fill=GROUND.light, stroke=QUIET.light, **look),
        on.transform_filter("datum.counts").mark_point(
            shape=TICK, size=150, filled=False, stroke=INK.light, **look
        ),
    ]


BOX = (0.345, 0.74)
"""Share of the width at which the box of an item stands, in the wide form and in the narrow one."""
TICK = "M-0.5,0L-0.15,0.35L0.5,-0.4"
