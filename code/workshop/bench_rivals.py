"""One simple diffusion rule in other people's packages: `python bench_rivals.py PACKAGE TIES JSON`.

Runs in an environment of its own (see `bench_model`), so it imports nothing of this project. Each
step, every firm that knows passes what it knows to each partner with the same probability; all
decide on the state before the step. Written as each package's own examples do it, with direct
references instead of lookups where it lets us: the fastest form that is still idiomatic.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np


class Ties:
    """The network and the rule, from the file that every package gets.

    Parameters
    ----------
    path
        An .npz with pairs (int64, ties × 2), first (int64, firms that know at the start), firms,
        chance (of passing on, per step and tie), steps and seed.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as held:
            self.pairs, self.first = held["pairs"], held["first"]
            self.firms, self.steps, self.seed = (int(held[k]) for k in ("firms", "steps", "seed"))
            self.chance = float(held["chance"])


def mesa(ties: Ties) -> Callable[[], list[int]]:
    """Return the run in Mesa: one object a firm, all decide, then all learn."""
    from mesa import Agent, Model

    class Firm(Agent):
        def __init__(self, model: Any, knows: bool) -> None:  # noqa: ANN401  (Mesa's own)
            super().__init__(model)
            self.partners: list[Firm] = []
            self.knows = self.will = knows

        def decide(self) -> None:
            if not self.knows:
                knowing = sum(partner.knows for partner in self.partners)
                self.will = self.random.random() > (1 - ties.chance) ** knowing

        def learn(self) -> None:
            self.knows = self.will

    model = Model(seed=ties.seed)
    start = set(ties.first.tolist())
    firms = [Firm(model, nth in start) for nth in range(ties.firms)]
    for i, j in ties.pairs.tolist():
        firms[i].partners.append(firms[j])
        firms[j].partners.append(firms[i])

    def run() -> list[int]:
        curve = [len(start)]
        for _ in range(ties.steps):
            model.agents.do("decide")
            model.agents.do("learn")
            curve.append(sum(firm.knows for firm in firms))
        return curve

    return run


def mesa_frames(ties: Ties) -> Callable[[], list[int]]:
    """Return the run in mesa-frames: one data frame of firms, joined with one of ties."""
    import polars as pl
    from mesa_frames import AgentSetPolars, ModelDF

    both = np.concatenate([ties.pairs, ties.pairs[:, ::-1]])
    edges = pl.DataFrame({"source": both[:, 0], "unique_id": both[:, 1]})
    generator = np.random.default_rng(ties.seed)

    class Firms(AgentSetPolars):
        def __init__(self, model: Any) -> None:  # noqa: ANN401  (mesa-frames' own)
            super().__init__(model)
            knows = np.isin(np.arange(ties.firms), ties.first)
            self.add(pl.DataFrame({"unique_id": np.arange(ties.firms), "knows": knows}))

        def step(self) -> None:
            knowing = self.agents.filter(pl.col("knows")).select(source="unique_id")
            asked = edges.join(knowing, on="source").group_by("unique_id").len()
            counts = self.agents.join(asked, on="unique_id", how="left", maintain_order="left")
            tried = counts["len"].fill_null(0).to_numpy()
            learnt = generator.random(ties.firms) > (1 - ties.chance) ** tried
            self["knows"] = self.agents["knows"] | pl.Series(learnt)

    model = ModelDF(seed=ties.seed)
    firms = Firms(model)
    model.agents += firms

    def run() -> list[int]:
        curve = [len(ties.first)]
        for _ in range(ties.steps):
            model.step()
            held = next(iter(model.agents._agentsets))
            curve.append(int(held.agents["knows"].sum()))
        return curve

    return run


def ndlib(ties: Ties) -> Callable[[], list[int]]:
    """Return the run in NDlib: its SI model, in which every knowing partner tries."""
    import networkx as nx
    from ndlib.models.epidemics import SIModel
    from ndlib.models.ModelConfig import Configuration

    graph = nx.Graph()
    graph.add_nodes_from(range(ties.firms))
    graph.add_edges_from(ties.pairs.tolist())
    model = SIModel(graph, seed=ties.seed)
    held = Configuration()
    held.add_model_parameter("beta", ties.chance)
    held.add_model_parameter("tp_rate", 1)
    held.add_model_initial_configuration("Infected", ties.first.tolist())
    model.set_initial_status(held)

    def run() -> list[int]:
        found = model.iteration_bunch(ties.steps + 1, node_status=False)
        return [int(step["node_count"][1]) for step in found]

    return run


PACKAGES = {"mesa": mesa, "mesa_frames": mesa_frames, "ndlib": ndlib}


def main(package: str, ties: Path, answer: Path) -> None:
    """Measure one package and write seconds, the curve and the peak of memory (bytes)."""
    import_module(package)
    started = time.perf_counter()
    run = PACKAGES[package](Ties(ties))
    made = time.perf_counter()
    curve = run()
    found = {
        "setup": made - started,
        "run": time.perf_counter() - made,
        "curve": curve,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }
    answer.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
