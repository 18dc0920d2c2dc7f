"""How many firms take part in any mode of a kind: bounds, as the joint answers are not printed.

Table 5 prints single modes. "Any cooperation with firms" and "any with universities" are unions of
them, and the paper's comparison is about these. One mode, hiring, mixes both kinds.
"""

from collections.abc import Iterable, Sequence

import pandas as pd

HIRING = {
    "out": "hiring is left out, as in the paper’s comparison",
    "both": "every hire counts on both sides",
    "firm": "every hire came from a firm",
    "university": "every hire came from a university",
    "unknown": "each hire came from one side or from both, in any mixture",
}
"""What can be done with the mode that mixes firms and universities."""


def union_range(counts: Sequence[int], firms: int) -> tuple[int, int]:
    """Return the fewest and most firms in at least one of the groups.

    Raises
    ------
    ValueError
        Unless there is a group and each has 0..firms members.

    Examples
    --------
    >>> union_range([8, 3, 1], 61)
    (8, 12)
    """
    if not counts or min(counts) < 0 or max(counts) > firms:
        msg = f"counts must each lie in 0..{firms} (firms) and be at least one, got {list(counts)}"
        raise ValueError(msg)
    return max(counts), min(firms, sum(counts))


def difference_range(firm: Sequence[int], university: Sequence[int], firms: int) -> tuple[int, int]:
    """Bound (firms in any firm mode) minus (firms in any university mode); both ends are attained.

    Nothing ties the two unions to one another but the number of firms, and a difference of sizes
    does not depend on how they overlap.
    """
    (f_low, f_high), (u_low, u_high) = union_range(firm, firms), union_range(university, firms)
    return f_low - u_high, f_high - u_low


def shared_range(
    firm: Sequence[int], university: Sequence[int], shared: int, firms: int
) -> tuple[int, int]:
    """Bound the same difference if a third group counts on both sides.

    Its members cancel, so what is left is the firms outside it: those in a firm mode minus those
    in a university mode. The fewest outside is what does not fit into the group, the most is what
    fits beside it.
    """
    out = firms - shared
    f_least, f_most = max(0, max(firm) - shared), min(out, sum(firm))
    u_least, u_most = max(0, max(university) - shared), min(out, sum(university))
    return f_least - u_most, f_most - u_least


def difference_table(
    firm: Sequence[int], university: Sequence[int], hire: int, firms: int
) -> pd.DataFrame:
    """Bound both unions and their difference under each treatment of hiring.

    Parameters
    ----------
    firm, university
        Firms in each mode of the kind.
    hire
        Firms that hire talent, from either side.
    firms
        Firms in all.

    Returns
    -------
    DataFrame
        hiring (key of `HIRING`), firm_low, firm_high, university_low, university_high, low, high
        (firms; the last two bound the difference), sign {positive, negative, open}.

    Raises
    ------
    ValueError
        If a count lies outside 0..firms.
    """
    f, u, h = list(firm), list(university), [hire]
    sides = {"out": (f, u), "both": (f + h, u + h), "firm": (f + h, u), "university": (f, u + h)}
    rows = {name: _bounds(*pair, firms) for name, pair in sides.items()}
    rows["both"] |= dict(zip(("low", "high"), shared_range(f, u, hire, firms), strict=True))
    # A hire may fall on either side or both, so the ends are those of the three clear cases.
    clear = [rows[name] for name in ("both", "firm", "university")]
    rows["unknown"] = {
        end: (min if end.endswith("low") else max)(row[end] for row in clear) for end in rows["out"]
    }
    named = [{"hiring": name, **row, "sign": _sign(row)} for name, row in rows.items()]
    return pd.DataFrame(named)


def over_answers(
    firm: Sequence[int], university: Sequence[int], hire: int, firms: int, missing: int
) -> pd.DataFrame:
    """Repeat `difference_table` with one missing answer, on firm mode `missing`, as no and yes.

    Returns
    -------
    DataFrame
        answer {no, yes}, then the columns of `difference_table`.
    """
    with_yes = [count + (place == missing) for place, count in enumerate(firm)]
    parts: Iterable[tuple[str, Sequence[int]]] = (("no", firm), ("yes", with_yes))
    found = []
    for answer, counts in parts:
        part = difference_table(counts, university, hire, firms)
        part.insert(0, "answer", answer)
        found.append(part)
    return pd.concat(found, ignore_index=True)


def _bounds(firm: Sequence[int], university: Sequence[int], firms: int) -> dict[str, int]:
    """Return the bounds of both unions and of their difference, for sides that share no group."""
    (f_low, f_high), (u_low, u_high) = union_range(firm, firms), union_range(university, firms)
    low, high = difference_range(firm, university, firms)
    sides = {"firm_low": f_low, "firm_high": f_high}
    others = {"university_low": u_low, "university_high": u_high}
    return {**sides, **others, "low": low, "high": high}


def _sign(row: dict[str, int]) -> str:
    """Say whether the bounds tell which union is larger."""
    return "positive" if row["low"] > 0 else "negative" if row["high"] < 0 else "open"
