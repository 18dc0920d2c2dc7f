"""Measure the model against other packages: `python -m workshop.bench_model`.

One simple rule, one network, one machine, one run: each step a firm that knows passes what it knows
to each partner with the same probability. Ours is the whole model with everything else switched
off. Mesa, mesa-frames and NDlib run in an environment of their own, which this command makes from
`requirements-bench.txt` (`--lock` resolves that anew). Each measurement is a process of its own, so
that its memory is its own. Then what a firm costs in the full model, from a thousand to a million.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from monograph.tables.package import load
from workshop.apart import Apart

LARGE = (100_000, 1_000_000)
"""Firms, beside those of the cluster: two sizes that only a fast model can run often."""
DEGREE, CHANCE, STEPS, FIRST, SEED = 10, 0.05, 30, 0.01, 2009
PACKAGES = {"mesa": "Mesa", "mesa_frames": "mesa-frames", "ndlib": "NDlib"}
BUDGET, AT = 100, 100_000
"""At `AT` firms each package but the one of data frames must take `BUDGET` times as long."""
BUDGETED = ("mesa", "ndlib")
COST_SIZES = (1_000, 10_000, 100_000, 1_000_000)
DEARER = 1.5
"""How many times as much a firm may cost in the largest cluster as in the smallest."""
REPEATS = 5

RIVALRY = Apart("bench")
RIVALS = Path(__file__).with_name("bench_rivals.py")
"""Run by path, in the rivals' environment, which knows nothing of this package."""
OURS = (sys.executable, "-m", "workshop.bench_ours")


def _in_cluster() -> int:
    """Return how many firms the cluster has, by the table of assumptions."""
    return int(load("assumptions").set_index("assumption")["value"]["active_firms"])


@dataclass(frozen=True)
class Measured:
    """One run: seconds to set up and to run, firms that know by step, peak memory (bytes)."""

    setup: float
    run: float
    curve: list[int]
    memory: int


def main(arguments: list[str]) -> int:
    """Print all measurements; return the exit status, 1 if curves differ."""
    root = Path.cwd()
    if "--lock" in arguments:
        RIVALRY.resolve(root)
        return 0
    python = RIVALRY.python(root)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        good = [_compare(python, Path(folder), firms) for firms in (_in_cluster(), *LARGE)]
        _costs(Path(folder))
    return 0 if all(good) else 1


def ties(firms: int, path: Path) -> None:
    """Write a network in which nearly every firm has `DEGREE` partners, and who knows at first.

    Five random rings through all firms; where two rings share a tie, it is there once.
    """
    generator = np.random.default_rng(SEED)
    rings = []
    for _ in range(DEGREE // 2):
        order = generator.permutation(firms)
        rings.append(np.stack([order, np.roll(order, -1)], axis=1))
    pairs = np.unique(np.sort(np.concatenate(rings), axis=1), axis=0)
    first = generator.choice(firms, round(FIRST * firms), replace=False)
    np.savez(path, pairs=pairs, first=first, firms=firms, chance=CHANCE, steps=STEPS, seed=SEED)


def agree(curves: dict[str, list[int]], firms: int) -> bool:
    """Say whether the curves are one within chance.

    A share of firms at one step varies between runs about as a share of the first firms' number
    does: early luck is carried on. Five times that is allowed, of the number of firms.
    """
    shares = np.array(list(curves.values()), dtype=float) / firms
    return bool(np.ptp(shares, axis=0).max() <= 5 / np.sqrt(FIRST * firms) / 2)


def _compare(python: Path, folder: Path, firms: int) -> bool:
    """Print one row per package; return whether the curves agree."""
    file = folder / f"ties-{firms}.npz"
    ties(firms, file)
    ours = min((_measured([*OURS, "simple"], file)
                for _ in range(REPEATS)), key=lambda each: each.run)  # fmt: skip
    found = {"ours": ours}
    for name in PACKAGES:
        found[name] = _measured([str(python), "-W", "ignore", str(RIVALS), name], file)
    same = agree({name: each.curve for name, each in found.items()}, firms)
    print(f"\n{firms:,} firms, {STEPS} steps: the curves {'agree' if same else 'DIFFER'}")
    print(f"{'':14}{'set up':>10}{'run':>12}{'ratio':>9}{'per firm and step':>20}{'memory':>10}")
    for name, each in found.items():
        ratio, cost = each.run / ours.run, each.run / firms / STEPS
        print(
            f"{PACKAGES.get(name, 'this model'):14}{each.setup:8.2f} s{1e3 * each.run:9.1f} ms"
            f"{ratio:8.1f}×{1e9 * cost:17.1f} ns{each.memory / 1e6:7.0f} MB",
            flush=True,
        )
    if firms == AT:
        least = min(found[name].run / ours.run for name in BUDGETED)
        verdict = "pass" if least >= BUDGET else "OVER"
        print(f"{verdict}: {least:.0f} × and more (budget {BUDGET} ×, against Mesa and NDlib)")
    return same


def _measured(command: list[str], file: Path) -> Measured:
    answer = file.with_suffix(".json")
    subprocess.run([*command, str(file), str(answer)], check=True)
    return Measured(**json.loads(answer.read_text("utf-8")))


def _costs(folder: Path) -> None:
    """Print what a firm costs in the full model of the third paradigm, by number of firms."""
    print("\nthe full model: third paradigm, new mechanisms, centre of all ranges")
    answer, costs = folder / "cost.json", []
    for firms in COST_SIZES:
        command = [*OURS, "full", str(firms), str(answer)]
        subprocess.run(command, check=True)
        held: dict[str, Any] = json.loads(answer.read_text("utf-8"))
        costs.append(held["run"] / firms)
        print(
            f"{firms:>14,} firms{held['setup']:9.2f} s world{held['run']:9.3f} s run"
            f"{1e6 * costs[-1]:9.2f} µs per firm{held['memory'] / 1e6:8.0f} MB",
            flush=True,
        )
    print(_dearer(costs))


def _dearer(costs: list[float]) -> str:
    """Say how much more a firm costs in the largest cluster than in the smallest."""
    times = costs[-1] / costs[0]
    verdict = "pass" if times <= DEARER else "OVER"
    return f"{verdict}: {times:.2f} × from the smallest to the largest (budget {DEARER} ×)"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
