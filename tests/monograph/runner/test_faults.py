"""A fault stops the build, is named with its place, and leaves the last good book as it was."""

import subprocess

import pytest

from monograph.runner.execute import ChapterError

from .conftest import Project

ALPHA, BETA = "book/alpha.md", "book/beta.md"
FIRST = 'cb.note_run("alpha")\n'
LOAD = 'channels = cb.load("channels")\n'


def refused(project: Project, *said: str) -> subprocess.CompletedProcess[str]:
    """Build, and hold that the build fails, says this, and touches nothing that is published."""
    before = project.published()
    result = project.build()
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stdout
    for words in said:
        assert words in result.stdout
    assert project.published() == before
    return result


# What is put into alpha's first cell -> what the message says of the line that holds `marker`.
CELLS = {
    "raises": ("1 / 0  # here\n", "the cell raises ZeroDivisionError: division by zero"),
    "raises below": (
        "def halve(x):\n    return x / 0\n\nhalve(1)  # here\n",
        "the cell raises ZeroDivisionError",
    ),
    "is no Python": ("x = = 1  # here\n", "the cell raises SyntaxError"),
    "warns": ('import warnings\nwarnings.warn("oh")  # here\n', "the cell warns:\nUserWarning: oh"),
    "asks for an unknown table": (
        'cb.load("chanels")  # here\n',
        "No table named 'chanels'. Did you mean 'channels'?",
    ),
    "tells a bare number": ("cb.tell(x=1)  # here\n", "x=1 does not say whose number it is"),
}


@pytest.mark.parametrize("cell", CELLS)
def test_the_very_line_of_a_cell_is_named(project: Project, cell: str) -> None:
    code, said = CELLS[cell]
    project.edit(ALPHA, FIRST, code)
    with pytest.raises(ChapterError) as fault:
        project.run("alpha")
    line = project.line(ALPHA, "# here")
    assert str(fault.value).startswith(f"{project.root / ALPHA}:{line}: the cell ")
    assert said in str(fault.value)


def test_a_line_is_found_after_every_form_of_cell_options(project: Project) -> None:
    project.edit(ALPHA, ":tags: [hide-input]\nfrom", "---\ntags: [hide-input]\n---\n\nfrom")
    project.edit(ALPHA, FIRST, "1 / 0  # here\n")
    with pytest.raises(ChapterError, match=rf":{project.line(ALPHA, '# here')}: "):
        project.run("alpha")


def test_a_malformed_table_is_named_by_file_and_line(project: Project) -> None:
    project.edit("data/channels.csv", "21.31", "4,92")
    with pytest.raises(ChapterError, match=r"(?s)alpha\.md:\d+: .*data/channels\.csv:2 "):
        project.run("alpha")


def test_a_kernel_that_dies_is_named_by_its_cell(project: Project) -> None:
    project.edit(ALPHA, FIRST, "import os\nos._exit(3)\n")
    line = project.line(ALPHA, "from village")
    with pytest.raises(ChapterError, match=rf"alpha\.md:{line}: the kernel died in this cell"):
        project.run("alpha")


def test_a_cell_that_takes_too_long_is_named(project: Project) -> None:
    project.edit(ALPHA, FIRST, "import time\ntime.sleep(60)\n")
    line = project.line(ALPHA, "from village")
    with pytest.raises(ChapterError, match=rf"alpha\.md:{line}: the cell takes too long"):
        project.run("alpha", timeout=1)


TOLD = "cb.tell(one=cb.computed(one))"


def test_a_chapter_that_breaks_the_probe_is_named(project: Project) -> None:
    project.edit("book/gamma.md", TOLD, f"{TOLD}\ndel _cb_opened")
    with pytest.raises(ChapterError, match=r"gamma\.md: the kernel fails: the probe failed"):
        project.run("gamma")


def test_a_failed_chapter_costs_no_other_its_outputs(project: Project) -> None:
    project.edit(ALPHA, FIRST, FIRST + "1 / 0\n")
    project.edit(BETA, "cb.computed(counted", "cb.computed(2 * counted")
    project.edit("book/gamma.md", "one = 1", "one = unknown")
    result = refused(project, "alpha.md:14: the cell raises", "gamma.md:15: the cell raises")
    assert "beta.md" not in result.stdout
    assert project.ran() == ["alpha", "beta", "gamma"]

    refused(project, "alpha.md:14: the cell raises", "gamma.md:15: the cell raises")
    assert project.ran() == ["alpha", "gamma"], "beta's outputs were kept"

    project.edit(ALPHA, "1 / 0\n", "")
    project.edit("book/gamma.md", "one = unknown", "one = 1")
    result = project.build()
    assert result.returncode == 0, result.stdout
    assert project.ran() == [], "alpha and gamma are as they ran before"
    assert ">520</a>" in project.page("beta")


def test_faulty_prose_fails_every_time_until_it_is_mended(project: Project) -> None:
    project.edit(ALPHA, "{n}`hire` hire", "{n}`hirre` hire")
    project.edit("book/gamma.md", "{ref}`fig-alpha`", "{ref}`fig-alfa`")
    project.edit(BETA, "# Beta\n", "# Beta\n\n[](no-such-page.md)\n\n```{nosuch}\n```\n\n")
    project.edit(ALPHA, "name: fig-alpha", "name: tab-drawing")
    for _ in range(2):
        refused(
            project,
            "alpha.md:8: ERROR: No number 'hirre' is told in this chapter",
            "gamma.md:8: WARNING: undefined label: 'fig-alfa'",
            "tab-drawing is named as a table but its cell shows none",
            "beta.md:8: WARNING: 'myst' cross-reference target not found: 'no-such-page.md'",
            "beta.md:10: WARNING: Unknown directive type: 'nosuch'",
        )
    project.edit(ALPHA, "{n}`hirre`", "{n}`hire`")
    project.edit("book/gamma.md", "fig-alfa", "fig-alpha")
    project.edit(BETA, "[](no-such-page.md)\n\n```{nosuch}\n```\n\n", "")
    project.edit(ALPHA, "name: tab-drawing", "name: fig-alpha")
    assert project.build().returncode == 0
    assert project.ran() == []


def test_a_cell_named_as_a_figure_must_show_one(project: Project) -> None:
    project.edit(ALPHA, "tab-alpha", "fig-empty")
    line = project.line(ALPHA, "drawn.Listing")
    for _ in range(2):
        refused(
            project, f"alpha.md:{line}: the cell named fig-empty must show one figure, it shows 0"
        )
