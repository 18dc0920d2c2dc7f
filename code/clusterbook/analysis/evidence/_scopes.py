"""A hypothesis read narrowly or widely: which implications count, and as what.

In: `implications` as worded, and `implication_scopes` with what a narrow or a wide reading changes.
"""

import pandas as pd

AS_WORDED = "printed"


def scoped(
    implications: pd.DataFrame, implication_scopes: pd.DataFrame, scope: str = AS_WORDED
) -> pd.DataFrame:
    """Return the implications under a scope; what does not count is left out.

    Parameters
    ----------
    implications
        implication, test, status and more.
    implication_scopes
        implication, scope, counts, test, status (blank: as worded).
    scope
        Key of a scope.

    Raises
    ------
    ValueError
        If the scope changes an implication that there is not.
    """
    mine = _of(implication_scopes, scope)
    odd = sorted(set(mine.index) - set(implications["implication"]))
    if odd:
        msg = f"scope {scope!r} changes the unknown implication {odd[0]!r}"
        raise ValueError(msg)
    found = implications.copy()
    for column in ("test", "status"):
        changed = found["implication"].map(mine[column])
        found[column] = found[column].mask(changed.notna(), changed)
    out = set(mine.index[~mine["counts"].astype(bool)])
    return found[~found["implication"].isin(out)].reset_index(drop=True)


def scoped_evidence(
    evidence: pd.DataFrame,
    implication_scopes: pd.DataFrame,
    scope: str = AS_WORDED,
    focus: str = "hypothesis",
) -> pd.DataFrame:
    """Return the likelihoods under a scope: what it does not count goes, what it changes changes.

    Parameters
    ----------
    evidence
        implication, explanation, low, high.
    implication_scopes
        implication, scope, counts, low, high (under the hypothesis; blank: as coded).
    """
    mine = _of(implication_scopes, scope)
    out = set(mine.index[~mine["counts"].astype(bool)])
    found = evidence[~evidence["implication"].isin(out)].reset_index(drop=True)
    own = found["explanation"].astype(str) == focus
    for end in ("low", "high"):
        changed = found["implication"].map(mine[end]).where(own)
        found[end] = changed.where(changed.notna(), found[end])
    return found


def _of(implication_scopes: pd.DataFrame, scope: str) -> pd.DataFrame:
    """Return the rows of one scope by implication."""
    mine = implication_scopes[implication_scopes["scope"] == scope]
    return mine.set_index("implication")
