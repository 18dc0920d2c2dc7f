"""Something to try: read from the chapter, looked up in the tables, refused where it is nothing."""

import json
from pathlib import Path

import pytest

from monograph.living.notebook import OWN, notebook
from monograph.living.parts import Try
from monograph.living.trial import TrialError, read, trial

PACKAGE = {
    "resources": [
        {
            "name": "limits",
            "path": "limits.csv",
            "schema": {
                "fields": [
                    {"name": "rule", "type": "string"},
                    {"name": "criterion", "type": "string"},
                    {"name": "least", "type": "number", "constraints": {"maximum": 1}},
                    {"name": "test", "type": "string", "constraints": {"enum": ["hoop", "gun"]}},
                    {"name": "seen", "type": "boolean"},
                ],
                "primaryKey": ["rule", "criterion"],
            },
        }
    ]
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "datapackage.json").write_text(json.dumps(PACKAGE), "utf-8")
    (folder / "limits.csv").write_text(
        "rule,criterion,least,test,seen\nstrict,share,0.80,hoop,true\nstrict,doubt,,hoop,false\n",
        "utf-8",
    )
    return folder


def node(**parts: str) -> trial:
    usual = {"table": "limits", "row": "strict/share", "column": "least", "value": "0.5"}
    return trial("", **{"question": "What if half\nwere enough?"} | usual | parts)


def test_the_cell_holds_what_is_filed_and_suggests_the_other(data: Path) -> None:
    found = read(node(), data)
    assert found.question == "What if half were enough?"
    hint, call = found.filed.splitlines()
    assert "Write 0.5 instead" in hint
    assert call == 'cb.change("limits", "strict/share", "least", 0.8)'
    assert found.suggested == 'cb.change("limits", "strict/share", "least", 0.5)'


@pytest.mark.parametrize(
    ("parts", "filed", "suggested"),
    [
        ({"column": "test", "value": "gun"}, '"hoop"', '"gun"'),
        ({"column": "seen", "value": "false"}, "True", "False"),
        ({"row": "strict/doubt", "value": "1"}, "None", "1"),
    ],
)
def test_values_are_written_as_python_has_them(
    data: Path, parts: dict[str, str], filed: str, suggested: str
) -> None:
    found = read(node(**parts), data)
    assert found.filed.endswith(f", {filed})")
    assert found.suggested.endswith(f", {suggested})")


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"table": "limit"}, "Did you mean 'limits'"),
        ({"row": "strict"}, r"limits\.csv  there is no row 'strict'"),
        ({"column": "most"}, r"limits\.csv  there is no column 'most'"),
        ({"column": "rule", "value": "x"}, "it names the row"),
        ({"value": "1.5"}, r"1\.5 is above the maximum 1"),
        ({"value": "half"}, "'half' is not a number"),
        ({"column": "test", "value": "straw"}, "'straw'"),
        ({"value": "0.8"}, r"limits, strict/share, least holds 0\.8 already"),
        ({"question": "What if."}, 'ends with "\\?"'),
    ],
)
def test_what_cannot_be_tried_is_refused_and_says_why(
    data: Path, parts: dict[str, str], said: str
) -> None:
    with pytest.raises(TrialError, match=said):
        read(node(**parts), data)


def test_in_the_notebook_it_is_a_question_and_a_folded_cell_below_the_first(data: Path) -> None:
    one = read(node(), data)
    made = notebook([Try(node())], None, intro="", begin="import os", tries=[one])
    begin, question, tried, *_ = made.cells
    assert begin.source == "import os"
    assert question.source == "**Try it.** What if half were enough?"
    assert (tried.source, tried.metadata["suggested"]) == (one.filed, one.suggested)
    assert tried.metadata["jupyter"] == {"source_hidden": True}
    assert all(cell.metadata["monograph"] == OWN["monograph"] for cell in made.cells)
