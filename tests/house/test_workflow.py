"""The workflow keeps to its schema, asks for no right too many, and calls commands that exist."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REAL = Path(__file__).parents[2]
WORKFLOWS = sorted((REAL / ".github/workflows").glob("*.yml"))
CONFIG = REAL / ".github/zizmor.yml"


def schema_says(path: Path) -> subprocess.CompletedProcess[str]:
    """Hold a workflow against GitHub's schema, which the tool brings along."""
    command = [sys.executable, "-m", "check_jsonschema"]
    command += ["--builtin-schema", "vendor.github-workflows", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def linter_says(path: Path) -> subprocess.CompletedProcess[str]:
    """Let zizmor look for rights too wide, actions not pinned, text that is run."""
    tool = Path(sys.executable).with_name("zizmor")
    command = [str(tool), "--offline", "--no-progress", "--config", str(CONFIG), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request: pytest.FixtureRequest) -> Path:
    """Give each workflow."""
    path: Path = request.param
    return path


def test_the_workflow_keeps_to_its_schema(workflow: Path) -> None:
    said = schema_says(workflow)
    assert said.returncode == 0, said.stdout


def test_the_linter_has_nothing_against_the_workflow(workflow: Path) -> None:
    said = linter_says(workflow)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(
    ("old", "new", "says", "named"),
    [
        ("runs-on:", "run-on:", schema_says, "run-on"),
        ("actions/checkout@v5", "someone/checkout@v5", linter_says, "unpinned-uses"),
        ("persist-credentials: false", "clean: true", linter_says, "artipacked"),
        (
            "run: make test-whole",
            "run: make ${{ github.head_ref }}",
            linter_says,
            "template-injection",
        ),
    ],
)
def test_a_broken_workflow_is_found(tmp_path: Path, old: str, new: str, says, named: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    text = (REAL / ".github/workflows/book.yml").read_text("utf-8")
    assert old in text
    broken = tmp_path / "book.yml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    said = says(broken)
    assert said.returncode != 0
    assert named in said.stdout


def test_the_workflow_calls_commands_that_exist(workflow: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (REAL / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"test-whole", "site"} <= called(workflow) <= set(targets)


def called(workflow: Path) -> set[str]:
    """Return the commands of `make` that a workflow calls."""
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()
    run = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    return {name for line in run for name in re.findall(r"^make ([a-z-]+)", line, re.MULTILINE)}


def test_nothing_is_published_that_was_not_asked_whole(workflow: Path) -> None:
    """`make test` leaves cases out, and is for an author's own machine."""
    assert "test" not in called(workflow)
    recipe = (REAL / "Makefile").read_text("utf-8")
    assert re.search(r"^test-whole: WHOLE := --whole\ntest-whole: test ", recipe, re.MULTILINE)
    runs = re.findall(r"\$\(PYTEST\).*", recipe)
    assert [run for run in runs if "$(WHOLE)" not in run] == []


def test_any_machine_is_asked_the_command_of_the_readme() -> None:
    assert re.findall(r"make [\w-]+", (REAL / ".ci/run").read_text("utf-8")) == ["make test"]


def test_every_push_is_asked_whole() -> None:
    # YAML reads the key `on` as a truth value.
    begins = yaml.safe_load((REAL / ".github/workflows/book.yml").read_text("utf-8"))[True]
    assert {"push", "pull_request"} <= begins.keys()


def test_every_action_is_pinned_to_a_version(workflow: Path) -> None:
    used = re.findall(r"uses: (\S+)", workflow.read_text("utf-8"))
    assert [name for name in used if not re.fullmatch(r"[\w-]+/[\w-]+@v\d+[\w.]*", name)] == []


MAY_WRITE = {"book.yml": {"publish"}, "weekly.yml": {"report"}}


def test_only_the_job_that_publishes_or_reports_may_write(workflow: Path) -> None:
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    writing = {name for name, job in jobs.items() if "write" in job["permissions"].values()}
    assert writing == MAY_WRITE[workflow.name]


def test_every_step_of_the_weekly_run_can_be_named_when_it_fails() -> None:
    jobs = yaml.safe_load((REAL / ".github/workflows/weekly.yml").read_text("utf-8"))["jobs"]
    assert [step for step in jobs["whole"]["steps"] if "id" not in step] == []
    *steps, name = jobs["whole"]["steps"]
    outcomes = {step["id"]: {"outcome": "success"} for step in steps}
    outcomes["make-test-whole"] = {"outcome": "failure"}
    script = re.sub(r' >> "\$GITHUB_OUTPUT"', "", name["run"])
    environment = {**os.environ, "STEPS": json.dumps(outcomes)}
    done = subprocess.run(
        ["bash", "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "failed=make-test-whole\n"


def test_links_to_other_hosts_are_followed_by_the_weekly_run_alone() -> None:
    calling = [path.name for path in WORKFLOWS if "make links" in path.read_text("utf-8")]
    assert calling == ["weekly.yml"]
    recipes = (REAL / "Makefile").read_text("utf-8")
    assert recipes.count("workshop.links") == 1
    needed = re.findall(r"^[a-z-]+: ([a-z -]+?)(?: ##|$)", recipes, re.MULTILINE)
    assert [names for names in needed if "links" in names.split()] == []
