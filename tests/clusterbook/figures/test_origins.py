"""The book's own maps: no name is crossed by a way, covered by another word, or cut by an edge."""

import re
from collections import defaultdict
from itertools import combinations

import pytest

from clusterbook import figures
from clusterbook.findings import origins
from monograph.drawing.ink import Ink, read
from monograph.drawing.names import Box
from monograph.drawing.text import measure


def _box(parts: list[Ink], size: float) -> Box:
    """Return what a name takes up, written in several texts."""
    # What an SVG says is the baseline.
    left, middle = min(part.places[0] for part in parts), parts[0].places[1] - 0.3 * size
    ends = [part.places[0] + measure(part.words, size, bold=True) for part in parts]
    return Box(left, middle - size / 2, max(ends), middle + size / 2)


@pytest.mark.parametrize("width", [680, 640, 560, 470, 380, 340])
def test_names_of_places_are_clear(width: int) -> None:
    frames = origins()
    svg = figures.origins(**frames, title="Where from").render(width, tagged=True)
    parts, ways, lands = defaultdict(list), [], defaultdict(list)
    for mark in read(svg):
        if mark.tag.startswith("sites:") and mark.kind == "text":
            parts[mark.tag].append(mark)
        elif mark.tag.startswith("routes:"):
            ways.append((mark.places[:2], mark.places[2:]))
        elif mark.tag.startswith("land:"):
            nth = int(mark.cells[1][0])
            lands[frames["land"]["map"][nth]].append(mark.places)
    texts = [text for text in re.findall("<text [^>]*>", svg) if 'aria-label="sites:' in text]
    sizes = {
        re.search('aria-label="([^"]*)"', text)[1]: float(re.search(r'size="([\d.]+)px', text)[1])
        for text in texts
    }
    boxes = {tag: _box(found, sizes[tag]) for tag, found in parts.items()}

    assert len(boxes) == len(frames["sites"])
    assert len(ways) == len(frames["routes"])
    for tag, box in boxes.items():
        assert not any(box.crossed(*way) for way in ways), f"a way crosses {tag}"
        shown = frames["sites"]["map"][int(re.search(r"sites:(\d+)", tag)[1])]
        xs = [x for land in lands[shown] for x in land[::2]]
        ys = [y for land in lands[shown] for y in land[1::2]]
        assert box.inside(Box(min(xs), min(ys), max(xs), max(ys)).wider(1)), f"{tag} is cut"
    assert not any(a.meets(b) for a, b in combinations(boxes.values(), 2))
