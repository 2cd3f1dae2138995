"""Opening spreadsheet files: the first visible sheet with something in it, or a clear word why not."""

import io
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from minqing.households.sheet_file import SheetFileError, opened_sheet
from minqing.language.register import PersonRow, read_register
from tests.language.register.sheets import TODAY, families

BLOCK_END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def saved(tmp_path: Path, fill: Callable[[openpyxl.Workbook, Worksheet], object] | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    if fill is not None:
        fill(book, sheet)
    path = tmp_path / "register.xlsx"
    book.save(path)
    return path


def locked_file() -> bytes:
    """The outside of a spreadsheet locked with a password: a compound file with an EncryptedPackage."""
    numbers = (0, 1, 1, 0, 4096, BLOCK_END, 0, BLOCK_END, 0, 0)
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    header = struct.pack("<8s16sHHHHH6s10I", magic, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", *numbers)
    header += struct.pack("<108I", *[FREE] * 108)
    table = struct.pack("<128I", FAT, BLOCK_END, *[FREE] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            text,
            len(text) if name else 0,
            kind,
            1,
            FREE,
            FREE,
            child,
            b"",
            0,
            0,
            0,
            BLOCK_END,
            0,
        )

    entries = [
        entry("Root Entry", 5, 1),
        entry("EncryptedPackage", 2, FREE),
        entry("", 0, FREE),
        entry("", 0, FREE),
    ]
    return header[:512] + table + b"".join(entries)


def test_rows_keep_the_sheet_s_own_numbers_and_columns(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["C3"], sheet["D3"], sheet["E3"] = "姓名", "性别", "住址"
        sheet["C4"], sheet["D4"], sheet["E4"] = "雷娟燕", "女", "东巷57号6"
        sheet["C5"] = "雷平"
        sheet.merge_cells("E4:E5")

    with opened_sheet(saved(tmp_path, fill)) as sheet:
        rows = list(sheet.rows())
        assert [number for number, _ in rows] == [1, 2, 3, 4, 5]
        assert list(rows[3][1]) == ["", "", "雷娟燕", "女", "东巷57号6"]
        assert sheet.merged == [((3, 4), (4, 4))]
        found = [row for row in read_register(rows, sheet.merged, today=TODAY) if isinstance(row, PersonRow)]
    assert [(person.row, person.name) for person in found] == [(4, "雷娟燕"), (5, "雷平")]
    assert families(found) == [["雷娟燕", "雷平"]]


def test_floats_and_wide_spaces_of_real_cells_are_read(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet.append(["　姓　名　", "电话", "小区", "门牌"])
        sheet.append(["雷　娟　燕", 13562369202, "民安小区３号楼１单元", 202.0])

    with opened_sheet(saved(tmp_path, fill)) as sheet:
        (person,) = (
            row
            for row in read_register(sheet.rows(), sheet.merged, today=TODAY)
            if isinstance(row, PersonRow)
        )
    assert (person.name, person.phones, person.address.text()) == (
        "雷娟燕",
        ("13562369202",),
        "民安小区3号楼1单元 202",
    )


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook, sheet: Worksheet) -> None:
        sheet["A1"] = "hidden"
        sheet.sheet_state = "hidden"
        book.create_sheet("空表")
        book.create_sheet("居民")["A1"] = "姓名"
        book.create_sheet("说明")["A1"] = "说明"

    with opened_sheet(saved(tmp_path, fill)) as sheet:
        assert sheet.name == "居民"
        assert sheet.other_sheets == ("空表", "说明")
        assert [list(cells) for _, cells in sheet.rows()] == [["姓名"]]


def test_an_open_file_is_read_as_well_as_a_path(tmp_path: Path) -> None:
    content = saved(tmp_path, lambda book, sheet: sheet.append(["姓名"])).read_bytes()
    with opened_sheet(io.BytesIO(content)) as sheet:
        assert sheet.row_count == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "not_a_spreadsheet"),
        (b"name,sex\n", "not_a_spreadsheet"),
        (b"PK\x03\x04 cut off", "not_a_spreadsheet"),
        (locked_file(), "password"),
    ],
    ids=["nothing", "text", "cut off", "locked"],
)
def test_what_is_no_spreadsheet_says_so(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(content)
    for file in (path, io.BytesIO(content)):
        with pytest.raises(SheetFileError) as raised, opened_sheet(file):
            pass
        assert raised.value.problem == problem


def test_an_empty_book_and_a_missing_file_say_so(tmp_path: Path) -> None:
    with pytest.raises(SheetFileError) as empty, opened_sheet(saved(tmp_path)):
        pass
    with pytest.raises(SheetFileError) as missing, opened_sheet(tmp_path / "none.xlsx"):
        pass
    assert (empty.value.problem, missing.value.problem) == ("empty", "missing")
