"""What a spreadsheet does to a table is named once, with the cure that this spreadsheet offers."""

import codecs
import json
from pathlib import Path

import pytest

from monograph.tables import refresh
from monograph.tables.cells import read_cell
from monograph.tables.reading import foreign_separator
from monograph.tables.schema import Field
from monograph.tables.tidied import tidied

NAMES = ["channel", "position", "share"]
PLAIN = "channel,position,share\nhire,1,21.31\n"


@pytest.mark.parametrize(("sign", "called"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
@pytest.mark.parametrize("mark", ["", "sep={}\n"])
def test_cells_parted_by_other_than_commas_are_one_fault(sign: str, called: str, mark: str) -> None:
    text = mark.format(sign) + PLAIN.replace(",", sign)
    problem = foreign_separator("data/channels.csv", text, NAMES)
    assert problem is not None
    said = str(problem)
    assert f"its cells are parted by {called}, not by commas" in said
    assert "LibreOffice" in said
    assert "Excel" in said


def test_a_line_for_excel_is_named_and_a_plain_table_has_no_fault() -> None:
    problem = foreign_separator("data/channels.csv", "sep=,\n" + PLAIN, NAMES)
    assert problem is not None
    assert "delete the first line" in str(problem)
    assert foreign_separator("data/channels.csv", PLAIN, NAMES) is None
    assert foreign_separator("data/channels.csv", 'channel,"a;b"\n1,2\n', NAMES) is None


TABLE = b"key,local,\xe9\x98\x80\r\nF1,TRUE,a\r\nF2,FALSE,\r\n"
ADDED = {
    "a mark": (codecs.BOM_UTF8 + PLAIN.encode(), PLAIN.encode()),
    "empty rows": (b"key,local\nF1,true\n,\n,\n", b"key,local\nF1,true\n"),
    "blank lines": (b"key,local\n\nF1,true\n\n", b"key,local\nF1,true\n"),
    "empty columns": (b"key,,local,\nF1,,true,\n", b"key,local\nF1,true\n"),
    "capitals": (TABLE, b"key,local,\xe9\x98\x80\nF1,true,a\nF2,false,\n"),
    "all of it": (
        codecs.BOM_UTF8 + b'"key","local",,\r\n"F,1",TRUE,,\r\n,,,\r\n',
        b'key,local\n"F,1",true\n',
    ),
}


@pytest.mark.parametrize(("held", "plain"), ADDED.values(), ids=ADDED)
def test_what_a_spreadsheet_adds_is_taken_away(held: bytes, plain: bytes) -> None:
    assert tidied(held, {"local"}) == plain
    assert tidied(plain, {"local"}) == plain


KEPT = {
    "another encoding": "key,local\n阀,TRUE\n".encode("gbk"),
    "a row of another length": b"key,local\nF1,TRUE,3\n,\n",
    "a mark never closed": b'key,local\n"F1,TRUE\n',
    "a word that is no yes or no": b"TRUE,local\nTRUE,true\n",
    "a column that has a name": b"key,local\nF1,\n",
    "quotation marks": b'"key",local\r\n"F1",true\r\n',
    "nothing": b"",
}


@pytest.mark.parametrize("held", KEPT.values(), ids=KEPT)
def test_what_says_something_or_cannot_be_read_stays(held: bytes) -> None:
    assert tidied(held, {"local"}) == held


def test_a_declared_table_is_tidied_as_its_size_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = [{"name": "key", "type": "string"}, {"name": "local", "type": "boolean"}]
    package = {"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": fields}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    (tmp_path / "t.csv").write_bytes(codecs.BOM_UTF8 + b"key,local,\nF1,TRUE,\n")
    for shadow in ("._t.csv", ".~lock.t.csv", "~$t.csv"):
        (tmp_path / shadow).write_bytes(b"\0")
    assert refresh.main([str(tmp_path)]) == 0
    assert (tmp_path / "t.csv").read_bytes() == b"key,local\nF1,true\n"
    assert capsys.readouterr().out == f"{tmp_path / 't.csv'}: {refresh.TIDIED}\n"
    assert refresh.main([str(tmp_path)]) == refresh.main(["--check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""


def misread(text: str, as_if: str) -> str:
    return text.encode("utf-8").decode(as_if, "replace")


SPOILT = {
    "an error": ("#NAME?", "string"),
    "an error of LibreOffice": ("Err:502", "number"),
    "Chinese that Chinese Windows misread": (misread("与区域内企业洽谈", "gb18030"), "string"),
    "Chinese that western Windows misread": (misread("阀门", "latin-1"), "string"),
    "an accent": (misread("Müller", "cp1252"), "string"),
    "signs that were lost": ("2009????", "string"),
    "a narrow column": ("#####", "number"),
    "a date": ("3-May", "number"),
    "a date with its year": ("2026/5/3", "number"),
    "a Chinese date": ("5月3日", "integer"),
    "rounded": ("1E+05", "number"),
}


@pytest.mark.parametrize(("text", "kind"), SPOILT.values(), ids=SPOILT)
def test_what_was_destroyed_is_refused(text: str, kind: str) -> None:
    _, fault = read_cell(text, Field("one", kind))
    assert fault is not None
    assert fault[1]


@pytest.mark.parametrize(
    "text", ["3-May", "1E+05", "#####", "阀门", "Müller", "隆", "Why??", "#1!", "Überblick «»", "±"]
)
def test_words_of_that_look_are_read(text: str) -> None:
    assert read_cell(text, Field("one", "string")) == (text, None)


@pytest.mark.parametrize("text", ["1e-05", "-3.5", "2009", "1.5E3"])
def test_numbers_of_programs_are_read(text: str) -> None:
    assert read_cell(text, Field("one", "number")) == (float(text), None)
