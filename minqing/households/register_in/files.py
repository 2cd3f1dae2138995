"""Spreadsheet files as they come: opened within limits, gathered, and why one cannot be, in words."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from minqing.households.register_in.gathering import Gathered, Steps, gathered
from minqing.households.register_in.quiet import without_collecting
from minqing.households.sheet_file import OpenedSheet, SheetFileError, opened_sheet
from minqing.households.sheet_limits import unsafe
from minqing.language.register import HeaderReading, read_header, read_register
from minqing.language.register.fields import Field
from minqing.ledger.errors import Refused

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_ROWS: Final = 200_000
_HEADER_SAMPLE: Final = 640


def check_file(file: Path) -> None:
    """Refused, in words, where a file is too large to be read in bounded memory."""
    if file.is_file() and file.stat().st_size > MOST_BYTES:
        raise Refused(_("This file is larger than 50 MB. Split it into several."))
    why = unsafe(file) if file.is_file() else ""
    if why == "grows":
        raise Refused(_("This file grows to more than 1 GB when it is opened. Split it into several."))
    if why == "spread":
        raise Refused(
            _(
                "A cell lies far away from the table. Delete what stands there, or copy the table into a new file."
            )
        )
    if why:
        raise Refused(problem_text(SheetFileError("not_a_spreadsheet")))


def gathered_file(
    file: Path, today: date, steps: Steps, mapping: Mapping[int, Field | None] | None = None
) -> Gathered:
    """A register's file read to its end. Refused, in words, where there is nothing to read or too much."""
    check_file(file)
    try:
        with without_collecting(), opened_sheet(file) as sheet:
            _check_rows(sheet)
            reading = read_register(sheet.rows(), sheet.merged, today=today, mapping=mapping)
            return gathered(reading, steps, sheet.row_count)
    except SheetFileError as error:
        raise Refused(problem_text(error)) from error


def header_of_file(file: Path) -> tuple[HeaderReading, list[tuple[int, list[object]]]]:
    """The header of a file, for correction, and its first rows. Refused as `gathered_file` does."""
    check_file(file)
    try:
        with opened_sheet(file) as sheet:
            _check_rows(sheet)
            rows = []
            for number, cells in sheet.rows():
                rows.append((number, list(cells)))
                if number >= _HEADER_SAMPLE:
                    break
            return read_header(rows, sheet.merged), rows
    except SheetFileError as error:
        raise Refused(problem_text(error)) from error


def _check_rows(sheet: OpenedSheet) -> None:
    if sheet.row_count > MOST_ROWS:
        raise Refused(_("This sheet has more than 200,000 rows. Split it into several files."))


def problem_text(error: SheetFileError) -> str:
    """Why a file is no register, and what to do."""
    return {
        "missing": _("There is no such file."),
        "not_a_spreadsheet": _("This is no spreadsheet that can be read. Save it as .xlsx and try again."),
        "password": _("The spreadsheet is locked with a password. Save it without one and try again."),
        "empty": _("There is nothing in this spreadsheet."),
    }[error.problem]
