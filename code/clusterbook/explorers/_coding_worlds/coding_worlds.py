"""Choose what each unclear cell of Table 4 means, and see what the rules make of it (chapter 9)."""

from typing import Any

import pandas as pd
from ipywidgets import Dropdown

from clusterbook.analysis.regimes import (
    DIMENSIONS,
    PAPER_PATTERN,
    PARADIGMS,
    RULES,
    Pattern,
    classify,
)
from clusterbook.explorers._coding_worlds.world_map import (
    CLASSES,
    CODES,
    COLUMNS,
    NAMES,
    Cell,
    Space,
    line,
    world_map,
)
from monograph.alive.challenges import Challenge, within
from monograph.alive.explore import Explorer, explore
from monograph.alive.signatures import named
from monograph.drawing.checks import require
from monograph.words import words_beside

say = words_beside(__file__)


def coding_worlds(regime_codes: pd.DataFrame, *, rule: str = "paper") -> Explorer:
    """Let a reader choose a reading of every unclear cell, and a rule.

    Parameters
    ----------
    regime_codes
        paradigm, dimension, code, preferred (the reading that stands there at first).
    rule
        The rule at first.

    Raises
    ------
    ValueError
        If a column or a cell is lacking.
    KeyError
        If there is no such rule.
    """
    require("coding_worlds", regime_codes=(regime_codes, "paradigm dimension code preferred"))
    if rule not in RULES:
        raise KeyError(f"no rule {rule!r}; rules: {', '.join(RULES)}")
    space = Space.of(regime_codes)
    kept = regime_codes[regime_codes["preferred"].astype(bool)]
    at_first = {(p, d): c for p, d, c in kept[["paradigm", "dimension", "code"]].to_numpy()}
    names = [(name.capitalize(), name) for name in RULES]
    controls = {"rule": Dropdown(options=names, value=rule, description=say("rule"))}
    controls |= {"_".join(cell): _choice(cell, space, at_first[cell]) for cell in space.open}
    return explore(
        world_map(space),
        rows=named(lambda **held: judged(space, **held), list(controls)),
        says=lambda **held: told(space, **held),
        label=say("codes_three_paradigms_class"),
        challenges=_challenges(space, controls),
        **controls,
    )


def _challenges(space: Space, controls: dict[str, Dropdown]) -> list[Challenge]:
    """Ask to break the paper's pattern, and for another class of the second paradigm."""
    second = PARADIGMS[1]
    asked = (
        (say("break_paper_s_pattern"), say("does_not_hold")),
        (
            say("make_mark_ii", names=NAMES[second].lower()),
            f"{NAMES[second].lower()} {CLASSES[Pattern.MARK_II]}",
        ),
    )
    found = []
    for words, finds in asked:

        def holds(state: dict[str, str], finds: str = finds) -> bool:
            return finds in told(space, **state).partition("\n")[0]

        change = within(controls, 2, holds)
        if change:
            found.append(Challenge(words, change, finds))
    return found


def _choice(cell: Cell, space: Space, code: str) -> Dropdown:
    paradigm, dimension = cell
    options = [(CODES[c], c) for c in space.sets[cell]]
    return Dropdown(options=options, value=code, description=f"{NAMES[paradigm]}, {dimension}")


def judged(space: Space, rule: str, **held: str) -> pd.DataFrame:
    """Return what the figure shows of one world under one rule.

    Returns
    -------
    DataFrame
        kind (code, class, here), paradigm (of a code or class), words, fits (of a class:
        whether it is the paper's), and the place: x, y, and x2, y2 of the world among all.
    """
    codes = _codes(space, held)
    given, wanted = _classes(codes, rule), dict(zip(PARADIGMS, PAPER_PATTERN, strict=True))
    rows: list[dict[str, Any]] = []
    for paradigm, x in zip(PARADIGMS, COLUMNS, strict=True):
        for i, dimension in enumerate(DIMENSIONS):
            words = CODES[codes[paradigm, dimension]]
            rows.append(_word("code", paradigm, words, x, line(i)))
        words = CLASSES[given[paradigm]]
        told = _word("class", paradigm, words, x, line(len(DIMENSIONS)))
        rows.append({**told, "fits": given[paradigm] == wanted[paradigm]})
    rows.append({"kind": "here", "paradigm": "", "words": "", **space.place(codes, rule)})
    return pd.DataFrame(rows, columns=["kind", "paradigm", "words", "fits", "x", "y", "x2", "y2"])


def told(space: Space, rule: str, **held: str) -> str:
    """Return the classes in words, and where this world stands among all."""
    given = _classes(_codes(space, held), rule)
    classes = ", ".join(f"{NAMES[p].lower()} {CLASSES[given[p]]}" for p in PARADIGMS)
    holds, of = space.counts(rule)
    all_holds, all_of = space.found["holds"].sum(), len(space.found)
    return say(
        "under_this_rule_paper",
        given=_verdict(given),
        classes=classes,
        holds=holds,
        of=of,
        all_holds=all_holds,
        all_of=all_of,
    )


def _word(kind: str, paradigm: str, words: str, x: float, y: float) -> dict[str, Any]:
    return {"kind": kind, "paradigm": paradigm, "words": words, "x": x, "y": y}


def _codes(space: Space, held: dict[str, str]) -> dict[Cell, str]:
    """Return the code of every cell: the chosen one, or the only one."""
    return {cell: held.get("_".join(cell), codes[0]) for cell, codes in space.sets.items()}


def _classes(codes: dict[Cell, str], rule: str) -> dict[str, Pattern]:
    found = {}
    for paradigm in PARADIGMS:
        opportunity, appropriability, cumulativeness = (codes[paradigm, d] for d in DIMENSIONS)
        found[paradigm] = classify(opportunity, appropriability, cumulativeness, rule)
    return found


def _verdict(given: dict[str, Pattern]) -> str:
    found = tuple(given[p] for p in PARADIGMS)
    held = say("holds") if found == PAPER_PATTERN else say("does_not_hold")
    return say("paper_s_pattern", held=held)
