"""The picture of `weighing`: three hypotheses, the chosen one among its rivals, and its items."""

import altair as alt

from clusterbook.explorers._weigh_evidence import places
from clusterbook.explorers._weigh_evidence.places import HEIGHT, REACH, across, at, down
from clusterbook.explorers._weigh_evidence.tables import Tables
from monograph.alive.sheet import X, Y, sheet, text
from monograph.drawing.theme import ASSUMED, COMPUTED, GROUND, INK, QUIET
from monograph.words import words_beside

say = words_beside(__file__)

X2 = alt.X2("x2:Q")


def chart(tables: Tables) -> alt.LayerChart:
    """Return the chart; its parameter "hypothesis" is the one chosen."""
    own, chosen, items = (_in_rows(block) for block in ("strip", "rivals", "items"))
    return sheet(
        *places.scales(tables),
        *places.labels(tables),
        *places.legend(),
        *_ranges(own, "strip"),
        *_ranges(chosen, "rivals"),
        # Each mark of an item, and its label, turns the switch of the item.
        *_weights(items.transform_calculate(toggles=places.TOGGLES)),
        wide=HEIGHT["wide"],
        narrow=HEIGHT["narrow"],
        params=[alt.param("hypothesis", value=tables.names[0])],
    )


def _in_rows(block: str) -> alt.Chart:
    """Place a block's rows, which have a value and two ends: shares, or decibels."""
    value = "db" if block == "items" else "posterior"
    share = f"clamp(({{0}} + {REACH}) / {2 * REACH}, 0, 1)" if block == "items" else "{0}"
    ends = {"x": "lowest", "xm": value, "x2": "highest"}
    shown = {n: across(share.format(f"datum.{field}")) for n, field in ends.items()}
    return places.of_block(block).transform_calculate(
        y=down(block, "datum.order"), xp=across("datum.prior"), **shown
    )


def _tips(*fields: str, **titles: str) -> list[alt.Tooltip]:
    shares = [alt.Tooltip(f"{f}:Q", title=t, format=".1%") for f, t in titles.items()]
    return [alt.Tooltip(f"{f}:N", title=f.capitalize()) for f in fields] + shares


def _ranges(base: alt.Chart, block: str) -> list[alt.Chart]:
    """Draw posteriors: range, midpoint, prior, and the numbers."""
    tips = _tips("hypothesis", "explanation", prior=say("prior"), posterior=say("posterior"))
    tips += _tips(lowest=say("least_over_intervals"), highest=say("most_over_intervals"))
    on = base.encode(y=Y, tooltip=tips)
    point = on.encode(x=at("xm"))
    words = base.transform_calculate(right="1").encode(x=at("right"), y=Y, text=alt.Text("words:N"))
    lines, dots = [], []
    for own, colour in (("datum.own", COMPUTED), ("!datum.own", QUIET)):
        mine = on.transform_filter(own)
        lines.append(
            mine.mark_rule(strokeWidth=6, strokeOpacity=0.45, stroke=colour.light).encode(X, x2=X2)
        )
        dots.append(
            point.transform_filter(own).mark_point(
                shape="diamond", size=110, filled=True, opacity=1, color=colour.light
            )
        )
    tick = on.encode(x=at("xp")).mark_tick(
        orient="vertical", size=16, thickness=2, color=ASSUMED.light, opacity=1
    )
    size = {"baseline": "middle", "align": "right", "color": INK.light}
    return [
        *lines[: 1 if block == "strip" else 2],
        tick,
        *dots[: 1 if block == "strip" else 2],
        words.mark_text(**text(**size, dy=-7 if block == "strip" else 0)),
    ]


def _weights(base: alt.Chart) -> list[alt.Chart]:
    """Draw what the items say; one that does not count is hollow, and says so."""
    tips = [alt.Tooltip("item:N", title=say("item"))]
    names = {"db": say("decibels"), "lowest": say("least"), "highest": say("most")}
    tips += [alt.Tooltip(f"{f}:Q", title=t, format="+.1f") for f, t in names.items()]
    informs = base.transform_filter("datum.informs").encode(y=Y, tooltip=tips)
    counts, off = (
        informs.transform_filter("datum.counts"),
        informs.transform_filter("!datum.counts"),
    )
    diamond = {"shape": "diamond", "size": 110, "opacity": 1}
    words = base.transform_calculate(right="1").encode(x=at("right"), y=Y, text=alt.Text("words:N"))
    return [
        counts.mark_rule(strokeWidth=3, stroke=COMPUTED.light).encode(X, x2=X2),
        off.mark_rule(strokeWidth=1, strokeDash=[3, 3], stroke=QUIET.light).encode(X, x2=X2),
        counts.encode(x=at("xm")).mark_point(**diamond, filled=True, color=COMPUTED.light),
        off.encode(x=at("xm")).mark_point(**diamond, filled=False, color=QUIET.light),
        *_boxes(base),
        words.mark_text(**text(baseline="middle", align="right", color=INK.light)),
    ]


def _boxes(base: alt.Chart) -> list[alt.Chart]:
    """Draw a box at each item that says something, ticked if it counts."""
    mine = base.transform_filter("datum.informs").transform_calculate(xp=places.either(*BOX))
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
