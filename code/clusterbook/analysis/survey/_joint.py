"""Bounds from the joint distribution of the answers: an integer programme over all patterns.

Table 5 prints six margins and the text one mean; which firm answered what is not printed. A way to
fill the questionnaires is a number of firms for each of the 2^6 patterns of yes and no, so that the
margins come out as printed and the mean prints as printed. What all such ways have in common is
known; a count that differs among them lies between its least and its greatest value, both found by
an integer programme (HiGHS) and checked in whole numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from clusterbook.analysis.survey._rounding import decimals_of

Pattern = tuple[int, ...]
"""One firm's answers, 1 or 0 for each mode."""

ANSWERS = ("no", "yes", "left_out")
"""What the firm that did not answer one question is taken to have said."""

COUNTED = ("nothing", "modes", "items")
"""What a mean adds up: nothing (it binds nothing), modes that a firm takes part in, or items, of
which a firm has at least one for each of its modes."""
BASES = ("none", "firms", "participants", "participations")


@dataclass(frozen=True)
class Reading:
    """What a printed mean may be a mean of: what is counted, over what."""

    counted: str
    base: str
    printed: str = ""

    def __post_init__(self) -> None:
        if self.counted not in COUNTED or self.base not in BASES:
            msg = (
                f"a reading counts one of {', '.join(COUNTED)} over one of {', '.join(BASES)}, "
                f"got {self.counted!r} over {self.base!r}"
            )
            raise ValueError(msg)
        if (self.counted == "nothing") != (self.base == "none"):
            msg = "a reading counts nothing exactly if its base is 'none'"
            raise ValueError(msg)

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The mean lies at or above the first and below the second (rounded half up)."""
        half = Fraction(1, 2 * 10 ** decimals_of(self.printed))
        return Fraction(self.printed) - half, Fraction(self.printed) + half


class ClashError(ValueError):
    """No joint answers fit; `clash` names constraints of which each can be met without the rest."""

    def __init__(self, clash: Sequence[str]) -> None:
        self.clash = tuple(clash)
        super().__init__(
            f"no joint answers fit: {', '.join(self.clash)} clash; without any one of them "
            "the others can be met"
        )


@dataclass(frozen=True)
class Row:
    """A constraint: low <= coefficients @ variables <= high, in whole numbers."""

    name: str
    coefficients: tuple[int, ...]
    low: int | None
    high: int | None

    def holds(self, values: Sequence[int]) -> bool:
        """Say, in exact arithmetic, whether whole numbers meet the constraint."""
        total = sum(c * v for c, v in zip(self.coefficients, values, strict=True))
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)


class JointAnswers:
    """All ways to fill the questionnaires that fit the printed margins and a reading of the mean.

    Parameters
    ----------
    counts
        Mode -> firms that take part in it, as recovered from print.
    bases
        Mode -> firms that answered.
    firms
        Firms in all.
    reading
        What the printed mean is a mean of.
    answer
        What the firm that left a question empty is taken to have said: "no", "yes", or "left_out"
        (that firm then counts nowhere, and what it said to the other questions is open).
    aside
        All ways with the mean left aside, where they are known: what they reach is a bound on what
        these can reach, so that a way of these which reaches it needs no programme of its own.

    Raises
    ------
    ValueError
        If a count does not fit its base, a treatment is unknown, or "left_out" is asked for more
        than one firm.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        bases: Mapping[str, int],
        firms: int,
        reading: Reading,
        answer: str = "no",
        aside: "JointAnswers | None" = None,
    ) -> None:
        if answer not in ANSWERS:
            msg = f"answer must be one of {', '.join(ANSWERS)}, got {answer!r}"
            raise ValueError(msg)
        silent = {mode: firms - bases[mode] for mode in counts}
        odd = [m for m in counts if not 0 <= counts[m] <= bases[m] <= firms]
        if odd:
            msg = f"{odd[0]}: needs 0 <= count <= base <= {firms} (firms)"
            raise ValueError(msg)
        if answer == "left_out" and sum(silent.values()) > 1:
            msg = f"'left_out' is for one silent firm, got {sum(silent.values())} missing answers"
            raise ValueError(msg)
        self.modes = tuple(counts)
        self.patterns: tuple[Pattern, ...] = tuple(product((0, 1), repeat=len(self.modes)))
        self.reading = reading
        out = answer == "left_out" and sum(silent.values()) == 1
        self.firms = firms - out
        # Patterns of the firm that is left out: any, but for the mode that it was silent on.
        gone = [m for m in self.modes if silent[m]]
        self._apart = [p for p in self.patterns if out and not p[self.modes.index(gone[0])]]
        margins = {m: counts[m] + (silent[m] if answer == "yes" else 0) for m in self.modes}
        self._rows = tuple(self._constraints(margins))
        self._aside = aside
        self._found: dict[tuple[int, ...], None] = {}  # ways so far, with all their variables
        # Measures share their parts, such as a difference and the pairs behind a p-value.
        self._solved = cache(self._solve)

    def _constraints(self, margins: Mapping[str, int]) -> list[Row]:
        size, extra = len(self.patterns), len(self._apart)
        rows = [Row("all firms", (1,) * size + (0,) * extra + (0,), self.firms, self.firms)]
        if extra:
            rows.append(Row("the firm left out", (0,) * size + (1,) * extra + (0,), 1, 1))
        for k, (mode, count) in enumerate(margins.items()):
            answers = [p[k] for p in (*self.patterns, *self._apart)]
            rows.append(Row(mode, (*answers, 0), count, count))
        return rows + self._mean()

    def _mean(self) -> list[Row]:
        """Return the constraints that the reading sets; the last variable is the items."""
        if self.reading.counted == "nothing":
            return []
        extra = (0,) * len(self._apart)
        modes = [sum(p) for p in self.patterns]
        base = self._base()
        low, high = self.reading.ends
        scale = low.denominator * high.denominator
        least, most = int(low * scale), int(high * scale)
        if self.reading.counted == "modes":
            above = tuple(scale * m - least * b for m, b in zip(modes, base, strict=True))
            below = tuple(scale * m - most * b for m, b in zip(modes, base, strict=True))
            return [
                Row("the mean", (*above, *extra, 0), 0, None),
                Row("the mean", (*below, *extra, 0), None, -1),
            ]
        return [
            Row("the mean", (*(-least * b for b in base), *extra, scale), 0, None),
            Row("the mean", (*(-most * b for b in base), *extra, scale), None, -1),
            Row("an item for each mode", (*(-m for m in modes), *extra, 1), 0, None),
        ]

    def _base(self) -> list[int]:
        """Return for each pattern what one firm adds to the base of the mean."""
        return {
            "firms": [1] * len(self.patterns),
            "participants": [int(any(p)) for p in self.patterns],
            "participations": [sum(p) for p in self.patterns],
        }[self.reading.base]

    @property
    def names(self) -> tuple[str, ...]:
        """The constraints by name, each once."""
        return tuple(dict.fromkeys(row.name for row in self._rows))

    def ends(self, value: Callable[[Pattern], int], *more: Row) -> tuple[int, int]:
        """Return the least and the greatest total of `value` over the firms; both are attained.

        Raises
        ------
        ClashError
            If no joint answers fit.
        """
        weights = tuple(value(p) for p in self.patterns)
        found = []
        for sign in (1, -1):
            filled = self.fill(tuple(sign * w for w in weights), *more)
            if filled is None:
                raise ClashError(self.clash() or [row.name for row in more])
            found.append(_total(weights, filled))
        return found[0], found[1]

    def fill(self, weights: Sequence[int], *more: Row) -> tuple[int, ...] | None:
        """Return a way to fill the questionnaires that makes a weighted total least, if any.

        Returns
        -------
        tuple of int or None
            Firms of each pattern (in the order of `patterns`), checked in whole numbers against
            every constraint; None if there is none.

        Raises
        ------
        ArithmeticError
            If the solver's answer, rounded, misses a constraint.
        """
        aim, rows = tuple(weights), (*self._rows, *more)
        found = self._as_aside(aim, more) or self._solved(rows, aim)
        if found is None:
            return None
        self._found[found] = None
        return found[: len(self.patterns)]

    def known(self, *values: Callable[[Pattern], int]) -> set[tuple[int, ...]]:
        """Return the totals of some values in each way that was found so far."""
        weights = [[value(p) for p in self.patterns] for value in values]
        return {tuple(_total(each, found) for each in weights) for found in self._found}

    def _as_aside(self, weights: tuple[int, ...], more: tuple[Row, ...]) -> tuple[int, ...] | None:
        """Return a way whose total is the least with the mean left aside, if one is at hand.

        To leave a constraint aside can only make the least total less, so that none is below it.
        """
        if self._aside is None:
            return None
        least = self._aside._solved((*self._aside._rows, *more), weights)
        if least is None:
            return None
        for found in (self._with_items(least), *self._found):
            same = _total(weights, found) == _total(weights, least)
            if same and all(row.holds(found) for row in (*self._rows, *more)):
                return found
        return None

    def _with_items(self, found: tuple[int, ...]) -> tuple[int, ...]:
        """Return a way with the fewest items for its modes and for the lower end of the mean."""
        if self.reading.counted != "items":
            return found
        modes = _total([sum(p) for p in self.patterns], found)
        return (*found[:-1], max(modes, ceil(self.reading.ends[0] * _total(self._base(), found))))

    def at(self, name: str, value: Callable[[Pattern], int], total: int) -> Row:
        """Return the constraint that the total of `value` over the firms is `total`."""
        rest = (0,) * (len(self._apart) + 1)
        return Row(name, (*(value(p) for p in self.patterns), *rest), total, total)

    def clash(self) -> tuple[str, ...]:
        """Return constraints that clash, none of which can be spared; empty if answers fit."""
        if self.fill(()) is not None:
            return ()
        kept = list(self.names)
        for name in self.names:
            rest = tuple(row for row in self._rows if row.name in kept and row.name != name)
            if self._solved(rest, ()) is None:
                kept.remove(name)
        return tuple(kept)

    def _solve(self, rows: tuple[Row, ...], weights: tuple[int, ...]) -> tuple[int, ...] | None:
        size = len(self.patterns) + len(self._apart) + 1
        aim = np.zeros(size)
        aim[: len(weights)] = weights
        table = np.array([row.coefficients for row in rows], dtype=float).reshape(-1, size)
        low = [-np.inf if row.low is None else row.low for row in rows]
        high = [np.inf if row.high is None else row.high for row in rows]
        found = milp(
            aim,
            constraints=[LinearConstraint(table, low, high)] if rows else [],
            bounds=Bounds(0, np.inf),
            integrality=np.ones(size, dtype=int),
            options={"mip_rel_gap": 0},
        )
        if found.x is None:
            return None
        whole = tuple(round(float(v)) for v in found.x)
        for row in rows:
            if not row.holds(whole) or min(whole) < 0:
                msg = f"the solver's answer, rounded, misses the constraint {row.name!r}"
                raise ArithmeticError(msg)
        return whole


def _total(weights: Sequence[int], found: Sequence[int]) -> int:
    return sum(w * n for w, n in zip(weights, found, strict=False))
