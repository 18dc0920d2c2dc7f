"""Values as Typst reads them: the printed edition is written as code, so no text can be a command.

In Typst's markup a dozen signs mean something, and a line break is a blank, also between Chinese
characters. In its code a text is a string with two signs to escape.
"""

from collections.abc import Mapping


class Raw(str):
    """Code that stands as it is, such as the name of a function or a length."""


def string(text: str) -> str:
    r"""Return a text as a string of Typst's code.

    Examples
    --------
    >>> print(string('50% of "a_b" \\ c'))
    "50% of \"a_b\" \\ c"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", " ") + '"'


def value(thing: object) -> str:
    """Return a value as code: None, a truth, a number, a text, a list or a mapping of these.

    Examples
    --------
    >>> value({"alt": "A bar", "width": Raw("3pt"), "turned": False, "of": [1]})
    '("alt": "A bar", "width": 3pt, "turned": false, "of": (1,))'
    """
    if thing is None:
        return "none"
    if isinstance(thing, bool):
        return "true" if thing else "false"
    if isinstance(thing, Raw | int | float):
        return str(thing)
    if isinstance(thing, str):
        return string(thing)
    if isinstance(thing, Mapping):
        inside = ", ".join(f"{string(key)}: {value(held)}" for key, held in thing.items())
        return f"({inside or ':'})"
    if isinstance(thing, list | tuple):
        return "(" + "".join(f"{value(held)}, " for held in thing).rstrip(" ") + ")"
    raise TypeError(f"no form in Typst's code for {thing!r}")


def call(function: str, *positional: object, **named: object) -> str:
    """Return a call; arguments that are None are left out.

    Examples
    --------
    >>> call("link", Raw("<a>"), "Table 1", shade=None)
    'link(<a>, "Table 1")'
    """
    given = [value(thing) for thing in positional]
    given += [
        f"{name.replace('_', '-')}: {value(thing)}"
        for name, thing in named.items()
        if thing is not None
    ]
    return f"{function}({', '.join(given)})"
