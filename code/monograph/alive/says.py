"""What a state says: its finding, which is the figure's title, and below it what else there is.

`says` returns both in one text, the finding on a line of its own. Its twin in the page is in
`scripts/figure/figure.js`.
"""


def parted(said: str) -> tuple[str, str]:
    r"""Return the finding and the rest of what a state says; without a line of its own, no finding.

    Examples
    --------
    >>> parted("H2 is doubtful\nA hoop failed."), parted("A hoop failed.")
    (('H2 is doubtful', 'A hoop failed.'), ('', 'A hoop failed.'))
    """
    first, line, rest = said.partition("\n")
    return (first, rest) if line else ("", said)


def finding(said: str) -> str:
    r"""Return the finding alone; of words without one, all of them.

    Examples
    --------
    >>> finding("H2 is doubtful\nA hoop failed."), finding("A hoop failed.")
    ('H2 is doubtful', 'A hoop failed.')
    """
    return said.partition("\n")[0]


def aloud(said: str) -> str:
    r"""Return all that is said in one paragraph.

    Examples
    --------
    >>> aloud("H2 is doubtful\nA hoop failed."), aloud("A hoop failed.")
    ('H2 is doubtful. A hoop failed.', 'A hoop failed.')
    """
    first, rest = parted(said)
    return f"{first}. {rest}".strip() if first else rest
