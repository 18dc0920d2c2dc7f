"""One process draws for all kernels of a build, and nobody sees a difference."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monograph.drawing import engine
from monograph.runner import kernels
from monograph.runner.chapters import Chapter
from monograph.runner.execute import ChapterError, run
from monograph.runner.kernels import Prepared, prepared

CODE = Path(__file__).parents[3] / "code"
HEADER = "---\njupytext: {text_representation: {format_name: myst}}\n---\n"
SPEC = {
    "data": {"values": [{"a": 0.1, "b": "东"}, {"a": 2.7, "b": "west"}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}, "y": {"field": "b"}},
}
DRAW = f"from monograph.drawing.engine import to_svg, to_vega\nspec = {SPEC!r}\n"
NO_ENGINE = "import vl_convert\nvl_convert.vegalite_to_svg = vl_convert.vegalite_to_vega = None\n"
BOTH = "import json\nprint(json.dumps([to_svg(spec), to_vega(spec)]))"

pytestmark = pytest.mark.skipif(not kernels.FORKS, reason="this system does not fork")


@pytest.fixture(scope="module")
def template() -> Iterator[Prepared | None]:
    with prepared() as made:
        yield made


@pytest.fixture(autouse=True)
def _ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(CODE))


def said(folder: Path, code: str, template: Prepared | None) -> str:
    (folder / "page.md").write_text(f"{HEADER}```{{code-cell}}\n{code}\n```\n", "utf-8")
    (cell,) = run(Chapter(folder, "page"), template=template).notebook.cells
    return "".join(output["text"] for output in cell.outputs)


def test_a_kernel_gets_the_drawing_that_it_would_have_made(
    tmp_path: Path, template: Prepared | None
) -> None:
    drawn = said(tmp_path, DRAW + NO_ENGINE + BOTH, template)
    assert json.loads(drawn) == [engine.to_svg(SPEC), engine.to_vega(SPEC)]


def test_a_process_that_draws_no_more_is_not_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(engine.DRAWS, str(tmp_path / "gone"))
    assert json.loads(said(tmp_path, DRAW + BOTH, None)) == [
        engine.to_svg(SPEC),
        engine.to_vega(SPEC),
    ]


def test_one_that_hangs_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [engine.to_svg(SPEC), engine.to_vega(SPEC)]
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as door:
        door.bind(f"{folder}/drawings")
        door.listen()
        monkeypatch.setenv(engine.DRAWS, f"{folder}/drawings")
        impatient = "from monograph.drawing import engine\nengine.PATIENCE = 0.1\n"
        assert json.loads(said(tmp_path, DRAW + impatient + BOTH, None)) == expected
        door.settimeout(0)
        door.accept()[0].close()
        with pytest.raises(BlockingIOError):
            door.accept()


def test_what_cannot_be_drawn_is_said_in_its_cell(
    tmp_path: Path, template: Prepared | None
) -> None:
    with pytest.raises(ChapterError, match=r"page\.md:7: the cell raises ValueError"):
        said(tmp_path, f"{DRAW}to_svg({{'mark': 'no such mark'}})", template)
    assert said(tmp_path, f"{DRAW}{NO_ENGINE}print(to_svg(spec)[:4])", template) == "<svg\n"


def test_builder_and_chapters_speak_of_one_place() -> None:
    assert kernels.DRAWN_AT == engine.DRAWS


def test_it_ends_when_its_builder_is_killed() -> None:
    code = (
        "import os\nfrom monograph.runner.kernels import Prepared\n"
        "print(Prepared()._draws.pid, flush=True)\nos._exit(9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 9
    deadline = time.monotonic() + 60
    while _draws(done.stdout.strip()):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _draws(pid: str) -> bool:
    try:
        return "draws.py" in Path(f"/proc/{pid}/cmdline").read_text("utf-8")
    except OSError:
        return False
