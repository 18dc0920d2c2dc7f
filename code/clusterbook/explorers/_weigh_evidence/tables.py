"""What the explorer `weighing` needs of the book's tables, gathered once."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from clusterbook.analysis.evidence import FOCUS, Boxes


@dataclass(frozen=True)
class Tables:
    """The likelihoods of every hypothesis and reading, and the words for what they are about."""

    boxes: Mapping[str, Boxes]
    """Coding -> hypothesis and reading -> the likelihoods."""
    explanations: pd.DataFrame
    hypotheses: pd.DataFrame
    items: pd.DataFrame
    codings: pd.DataFrame
    favoured: float
    """Share that a favoured rival has of what the priors leave to the rivals."""

    @property
    def names(self) -> list[str]:
        """The hypotheses, in order."""
        return [str(name) for name in self.hypotheses["hypothesis"]]

    @property
    def readings(self) -> list[str]:
        """The readings, in order."""
        return list(dict.fromkeys(reading for _, reading in self._plain))

    @property
    def coders(self) -> list[tuple[str, str]]:
        """The codings, in order, each with its label before it."""
        return list(zip(self.codings["label"], self.codings["coding"], strict=True))

    @property
    def _plain(self) -> Boxes:
        return next(iter(self.boxes.values()))

    @property
    def rivals(self) -> dict[str, str]:
        """Rival -> its label within a sentence."""
        pairs = zip(self.explanations["explanation"], self.explanations["label"], strict=True)
        return {str(n): label[0].lower() + label[1:] for n, label in pairs if n != FOCUS}

    def items_of(self, hypothesis: str) -> tuple[str, ...]:
        """Return the items of a hypothesis, in order."""
        return self._plain[hypothesis, self.readings[0]].items

    def all_items(self) -> list[str]:
        """Return the items of all hypotheses, in order."""
        return [item for name in self.names for item in self.items_of(name)]


def tick(item: str) -> str:
    """Return the name of the parameter that says whether an item counts.

    Examples
    --------
    >>> tick("H1.2")
    'H1_2'
    """
    return item.replace(".", "_")
