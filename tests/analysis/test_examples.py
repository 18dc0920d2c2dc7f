"""The examples in docstrings run, and no function changes the tables it is given."""

import doctest
import importlib
import pkgutil
from collections.abc import Mapping

import pandas as pd
import pytest

import clusterbook
import monograph
from clusterbook.analysis.cluster import _economy as economy
from clusterbook.analysis.cluster import _gap_inputs as comparison
from clusterbook.analysis.cluster import _structure as structure
from clusterbook.analysis.regimes import _coding_scenarios as worlds
from clusterbook.analysis.regimes import _coverage as coverage
from clusterbook.analysis.register import _consistency as consistency

MODULES = [
    module.name
    for package in (clusterbook, monograph)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_show(name: str):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_some_examples_are_there_to_run():
    modules = [importlib.import_module(name) for name in MODULES]
    assert sum(doctest.testmod(module).attempted for module in modules) >= 12


def test_the_tables_are_left_as_they_were(tables: Mapping[str, pd.DataFrame]):
    before = {name: frame.copy(deep=True) for name, frame in tables.items()}

    consistency.run(tables["tensions"], tables)
    structure.jobs(tables["firm_types"])
    economy.ratios(tables["totals"], tables["firm_types"], tables["assumptions"])
    comparison.plausible_box(tables["totals"], tables["firm_types"], tables["assumptions"])
    worlds.worlds(tables["regime_codes"])
    coverage.coverage(tables["regime_subdimensions"], tables["regime_coverage"])

    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
