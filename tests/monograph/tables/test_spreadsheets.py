"""What a spreadsheet does to a table is named once, with the cure that this spreadsheet offers."""

from pathlib import Path

import pytest

from monograph.tables import refresh
from monograph.tables.reading import foreign_separator

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


def test_the_mark_of_excel_is_taken_away_on_request(tmp_path: Path) -> None:
    (tmp_path / "channels.csv").write_text(PLAIN, "utf-8-sig")
    refresh._unmark(tmp_path / "channels.csv")
    assert (tmp_path / "channels.csv").read_text("utf-8") == PLAIN
