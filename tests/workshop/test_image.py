"""The image leaves out what no chapter asks for, and nothing else."""

import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from workshop import image

REAL = Path(__file__).parents[2]
FILES = ("kept/__init__.py", "kept/tests/deep/one.py", "kept/lib.so", "kept/lib.so.1")
RUN_WITHOUT = """
import importlib.abc, importlib.util, sys
left_out = set(sys.stdin.read().split("\\n"))
class Refusing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        others = [one for one in sys.meta_path if one is not self]
        spec = next(filter(None, (one.find_spec(name, path, target) for one in others)), None)
        if spec is not None and spec.origin in left_out:
            raise ImportError(f"{name} is left out")
        return spec
sys.meta_path.insert(0, Refusing())
from workshop.image import import_all
import_all("clusterbook.book")
import io, pathlib, pyarrow.parquet
for path in pathlib.Path("data/sweep").glob("*.parquet"):
    pyarrow.parquet.ParquetFile(io.BytesIO(path.read_bytes()), pre_buffer=False).read()
import ipykernel.kernelapp
print(*sorted({name.partition(".")[0] for name in sys.modules}))
for line in pathlib.Path("/proc/self/maps").read_text().splitlines():
    assert line.split()[-1] not in left_out, line
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with a list, and a package whose record names its files."""
    (tmp_path / "binder").mkdir()
    (tmp_path / image.LIST).write_text("# Tests.\n\nkept/tests/*\nkept/lib.so\n", "utf-8")
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("four", "utf-8")
    (tmp_path / "kept-1.dist-info").mkdir()
    (tmp_path / "kept-1.dist-info/RECORD").write_text("\n".join(f"{f},," for f in FILES), "utf-8")
    return tmp_path


def package(root: Path) -> Distribution:
    return Distribution.at(root / "kept-1.dist-info")


def test_what_the_list_names_goes_and_the_rest_stays(root: Path) -> None:
    assert image.leave_out(image.left_out(root, [package(root)])) == 8
    left = {path.relative_to(root).as_posix() for path in (root / "kept").rglob("*")}
    assert left == {"kept/__init__.py", "kept/lib.so.1"}
    assert image.leave_out(image.left_out(root, [package(root)])) == 0, "done again"


def test_a_line_that_names_nothing_is_refused_before_anything_goes(root: Path) -> None:
    (root / image.LIST).write_text("kept/tests/*\nkept/test/*\n", "utf-8")
    with pytest.raises(image.StaleListError, match=r"leave-out\.txt:2: .* brings kept/test/\*"):
        image.left_out(root, [package(root)])
    assert all((root / name).is_file() for name in FILES)


def test_chapters_ask_for_nothing_that_is_left_out_and_for_every_package() -> None:
    files = image.left_out(REAL, image.installed(REAL))
    assert sum(file.stat().st_size for file in files) > 100e6
    said = subprocess.run(
        [sys.executable, "-c", RUN_WITHOUT],
        input="\n".join(map(str, files)),
        cwd=REAL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    lines = (REAL / "requirements.in").read_text("utf-8").splitlines()
    asked = [line.split("#")[0].split("==")[0].strip().replace("-", "_") for line in lines]
    modules = {name.removesuffix("_python") for name in filter(None, asked)}
    assert modules <= set(said.stdout.split())
    assert len(modules) > 5
