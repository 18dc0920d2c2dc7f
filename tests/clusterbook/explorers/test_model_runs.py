"""The grid of runs, and the brush over the points of the sweep (chapter 14)."""

import re
from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest

import clusterbook.book as cb
from clusterbook.analysis.mechanism import _thirds as thirds
from clusterbook.analysis.statistics import wilson
from clusterbook.explorers._pattern_brush.pattern_brush import LEAST, NARROWED, pattern_brush
from clusterbook.explorers._run_grid.run_grid import MOVED, ROLES, run_grid
from clusterbook.findings import Modelled
from monograph.alive.explore import Explorer

from ...covering import some

SHEET = 600
"""px: as wide as a still is drawn."""

Tables = Mapping[str, pd.DataFrame]

Page = Callable[[Explorer], list[tuple[dict[str, Any], list[dict[str, Any]], str]]]


@pytest.fixture(scope="module")
def grid(tables: Tables) -> Explorer:
    frames = (cb.swept("grid"), cb.swept("grid_curves"))
    return run_grid(*frames, tables["model_parameters"], tables["model_scenarios"])


@pytest.fixture(scope="module")
def model() -> Modelled:
    return cb.findings.modelled()


@pytest.fixture(scope="module")
def rule(tables: Tables) -> dict[str, float]:
    return cb.mechanism.thresholds(tables["model_rule"])


@pytest.fixture(scope="module")
def brush(tables: Tables, model: Modelled, rule: dict[str, float]) -> Explorer:
    held, null = (
        cb.mechanism.codes(model.effects, model.asked, rule, placebo=placebo)
        for placebo in (False, True)
    )
    return pattern_brush(held, null, cb.swept("points"), model.asked, tables["model_parameters"])


def test_every_state_of_the_grid_is_packed_as_python_answers(
    grid: Explorer, agrees: Callable[[Explorer], int]
) -> None:
    assert agrees(grid) == len(cb.swept("grid"))


def test_a_state_of_the_grid_shows_its_own_runs(grid: Explorer, page: Page) -> None:
    """Shares, levels and roles are those of the stored row; a curve ends at the stored share."""
    stored = cb.swept("grid").astype({"scenario": str}).set_index(["scenario", *MOVED])
    for state, rows, says in page(grid):
        row = stored.loc[(state["scenario"], *(state[key] for key in MOVED))]
        old = stored.loc[("old", *(state[key] for key in MOVED))]
        assert f"{100 * float(row['assemblers']):.0f}% master after 30 years" in says
        assert f"old mechanisms {100 * float(old['assemblers']):.0f}%, with new " in says
        for role, name in ROLES.items():
            assert f"{100 * float(row[f'role_{role}']):.0f}% {name.lower()}" in says
        finding = says.partition("\n")[0]
        assert (f"half of the firms master after {row['half']:g} years" in finding) is not np.isnan(
            row["half"]
        )
        reached = "not reached" if np.isnan(row["half"]) else f"{row['half']:g} y"
        assert f"half {reached}" in says
        last = [each["words"] for each in rows if each["kind"] == "here"][-1]
        assert last == f"{100 * float(row['assemblers']):.0f}%"


@pytest.mark.parametrize("every", some([1, 11], [11]))
def test_every_state_of_the_brush_is_packed_as_python_answers(
    brush: Explorer, agrees: Callable[..., int], tables: Tables, every: int
) -> None:
    assert agrees(brush, every) == len(tables["model_patterns"]) * 4 ** len(NARROWED)


@pytest.mark.parametrize("every", some([10, 101], [101]))
def test_the_brush_counts_what_counting_by_hand_counts(
    brush: Explorer, page: Page, model: Modelled, tables: Tables, rule: dict[str, float], every: int
) -> None:
    """Some of the states, each point looked up: its thirds from its value, its effect."""
    ranges = tables["model_parameters"].set_index("parameter")
    points = cb.swept("points").set_index("point")
    where = {
        key: [
            next(
                part
                for part, end in (("lower", 1 / 3), ("middle", 2 / 3), ("upper", 2))
                if share(ranges.loc[key], value) < end
            )
            for value in points[key]
        ]
        for key in NARROWED
    }
    across, up = (
        [share(ranges.loc[key], value) > 1 / 2 for value in points[key]] for key in NARROWED[:2]
    )
    asked = model.asked.set_index("pattern")
    codes = {name: by_hand(model, row, rule) for name, row in asked.iterrows()}
    for state, rows, says in page(brush)[::every]:
        inside = [
            all(state[key] in ("whole", where[key][n]) for key in NARROWED)
            for n in range(len(points))
        ]
        mine = codes[state["pattern"]]
        values = [v for v, here in zip(mine, inside, strict=True) if here and v is not None]
        holds = sum(value == 1 for value in values)
        assert (rows[0]["holds"], rows[0]["of"]) == (holds, len(values))
        assert rows[0]["reversed"] == sum(value == -1 for value in values)
        shares = {}
        for high, right in product((True, False), repeat=2):
            here = [
                v
                for v, i, a, u in zip(mine, inside, across, up, strict=True)
                if i and v is not None and (a, u) == (right, high)
            ]
            if len(here) >= LEAST and 1 in here:
                name = f"{'upper' if high else 'lower'}_{'right' if right else 'left'}"
                shares[name] = sum(v == 1 for v in here) / len(here)
        best = rows[0]["best"] or None
        assert shares.get(best) == max(shares.values(), default=None), (best, shares)
        if values:
            low, high = wilson(holds, len(values))
            assert f"% ({100 * low:.0f} to {100 * high:.0f}%)" in says
            assert says.startswith(f"Holds at {holds:,} of {len(values):,} points where it could:")


def by_hand(model: Modelled, row: pd.Series, rule: dict[str, float]) -> list[int | None]:
    """Return for each point whether a pattern holds, is reversed, does neither, or cannot show."""
    found = model.effects
    mine = found[(found["contrast"] == row["contrast"]) & (found["outcome"] == row["outcome"])]
    codes: list[int | None] = []
    for seen in mine.sort_values("point").to_dict("records"):
        if row["direction"] == "needs":
            one, other = bool(seen["reached"]), bool(seen["reached_without"])
            codes.append(one - other if one or other else None)
            continue
        sign = 1 if row["direction"] == "more" else -1
        least = rule["least_years" if row["kind"] == "years" else "least_effect"]
        code = (sign * seen["effect"] >= least) - (sign * seen["effect"] <= -least)
        codes.append(int(code) if seen["could"] else None)
    return codes


def share(row: pd.Series, value: float) -> float:
    """Return where a value lies within its range."""
    low, high = row["low"], row["high"]
    if row["scale"] == "log":
        return float(np.log(value / low) / np.log(high / low))
    if row["scale"] == "integer":
        return float((value - low + 0.5) / (high - low + 1))
    return float((value - low) / (high - low))


def test_the_brush_opens_with_the_whole_space_and_the_first_pattern(
    brush: Explorer, model: Modelled
) -> None:
    state = brush.figure.state()
    first = model.patterns.iloc[0]
    assert state == {"pattern": first["pattern"], **dict.fromkeys(NARROWED, "whole")}
    said = f"Holds at {first['holds']:,} of {first['of']:,} points where it could:"
    assert brush.still.answer()[1].startswith(said)


def test_thirds_part_the_points_into_three(tables: Tables) -> None:
    """A Latin hypercube has a third of its points in each, but for whole numbers."""
    points = cb.swept("points")
    where = thirds.places(points, tables["model_parameters"], ["beta", "local", "threshold"])
    for key in ("beta", "local"):
        counts = thirds.third(where[key]).value_counts()
        assert sorted(counts) == [341, 341, 342]
    assert where.drop(columns="point").to_numpy().min() >= 0
    assert where.drop(columns="point").to_numpy().max() <= 1
    assert set(where["threshold"].round(9)) == {0.1, 0.3, 0.5, 0.7, 0.9}


def test_a_corner_without_points_has_no_share() -> None:
    codes = pd.Series([1, 0, -1, np.nan])
    found = thirds.counted(codes, np.zeros(4, np.bool_))
    assert (found["holds"], found["of"]) == (0, 0)
    assert all(np.isnan(found[key]) for key in ("share", "low", "high"))
    assert thirds.counted(codes, np.ones(4, np.bool_))["of"] == 3, "blank: it cannot show"


@pytest.mark.parametrize("parts", list(product(("lower", "upper"), repeat=2)))
def test_corners_of_the_space_add_up(brush: Explorer, page: Page, parts: tuple[str, str]) -> None:
    """The thirds of one range sum to the whole of it."""
    held = {tuple(state.values()): rows[0] for state, rows, _ in page(brush)}
    at = ("new_needed", *parts)
    for name in ("holds", "reversed", "of"):
        sums = sum(held[(*at, part, "whole")][name] for part in ("lower", "middle", "upper"))
        assert sums == held[(*at, "whole", "whole")][name]


def test_the_still_of_the_brush_draws_its_points(brush: Explorer) -> None:
    """All that is seen of a point is the round end of a line, which other lines do without."""
    drawn = brush.still.svg(SHEET)
    dots = [tag for tag in re.findall("<path[^>]*>", drawn) if tag.count("M") > LEAST]
    assert len(dots) >= 2
    assert all('stroke-linecap="round"' in tag for tag in dots)
