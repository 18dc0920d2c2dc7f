"""The notebooks in which the bench moves one explorer in two ways."""

import ast
from pathlib import Path

import nbformat
import pytest

from monograph.runner.chapters import Chapter
from workshop.bench_lab import FIGURE, KINDS, PAGE, write_notebook

REAL = Path(__file__).parents[2]


@pytest.mark.parametrize("way", KINDS)
def test_a_notebook_of_the_bench_can_run(way: str, tmp_path: Path) -> None:
    """It names its kernel, or JupyterLab would ask and wait; and the explorer has a name."""
    write_notebook(Chapter(REAL, PAGE), FIGURE, way, tmp_path / "n.ipynb")
    made = nbformat.read(tmp_path / "n.ipynb", 4)
    first, last = (ast.parse(cell.source).body for cell in made.cells)
    assigned = {
        t.id
        for s in first
        if isinstance(s, ast.Assign)
        for t in s.targets
        if isinstance(t, ast.Name) and isinstance(s.value, ast.Call)
    }
    used = {node.id for node in ast.walk(last[0]) if isinstance(node, ast.Name)}

    assert made.metadata["kernelspec"]["name"] == "python3"
    assert "shown" in assigned & used


def test_a_figure_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="book/verdicts has no figure 'fig-none'"):
        write_notebook(Chapter(REAL, PAGE), "fig-none", "explore", tmp_path / "n.ipynb")
