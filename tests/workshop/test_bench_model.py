"""The benchmark of the model: one network for all, and curves that must be one curve."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from workshop import bench_model, bench_ours


def test_nearly_every_firm_has_the_same_number_of_partners(tmp_path: Path) -> None:
    bench_model.ties(2000, tmp_path / "ties.npz")
    with np.load(tmp_path / "ties.npz") as held:
        pairs, first = held["pairs"], held["first"]
    degree = np.bincount(pairs.ravel(), minlength=2000)
    assert (degree <= bench_model.DEGREE).all()
    assert (degree == bench_model.DEGREE).mean() > 0.97
    assert len(set(map(tuple, pairs.tolist()))) == len(pairs)
    assert len(set(first.tolist())) == len(first) == 20


def test_our_side_follows_the_rule(tmp_path: Path) -> None:
    """Against the rule thrown with plain dice, partner by partner, at a size where both agree."""
    file, answer = tmp_path / "ties.npz", tmp_path / "ours.json"
    bench_model.ties(20_000, file)
    bench_ours.simple(file, answer)
    ours = json.loads(answer.read_text("utf-8"))["curve"]
    with np.load(file) as held:
        pairs, first = held["pairs"], held["first"]
    dice, knows = np.random.default_rng(7), np.zeros(20_000, bool)
    knows[first] = True
    curve = [int(knows.sum())]
    both = np.concatenate([pairs, pairs[:, ::-1]])
    for _ in range(bench_model.STEPS):
        tried = both[knows[both[:, 0]] & (dice.random(len(both)) < bench_model.CHANCE)]
        knows[tried[:, 1]] = True
        curve.append(int(knows.sum()))
    assert len(ours) == len(curve)
    assert bench_model.agree({"ours": ours, "dice": curve}, 20_000)


@pytest.mark.parametrize(("faster", "same"), [(1.0, True), (1.15, False)])
def test_another_rate_is_another_curve(faster: float, same: bool) -> None:
    steps = np.arange(31)

    def logistic(rate: float) -> list[int]:
        odds = 0.01 * np.exp(0.4 * rate * steps)
        return [int(100_000 * share) for share in odds / (1 + odds)]

    assert bench_model.agree({"a": logistic(1.0), "b": logistic(faster)}, 100_000) is same


@pytest.mark.parametrize(("last", "says"), [(1.5e-6, "pass: 1.50"), (1.52e-6, "OVER: 1.52")])
def test_what_a_firm_costs_is_held_against_the_smallest_cluster(last: float, says: str) -> None:
    assert bench_model._dearer([1e-6, 0.6e-6, last]).startswith(f"{says} ×")


def test_the_rivals_run_by_path_and_import_nothing_of_ours() -> None:
    text = bench_model.RIVALS.read_text("utf-8")
    named = re.findall(r"^ *(?:from|import) (\w+)", text, flags=re.MULTILINE)
    assert {"mesa", "ndlib", "numpy"} <= set(named)
    assert set(named).isdisjoint({"monograph", "clusterbook", "workshop"})


def test_the_lock_of_the_rivals_holds_what_is_asked_for() -> None:
    root = Path(__file__).parents[2]
    lines = (root / bench_model.RIVALRY.wanted).read_text("utf-8").splitlines()
    wanted = {line.split("#")[0].split("==")[0].strip() for line in lines} - {""}
    lock = (root / bench_model.RIVALRY.lock).read_text("utf-8")
    assert {name for name in wanted if f"\n{name}==" not in f"\n{lock}"} == set()
    assert "--hash=sha256:" in lock
