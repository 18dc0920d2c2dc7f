"""What is run once more to see what machinery makers owe to the rule of their own learning."""

from __future__ import annotations

from dataclasses import replace

from clusterbook.simulation._structures import structures
from clusterbook.simulation.experiments._design import Study, Tables, full_study

MAKERS = ("makers", "p2_makers")
"""The contrasts that take the makers out, in the third and in the second paradigm."""

DIVISOR = "own_clients"
"""The structure that differs from the book's by what a maker's learning is divided by."""


def makers_study(tables: Tables) -> Study:
    """Return the study of makers under the other divisor, at every point of the book's own study.

    The other arm of the comparison is in the runs of that study already, at the same points with
    the same luck.

    Parameters
    ----------
    tables
        By name: those of `TABLES`.
    """
    study, known = full_study(tables), tables["model_contrasts"].set_index("contrast")
    asked = {*known.loc[list(MAKERS), "scenario"], *known.loc[list(MAKERS), "against"]}
    plan = replace(
        study.plan,
        scenarios=tuple(each for each in study.plan.scenarios if each.key in asked),
        structures=(structures(tables["model_structures"])[DIVISOR],),
    )
    return replace(study, plan=plan)
