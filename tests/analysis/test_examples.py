"""The examples in docstrings run, and no function changes the tables it is given."""

import doctest
import importlib
import pkgutil
from collections.abc import Mapping

import pandas as pd
import pytest

import clusterbook.analysis
from clusterbook.analysis import comparison, consistency, coverage, economy, structure, worlds

MODULES = [m.name for m in pkgutil.iter_modules(clusterbook.analysis.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_show(name: str):
    module = importlib.import_module(f"clusterbook.analysis.{name}")
    assert doctest.testmod(module).failed == 0


def test_some_examples_are_there_to_run():
    modules = [importlib.import_module(f"clusterbook.analysis.{name}") for name in MODULES]
    assert sum(doctest.testmod(module).attempted for module in modules) >= 4


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
