"""What sets the pages is imported before it is needed; what is wrong is left to who says so."""

import subprocess
import sys
from pathlib import Path

import pytest

from ...small_book import SMALL

CODE = Path(__file__).parents[3] / "code"
ASK = (
    "import sys\nfrom pathlib import Path\nfrom monograph.site.ahead import import_ahead\n"
    "import_ahead(Path(sys.argv[1]))\nprint(*sys.modules)"
)


def imported(root: Path) -> set[str]:
    """Return the modules that are there after the import, which says nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(root)],
        env={"PYTHONPATH": str(CODE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return set(done.stdout.split())


def test_sphinx_is_there_with_the_extensions_of_the_book_and_their_parts() -> None:
    wanted = {"sphinx.builders.html", "sphinx_book_theme", "myst_nb", "monograph.site.pages"}
    assert wanted <= imported(SMALL)


@pytest.mark.parametrize(
    "config", ["sphinx: [", "sphinx: {extra_extensions: [no_such_extension]}", None]
)
def test_a_configuration_that_cannot_be_read_is_no_fault_yet(
    tmp_path: Path, config: str | None
) -> None:
    if config is not None:
        (tmp_path / "_config.yml").write_text(config, "utf-8")
    assert "monograph.site.pages" not in imported(tmp_path)
