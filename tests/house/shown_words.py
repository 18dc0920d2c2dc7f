"""Words that readers see and that stand in the middle of code: found in a module's syntax tree."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

SHOWN = re.compile(
    r"[A-Za-z’']{2,}[,;:.]? +[\w(“{]|^[A-Z][a-z]+\b(?!:)|[A-Za-z] $|^ [A-Za-z]|[“”…]"
)
"""What words have and keys do not: two of them, a capital at the head, a blank at an end."""

NAMED = {"title", "description", "label", "unit", "text", "words"}
"""An argument or an entry of such a name is shown, be it one word only."""

DRAWN = {"axis", "paragraph", "text"}
"""A word that these are called with is shown."""

UNSHOWN = {"require", "_require", "allowed", "looked_up", "shows", "say", "each"}
"""What these are called with is no text: columns, keys."""

FORMULA = re.compile(r"\bdatum\.|\bdatum\[|\bform ==|:[NOQT]$")
"""An expression of Vega, into which its words are put, or a field."""


def literals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal that is shown; "{}" stands for a place."""
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    columns = {name.id for call in _calls(tree, UNSHOWN) for name in _of(call, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            around = list(_around(node, above))
            text = _text(node)
            shown = SHOWN.search(text) or _one_word(node, text, around)
            if shown and not FORMULA.search(text) and not _apart(node, around, columns):
                yield node.lineno, text


def _around(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node in above:
        node = above[node]
        yield node


def _calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    yield from (call for call in _of(tree, ast.Call) if _name(call.func) in names)


def _of(tree: ast.AST, kind: type[ast.Call] | type[ast.Name]) -> Iterator:  # type: ignore[type-arg]
    yield from (node for node in ast.walk(tree) if isinstance(node, kind))


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def _apart(node: ast.AST, around: list[ast.AST], columns: set[str]) -> bool:
    """Tell what is no text of a figure: docstrings, errors, columns, parts of a longer text."""
    if isinstance(around[0], ast.Expr | ast.JoinedStr | ast.Subscript):
        return True
    for inner, outer in zip([node, *around], around, strict=False):
        if isinstance(outer, ast.Raise) or (
            isinstance(outer, ast.Call) and _name(outer.func) in UNSHOWN
        ):
            return inner is not getattr(outer, "func", None)
        if isinstance(outer, ast.FormattedValue) and inner is outer.format_spec:
            return True
        if isinstance(outer, ast.Assign):
            target = outer.targets[0]
            named = _name(target.value if isinstance(target, ast.Subscript) else target)
            return named in {*columns, "msg"}
    return False


def _one_word(node: ast.AST, text: str, around: list[ast.AST]) -> bool:
    """Tell whether a single word is shown, by where it stands."""
    if not re.search("[A-Za-z]", text):
        return False
    first, inside = around[0], [isinstance(outer, ast.FormattedValue) for outer in around]
    if isinstance(first, ast.keyword):
        return first.arg in NAMED
    if isinstance(first, ast.Dict):
        at = next((k for k, v in zip(first.keys, first.values, strict=True) if v is node), None)
        return isinstance(at, ast.Constant) and at.value in NAMED
    if isinstance(first, ast.IfExp):
        return any(inside) and node is not first.test
    return isinstance(first, ast.Call) and _name(first.func) in DRAWN


def calls(source: str) -> Iterator[tuple[int, str, set[str] | None]]:
    """Yield line, key and names of each call for a text; no names where they are not written out.

    Raises
    ------
    ValueError
        If a key is neither written out nor chosen between two that are.
    """
    for call in _calls(ast.parse(source), {"say"}):
        given = {keyword.arg for keyword in call.keywords}
        names = None if None in given else {str(name) for name in given}
        for key in _keys(call.args[0]):
            yield call.lineno, key, names


def _keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _keys(node.body)
        yield from _keys(node.orelse)
    elif isinstance(node, ast.Constant):
        yield str(node.value)
    else:
        raise ValueError(f"{node.lineno}: write the key out, got {ast.unparse(node)}")


def groups(source: str) -> set[str]:
    """Return the tables of texts that a module asks for."""
    asked = _calls(ast.parse(source), {"each"})
    return {
        key.value
        for call in asked
        if isinstance(call.func, ast.Attribute) and _name(call.func.value) == "say"
        if isinstance(key := call.args[0], ast.Constant)
    }


def places(text: str) -> set[str]:
    """Return the names of a text's places."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


_TAG = re.compile(r"<[^<>]*>?")
_LABEL = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"{}<>]*[A-Za-z][^"{}<>]*)')


def furniture(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and words of each literal that a page shows around its chapter's own words.

    Tags are taken away; of what stands in them, labels and titles are shown. What is written to
    the log or to the terminal is no page's.
    """
    unshown = {
        (part.lineno, _text(part))
        for call in _calls(ast.parse(source), {"print", "info", "warning"})
        for part in ast.walk(call)
        if isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and isinstance(part.value, str))
    }
    for line, text in literals(source):
        if (line, text) in unshown:
            continue
        yield from ((line, label) for label in _LABEL.findall(text))
        words = _TAG.sub("", text).replace("{}", "").strip()
        if SHOWN.search(words):
            yield line, words


_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
_IN_SCRIPT = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_BEFORE = re.compile(
    r"(Error\(|className[:=] ?|className: |import\(?|from|[\w.]+ (===|!==)|add\(|"
    r"(case|createElement\w*|querySelector(All)?|matches|closest|matchMedia|includes)\(?) ?$"
)
"""What stands before a text that is none: an error's message, a class, a selector, a kind."""

_SCRIPT_WORDS = re.compile(
    r"^[A-Z][a-z]+\b(?!Model)|[A-Za-z]{2,}[,;:.]? [A-Za-z]|[a-z]{2,} $|^ [a-z]|[▶❚]"
)
_KEYS = {"Enter", "Escape", "Home", "End"}


def script_literals(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of each literal of a script that is shown; "{}" stands for a place."""
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
    for found in _IN_SCRIPT.finditer(bare):
        text = re.sub(r"\$\{.*?\}", "{}", found[1] or found[2] or "")
        before = bare[: found.start()].rpartition("\n")[2]
        if _SCRIPT_WORDS.search(text) and not _BEFORE.search(before) and text not in _KEYS:
            yield bare.count("\n", 0, found.start()) + 1, text


def unasked(path: Path) -> list[str]:
    """Return what of a file of words its module does not ask for, or not with what fills it."""
    held = tomllib.loads(path.read_text("utf-8"))
    source = path.with_suffix(".py").read_text("utf-8")
    asked = list(calls(source))
    texts = {key: places(text) for key, text in held.items() if isinstance(text, str)}
    named = {key for _, key, _ in asked}
    found = [f"{key}: asked for or held, not both" for key in sorted(named ^ texts.keys())]
    tables = groups(source) ^ (held.keys() - texts.keys())
    found += [f"[{key}]: asked for or held, not both" for key in sorted(tables)]
    return found + [
        f"line {line}: {key} is not given what fills it"
        for line, key, names in asked
        if key in texts and names not in (None, texts[key])
    ]
