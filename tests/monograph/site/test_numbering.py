"""Pages outside the chapters count by letter, the landing page by zero."""

from types import SimpleNamespace

from monograph.site.numbering import _by_letter


def numbers(**pages: dict[str, tuple[int, ...]]) -> dict[str, dict[str, tuple]]:
    """Return the tables' numbers after renumbering; pages named chapter… have a number."""
    env = SimpleNamespace(
        config=SimpleNamespace(root_doc="index"),
        toctree_includes={"index": [name for name in pages if name != "index"]},
        toc_secnumbers={name: {"": (7,)} for name in pages if name.startswith("chapter")},
        toc_fignumbers={name: {"table": dict(ids)} for name, ids in pages.items()},
    )
    _by_letter(None, env)
    return {name: found["table"] for name, found in env.toc_fignumbers.items()}


def test_chapters_keep_their_numbers_and_back_matter_counts_by_letter():
    found = numbers(
        index={"t": (1,)},
        chapter={"a": (7, 1), "b": (7, 2)},
        empty={},
        register={"c": (2,), "d": (3,)},
        data={"e": (4,)},
    )

    assert found["index"] == {"t": ("0", 1)}
    assert found["chapter"] == {"a": (7, 1), "b": (7, 2)}
    assert found["register"] == {"c": ("A", 1), "d": ("A", 2)}
    assert found["data"] == {"e": ("B", 1)}
