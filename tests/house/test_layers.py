"""Arrows point one way, names say something."""

import subprocess
import sys
from pathlib import Path

import pytest

from .layers import (
    PACKAGES,
    arrows,
    circle,
    layer_faults,
    layer_of,
    name_faults,
    weight_faults,
)

REAL = Path(__file__).parents[2]
MODULES = sorted(str(p.relative_to(REAL)) for p in (REAL / "code").rglob("*.py"))
ROOTS = {f"code/{package}/__init__.py" for package in PACKAGES}


def read(path: str) -> str:
    return (REAL / path).read_text("utf-8")


def dotted(path: str) -> str:
    return ".".join(Path(path).relative_to("code").with_suffix("").parts)


def layer(path: str) -> str:
    return layer_of(dotted(path))


SOURCES = {dotted(path): read(path) for path in MODULES}
INSIDE = [name.removesuffix(".__init__") for name in SOURCES if name.endswith(".__init__")]


@pytest.mark.parametrize("path", [p for p in MODULES if p not in ROOTS])
def test_arrows_point_one_way(path: str) -> None:
    assert layer_faults(path, layer(path), read(path)) == []


@pytest.mark.parametrize("package", INSIDE)
def test_neighbours_in_a_package_form_no_circle(package: str) -> None:
    assert circle(arrows(package, SOURCES)) == []


@pytest.mark.parametrize("path", MODULES)
def test_names_say_something(path: str) -> None:
    assert name_faults(path) == []


@pytest.mark.parametrize("path", [p for p in MODULES if p.endswith("/__init__.py")])
def test_packages_load_nothing_of_ours(path: str) -> None:
    assert weight_faults(path, read(path)) == []


def test_the_standard_module_code_is_not_shadowed() -> None:
    assert not (REAL / "code/__init__.py").exists()
    command = [sys.executable, "-c", "import code; print(code.InteractiveConsole.__name__)"]
    said = subprocess.run(command, cwd=REAL, capture_output=True, text=True, check=False)
    assert said.stdout == "InteractiveConsole\n", said.stderr


ALLOWED = [
    ("clusterbook.analysis", "from clusterbook.analysis.survey import grim\nimport pandas"),
    ("monograph.book", "WHERE = 'monograph.drawing.table:table'"),
    ("monograph.extension", "from monograph import __version__"),
    ("monograph.runner", "SAYS = 'built by clusterbook.figures, they say'"),
    ("workshop", "from monograph.runner.chapters import chapters"),
]
FORBIDDEN = [
    ("clusterbook.analysis", "from monograph.tables.package import load"),
    ("clusterbook.analysis", "def late():\n    import monograph.tables"),
    ("monograph.drawing", "from clusterbook.analysis.survey import grim"),
    ("monograph.drawing", "WHERE = 'clusterbook.analysis.survey'"),
    ("monograph.tables", "WHERE = f'monograph.voices.{name}'"),
    ("clusterbook.figures", "from clusterbook import analysis"),
    ("monograph.runner", "from clusterbook import book"),
    ("monograph.runner", "import workshop.bench"),
    ("clusterbook.findings", "from workshop import lock"),
    ("clusterbook.analysis", "from . import means"),
    ("extras", "import pandas"),
]


@pytest.mark.parametrize(("layer", "source"), ALLOWED)
def test_what_is_allowed_is_no_fault(layer: str, source: str) -> None:
    assert layer_faults("m.py", layer, source) == []


@pytest.mark.parametrize(("layer", "source"), FORBIDDEN)
def test_what_is_forbidden_is_a_fault(layer: str, source: str) -> None:
    assert len(layer_faults("m.py", layer, source)) == 1


def test_a_circle_is_a_fault() -> None:
    modules = {
        "p.a.one": "from p.b import two",
        "p.b.two": "import p.c.three\nfrom p.b.four import x",
        "p.b.four": "",
        "p.c.three": "",
    }
    assert arrows("p", modules) == {"a": {"b"}, "b": {"c"}, "c": set()}
    assert arrows("p.b", modules) == {"two": {"four"}, "four": set()}
    assert circle(arrows("p", modules)) == []
    modules["p.c.three"] = "LATE = 'p.a.one:f'\ndef late():\n    from p.a.one import f"
    assert set(circle(arrows("p", modules))) == {"a", "b", "c"}


def test_a_heavy_package_is_a_fault() -> None:
    assert weight_faults("p/__init__.py", "def f():\n    import monograph.voices\n") == []
    assert weight_faults("p/__init__.py", "import monograph.voices\n") != []
    assert weight_faults("p/__init__.py", "from .domain import x\n") != []


def test_a_name_that_says_nothing_is_a_fault() -> None:
    assert name_faults("code/clusterbook/tables/reading.py") == []
    assert name_faults("code/clusterbook/tables/utils.py") != []
    assert name_faults("code/clusterbook/core/reading.py") != []
