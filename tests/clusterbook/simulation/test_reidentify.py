"""Stored results take the present code's identity if, and only if, a sample comes out the same."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from clusterbook.simulation.experiments import (
    ChangedResultError,
    Identity,
    Result,
    StaleResultError,
    Study,
    files,
    identity,
    made_from,
    points_frame,
    read,
    reidentify,
    results,
    stored,
    trials,
    write,
)
from clusterbook.simulation.experiments.__main__ import (
    main,
    study_of_the_book,
    study_of_the_makers,
    study_of_the_structures,
)
from monograph.runner.code_digest import code_digest

Small = Callable[[int], Study]
Tamper = Callable[[pd.DataFrame], pd.DataFrame]


def older(made: Identity, **code: str) -> Identity:
    """Return the identity that other code would have given."""
    return replace(made, code=made.code | {"_dynamics": "0"} | code)


def keep(study: Study, folder: Path, made: Identity, tamper: Tamper = lambda f: f) -> list[Result]:
    """Store a small study's runs; return how they are run again."""
    runs = tamper(trials(study.plan, 0, study.points))
    for number, part in enumerate((runs.iloc[:40], runs.iloc[40:]), start=1):
        write(folder / f"runs-{number}.parquet", part, made)
    write(folder / "points.parquet", points_frame(study), made)
    return results(study, study, study)[:1]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.iterdir()}


def test_what_comes_out_the_same_is_the_present_codes(small: Small, tmp_path: Path) -> None:
    study, said = small(7), list[str]()
    present = identity(study)
    listed = keep(study, tmp_path, older(present))
    before = stored(tmp_path, "runs")
    with pytest.raises(StaleResultError, match="make re-identify"):
        read(tmp_path, "runs", present)
    reidentify(listed, tmp_path, said.append)
    pd.testing.assert_frame_equal(read(tmp_path, "runs", present), before)
    assert re.search(r"code of 1 modules is other; ran points [\d, ]+ again", said[0])
    written = contents(tmp_path)
    reidentify(listed, tmp_path, said.append)
    assert said[1] == "points and runs: current"
    assert contents(tmp_path) == written


def test_one_other_number_and_nothing_is_written(small: Small, tmp_path: Path) -> None:
    def shifted(runs: pd.DataFrame) -> pd.DataFrame:
        return runs.assign(firms=runs["firms"] + 1e-6)

    study = small(7)
    listed = keep(study, tmp_path, older(identity(study)), shifted)
    before = contents(tmp_path)
    with pytest.raises(ChangedResultError, match=r"point \d: the present code gives other numbers"):
        reidentify(listed, tmp_path, print)
    assert contents(tmp_path) == before


def test_a_later_result_that_fails_leaves_an_earlier_one_as_it_was(
    small: Small, tmp_path: Path
) -> None:
    study = small(7)
    (runs,) = keep(study, tmp_path, older(identity(study)))

    def refuse(*_: object) -> str:
        msg = "other"
        raise ChangedResultError(msg)

    before = contents(tmp_path)
    with pytest.raises(ChangedResultError, match="other"):
        reidentify([runs, replace(runs, names=("points",), check=refuse)], tmp_path, print)
    assert contents(tmp_path) == before


def test_other_data_are_run_anew(small: Small, tmp_path: Path) -> None:
    study = small(7)
    made = older(identity(study))
    listed = keep(study, tmp_path, replace(made, data=made.data | {"firm_types": "0"}))
    before = contents(tmp_path)
    with pytest.raises(StaleResultError, match=r"other data \(data of firm_types\)"):
        reidentify(listed, tmp_path, print)
    assert contents(tmp_path) == before


def test_points_that_moved_are_seen(small: Small, tmp_path: Path) -> None:
    study = small(7)
    listed = keep(study, tmp_path, older(identity(study)))
    other = points_frame(study)
    other.iloc[6, 1] *= 1.01
    write(tmp_path / "points.parquet", other, made_from(tmp_path / "points.parquet"))
    with pytest.raises(ChangedResultError, match="points"):
        reidentify(listed, tmp_path, print)


def test_what_is_missing_is_named(small: Small, tmp_path: Path) -> None:
    study = small(7)
    listed = keep(study, tmp_path, older(identity(study)))
    (tmp_path / "points.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"points\.parquet: `make sweep`"):
        reidentify(listed, tmp_path, print)


def test_every_stored_result_can_be_identified_anew() -> None:
    folder = Path(__file__).parents[3] / "data" / "sweep"
    listed = results(study_of_the_book(), study_of_the_structures(), study_of_the_makers())
    found = {path for each in listed for name in each.names for path in files(folder, name)}
    assert found == set(folder.glob("*.parquet"))
    for each in listed:
        for name in each.names:
            read(folder, name, each.present)


def test_the_command_takes_no_points_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--re-identify", "--points", "3"])
    assert "draws its sample itself" in capsys.readouterr().err
    assert main(["--re-identify", "--into", str(tmp_path)]) == 1
    assert "Nothing was written" in capsys.readouterr().err


def test_chapters_and_the_sweep_have_one_digest(small: Small) -> None:
    """Words are free in both, by the same function."""
    module = Path(__file__).parents[3] / "code/clusterbook/simulation/_dynamics.py"
    assert identity(small(1)).code["_dynamics"] == code_digest(module.read_text("utf-8"))[:16]
