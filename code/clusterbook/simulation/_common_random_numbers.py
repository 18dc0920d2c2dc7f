"""Every random number of the dynamics, drawn before it starts.

Each firm and component has a clock that is set to an exponential number of mean 1 and runs down by
hazard times dt (Sellke's construction): it is acquired in a step with probability 1 - exp(-h·dt),
given that it was not before. Scenarios that share their luck thus differ by their mechanisms alone:
a firm for which every hazard is higher acquires everything earlier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clusterbook.simulation._dynamics import Events
from clusterbook.simulation._parameters import Floats
from clusterbook.simulation._setting import Setting
from clusterbook.simulation._world import Seed, World, generator

_CLOCKS, _EVENTS = 0, 1


@dataclass(frozen=True)
class Luck:
    """The clocks, shape (n, m) each, and layers of outside events, one for each unit of budget.

    Parameters
    ----------
    learn, convert
        Clocks of local learning and of conversion.
    layers
        Outside events at rate λ·n each; a budget of three uses the first three layers.
    """

    learn: Floats
    convert: Floats
    layers: tuple[Events, ...]

    def events(self, budget: int) -> Events:
        """Return the events that a budget pays for, in the order of their steps.

        Raises
        ------
        ValueError
            If fewer layers were drawn.
        """
        if not 0 <= budget <= len(self.layers):
            msg = f"luck was drawn for budgets of 0 to {len(self.layers)}, got {budget}"
            raise ValueError(msg)
        if budget == 1:
            return self.layers[0]
        paid = self.layers[:budget]
        step = np.concatenate([np.empty(0, np.int64), *(layer.step for layer in paid)])
        numbers = [np.empty((3, 0)), *(np.array(layer[1:]) for layer in paid)]
        order = np.argsort(step, kind="stable")
        # Each in a row of its own, as in a layer: for another layout all is compiled once more.
        whom, what, success = np.take(np.concatenate(numbers, axis=1), order, axis=1)
        return Events(step[order], whom, what, success)


def luck(world: World, setting: Setting, seed: Seed, stream: int = 0, budget: int = 1) -> Luck:
    """Draw the luck of a run, or of several that share it.

    Parameters
    ----------
    world, setting
        For the number of firms and components, the length of a step and the rate of links.
    seed
        As for the world; the two do not share random numbers.
    stream
        Another stream is other luck in the same world: the placebo.
    budget
        The largest budget that a scenario will ask for.
    """
    shape = world.start.state.shape
    rng = generator(seed, 1 + stream, _CLOCKS)
    learn, convert = rng.standard_exponential(shape), rng.standard_exponential(shape)
    layers = (
        _layer(generator(seed, 1 + stream, _EVENTS, each), world, setting)
        for each in range(max(budget, 1))
    )
    return Luck(learn, convert, tuple(layers))


def _layer(rng: np.random.Generator, world: World, setting: Setting) -> Events:
    """Draw a Poisson number of events for every step, at rate λ·n·dt."""
    steps = setting.regime.steps
    number = rng.poisson(setting.lam * world.size * setting.dt, steps)
    total = int(number.sum())
    whom, what, success = rng.random((3, total))
    return Events(np.repeat(np.arange(steps), number), whom, what, success)
