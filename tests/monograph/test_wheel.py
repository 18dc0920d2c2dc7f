"""A stranger's book, from the wheel alone, in an environment that has never seen this one's."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from ..small_book import lay_out

HERE = Path(__file__).parent
CODE = HERE.parents[1] / "code"


READER = """
import sys
from playwright.sync_api import expect
from workshop.browser import launched

with launched() as browser:
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(sys.argv[1] + "#fig-typed")
    figure = page.locator("#fig-typed")
    for depth in sys.argv[2:]:
        figure.locator("input").first.fill(depth)
        figure.locator("input").first.press("Enter")
        said = figure.locator(".cb-played .cb-says")
        expect(said).to_contain_text(f"than {depth} m")
        print(said.inner_text())
    print([url for url in asked if not url.startswith(("file:", "blob:", "data:"))])
"""
"""Types depths into the figure that computes in the page, and says what it answers."""


pytestmark = pytest.mark.whole(
    because="a wheel is made, an environment for it, and a book in both forms: half a minute"
)


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with no path of this project, and return what it said."""
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "MONOGRAPH_DATA"}}
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment with the locked packages and the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "code"
    shutil.copytree(CODE, source, ignore=shutil.ignore_patterns("__pycache__", "clusterbook"))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    made = run(
        *(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source),
        cwd=folder,
    )
    assert made.returncode == 0, made.stdout
    (wheel,) = folder.glob("monograph-*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env/bin/python"
    inside = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    site = Path(inside.stdout.strip())
    # The locked packages, without the line that puts this project on the path: a folder that is
    # named in a .pth file has its own .pth files passed over.
    (site / "locked.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    put = run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    assert put.returncode == 0, put.stdout
    return python


@pytest.fixture(scope="module")
def book(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the stranger's book, built. Not to be changed."""
    root = tmp_path_factory.mktemp("stranger") / "a book"
    lay_out(root)
    for words in ("monograph.tables.refresh", "monograph html", "monograph pdf"):
        done = run(python, "-m", *words.split(), cwd=root)
        assert done.returncode == 0, done.stdout
    return root


def test_the_wheel_knows_nothing_of_this_book(python: Path, tmp_path: Path) -> None:
    said = run(
        *(python, "-c", "import monograph; print(monograph.__file__); import clusterbook"),
        cwd=tmp_path,
    ).stdout
    assert str(CODE) not in said
    assert "No module named 'clusterbook'" in said


def test_the_wheel_brings_every_file_of_the_package(python: Path) -> None:
    """A template or a typeface that stays behind is missed only when a stranger builds."""
    installed = run(
        *(python, "-c", "import monograph; print(monograph.__path__[0])"), cwd=python.parent
    ).stdout.strip()
    held = {path.relative_to(CODE / "monograph") for path in files(CODE / "monograph")}
    came = {path.relative_to(installed) for path in files(Path(installed))}
    assert held - came == set()
    assert len(held) > 100


def files(package: Path) -> list[Path]:
    """Return what belongs to a package: not what Python, npm or git keeps beside it."""
    made = {"__pycache__", "node_modules", ".gitignore"}
    return [path for path in package.rglob("*") if path.is_file() and not made & {*path.parts}]


def page(book: Path) -> BeautifulSoup:
    return BeautifulSoup((book / "_build/html/book/wells.html").read_text("utf-8"), "html.parser")


def test_its_numbers_answer(book: Path) -> None:
    shown = page(book)
    assert [number.get_text() for number in shown.select("article a[data-n]")] == ["3", "30"]
    assert "the largest depth in the table of wells" in shown.select_one("#n-deepest").get_text()


def test_its_figure_is_alive_and_its_table_a_table(book: Path) -> None:
    shown = page(book)
    assert shown.select_one("#fig-wells .cb-figure svg, #fig-wells svg") is not None
    assert "vnd.jupyter.widget-state" in str(shown)
    assert [cell.get_text() for cell in shown.select("#tab-wells td")][:2] == ["north", "12"]
    assert (book / "_build/html/_static/player.js").is_file()


def test_what_no_page_could_hold_is_computed_in_the_page(book: Path) -> None:
    """By a module of the book's own, opened from the folder, with nothing asked of anyone."""
    address = (book / "_build/html/book/wells.html").as_uri()
    read = run(sys.executable, "-c", READER, address, "11", "12", "29", "-3", cwd=book)
    said = [f"{n} wells go deeper than {at} m." for n, at in ((3, 11), (2, 12), (1, 29), (3, -3))]
    assert read.stdout.splitlines() == [*said, "[]"]


def test_it_is_printed_in_typefaces_that_came_along(book: Path) -> None:
    """No Chinese in it, and so none of this book's signs is asked for."""
    (file,) = (book / "_build/pdf").glob("*.pdf")
    printed = pypdfium2.PdfDocument(file)
    said = " ".join(page.get_textpage().get_text_range() for page in printed)
    assert "The deepest of 3 wells goes down 30 metres." in " ".join(said.split())
    assert "How far each well goes below a depth." in " ".join(said.split())
    families = json.loads((book / "_build/typst/facts.json").read_text("utf-8"))["families"]
    assert "Source Serif 4" in families
    assert b"/pdfuaid" in file.read_bytes() or b"pdfuaid:part" in file.read_bytes()


def test_a_sentence_that_is_no_longer_true_stops_it(
    python: Path, book: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "book"
    shutil.copytree(book, copy)
    table = copy / "data/wells.csv"
    table.write_text(table.read_text("utf-8").replace("north,12", "north,99"), "utf-8")
    assert run(python, "-m", "monograph.tables.refresh", cwd=copy).returncode == 0
    said = run(python, "-m", "monograph", "html", cwd=copy)
    assert said.returncode == 1
    assert "The deepest well is" in said.stdout
    assert "wells.md:" in said.stdout
