"""Opening a spreadsheet file (xlsx, xls) for the register's reading: rows and merged cells."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, Literal

import python_calamine as calamine

from minqing.language.register.headers import MergedRange, Row

# How a file locked with a password looks from outside: a compound file with an encrypted package.
_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")

Problem = Literal["missing", "not_a_spreadsheet", "password", "empty"]


class SheetFileError(Exception):
    """The file cannot be read as a register; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


class OpenedSheet:
    """The first visible sheet with anything in it. Rows keep the sheet's own numbers, from 1."""

    def __init__(self, sheet: "calamine.CalamineSheet", other_sheets: Sequence[str]) -> None:
        self._sheet = sheet
        self.name: str = sheet.name
        self.other_sheets = tuple(other_sheets)
        self.row_count: int = sheet.end[0] + 1 if sheet.end else 0

    @property
    def merged(self) -> list[MergedRange]:
        """Merged ranges, counted from 0."""
        return list(self._sheet.merged_cell_ranges or ())

    def rows(self) -> Iterator[Row]:
        """(Sheet row number, cells), from the first row of the sheet, its cells from column A."""
        # calamine's iterator gives empty rows before the first filled cell, but not the empty columns.
        start = self._sheet.start
        before: list[object] = [""] * (start[1] if start else 0)
        for number, cells in enumerate(self._sheet.iter_rows(), start=1):
            yield number, [*before, *cells] if before else cells


@contextmanager
def opened_sheet(file: Path | BinaryIO) -> Iterator[OpenedSheet]:
    """The register's sheet in a file: the first visible worksheet that is not empty.

    Raises SheetFileError where there is no file, no spreadsheet, a password, or nothing in it.
    """
    if isinstance(file, Path) and not file.is_file():
        raise SheetFileError("missing")
    try:
        book = calamine.CalamineWorkbook.from_object(file)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise SheetFileError(_problem_of(file, error)) from error
    with book:
        yield _first_sheet(book)


def _problem_of(file: Path | BinaryIO, error: Exception) -> Problem:
    """Why calamine could not open the file; of an open file it does not see by itself that it is locked."""
    if isinstance(error, calamine.PasswordError):
        return "password"
    if not isinstance(file, Path):
        file.seek(0)
        content = file.read()
        if content.startswith(_COMPOUND_FILE) and _LOCKED in content:
            return "password"
    return "not_a_spreadsheet"


def _first_sheet(book: "calamine.CalamineWorkbook") -> OpenedSheet:
    visible = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == calamine.SheetVisibleEnum.Visible
        and sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    for name in visible:
        try:
            sheet = book.get_sheet_by_name(name)
        except calamine.CalamineError as error:
            raise SheetFileError("not_a_spreadsheet") from error
        if sheet.end is not None:
            return OpenedSheet(sheet, [other for other in visible if other != name])
    raise SheetFileError("empty")
