"""What `make test` leaves to the whole: never a rule, but for those said to be too dear."""

import ast
import re
from pathlib import Path

from ..covering import cover, some
from ..tiers import never_asked, summary

TESTS = Path(__file__).parents[1]


def test_a_rule_of_which_no_case_is_asked_is_found() -> None:
    """Every run that leaves something out asks this of all that it has collected."""
    assert never_asked([("fits", True), ("runs", True), ("fits", False)]) == ["runs"]


def test_what_a_run_left_out_is_said() -> None:
    assert summary(5, 20) == "15 of 20 cases were asked; `make test-whole` asks the rest."
    assert summary(0, 20) == "All 20 cases were asked."


def test_few_and_cheap_cases_cover_every_trait() -> None:
    traits = {"a": {"x"}, "b": {"x", "y"}, "c": {"x", "y"}, "d": {"z"}, "e": set[str]()}
    assert cover(traits, {"a": 1, "b": 3, "c": 2, "d": 1, "e": 0}.__getitem__) == {"c", "d"}


def test_all_cases_are_there_and_those_not_asked_are_marked() -> None:
    cases = some(["a", "b", ("c", 1)], ["b"], group=True)
    assert [case.values for case in cases] == [("a",), ("b",), ("c", 1)]
    assert [[mark.name for mark in case.marks] for case in cases] == [
        ["whole", "xdist_group"],
        ["xdist_group"],
        ["whole", "xdist_group"],
    ]


def test_what_is_left_out_altogether_is_said_to_those_who_work_here() -> None:
    papers = (TESTS.parent / "CONTRIBUTING.md").read_text("utf-8")
    (line,) = re.findall(r"^.*are left to the whole.*$", papers, re.MULTILINE)
    dear = {path.name for path in TESTS.rglob("test_*.py") if _whole_by_itself(path)}
    assert dear == set(re.findall(r"test_\w+\.py", line))


def _whole_by_itself(path: Path) -> bool:
    """Tell whether a file marks a test as left to the whole, and not some cases of one."""
    tree = ast.parse(path.read_text("utf-8"))
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.whole"
        for node in ast.walk(tree)
    )
