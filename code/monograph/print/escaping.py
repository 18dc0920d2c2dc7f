"""Text as LaTeX that shows exactly this text."""

_ESCAPES = {
    **{sign: rf"\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def tex(text: str) -> str:
    r"""Return a text with all that LaTeX reads as a command made harmless.

    Examples
    --------
    >>> print(tex("50% of a_b & c"))
    50\% of a\_b \& c
    """
    return "".join(_ESCAPES.get(sign, sign) for sign in text)
