"""The book's own tables, read once."""

from collections.abc import Mapping

import pandas as pd
import pytest

from monograph.tables import package


@pytest.fixture(scope="session")
def tables() -> Mapping[str, pd.DataFrame]:
    """Every table of the data package by name; tests do not change them."""
    return {name: package.load(name) for name in package.names()}
