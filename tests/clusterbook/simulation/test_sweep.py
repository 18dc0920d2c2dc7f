"""A sweep is the same on any executor, takes up what is finished, and mixes nothing."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from clusterbook.simulation.experiments import (
    Checkpoint,
    ForeignCheckpointError,
    StaleResultError,
    Study,
    WorkerDiedError,
    identity,
    points_frame,
    read,
    sweep,
    trials,
    write,
)
from clusterbook.simulation.experiments import __main__ as command
from clusterbook.simulation.experiments import _sweep as sweeping

Small = Callable[[int], Study]


class Here(Executor):
    """Runs each task at once, and counts them."""

    def __init__(self) -> None:
        self.ran = 0

    def submit(self, fn: Callable, /, *args: object, **kwargs: object) -> Future:
        """Run a task."""
        task: Future = Future()
        task.set_result(fn(*args, **kwargs))
        self.ran += 1
        return task


def same(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Compare frames; how pandas stores a text is each process's own affair."""
    pd.testing.assert_frame_equal(_plain(left), _plain(right))


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    texts = frame.select_dtypes(["string", "category"]).columns
    return frame.astype(dict.fromkeys(texts, object)).set_axis([*frame.columns], axis="columns")


def serial(study: Study) -> pd.DataFrame:
    return trials(study.plan, 0, study.points)


def test_every_point_scenario_and_replication_is_there_once(small: Small) -> None:
    study = small(5)
    frame = sweep(study, Here(), part=2)
    keys = list(zip(frame["point"], frame["replication"], frame["scenario"], strict=True))
    names = [each.key for each in study.plan.scenarios]
    assert keys == [(p, r, s) for p in range(5) for r in range(2) for s in names]
    for column in ("assemblers", "firms", "bystanders"):
        assert frame[column].between(0, 1).all()


@pytest.mark.parametrize("part", [1, 2, 5, 8])
def test_parts_do_not_matter(small: Small, part: int) -> None:
    same(sweep(small(5), Here(), part=part), serial(small(5)))


def test_a_point_is_the_same_in_a_longer_study_of_the_same_points(small: Small) -> None:
    study = small(5)
    shorter = replace(study, points=study.points[:2])
    whole, part = serial(study), serial(shorter)
    same(whole[whole["point"] < 2], part)


def test_processes_and_threads_agree_with_one_after_another(small: Small) -> None:
    expected = serial(small(4))
    same(sweep(small(4), part=2), expected)
    with ThreadPoolExecutor(2) as threads:
        same(sweep(small(4), threads, part=1), expected)


def test_progress_counts_points(small: Small) -> None:
    told: list[tuple[int, int]] = []
    sweep(small(5), Here(), progress=lambda done, total: told.append((done, total)), part=2)
    assert told[0] == (0, 5)
    assert told[-1] == (5, 5)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_sweep_that_was_stopped_goes_on_where_it_was(small: Small, tmp_path: Path) -> None:
    study = small(6)

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(study, Here(), Checkpoint(tmp_path, identity(study)), stop, part=2)
    assert len(list(tmp_path.iterdir())) == 2
    for left in (1, 0):
        rest = Here()
        frame = sweep(study, rest, Checkpoint(tmp_path, identity(study)), part=2)
        assert rest.ran == left
        same(frame, serial(study))


def test_a_checkpoint_of_another_sweep_is_refused_and_kept(small: Small, tmp_path: Path) -> None:
    study = small(2)
    sweep(study, Here(), Checkpoint(tmp_path, identity(study)), part=2)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    other = replace(study, plan=replace(study.plan, seed=7))
    with pytest.raises(ForeignCheckpointError, match="Different: data of replications and seed"):
        Checkpoint(tmp_path, identity(other))
    now = identity(study)
    foreign = {
        "code of dynamics": replace(now, code=now.code | {"dynamics": "0"}),
        "data of model_parameters": replace(now, data=now.data | {"model_parameters": "0"}),
        "version of numpy": replace(now, versions=now.versions | {"numpy": "1.0"}),
    }
    for differing, present in foreign.items():
        with pytest.raises(ForeignCheckpointError, match=f"Different: {differing}. Move"):
            Checkpoint(tmp_path, present)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_worker_that_dies_is_told_and_the_sweep_goes_on(small: Small, tmp_path: Path) -> None:
    study = small(6)

    def kill(done: int, total: int) -> None:
        if done == 2:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

    checkpoint = Checkpoint(tmp_path, identity(study))
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    with pool, pytest.raises(WorkerDiedError, match="run it again to go on"):
        sweep(study, pool, checkpoint, kill, part=2)
    kept = list(tmp_path.glob("*.parquet"))
    assert 1 <= len(kept) < 3
    rest = Here()
    frame = sweep(study, rest, Checkpoint(tmp_path, identity(study)), part=2)
    assert rest.ran == 3 - len(kept)
    same(frame, serial(study))


def test_a_dask_cluster_that_loses_a_worker_gives_the_same(small: Small) -> None:
    """A real local cluster of two processes; one is killed when the first part is done."""
    from distributed import Client, LocalCluster

    study, killed = small(12), []
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        pids = client.run(os.getpid)

        def kill(done: int, total: int) -> None:
            if done and not killed:
                killed.append(next(iter(pids.values())))
                os.kill(killed[0], signal.SIGKILL)

        frame = sweep(study, client.get_executor(), progress=kill, part=1)
    assert len(pids) == 2
    assert len(killed) == 1
    same(frame, serial(study))


KILLED = """
import os, signal, sys
from functools import partial
from clusterbook.simulation.experiments import __main__ as command

def tell(done, total):
    if done:
        os.killpg(0, signal.SIGKILL)

if __name__ == "__main__":  # and not in the processes of its pool
    command._progress = tell
    command.sweep = partial(command.sweep, part=2)
    command.main(sys.argv[1:])
"""
"""The command, with its processes killed once the first part is finished and kept."""


def folders(at: Path, name: str) -> list[str]:
    return ["--into", str(at / name), "--checkpoint", str(at / f"{name}.parts")]


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command run its parts in this process: starting others takes longer."""
    monkeypatch.setattr(sweeping, "processes", lambda: nullcontext(Here()))


@pytest.mark.usefixtures("in_turn")
def test_the_command_goes_on_after_a_kill_with_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = ["--points", "3"]  # in two parts
    monkeypatch.setattr(command, "sweep", partial(sweep, part=2))
    script = tmp_path / "killed.py"
    script.write_text(KILLED, "utf-8")
    asked = [sys.executable, str(script), *points, *folders(tmp_path, "killed")]
    killed = subprocess.run(asked, start_new_session=True, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    parts = tmp_path / "killed.parts"
    kept = {path: path.stat().st_mtime_ns for path in parts.glob("points-*.parquet")}
    assert len(kept) == 1
    assert not (tmp_path / "killed").exists(), "nothing half-written"
    for name in ("killed", "whole"):
        assert command.main([*points, *folders(tmp_path, name)]) == 0
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    written = sorted(path.name for path in (tmp_path / "whole").iterdir())
    assert written == ["points.parquet", "runs-1.parquet", "runs-2.parquet"]
    for name in written:
        one, other = ((tmp_path / folder / name).read_bytes() for folder in ("killed", "whole"))
        assert one == other, name


@pytest.mark.usefixtures("in_turn")
def test_the_command_sets_aside_a_foreign_checkpoint(
    tmp_path: Path, small: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    study, parts = small(2), tmp_path / "out.parts"
    sweep(study, Here(), Checkpoint(parts, identity(study)), part=2)
    before = [path.read_bytes() for path in parts.iterdir()]
    arguments = ["--points", "1", *folders(tmp_path, "out")]
    assert command.main(arguments) == 0
    said = capsys.readouterr().out
    assert "is part of another sweep" in said
    assert "Set aside as" in said
    (aside,) = tmp_path.glob("out.parts-set-aside-*")
    assert [path.read_bytes() for path in aside.iterdir()] == before
    again = [sys.executable, "-m", "clusterbook.simulation.experiments", *arguments]
    done = subprocess.run(again, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "current" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--points", "0", "--into", "x"], "--points must be 1 to 1024, got 0"),
        (["--points", "2000", "--into", "x"], "--points must be 1 to 1024, got 2000"),
        (["--points", "2"], "say --into which folder"),
    ],
)
def test_the_command_refuses_what_makes_no_sense(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(arguments)
    assert end.value.code == 2
    assert said in capsys.readouterr().err


def test_the_same_result_gives_the_same_bytes(small: Small, tmp_path: Path) -> None:
    study = small(2)
    for name in ("one", "other"):
        write(tmp_path / f"{name}.parquet", serial(study), identity(study))
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()
    assert len(list(tmp_path.iterdir())) == 2, "nothing is left beside"
    same(read(tmp_path, "one", identity(study)), serial(study))


def test_a_stored_result_from_elsewhere_is_refused(small: Small, tmp_path: Path) -> None:
    study = small(2)
    now = identity(study)
    write(tmp_path / "points.parquet", points_frame(study), now)
    for kind in ("code", "data"):
        for name in getattr(now, kind):
            other = replace(now, **{kind: getattr(now, kind) | {name: "0"}})
            with pytest.raises(StaleResultError, match=f"{kind} of {name}.*`make sweep`"):
                read(tmp_path, "points", other)
    newer = replace(now, versions=now.versions | {"numpy": "99"})
    assert len(read(tmp_path, "points", newer)) == 2
    with pytest.raises(FileNotFoundError, match="`make sweep` makes it"):
        read(tmp_path, "pints", now)
    (tmp_path / "torn.parquet").write_bytes((tmp_path / "points.parquet").read_bytes()[:-40])
    with pytest.raises(StaleResultError, match=r"torn.parquet is no stored result"):
        read(tmp_path, "torn", now)
    points_frame(study).to_parquet(tmp_path / "bare.parquet")
    with pytest.raises(StaleResultError, match=r"bare.parquet is no stored result"):
        read(tmp_path, "bare", now)


def test_parts_of_two_results_are_not_joined(small: Small, tmp_path: Path) -> None:
    one, other = small(2), replace(small(2), plan=replace(small(2).plan, seed=7))
    write(tmp_path / "runs-1.parquet", serial(one), identity(one))
    write(tmp_path / "runs-2.parquet", serial(other), identity(other))
    with pytest.raises(StaleResultError, match=r"runs-2.parquet was not made by"):
        read(tmp_path, "runs", identity(one))


def test_better_words_in_a_table_ask_for_no_new_sweep(small: Small) -> None:
    study = small(2)
    worded = tuple(replace(each, label="x", reason="y") for each in study.plan.space.ranges)
    plan = replace(study.plan, space=replace(study.plan.space, ranges=worded))
    assert identity(replace(study, plan=plan)) == identity(study)
    wider = tuple(replace(each, high=each.high * 2) for each in study.plan.space.ranges)
    plan = replace(study.plan, space=replace(study.plan.space, ranges=wider))
    assert identity(replace(study, plan=plan)).differences(identity(study)) == [
        "data of model_parameters"
    ]
