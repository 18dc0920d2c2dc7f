"""Who learns from whom: ties between firms and purchases from machinery makers, as CSR arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array

from clusterbook.simulation._cluster import MACHINERY, Cluster

Ints = npt.NDArray[np.integer]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """Ties and purchases of n firms.

    Parameters
    ----------
    indptr, indices
        Ties as CSR: the partners of firm i are `indices[indptr[i]:indptr[i + 1]]`, in rising
        order. Symmetric, without machinery makers.
    cooperative
        Which of these are cooperative; the same in both directions.
    suppliers
        Shape (n, 2): the machinery makers that each firm buys from; -1 for a maker.
    client_indptr, client_indices
        The other way round, as CSR; a firm that is no maker has no client.
    """

    indptr: Ints
    indices: Ints
    cooperative: Bools
    suppliers: Ints
    client_indptr: Ints
    client_indices: Ints

    @property
    def degree(self) -> Ints:
        """Number of ties of each firm."""
        return np.diff(self.indptr)


def network(
    rng: np.random.Generator,
    kinds: Ints,
    cluster: Cluster,
    degree: float,
    local: float,
    cooperative: float,
    suppliers: int,
) -> Network:
    """Draw the ties and purchases of firms of these kinds.

    Each firm that is no machinery maker begins degree/2 ties (in expectation, where that is no
    whole number), so that the mean is `degree`; one that would lead to itself is dropped. A share
    `local` of them goes to one of the `degree` nearest firms of the partner types on a ring on
    which all firms have random places, half of them to each side; the rest go to any firm of the
    partner types. Two firms share one tie at most; doubles are merged, so the realised mean lies a
    little below `degree`.

    Parameters
    ----------
    rng
        Source of randomness.
    kinds
        Shape (n,): the firms' types, as in `cluster`.
    cluster
        Which types are partners, and which buy machines.
    degree, local, cooperative
        Mean number of ties, share to near neighbours, share that is cooperative.
    suppliers
        Number of different machinery makers that a firm buys from.
    """
    n = len(kinds)
    ring = rng.random(n)
    begun = [
        _ties(rng, kinds, ring, kind, partners, degree, local)
        for kind, partners in enumerate(cluster.partners)
        if partners
    ]
    ends = np.concatenate(begun, axis=1)
    ends = ends[:, ends[0] != ends[1]]
    low, high = np.divmod(np.unique(ends.min(axis=0) * n + ends.max(axis=0)), n)
    marks = rng.random(len(low)) < cooperative
    # A stored zero would be dropped by no operation here, but 1 and 2 need no trust in that.
    value = np.tile(marks.astype(np.int8) + 1, 2)
    pairs = (np.concatenate([low, high]), np.concatenate([high, low]))
    ties = coo_array((value, pairs), shape=(n, n)).tocsr()
    ties.sort_indices()
    bought = _purchases(rng, kinds, cluster.buyers, suppliers)
    buyers, columns = np.nonzero(bought >= 0)
    sold = (bought[buyers, columns], buyers)
    clients = coo_array((np.ones(len(buyers), np.int8), sold), shape=(n, n)).tocsr()
    return Network(
        ties.indptr.astype(np.int64),
        ties.indices.astype(np.int32),
        ties.data == 2,
        bought,
        clients.indptr.astype(np.int64),
        clients.indices.astype(np.int32),
    )


def _ties(
    rng: np.random.Generator,
    kinds: Ints,
    ring: npt.NDArray[np.float64],
    kind: int,
    partners: tuple[int, ...],
    degree: float,
    local: float,
) -> Ints:
    """Return the ties that firms of one kind begin: shape (2, ties), first who begins them."""
    members = np.flatnonzero(kinds == kind)
    pool = np.flatnonzero(np.isin(kinds, partners))
    pool = pool[np.argsort(ring[pool], kind="stable")]
    number = np.floor(degree / 2 + rng.random(len(members))).astype(np.int64)
    begins = np.repeat(members, number)
    near = rng.random(len(begins)) < local
    width = min(round(degree), len(pool))
    beside = np.searchsorted(ring[pool], ring[begins]) + rng.integers(width, size=len(begins))
    anywhere = rng.integers(len(pool), size=len(begins))
    place = np.where(near, (beside - width // 2) % len(pool), anywhere)
    return np.stack([begins, pool[place]])


def _purchases(
    rng: np.random.Generator, kinds: Ints, buying: tuple[int, ...], suppliers: int
) -> Ints:
    """Return the makers that each firm buys from: shape (n, suppliers), -1 where it buys none."""
    makers = np.flatnonzero(kinds == MACHINERY)
    buyers = np.flatnonzero(np.isin(kinds, buying))
    chosen = np.empty((len(buyers), 0), np.int64)
    for column in range(suppliers):
        # A draw among those left; each one already taken and not above it moves it up by one.
        draw = rng.integers(len(makers) - column, size=len(buyers))
        for taken in np.sort(chosen, axis=1).T:
            draw += draw >= taken
        chosen = np.column_stack([chosen, draw])
    bought = np.full((len(kinds), suppliers), -1, np.int32)
    bought[buyers] = makers[chosen]
    return bought
