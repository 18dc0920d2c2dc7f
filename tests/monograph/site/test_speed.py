"""What is done once instead of again and again gives the same."""

from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from monograph.site.speed import _all_below, _findall

TREES = st.recursive(
    st.builds(nodes.Text, st.sampled_from(["one", "two"])) | st.builds(nodes.target),
    lambda below: st.builds(
        lambda kind, children: kind("", *children),
        st.sampled_from([nodes.section, nodes.container]),
        st.lists(below, max_size=4),
    ),
    max_leaves=25,
)


def _is_two(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Text) and str(node) == "two"


@given(TREES)
def test_the_same_nodes_are_found_in_the_same_order(tree: nodes.Node) -> None:
    for condition in (None, nodes.Text, nodes.container, _is_two):
        found = [id(node) for node in _all_below(tree, condition)]
        assert found == [id(node) for node in _findall(tree, condition)]
        for more in ({"descend": False}, {"include_self": False}, {"ascend": True}):
            assert list(map(id, _all_below(tree, condition, **more))) == [
                id(node) for node in _findall(tree, condition, **more)
            ]


def test_what_is_put_in_while_nodes_are_found_is_found_as_docutils_finds_it() -> None:
    def met(find: object) -> list[str]:
        tree = nodes.section("", nodes.paragraph("", "a"), nodes.paragraph("", "b"))
        seen = []
        for node in find(tree):  # type: ignore[operator]
            seen.append(node.astext())
            if isinstance(node, nodes.paragraph) and node.astext() == "a":
                node += nodes.Text("new")
                tree.insert(2, nodes.paragraph("", "between"))
        return seen

    assert met(_all_below) == met(_findall)
