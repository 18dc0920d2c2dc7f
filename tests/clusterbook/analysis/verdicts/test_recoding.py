"""Changes of judgements that turn a verdict are those that turn it when the tables are changed."""

import random

import pandas as pd
import pytest

from clusterbook.analysis import evidence, verdicts
from clusterbook.findings import implications, priors, turned_verdicts
from clusterbook.findings._recoded import JUDGED
from monograph.tables.package import describe, load

SEED, HOW_MANY = 20260404, 8


def slowly(items: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return every verdict of our rules by the long way, from tables."""
    likelihoods = load("evidence")
    boxes = evidence.boxes(
        likelihoods[likelihoods["implication"].isin(items["implication"])],
        items,
        load("readings"),
        load("explanations"),
    )
    states = evidence.every_state(boxes, priors(), evidence.discounts_by_name(load("discounts")))
    found = verdicts.measures(items, states, load("verdict_rules"), load("verdict_thresholds"))
    keyed = found.set_index(["hypothesis", "rule"])["outcome"]
    return {(str(h), str(r)): str(o) for (h, r), o in keyed.items()}


def recoded(items: pd.DataFrame, changes: tuple[verdicts.Recoding, ...]) -> pd.DataFrame:
    """Return the implications with some judgements changed."""
    changed = items.astype(dict.fromkeys(JUDGED, str))
    for change in changes:
        changed.loc[changed["implication"] == change.item, change.column] = change.value
    return changed


@pytest.fixture(scope="module")
def values() -> dict[str, list[str]]:
    fields = {field["name"]: field for field in describe("implications")["schema"]["fields"]}
    return {column: fields[column]["constraints"]["enum"] for column in JUDGED}


@pytest.fixture(scope="module")
def found(values: dict[str, list[str]]) -> dict[tuple[str, str], verdicts.Turned]:
    """Return what turns each verdict, by hypothesis and rule."""
    mine, limits = implications(), verdicts.thresholds_by_rule(load("verdict_thresholds"))
    powers = evidence.discounts_by_name(load("discounts"))
    made = {}
    for hypothesis, items in mine.groupby("hypothesis", sort=False):
        for rule in load("verdict_rules").query("rule in @limits").to_dict("records"):
            box = {}
            for status in values["status"]:
                every = evidence.boxes(
                    load("evidence"),
                    mine.assign(status=status),
                    load("readings"),
                    load("explanations"),
                )
                box[status] = every[str(hypothesis), str(rule["reading"])]
            prior = evidence.aligned(priors()[str(rule["prior"])], next(iter(box.values())))
            made[str(hypothesis), str(rule["rule"])] = verdicts.turned(
                items, box, prior, powers[str(rule["discount"])], limits[str(rule["rule"])], values
            )
    return made


def test_the_verdicts_as_they_stand_are_those_of_the_rules(
    found: dict[tuple[str, str], verdicts.Turned],
) -> None:
    assert {key: turned.outcome for key, turned in found.items()} == slowly(implications())


def test_single_changes_and_pairs_turn_the_verdicts_of_changed_tables(
    found: dict[tuple[str, str], verdicts.Turned], values: dict[str, list[str]]
) -> None:
    chance, mine = random.Random(SEED), implications()
    for key, turned in found.items():
        singles, pairs = dict(turned.singles), dict(turned.pairs)
        own = mine[mine["hypothesis"] == key[0]]
        quiet = [(each,) for each in verdicts.recodings(own, values) if each not in singles]
        ways = [((each,), now) for each, now in turned.singles] + list(turned.pairs)
        tried = chance.sample(ways, min(HOW_MANY, len(ways)))
        for changes in chance.sample(quiet, HOW_MANY):
            tried.append((changes, turned.outcome))
        both = [(one[0], two[0]) for one in quiet for two in quiet]
        both = [pair for pair in both if len({(c.item, c.column) for c in pair}) == 2]
        for pair in chance.sample(both, HOW_MANY):
            now = pairs.get(pair) or pairs.get(pair[::-1]) or turned.outcome
            tried.append((pair, now))
        for changes, now in tried:
            assert slowly(recoded(own, changes))[key] == now, (key, changes)


def test_every_judgement_is_changed_to_every_other_category(
    found: dict[tuple[str, str], verdicts.Turned], values: dict[str, list[str]]
) -> None:
    mine = implications()
    for (hypothesis, _), turned in found.items():
        items = (mine["hypothesis"] == hypothesis).sum()
        assert turned.tried[0] == items * sum(len(each) - 1 for each in values.values())


def test_the_quick_tally_is_that_of_the_table() -> None:
    for hypothesis, group in implications().groupby("hypothesis"):
        pairs = zip(group["status"].astype(str), group["test"].astype(str), strict=True)
        assert verdicts.tally(pairs) == verdicts.tallies(group)[str(hypothesis)]


def test_items_of_two_hypotheses_are_refused(values: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="of one hypothesis, got H1, H2, H3"):
        verdicts.turned(implications(), {}, priors()["even"], 1.0, {}, values)  # type: ignore[arg-type]


def test_the_table_counts_what_was_found(found: dict[tuple[str, str], verdicts.Turned]) -> None:
    for row in turned_verdicts().to_dict("records"):
        turned = found[row["hypothesis"], row["rule"]]
        assert (row["singles"], row["pairs"]) == (len(turned.singles), len(turned.pairs))
        assert (row["of"], row["of_pairs"]) == turned.tried
