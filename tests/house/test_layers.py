"""Arrows point one way, modules are short, names say something."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from .layers import layer_faults, length_faults, name_faults, weight_faults

REAL = Path(__file__).parents[2]
PACKAGE = REAL / "code/clusterbook"
MODULES = sorted(str(p.relative_to(REAL)) for p in PACKAGE.rglob("*.py"))


def read(path: str) -> str:
    return (REAL / path).read_text("utf-8")


def layer(path: str) -> str:
    return Path(path).relative_to("code/clusterbook").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", [p for p in MODULES if p != "code/clusterbook/__init__.py"])
def test_arrows_point_one_way(path: str) -> None:
    assert layer_faults(path, layer(path), read(path)) == []


@pytest.mark.parametrize("path", MODULES)
def test_modules_and_functions_are_short_and_well_named(path: str) -> None:
    assert length_faults(path, read(path)) + name_faults(path) == []


@pytest.mark.parametrize("path", [p for p in MODULES if p.endswith("/__init__.py")])
def test_packages_load_nothing_of_ours(path: str) -> None:
    assert weight_faults(path, read(path)) == []


def test_the_standard_module_code_is_not_shadowed() -> None:
    assert not (REAL / "code/__init__.py").exists()
    command = [sys.executable, "-c", "import code; print(code.InteractiveConsole.__name__)"]
    said = subprocess.run(command, cwd=REAL, capture_output=True, text=True, check=False)
    assert said.stdout == "InteractiveConsole\n", said.stderr


ALLOWED = [
    ("analysis", "from clusterbook.domain.voices import Voice"),
    ("analysis", "from clusterbook.analysis import means\nimport pandas"),
    ("book", "WHERE = 'clusterbook.figures.tables'"),
    ("sphinxext", "from clusterbook import __version__"),
    ("build", "SAYS = 'built by clusterbook.figures, they say'"),
]
FORBIDDEN = [
    ("analysis", "from clusterbook.tables.package import load"),
    ("analysis", "def late():\n    import clusterbook.tables"),
    ("domain", "from clusterbook.analysis import means"),
    ("domain", "WHERE = 'clusterbook.analysis.means'"),
    ("tables", "WHERE = f'clusterbook.domain.{name}'"),
    ("figures", "from clusterbook import analysis"),
    ("build", "from clusterbook import book"),
    ("analysis", "from . import means"),
    ("extras", "import pandas"),
]


@pytest.mark.parametrize(("layer", "source"), ALLOWED)
def test_what_is_allowed_is_no_fault(layer: str, source: str) -> None:
    assert layer_faults("m.py", layer, source) == []


@pytest.mark.parametrize(("layer", "source"), FORBIDDEN)
def test_what_is_forbidden_is_a_fault(layer: str, source: str) -> None:
    assert len(layer_faults("m.py", layer, source)) == 1


def test_what_is_too_long_is_a_fault() -> None:
    body = "    x = 1\n" * 39
    assert length_faults("m.py", f"def f():\n{body}") == []
    assert length_faults("m.py", f'def f():\n    """One.\n\n    Two.\n    """\n{body}') == []
    assert length_faults("m.py", f"def f():\n{body}    y = 2\n") == ["m.py:1: f has 41 lines"]
    assert length_faults("m.py", "x = 1\n" * 250) == []
    assert length_faults("m.py", "x = 1\n" * 251) == ["m.py:1: 251 lines, at most 250"]


def test_a_heavy_package_is_a_fault() -> None:
    assert weight_faults("p/__init__.py", "def f():\n    import clusterbook.domain\n") == []
    assert weight_faults("p/__init__.py", "import clusterbook.domain\n") != []
    assert weight_faults("p/__init__.py", "from .domain import x\n") != []


def test_a_name_that_says_nothing_is_a_fault() -> None:
    assert name_faults("code/clusterbook/tables/reading.py") == []
    assert name_faults("code/clusterbook/tables/utils.py") != []
    assert name_faults("code/clusterbook/core/reading.py") != []


@pytest.mark.parametrize("layer", ["figures", "explorers"])
def test_no_module_hides_a_function_of_its_name(layer: str) -> None:
    """Importing clusterbook.figures.x binds x in clusterbook.figures, over any drawing x."""
    where = import_module(f"clusterbook.{layer}")._WHERE
    modules = {path.stem for path in (REAL / "code/clusterbook" / layer).glob("*.py")}
    assert sorted(modules & set(where)) == []
