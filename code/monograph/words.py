"""Words that readers see, kept in a file beside the code and not in the middle of it.

The words of `chart.py` stand in `chart.toml`, which can be handed to a translator as it is:

    firms = "{count} of {base} firms"

    [marks]
    found = "found"
    missing = "not observed"

A place in braces is filled by name, and may say how a number is written, as in `str.format`.
"""

import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any


class Words:
    """The words of one module, each under its key.

    Parameters
    ----------
    path
        The file: TOML, texts and tables of texts.

    Raises
    ------
    ValueError
        If the file is no TOML, holds anything but texts and tables of texts, or a text has a place
        without a name; naming the file and, where there is one, the key.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            held = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{path}: {error}") from None
        self._groups = {name: texts for name, texts in held.items() if isinstance(texts, dict)}
        self._texts = {key: text for key, text in held.items() if key not in self._groups}
        self._places: dict[str, frozenset[str]] = {}
        for key, text in self._texts.items():
            self._places[key] = frozenset(self._places_of(key, text))
        for name, texts in self._groups.items():
            for key, text in texts.items():
                self._places_of(f"{name}.{key}", text)

    def __call__(self, key: str, /, **values: Any) -> str:  # noqa: ANN401  (whatever is written)
        """Return a text with its places filled.

        Raises
        ------
        KeyError
            If there is no such text.
        ValueError
            If a place is left open, or a value has no place.
        """
        places = self._places.get(key)
        if places is None:
            raise KeyError(f"{self._path} has no {key!r}; it has {', '.join(self._texts)}")
        if places != values.keys():
            open_, spare = sorted(places - values.keys()), sorted(values.keys() - places)
            said = [f"nothing fills {', '.join(open_)}"] if open_ else []
            said += [f"no place for {', '.join(spare)}"] if spare else []
            raise ValueError(f"{self._path}: {key}: {'; '.join(said)}: {self._texts[key]!r}")
        return str(self._texts[key]).format(**values)

    def each(self, group: str) -> dict[str, str]:
        """Return a table of texts, their places still open.

        Raises
        ------
        KeyError
            If there is no such table.
        """
        if group not in self._groups:
            raise KeyError(f"{self._path} has no [{group}]; it has {', '.join(self._groups)}")
        return dict(self._groups[group])

    def _places_of(self, key: str, text: object) -> set[str]:
        if not isinstance(text, str):
            raise ValueError(f"{self._path}: {key}: must be a text, got {text!r}")
        try:
            places = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            raise ValueError(f"{self._path}: {key}: {error}: {text!r}") from None
        unnamed = [name for name in places if not name.isidentifier()]
        if unnamed:
            raise ValueError(f"{self._path}: {key}: every place needs a name: {text!r}")
        return set(places)


@cache
def words_beside(module: str, language: str = "") -> Words:
    """Return the words of a module.

    Parameters
    ----------
    module
        Its `__file__`; the words stand beside it, in the file of its name that ends in ".toml".
    language
        Of the page that says them, such as "zh-Hans": then ".zh-Hans.toml", if there is one.

    Raises
    ------
    ValueError
        As `Words`.
    """
    own = Path(module).with_suffix(f".{language}.toml") if language else None
    return Words(own if own and own.is_file() else Path(module).with_suffix(".toml"))
