"""The stored results of the model's sweep, refused where code or data have moved on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clusterbook.simulation.experiments import (
    RESULTS,
    TABLES,
    full_study,
    identity,
    makers_study,
    read,
    structural_study,
)
from monograph.tables.package import data_folder, filed

if TYPE_CHECKING:
    import pandas as pd


def swept(name: str) -> pd.DataFrame:
    """Return a stored result of the model's sweep, such as "runs", "structures" or "points".

    Raises
    ------
    StaleResultError
        A `ValueError`, if it was not made by the present code from the present data.
    """
    # Held against the tables as filed: to ask what follows were a cell another, runs are given.
    tables = {each: filed(each) for each in TABLES}
    study = {"structures": structural_study, "makers": makers_study}.get(name, full_study)(tables)
    return read(data_folder() / "sweep", name, identity(study, RESULTS.get(name, ())))
