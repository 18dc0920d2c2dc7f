"""The argument as a graph.

Independent reference: the transitive closure as powers of a matrix.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from clusterbook.analysis.evidence import reach, rests_on, support, unobserved_leaves

Tables = Mapping[str, pd.DataFrame]


def closure(concepts: pd.DataFrame, links: pd.DataFrame) -> dict[str, set[str]]:
    nodes = list(concepts["concept"])
    matrix = np.zeros((len(nodes), len(nodes)), dtype=bool)
    for source, target in zip(links["source"], links["target"], strict=True):
        matrix[nodes.index(source), nodes.index(target)] = True
    reached = matrix.copy()
    for _ in nodes:
        reached |= (reached.astype(int) @ matrix.astype(int)) > 0
    return {
        node: {nodes[j] for j in np.flatnonzero(reached[i])} - {node}
        for i, node in enumerate(nodes)
    }


def test_reach_is_the_transitive_closure(tables: Tables):
    concepts, links = tables["concepts"], tables["concept_links"]
    for node, expected in closure(concepts, links).items():
        assert reach(links, node) == expected


def test_a_circle_ends():
    links = pd.DataFrame({"source": ["a", "b", "c"], "target": ["b", "c", "a"]})
    assert reach(links, "a") == {"b", "c"}
    assert reach(links, ["a", "b"]) == {"c"}


def test_claims_that_rest_on_absorptive_capacity_and_on_the_regime(tables: Tables):
    """§1.2: the third hypothesis; §1.1: the first one, through the regime."""
    frames = tables["concepts"], tables["concept_links"]
    assert list(rests_on(*frames, "absorptive")["concept"]) == ["H3"]
    assert "H1" in list(rests_on(*frames, "regime")["concept"])


def test_every_hypothesis_rests_on_some_concept(tables: Tables):
    concepts, links = tables["concepts"], tables["concept_links"]
    heads = concepts.loc[concepts["column"] == "concept", "concept"]
    claimed = {h for c in heads for h in rests_on(concepts, links, c)["concept"]}
    assert claimed == {"H1", "H2", "H3"}


def test_evidence_is_counted_by_whether_it_was_observed(tables: Tables):
    """Reference: the closure, intersected with the two kinds of evidence."""
    concepts, links = tables["concepts"], tables["concept_links"]
    evidence = concepts[concepts["column"] == "evidence"]
    seen = set(evidence.loc[evidence["observed"], "concept"])
    unseen = set(evidence["concept"]) - seen
    found = support(concepts, links).set_index("concept")
    for node, below in closure(concepts, links).items():
        reached = below | {node}
        assert found.loc[node, "observed_evidence"] == len(reached & seen)
        assert found.loc[node, "unobserved_evidence"] == len(reached & unseen)
        assert found.loc[node, "without_datum"] == (not reached & seen)


def test_each_hypothesis_needs_evidence_that_nobody_observed(tables: Tables):
    found = support(tables["concepts"], tables["concept_links"]).set_index("concept")
    assert (found.loc[["H1", "H2", "H3"], "unobserved_evidence"] > 0).all()


def test_the_argument_ends_without_a_datum_in_seven_places(tables: Tables):
    found = unobserved_leaves(tables["concepts"], tables["concept_links"])
    assert set(found["column"]) == {"evidence"}
    assert not found["observed"].any()
    assert len(found) == 7


def test_unknown_names_are_refused(tables: Tables):
    frames = tables["concepts"], tables["concept_links"]
    with pytest.raises(KeyError, match="no concept 'luck'"):
        rests_on(*frames, "luck")
    with pytest.raises(KeyError, match="no column 'proof'; columns: concept, hypothesis"):
        rests_on(*frames, "regime", column="proof")
