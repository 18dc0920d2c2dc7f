"""The benchmark builds copies of the project, and says of each figure whether it is in budget."""

import subprocess
from pathlib import Path

import pytest

from workshop import bench
from workshop.bench_pages import verdict


def test_an_edit_of_the_benchmark_changes_bytes_and_no_value(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("key,value\na,1\n", "utf-8")
    bench._requote(path)
    assert path.read_text("utf-8") == '"key",value\na,1\n'


def test_a_build_without_a_book_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as fault:
        bench.build(tmp_path, ("echo", "done"))
    assert "no book was made" in fault.value.stdout


@pytest.mark.parametrize(
    ("measured", "budget", "said"), [(9.9, 10, "pass"), (10, 10, "pass"), (10.1, 10, "OVER")]
)
def test_a_budget_is_met_or_named(measured: float, budget: float, said: str) -> None:
    assert verdict(measured, budget) == said
