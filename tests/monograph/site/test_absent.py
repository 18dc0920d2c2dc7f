"""What no page has is not looked for; what was made, copied or read back may be there."""

import copy
import pickle

from docutils import nodes
from sphinx.util.nodes import NodeMatcher

from monograph.site.absent import absent, loads, watch


class Rare(nodes.General, nodes.Element):
    """Nobody makes one but a test."""


class Rarer(Rare):
    """One that is also a `Rare`."""


class Stored(nodes.General, nodes.Element):
    """One that is only read back."""


def test_a_class_is_absent_until_a_node_of_it_or_of_one_below_it_is_made() -> None:
    watch()
    asked = (Rare, Rarer, NodeMatcher(Rare, Rarer))
    assert all(map(absent, asked))
    made = copy.copy(Rarer())
    assert isinstance(made, Rarer)
    assert not any(map(absent, asked))


def test_a_class_is_there_when_a_node_of_it_is_read_back() -> None:
    watch()
    blank = Stored.__new__(Stored)  # as who unpickles makes it
    blank.__dict__.update(vars(nodes.paragraph()))
    stored = pickle.dumps([blank])
    assert absent(Stored)
    assert isinstance(loads(stored)[0], Stored)
    assert not absent(Stored)


def test_texts_and_what_only_a_look_can_tell_may_always_be_there() -> None:
    for condition in (nodes.Text, nodes.Node, None, NodeMatcher(nodes.Text), NodeMatcher()):
        assert not absent(condition)
    assert not absent(lambda _: False)
