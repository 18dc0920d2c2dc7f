"""The argument as a graph: which claims rest on a concept, and where a claim has no datum.

In: `concepts` (nodes in four columns: concept, hypothesis, source, evidence) and `concept_links`
(arrows from a node to what builds on it or is brought forward for it).
"""

from collections import defaultdict, deque
from collections.abc import Iterable

import pandas as pd

COLUMNS = ("concept", "hypothesis", "source", "evidence")


def reach(concept_links: pd.DataFrame, start: str | Iterable[str]) -> set[str]:
    """Return every node that can be reached from `start` along the arrows, `start` left out."""
    first = [start] if isinstance(start, str) else list(start)
    following: dict[str, list[str]] = defaultdict(list)
    for source, target in zip(concept_links["source"], concept_links["target"], strict=True):
        following[source].append(target)
    seen, queue = set(first), deque(first)
    while queue:
        for node in following[queue.popleft()]:
            if node not in seen:
                seen.add(node)
                queue.append(node)
    return seen - set(first)


def rests_on(
    concepts: pd.DataFrame, concept_links: pd.DataFrame, concept: str, column: str = "hypothesis"
) -> pd.DataFrame:
    """Return the nodes of one column that rest on a concept, in their order on the page.

    Raises
    ------
    KeyError
        If there is no such concept or column.
    """
    if concept not in set(concepts["concept"]):
        msg = f"no concept {concept!r}; concepts: {', '.join(concepts['concept'])}"
        raise KeyError(msg)
    if column not in COLUMNS:
        msg = f"no column {column!r}; columns: {', '.join(COLUMNS)}"
        raise KeyError(msg)
    wanted = concepts["concept"].isin(reach(concept_links, concept)) & (
        concepts["column"] == column
    )
    return concepts[wanted].sort_values("position").reset_index(drop=True)


def support(concepts: pd.DataFrame, concept_links: pd.DataFrame) -> pd.DataFrame:
    """Count the evidence that each node can reach, observed and not observed.

    Returns
    -------
    DataFrame
        concept, column, label, label_zh, observed_evidence, unobserved_evidence (nodes of the
        column "evidence" that can be reached; such a node counts itself), without_datum (it
        reaches no observed evidence).
    """
    evidence = (
        concepts[concepts["column"] == "evidence"].set_index("concept")["observed"].astype(bool)
    )
    rows = []
    for node in concepts["concept"]:
        found = [n for n in {node} | reach(concept_links, node) if n in evidence.index]
        seen = sum(bool(evidence[n]) for n in found)
        rows.append((seen, len(found) - seen, seen == 0))
    names = ["observed_evidence", "unobserved_evidence", "without_datum"]
    counts = pd.DataFrame(rows, columns=names, index=concepts.index)
    return concepts[["concept", "column", "label", "label_zh"]].join(counts)


def unobserved_leaves(concepts: pd.DataFrame, concept_links: pd.DataFrame) -> pd.DataFrame:
    """Return the nodes at which the argument ends without anything having been observed."""
    inner = set(concept_links["source"])
    ends = ~concepts["concept"].isin(inner) & ~concepts["observed"].astype(bool)
    return concepts[ends].reset_index(drop=True)
