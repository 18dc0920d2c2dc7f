"""The overlap explorer: every table that the margins allow, and those that they forbid."""

import itertools
import re

import pandas as pd
import pytest

from clusterbook.analysis.statistics import over_treatments, overlap_posterior
from clusterbook.analysis.survey import Share, treatments
from clusterbook.explorers import overlap_tables
from clusterbook.explorers._overlap_tables import places
from clusterbook.explorers._overlap_tables.overlap_tables import COLUMNS, cells, curve, told
from clusterbook.explorers._overlap_tables.overlap_tables import WORK as PAIR
from monograph.alive.explore import Explorer
from monograph.alive.packing import Packed, plain

TALK = treatments(Share(11, 61), Share(8, 61))
WORK = treatments(Share(8, 60), Share(3, 61))
PRIORS = pd.DataFrame(
    [
        ("flat", "Flat", "均匀先验", 1, 1, 1, 1),
        ("association", "Association-favouring", "关联先验", 1, 0.25, 0.25, 1),
    ],
    columns=["prior", "label", "label_zh", "both", "first_only", "second_only", "neither"],
)


@pytest.fixture(scope="module")
def explorer() -> Explorer:
    return overlap_tables(TALK, WORK, PRIORS)


def packed(explorer: Explorer) -> Packed:
    held = explorer.figure.packed
    return Packed(
        held["axes"],
        {name: list(values) for name, values in held["columns"]},
        held["starts"],
        explorer.figure.codes,
        held["says"],
    )


def states(explorer: Explorer) -> list[tuple[int, dict[str, object]]]:
    axes = explorer.figure.packed["axes"]
    found = itertools.product(*(offered for _, offered in axes))
    names = [name for name, _ in axes]
    return [(i, dict(zip(names, values, strict=True))) for i, values in enumerate(found)]


def rows_of(explorer: Explorer, **state: object) -> tuple[pd.DataFrame, str]:
    records, words = explorer.figure._live(**state)
    return pd.DataFrame(records), words


def test_every_packed_state_is_what_a_fresh_call_gives(explorer: Explorer) -> None:
    """Exhaustive: 5 margins and 9 overlaps."""
    pack = packed(explorer)

    assert len(states(explorer)) == 45
    for number, state in states(explorer):
        rows, words = rows_of(explorer, **state)
        fresh = [{name: plain(v) for name, v in row.items()} for row in rows.to_dict("records")]
        assert (pack.rows(number), pack.says[number]) == (fresh, words)


def test_the_cells_keep_the_margins_in_every_state(explorer: Explorer) -> None:
    for _, state in states(explorer):
        rows, _ = rows_of(explorer, **state)
        firms = rows.dropna(subset=["firms"]).set_index("key")["firms"]

        assert firms["both"] == state["overlap"]
        assert firms["both"] + firms["first_only"] == firms["first"]
        assert firms["both"] + firms["second_only"] == firms["second"]
        assert firms["second_only"] + firms["neither"] == firms["not_first"]
        assert firms["first_only"] + firms["neither"] == firms["not_second"]
        assert firms["first"] + firms["not_first"] == firms["all"]


def test_exactly_the_tables_that_the_margins_forbid_have_a_cell_below_nothing(
    explorer: Explorer,
) -> None:
    for _, state in states(explorer):
        rows, words = rows_of(explorer, **state)
        below = bool((rows["firms"] < 0).any())

        assert below == (not rows["here"].isin([True]).any())
        assert below == words.startswith("There is no such table")


def test_the_curves_are_those_of_the_analysis(explorer: Explorer) -> None:
    for name, margins in {"talk": TALK, "work": WORK}.items():
        for row in over_treatments(margins).itertuples():
            rows, _ = rows_of(explorer, case=f"{name}_{row.treatment}", overlap=0)
            here = rows[rows["overlap"] == row.overlap].iloc[0]
            weights = PRIORS[["both", "first_only", "second_only", "neither"]].to_numpy()
            chances = [
                overlap_posterior(row.first, row.second, row.firms, alpha)["chance"][row.overlap]
                for alpha in weights
            ]

            assert (here["exact"], here["mid"]) == (row.exact, row.mid)
            assert (here["least"], here["most"]) == pytest.approx((min(chances), max(chances)))


def test_it_opens_where_the_chapter_does(explorer: Explorer) -> None:
    state = explorer.figure.state()
    rows, words = rows_of(explorer, **state)

    assert state == {"case": "talk_complete", "overlap": 4}
    assert rows.loc[rows["kind"] == "cell", "firms"].tolist() == [4, 7, 4, 46]
    assert words.startswith(
        "If 4 of 61 firms do both, the exact p-value is 0.55\n"
        "Then 7 only negotiate with local firms and 4 only consult a university; mid-p is 0.39. "
        "As if the 61 were a simple random sample"
    )


def test_the_words_hold_the_numbers_of_the_rows(explorer: Explorer) -> None:
    for _, state in states(explorer):
        rows, words = rows_of(explorer, **state)
        here = rows[rows["here"].isin([True])]
        if here.empty:
            continue
        said = [float(n) for n in re.findall(r"[\d.]+(?=%)", words)][:2]
        p = [float(n) for n in re.findall(r"p(?:-value)? is (0\.\d+|1\.00)", words)]
        one = here.iloc[0]

        assert said == pytest.approx([100 * one["least"], 100 * one["most"]], abs=0.0501)
        assert p == pytest.approx([one["exact"], one["mid"]], abs=0.00501)


def test_a_forbidden_overlap_says_which_margin_forbids_it(explorer: Explorer) -> None:
    _, words = rows_of(explorer, case="work_no", overlap=5)

    assert words == (
        "There is no such table: only 3 firms do research with a university\n"
        "So no more than 3 can do both, and 5 in both would leave −2 who do only that."
    )


def test_each_choice_and_each_step_changes_the_figure(explorer: Explorer) -> None:
    """No control without consequence: no two states look alike."""
    seen = [repr(packed(explorer).rows(number)) for number, _ in states(explorer)]

    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_everything_stands_on_its_sheet(form: str) -> None:
    sheet = places.FORMS[form]
    frames = [places.boxes(), places.dots(61), places.labels(), places.key(), places.levels()]
    for frame in [*frames, places.overlaps(8)]:
        mine = frame[frame["form"] == form]
        for column, most in {"x": 1, "x2": 1, "y": sheet.height, "y2": sheet.height}.items():
            if column in mine:
                assert mine[column].between(0, most).all()


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_the_dots_of_the_largest_cell_stay_inside_it(form: str) -> None:
    box = places.boxes().query("form == @form and key == 'neither'").iloc[0]
    dots = places.dots(58).query("form == @form and key == 'neither'")

    assert dots["x"].between(box["x"], box["x2"]).all()
    assert dots["y"].between(box["y"], box["y2"] - 3).all()


def test_rows_have_the_same_columns_in_both_parts() -> None:
    case = (PAIR, 8, 3, 61)

    assert list(cells(case, 2).columns) == list(curve(case, 2, PRIORS).columns) == COLUMNS


def test_one_firm_is_one_firm() -> None:
    words = told((PAIR, 2, 1, 61), 2, PRIORS)

    assert words.startswith("There is no such table: only 1 firm ")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"talk": TALK.drop(columns="firms")}, "talk lacks the column 'firms'"),
        ({"work": WORK.drop(columns="treatment")}, "work lacks the column 'treatment'"),
        ({"priors": PRIORS.drop(columns="neither")}, "priors lacks the column 'neither'"),
        ({"work": WORK.assign(treatment="odd")}, "treatment is 'odd'; allowed are complete, no"),
        ({"case": "talk_no"}, "case is 'talk_no'; allowed are talk_complete, work_no"),
        ({"overlap": 9}, r"overlap must lie in 0\.\.8, got 9"),
        ({"overlap": -1}, r"overlap must lie in 0\.\.8, got -1"),
    ],
)
def test_bad_input_is_refused(changes: dict[str, object], message: str) -> None:
    given = {"talk": TALK, "work": WORK, "priors": PRIORS, **changes}

    with pytest.raises(ValueError, match=message):
        overlap_tables(**given)
