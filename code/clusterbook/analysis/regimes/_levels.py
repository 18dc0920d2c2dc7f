"""Technological regimes as the paper uses them: three coded dimensions and two patterns.

A regime is described by its opportunity (技术机会), appropriability (可收益性) and cumulativeness
(累积性); the paper's fourth dimension, the knowledge base (知识基础), has no ordinal level.
A pattern is Schumpeter Mark I (熊彼特 I型) or Mark II (熊彼特 II型), or the lack of one.
"""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Ordinal level of one dimension; `MISSING` where the paper gives none."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"
    MISSING = "missing"


class Pattern(StrEnum):
    """Verdict of a rule on one regime.

    `MIXED` lies exactly between the two patterns; `NEITHER` meets the conditions of none.
    """

    MARK_I = "I"
    MARK_II = "II"
    MIXED = "mixed"
    NEITHER = "neither"


@dataclass(frozen=True)
class Regime:
    """Levels of the three dimensions that the paper's definition of Mark I and II uses."""

    opportunity: Level
    appropriability: Level
    cumulativeness: Level
