"""What sets the pages is imported before it is needed; what is wrong is left to who says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from ...small_book import SMALL

CODE = Path(__file__).parents[3] / "code"
ASK = """
import os, sys
from pathlib import Path
from monograph.site.ahead import import_ahead
for root in sys.argv[1:]:
    if os.fork() == 0:
        import_ahead(Path(root))
        print(*sys.modules, flush=True)
        os._exit(0)
    assert os.wait()[1] == 0
"""
Imported = dict[str | None, set[str]]
FAULTY = ("sphinx: [", "sphinx: {extra_extensions: [no_such_extension]}", None)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    """Return the modules that are there after the import, which says nothing else.

    They are those of the small book, and by what stands there those of faulty configurations.
    """
    roots = {"small": SMALL}
    for config in FAULTY:
        roots[config] = tmp_path_factory.mktemp("faulty")
        if config is not None:
            (roots[config] / "_config.yml").write_text(config, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", ASK, *map(str, roots.values())],
        env={"PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    return {config: set(line.split()) for config, line in zip(roots, lines, strict=True)}


def test_sphinx_is_there_with_the_extensions_of_the_book_and_their_parts(
    imported: Imported,
) -> None:
    wanted = {"sphinx.builders.html", "sphinx_book_theme", "myst_nb", "monograph.site.pages"}
    assert wanted <= imported["small"]


@pytest.mark.parametrize("config", FAULTY)
def test_a_configuration_that_cannot_be_read_is_no_fault_yet(
    imported: Imported, config: str | None
) -> None:
    assert "monograph.site.pages" not in imported[config]
