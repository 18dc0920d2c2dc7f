"""No fact in the book's own code: what a table holds is read, not typed.

Where code computes and joins, a number of the case is a fault anywhere. Where it draws, numbers are
lengths and shares of ink as well, so that only those are looked for which are neither: years, what
the paper prints with its decimals, counts of a hundred and more, the valid questionnaires.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from monograph.tables.package import describe, load, names

COMPUTING = ("analysis", "findings")
DRAWING = ("figures", "explorers")

PLAIN = {0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0, 50.0, 100.0, 200.0, 1000.0}
"""Numbers of arithmetic and style: per cent, halves, decimals, thousands."""

NUMBERS = {
    "facts": ("value",),
    "firm_types": ("firms", "staff_mean"),
    "sample": ("firms",),
    "assumptions": ("value", "low", "high"),
    "totals": ("value", "low", "high"),
    "phases": ("from_year", "to_year"),
    "paradigms": ("from_year", "to_year"),
}
"""Tables that hold numbers of the case, and where. Thresholds and priors are in tables, too, but a
share such as 0.5 says nothing of its origin: that those are read, the changed cells show."""

TYPED = {
    (
        "analysis/statistics/_error_rates.py",
        "0.8",
    ): "the customary power, a default of statistics",
    ("analysis/statistics/_intervals.py", "0.95"): "the customary confidence",
    ("analysis/verdicts/_study_design.py", "0.95"): "the customary confidence",
    ("analysis/mechanism/_contrasts.py", "0.95"): "the customary confidence",
    ("analysis/evidence/_tracing_draws.py", "0.95"): "an end of the nine tenths that are shown",
    ("analysis/mechanism/_contrasts.py", "2000"): "draws of a bootstrap",
    ("analysis/statistics/_fisher_power.py", "2000"): "where a search for a size gives up",
    ("analysis/statistics/_mcnemar_power.py", "20"): "where the search switches its step",
    (
        "explorers/_coding_worlds/world_map.toml",
        "Sand casting",
    ): "heads of columns too narrow for the names in `paradigms`",
    ("explorers/_coding_worlds/world_map.toml", "Hot forging"): "as above",
    ("explorers/_regime_space/regime_space.toml", "Appropriability"): "names of its own controls, "
    "whose states are no rows of a table",
    ("explorers/_regime_space/regime_space.toml", "Cumulativeness"): "as above",
    ("explorers/_mean_lattice/means_tried.py", "1.25"): "the air above what is drawn",
    ("explorers/_sample_gap/levers.toml", "Sales over output"): "the name of a control",
    ("figures/_share_intervals.toml", "Wilson interval"): "a term that the glossary explains",
    ("explorers/_weigh_evidence/chart.toml", "Prior"): "as above",
    ("explorers/_weigh_evidence/chart.toml", "Posterior"): "as above",
    ("explorers/_weigh_evidence/weigh_evidence.toml", "Prior"): "as above",
}
"""What is typed all the same -> why."""


def typed(room: Path) -> list[str]:
    """Return the facts typed in the modules of `code/clusterbook`, as `file:line: what`."""
    found = []
    for folder in (*COMPUTING, *DRAWING):
        for path in sorted((room / folder).rglob("*.py")):
            name = path.relative_to(room).as_posix()
            for line, said in literals(ast.parse(path.read_text("utf-8")), folder in COMPUTING):
                if (name, said) not in TYPED:
                    found.append(f"{name}:{line}: a table holds {said}: read it")
        for path in sorted((room / folder).rglob("*.toml")):
            name = path.relative_to(room).as_posix()
            for key, said in in_words(path.read_text("utf-8")):
                if (name, said) not in TYPED:
                    found.append(f"{name}: {key}: a table holds {said}: read it")
    return found


def in_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield key and text of each fact among the words of a module, which draws."""
    held = tomllib.loads(text)
    groups = [{key: said for key, said in held.items() if isinstance(said, str)}]
    groups += [texts for texts in held.values() if isinstance(texts, dict)]
    for texts in groups:
        for key, words in texts.items():
            for _, said in literals(ast.parse(f"words = {words!r}"), computing=False):
                yield key, said


def literals(tree: ast.Module, computing: bool) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal that repeats what a table holds."""
    words = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in words:
            continue
        if isinstance(node.value, str):
            yield from ((node.lineno, said) for said in _in_text(node.value))
        elif _counts(node.value) and node.value in (held() if computing else telling()):
            yield node.lineno, str(node.value)


def _counts(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _in_text(text: str) -> Iterator[str]:
    if text in labels():
        yield text
    for number in re.findall(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d.]*\d)", text):
        if float(number.replace(",", "")) in telling():
            yield number


@cache
def held() -> frozenset[float]:
    """Return every number of the case that is not plain arithmetic."""
    columns = [load(table)[name] for table, listed in NUMBERS.items() for name in listed]
    return frozenset(float(v) for column in columns for v in column.dropna()) - PLAIN


@cache
def telling() -> frozenset[float]:
    """Return those that can hardly be a length or a share of ink."""
    (valid,) = load("totals").query("measure == 'valid'")["value"]
    cents = {value for value in held() if value > 1 and round(value, 1) != value}
    return frozenset({value for value in held() if value >= 1000} | cents | {float(valid)})


@cache
def labels() -> frozenset[str]:
    """Return every name that a table has for something, of two words or a word of four letters."""
    return frozenset(
        str(label)
        for table in names()
        for field in describe(table)["schema"]["fields"]
        if field["name"] in {"label", "label_zh", "printed", "percent_printed"}
        for label in load(table)[field["name"]].dropna()
        if len(str(label)) >= 4
    )
