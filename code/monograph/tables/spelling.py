"""What a word was probably meant to be."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_FEW = 10  # words that a hint may list in full


def plain(word: str) -> str:
    """Return `word` in ordinary characters, without spaces or invisible marks at its ends.

    Chinese input methods type full-width letters, digits and stops (１３．３３ for 13.33);
    copying from a PDF or a web page brings spaces of no width.

    Examples
    --------
    >>> plain(" １３．３３ ")
    '13.33'
    """
    if word.isascii():  # most are, and need no look at each sign
        return word.strip()
    narrow = unicodedata.normalize("NFKC", word)
    return "".join(sign for sign in narrow if unicodedata.category(sign) != "Cf").strip()


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that `word` resembles most, or None if it resembles none.

    Examples
    --------
    >>> nearest("chanels", ["channels", "sample"])
    'channels'
    >>> nearest("HIRE", ["hire"])
    'hire'
    """
    known = {plain(candidate).casefold(): candidate for candidate in words}
    close = get_close_matches(plain(word).casefold(), list(known), n=1)
    return known[close[0]] if close else None


def suggestion(word: str, words: Iterable[str], intro: str) -> str:
    """Return a hint: the nearest of `words`, or else what there is to choose from.

    Parameters
    ----------
    intro
        What precedes the list, such as `allowed`.

    Examples
    --------
    >>> suggestion("hire_outsde", ["hire_outside", "mixed"], "allowed")
    "did you mean 'hire_outside'?"
    >>> suggestion("7", ["hire_outside", "mixed"], "allowed")
    'allowed: hire_outside, mixed'
    """
    words = list(dict.fromkeys(words))
    near = nearest(word, words)
    if near is not None:
        return f"did you mean '{near}'?"
    rest = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return f"{intro}: {', '.join(words[:_FEW]) or 'nothing'}{rest}"
