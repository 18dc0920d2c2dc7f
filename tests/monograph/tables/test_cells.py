"""Faults of single cells, each with its whole message."""

from collections.abc import Callable

import pytest

from monograph.tables.errors import DataError
from monograph.tables.library import Library

PLACE = "1 problem in data/channels.csv\n\n  data/channels.csv:"

FAULTS = {
    "no number": (
        ("13.11", "many"),
        "5:percent  'many' is not a number\n      % of answering firms",
    ),
    "decimal comma": (
        ("13.11", '"13,11"'),
        "5:percent  '13,11' is not a number\n      write 13.11, with a decimal point",
    ),
    "thousands": (
        ("21.31,13", '21.31,"2,796"'),
        "6:firms  '2,796' is not an integer\n"
        "      write 2796, without separators between the thousands",
    ),
    "narrow space between thousands": (
        ("21.31,13", "21.31,2\u202f796"),
        "6:firms  '2\\u202f796' is not an integer\n"
        "      write 2796, without separators between the thousands",
    ),
    "underscore, which Python's int() would take": (
        ("21.31,13", "21.31,1_300"),
        "6:firms  '1_300' is not an integer\n"
        "      write 1300, without separators between the thousands",
    ),
    "full-width digits, which Python's int() would take": (
        ("21.31,13", "21.31,１３"),
        "6:firms  '１３' is not an integer\n      write 13, in ASCII characters",
    ),
    "full-width stop": (
        ("13.11", "13．11"),
        "5:percent  '13．11' is not a number\n      write 13.11, in ASCII characters",
    ),
    "full-width comma": (
        ("13.11", "13，11"),
        "5:percent  '13，11' is not a number\n      write 13.11, with a decimal point",
    ),
    "typographic minus": (
        ("13.11", "\N{MINUS SIGN}13.11"),
        "5:percent  '\N{MINUS SIGN}13.11' is not a number\n      write -13.11, in ASCII characters",
    ),
    "percent sign": (
        ("13.11", "13.11 %"),
        "5:percent  '13.11 %' is not a number\n      write 13.11, without the percent sign",
    ),
    "spaces round a number, which Python's float() would take": (
        ("13.11", " 13.11 "),
        "5:percent  ' 13.11 ' is not a number\n      write 13.11, without spaces",
    ),
    "NaN, which Python's float() would take": (
        ("13.11", "NaN"),
        "5:percent  'NaN' is not a number\n      leave the cell empty where there is no value",
    ),
    "a dash for no value": (
        ("13.11,,", "13.11,—,"),
        "5:firms  '—' is not an integer\n      leave the cell empty where there is no value",
    ),
    "NA for no number": (
        ("13.11,,", "13.11,NA,"),
        "5:firms  'NA' is not an integer\n      leave the cell empty where there is no value",
    ),
    "infinity, which Python's float() would take": (
        ("13.11", "-inf"),
        "5:percent  '-inf' is not a number\n      a value must be finite",
    ),
    "so large that a float holds infinity": (
        ("13.11", "1e999"),
        "5:percent  '1e999' is not a number\n      % of answering firms",
    ),
    "whole number written as a decimal": (
        ("21.31,13", "21.31,13.0"),
        "6:firms  '13.0' is not an integer\n      write 13",
    ),
    "decimal for an integer": (
        ("21.31,13", "21.31,13.5"),
        "6:firms  '13.5' is not an integer",
    ),
    "integer beyond 64 bits": (
        ("21.31,13", "21.31,9223372036854775808"),
        "6:firms  '9223372036854775808' is not an integer\n      it must fit into 64 bits",
    ),
    "no boolean": (
        ("11,false", "11,False"),
        "2:outside  'False' is not true or false\n      write true or false, in small letters",
    ),
    "number for a boolean": (
        ("11,false", "11,0"),
        "2:outside  '0' is not true or false\n      write true or false, in small letters",
    ),
    "below the minimum": (
        ("13.11", "-0.01"),
        "5:percent  -0.01 is below the minimum 0\n      % of answering firms",
    ),
    "above the maximum": (
        ("13.11", "131.1"),
        "5:percent  131.1 is above the maximum 100\n      % of answering firms",
    ),
    "below the minimum, without a unit to hint at": (
        ("21.31,13", "21.31,0"),
        "6:firms  0 is below the minimum 1",
    ),
    "unknown category, near a known one": (
        ("university", "univercity"),
        "5:partner  'univercity' is not an allowed value\n      did you mean 'university'?",
    ),
    "category in capitals": (
        ("university", "UNIVERSITY"),
        "5:partner  'UNIVERSITY' is not an allowed value\n      did you mean 'university'?",
    ),
    "unknown category, near none": (
        ("university", "zzz"),
        "5:partner  'zzz' is not an allowed value\n      allowed: firm, university, mixed",
    ),
    "space round a category": (
        ("university", "university "),
        "5:partner  'university ' has spaces around it\n      write university",
    ),
    "space round a key": (
        ("\nhire", "\n hire"),
        "6:channel  ' hire' has spaces around it\n      write hire",
    ),
    "ideographic space round a reference": (
        ("F104", "F104\u3000"),
        "6:fact  'F104\\u3000' has spaces around it\n      write F104",
    ),
    "invisible mark at a key": (
        ("\nhire", "\nhire\u200b"),
        "6:channel  'hire\\u200b' has spaces around it\n      write hire",
    ),
    "pattern": (
        ("\nhire", "\nHire"),
        "6:channel  'Hire' does not match the pattern [a-z_]+",
    ),
    "pattern matched in part only": (
        ("\nhire", "\nhire2"),
        "6:channel  'hire2' does not match the pattern [a-z_]+",
    ),
    "missing number": (
        ("13.11", ""),
        "5:percent  the cell is empty\n      % of answering firms",
    ),
    "missing key": (
        ("\nhire", "\n"),
        "6:channel  the cell is empty\n      every row needs a value here",
    ),
    "missing text": (
        ("Advice", ""),
        "5:label  the cell is empty\n      every row needs a value here",
    ),
    "only spaces where a text must be": (
        ("Advice", "\u3000 "),
        "5:label  '\\u3000 ' holds only spaces\n      leave the cell empty",
    ),
    "only spaces where nothing need be": (
        ("13.11,,", "13.11, ,"),
        "5:firms  ' ' holds only spaces\n      leave the cell empty",
    ),
    "only a mark without width": (
        ("Advice", "\u200b"),
        "5:label  '\\u200b' holds only spaces\n      leave the cell empty",
    ),
    "text that was decoded wrongly once": (
        ("Advice", "Adv\ufffdce"),
        "5:label  'Adv\ufffdce' holds the replacement character U+FFFD\n"
        "      the text was once read in a wrong encoding; copy it from its source again",
    ),
}


@pytest.mark.parametrize(("edit", "message"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_cell_is_refused_with_its_place(
    edit: tuple[str, str], message: str, write: Callable[..., Library], channels_csv: str
) -> None:
    """One fault, one message: file, line, column, what was found, what would be right.

    Line 4 belongs to the quoted line break in the row before.
    """
    assert channels_csv.count(edit[0]) == 1
    library = write(channels=channels_csv.replace(*edit))
    with pytest.raises(DataError) as caught:
        library.load("channels")
    assert str(caught.value) == PLACE + message


def test_all_faults_are_reported_together_in_reading_order(
    write: Callable[..., Library], channels_csv: str
) -> None:
    """By line, then by the order of columns, whichever check found them."""
    faulty = channels_csv.replace("18.03,11,false", "x,y,z").replace("\nhire", "\nnegotiate")
    faulty = (
        faulty.replace("21.31", "x")
        .replace("F101", "F999")
        .replace("channel,label", "channel,labels")
    )
    with pytest.raises(DataError) as caught:
        write(channels=faulty).load("channels")
    places = [(problem.line, problem.column) for problem in caught.value.problems]
    assert places == [
        (1, "labels"),
        (1, "label"),
        (2, "percent"),
        (2, "firms"),
        (2, "outside"),
        (2, "fact"),
        (6, "channel"),
        (6, "percent"),
    ]


def test_a_long_cell_is_quoted_in_part(write: Callable[..., Library], channels_csv: str) -> None:
    """A message quotes at most 40 characters of a cell, on one line."""
    faulty = channels_csv.replace("13.11", '"' + "lengthy\n" * 20 + '"')
    with pytest.raises(DataError) as caught:
        write(channels=faulty).load("channels")
    (problem,) = caught.value.problems
    assert problem.what == "'" + "lengthy\\n" * 4 + "lengthy…' is not a number"
