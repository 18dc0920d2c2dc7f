"""The examples in docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import clusterbook
import monograph
import workshop

MODULES = [
    module.name
    for package in (monograph, clusterbook, workshop)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_show(name: str):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_some_examples_are_there_to_run():
    modules = [importlib.import_module(name) for name in MODULES]
    found = [test for module in modules for test in doctest.DocTestFinder().find(module)]
    assert sum(len(test.examples) for test in found) >= 12
