"""No function changes the tables that it is given."""

from collections.abc import Mapping

import pandas as pd

from clusterbook.analysis.cluster import _economy as economy
from clusterbook.analysis.cluster import _gap_inputs as comparison
from clusterbook.analysis.cluster import _structure as structure
from clusterbook.analysis.regimes import _coding_scenarios as worlds
from clusterbook.analysis.regimes import _coverage as coverage
from clusterbook.analysis.register import _consistency as consistency


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
