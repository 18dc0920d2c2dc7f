"""Every number is followed back, by reading the code alone, to what it hangs on."""

import pytest

from monograph.voices.provenance import Source, origins

TABLES = ("facts", "firms", "types")

CASES: dict[str, tuple[tuple[str, ...], tuple[Source, ...]]] = {
    "a loaded table": (
        ('rows = cb.load("facts")', "cb.tell(n=cb.computed(len(rows)))"),
        (("table", "facts"),),
    ),
    "through other names": (
        ('a = cb.load("facts")', "b = a.groupby('x')\nc = b.sum()", "cb.tell(n=cb.computed(c))"),
        (("table", "facts"),),
    ),
    "not what another name holds": (
        ('a, b = cb.load("facts"), cb.load("firms")', "cb.tell(n=cb.computed(b.size))"),
        (("table", "firms"),),
    ),
    "a name bound anew hangs on its last value": (
        ('a = cb.load("facts")', 'a = cb.load("firms")', "cb.tell(n=cb.computed(a.size))"),
        (("table", "firms"),),
    ),
    "a changed column counts": (
        ('a = cb.load("facts")', 'a["x"] = cb.load("firms")["y"]', "cb.tell(n=cb.computed(a))"),
        (("table", "facts"), ("table", "firms")),
    ),
    "tables named in a loop": (
        ('a, b = map(cb.load, ("facts", "firms"))', "cb.tell(n=cb.computed(a.size))"),
        (("table", "facts"), ("table", "firms")),
    ),
    "a printed fact": (('cb.tell(n=cb.printed("F001"))',), (("fact", "F001"),)),
    "an assumption": (('cb.tell(n=cb.assumed("rate"))',), (("assumption", "rate"),)),
    "a join": (("cb.tell(n=cb.computed(cb.findings.gap()))",), (("result", "gap"),)),
    "a stored result": (
        ('runs = cb.swept("runs")', "cb.tell(n=cb.computed(len(runs)))"),
        (("result", "swept(runs)"),),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_number_hangs_on_its_sources_and_no_others(name: str) -> None:
    cells, sources = CASES[name]
    assert origins(cells, TABLES)["n"].sources == sources


def test_a_number_has_its_code_and_its_cell() -> None:
    cells = ("x = 1", "cb.tell(n=cb.computed(x + 1, '{}', why='one more'), m=cb.printed('F1'))")
    found = origins(cells)
    assert (found["n"].expression, found["n"].cell) == ("x + 1", 1)
    assert (found["m"].expression, found["m"].cell) == ("", 1)


def test_a_cell_that_is_not_python_is_passed_over() -> None:
    assert origins(("%matplotlib inline", "cb.tell(n=cb.computed(1 + x))"))["n"].sources == ()
