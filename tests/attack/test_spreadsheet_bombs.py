"""A spreadsheet of a few kilobytes cannot end the web server: what it would grow to is looked at before it is opened."""

import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from minqing.households.register_in.files import check_file
from minqing.households.sheet_limits import unsafe
from minqing.ledger.errors import Refused


def with_a_cell_at(tmp_path: Path, place: str) -> Path:
    """A register with one more cell, far away from its table."""
    book = Workbook()
    book.active.append(("姓名", "住址"))
    book.active[place] = "x"
    book.save(tmp_path / "register.xlsx")
    return tmp_path / "register.xlsx"


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("XFD1048576", "spread"),  # half a terabyte, were it opened
        ("ZZ150000", "spread"),
        ("XFD3", ""),  # far to the right alone, or far down alone, is a table that can be laid out
        ("A150000", ""),
        ("IV4000", ""),
    ],
)
def test_cells_that_lie_too_far_apart_are_found_before_the_sheet_is_opened(tmp_path, place, why):
    assert unsafe(with_a_cell_at(tmp_path, place)) == why


def test_it_is_refused_in_words(tmp_path):
    with pytest.raises(Refused) as refused:
        check_file(with_a_cell_at(tmp_path, "XFD1048576"))
    assert len(refused.value.messages) == 1


def test_rows_that_name_their_place_without_their_cells_doing_so_count_too(tmp_path):
    file = with_a_cell_at(tmp_path, "XFD3")
    text = b'<sheetData><row r="1048576"><c><v>1</v></c></row><row r="3"><c r="XFD3"/></row></sheetData>'
    assert unsafe(replaced(file, "xl/worksheets/sheet1.xml", text)) == "spread"


def replaced(file: Path, name: str, content: bytes) -> Path:
    """The same packed file with one entry's content changed."""
    other = file.with_name("changed.xlsx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return other


def test_what_a_packed_file_says_of_its_own_size_is_not_believed(tmp_path, monkeypatch):
    monkeypatch.setattr("minqing.households.sheet_limits.MOST_UNPACKED", 4_000_000)
    file = replaced(with_a_cell_at(tmp_path, "B2"), "xl/styles.xml", b"<sst>" + b" " * 5_000_000)
    with zipfile.ZipFile(file) as packed:
        large = packed.getinfo("xl/styles.xml").file_size
    # In the local header and in the list at the end it now says: ten bytes.
    file.write_bytes(file.read_bytes().replace(struct.pack("<I", large), struct.pack("<I", 10)))
    with zipfile.ZipFile(file) as packed:
        assert packed.getinfo("xl/styles.xml").file_size == 10
    assert unsafe(file) == "grows"


def test_a_packed_spreadsheet_whose_cells_cannot_be_looked_at_is_not_opened(tmp_path):
    file = tmp_path / "register.ods"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("content.xml", '<table-row number-rows-repeated="1048576"/>')
    assert unsafe(file) == "other"
