"""A digest of code: words are free, code is not."""

from __future__ import annotations

import pytest

from monograph.runner.code_digest import code_digest

CODE = '''"""Say what this is."""

from math import pi

X = "text"  # why
"""Say what it holds."""


def f(a):
    """Say."""
    return a + pi


class C:
    y: int
'''

WORDS = [
    ("# why", "# because"),
    ("  # why", ""),
    ('"""Say."""', '"""Say more.\n\n    And more.\n    """'),
    ('    """Say."""\n', ""),
    ('"""Say what this is."""\n', ""),
    ('"""Say what it holds."""\n', ""),
    ("    y: int", '    """Say."""\n\n    y: int\n    """Say."""'),
    ("\n\n\ndef", "\n\n\n\n\n\ndef"),
    ("return a + pi", "return a  +  pi  # sum"),
    ('    """Say."""\n    return', '        """Say."""\n        return'),
]

CHANGES = [
    ("a + pi", "a + 2"),
    ('"text"', '"test"'),
    ("    return", "    a = 1\n    return"),
    ("def f", "def g"),
    ("from math import pi", "from numpy import pi"),
    ('    """Say."""\n    return a + pi', '    """Say."""; return 1\n    return a + pi'),
    ("    y: int", "    y: int\n    z: int"),
]


@pytest.mark.parametrize(("old", "new"), WORDS)
def test_words_and_layout_change_no_digest(old: str, new: str) -> None:
    assert old in CODE
    assert code_digest(CODE.replace(old, new, 1)) == code_digest(CODE)


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_code_changes_it(old: str, new: str) -> None:
    assert old in CODE
    assert code_digest(CODE.replace(old, new, 1)) != code_digest(CODE)


def test_a_text_that_is_no_code_has_the_digest_of_its_letters() -> None:
    assert code_digest("x = (") != code_digest("x = (1")
    assert code_digest("%magic") == code_digest("%magic")
