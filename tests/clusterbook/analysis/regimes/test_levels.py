"""The vocabulary of regimes is the one that the data tables use."""

import dataclasses

import pytest

from clusterbook.analysis.regimes import Level, Pattern, Regime


def test_levels_are_the_codes_of_the_data_and_nothing_else():
    assert [str(level) for level in Level] == ["H", "M", "L", "missing"]
    with pytest.raises(ValueError, match="'high' is not a valid Level"):
        Level("high")


def test_patterns_are_the_two_of_schumpeter_and_the_two_ways_of_having_none():
    assert [str(pattern) for pattern in Pattern] == ["I", "II", "mixed", "neither"]


def test_a_regime_cannot_be_changed():
    regime = Regime(Level.HIGH, Level.LOW, Level.LOW)
    with pytest.raises(dataclasses.FrozenInstanceError):
        regime.opportunity = Level.LOW  # type: ignore[misc]


def test_regimes_are_equal_when_their_levels_are():
    assert Regime(Level.HIGH, Level.LOW, Level.LOW) == Regime(Level("H"), Level("L"), Level("L"))
