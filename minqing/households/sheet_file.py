"""Opening a spreadsheet file (xlsx, xls, xlsb, ods) for the register's reading: rows and merged cells."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

import python_calamine as calamine

from minqing.language.register.headers import MergedRange, Row

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
        self.row_count: int = sheet.total_height

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
    try:
        book = calamine.CalamineWorkbook.from_object(file)
    except FileNotFoundError as error:
        raise SheetFileError("missing") from error
    except calamine.PasswordError as error:
        raise SheetFileError("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise SheetFileError("not_a_spreadsheet") from error
    with book:
        yield _first_sheet(book)


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
