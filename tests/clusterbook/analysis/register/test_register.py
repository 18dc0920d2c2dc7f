"""The tally of the register counts every entry once."""

import pandas as pd

from clusterbook.analysis.register import _register as register


def test_the_tally_counts_every_entry_once():
    entries = pd.DataFrame(
        {"kind": ["dating", "dating", "passes"], "severity": ["serious", "minor", "none"]}
    )

    tally = register.tally(entries).set_index("kind")

    assert tally.loc["dating", ["serious", "moderate", "minor", "none"]].tolist() == [1, 0, 1, 0]
    assert tally.loc["all kinds", "all"] == 3
