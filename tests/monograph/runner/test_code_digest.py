"""A digest of code: words are free, code is not."""

import inspect
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from monograph.runner import code_digest as module
from monograph.runner.code_digest import Remembered, code_digest
from workshop.lock import PYTHONS

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


def test_what_is_remembered_is_what_would_be_taken_anew(tmp_path: Path) -> None:
    path, code = tmp_path / "code.json", b"x = 1  # one\n"
    first = Remembered(path)
    assert first.of(code) == code_digest("x = 1")
    first.keep()
    path.write_text(path.read_text("utf-8").replace(code_digest("x = 1"), "remembered"), "utf-8")
    again = Remembered(path)
    assert again.of(code) == "remembered"
    assert again.of(b"x = 2\n") == code_digest("x = 2")


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"by": "another", "digests": {}}', "cut short"])
def test_what_cannot_be_believed_is_taken_anew(tmp_path: Path, spoilt: str) -> None:
    path, code = tmp_path / "code.json", b"x = 1\n"
    kept = Remembered(path)
    kept.of(code)
    kept.keep()
    held = path.read_text("utf-8").replace(code_digest("x = 1"), "remembered")
    path.write_text(spoilt if spoilt != "cut short" else held[:-2], "utf-8")
    assert Remembered(path).of(code) == code_digest("x = 1")


def test_code_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "code.json"
    for source in (b"x = 1\n", b"x = 2\n"):
        kept = Remembered(path)
        kept.of(source)
        kept.keep()
    assert code_digest("x = 1") not in path.read_text("utf-8")


@pytest.mark.parametrize("version", PYTHONS, ids=lambda version: ".".join(map(str, version)))
def test_every_python_gives_every_module_the_same_digest(version: tuple[int, int]) -> None:
    """They are stored with results: from 3.12 on, a formatted text comes in parts."""
    python = shutil.which("python{}.{}".format(*version))
    ask = f"import sys; sys.exit(sys.version_info[:2] != {version!r})"
    if python is None or subprocess.run([python, "-c", ask], check=False).returncode:
        pytest.skip("no Python {}.{} on this machine".format(*version))
    here = digests()
    source = inspect.getsource(module)
    asked = "\nfor path in sys.argv[1:]: print(code_digest(Path(path).read_text('utf-8')))"
    command = [python, "-c", source + asked, *here]
    given = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    assert given == list(here.values())


@cache
def digests() -> dict[str, str]:
    """Return the digest that this Python gives each module."""
    paths = sorted(Path("code").glob("**/*.py"))
    return {str(path): code_digest(path.read_text("utf-8")) for path in paths}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("f'{a} b'", "f'{a}  b'"),
        ("f'{a}'", "f'{b}'"),
        ("f'{a:>{w}}'", "f'{a:>{v}}'"),
        ("f'{a!r}' + f'{b}'", "f'{a!r}' + f'{c}'"),
        ("f'''{a}\n  {b}'''", "f'''{a}\n   {b}'''"),
        ("f'{a}\x0c' + 'b'", "f'{a}\x0c' + 'c'"),
    ],
)
def test_a_formatted_text_is_code(one: str, other: str) -> None:
    assert code_digest(one) != code_digest(other)
    assert code_digest(one) == code_digest(f"{one}  # said\n")


def test_a_stored_digest_is_known_again_by_any_python() -> None:
    """Such digests lie in `data`: whatever runs this test must come to the same."""
    known = "3e7fd12b0245b91df6a0ea2a476bba0ae4fffd59e77783d3c15b2bbf96e7a1a3"
    assert code_digest("f'{a:>{w}} of {b!r}' + 'c'") == known
