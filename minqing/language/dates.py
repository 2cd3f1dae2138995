"""Dates of birth as offices write them: read exactly, or refused with the reason. Nothing is guessed.

1966.5.8, 1948-08-21, 1955年3月12日, 1942/8/1, 19420811, full-width digits, date cells, spreadsheet serial
numbers; a year alone or a year and month stay what they are.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from minqing.language.characters import half_width

OLDEST_AGE: Final = 130  # years; nobody older has ever been verified
_SERIAL_BEGINS: Final = date(1899, 12, 30)  # day 0 of the 1900 date system, for days after February 1900
_SMALLEST_SERIAL: Final = 2500  # November 1906; smaller numbers are ages or years, not days
_LARGEST_SERIAL: Final = 80000

_BLANK: Final = frozenset(
    ("", "-", "--", "/", "\\", "无", "不详", "未知", "不明", "n/a", "na", "none", "null", "unknown")
)
_PARTED: Final = re.compile(
    r"(\d{4})([./\-年 ]+)(\d{1,2})(?:([./\-月 ]+)(\d{1,2}))?[.日号月]?(?: ?00:00(?::00(?:\.0+)?)?)?"
)
_SPACED: Final = re.compile(r" *([年月日号./\-]) *")
_YEAR: Final = re.compile(r"(\d{4})年?")
_DIGITS: Final = re.compile(r"\d{6}|\d{8}")
_SHORT_YEAR: Final = re.compile(r"\d{2}[./\-年 ]+\d{1,2}([./\-月 ]+\d{1,2})?[日号月]?|\d{2}年?")

Reason = Literal[
    "date_impossible",
    "date_in_future",
    "date_too_long_ago",
    "date_year_of_two_digits",
    "date_ambiguous",
    "date_unreadable",
]


class BirthDate(NamedTuple):
    """A day of birth as exactly as it is known: a year, a year and month, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """ "1942", "1942-08" or "1942-08-11"; `read_birth_date` reads each back to the same."""
        parts = f"{self.year:04d}"
        if self.month is not None:
            parts += f"-{self.month:02d}"
            if self.day is not None:
                parts += f"-{self.day:02d}"
        return parts

    def first_day(self) -> date:
        """The earliest day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)


class DateRefusal(NamedTuple):
    """Why a cell is no date of birth; `text` is what the cell said."""

    reason: Reason
    text: str


def read_birth_date(cell: object, today: date) -> BirthDate | DateRefusal | None:
    """The date of birth in a cell, why it is none, or None for an empty cell (also 「不详」, 「无」).

    `today` bounds it: not after today, not more than 130 years before.
    """
    if isinstance(cell, str):
        # What is longer than a day's own forms may be an identity number: not remembered.
        return _read_text(cell, today) if len(cell) < 15 else _read_text.__wrapped__(cell, today)
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return _within(BirthDate(cell.year, cell.month, cell.day), today, cell.date().isoformat())
    if isinstance(cell, date):
        return _within(BirthDate(cell.year, cell.month, cell.day), today, cell.isoformat())
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _read_number(float(cell), today)
    return DateRefusal("date_unreadable", str(cell))


@lru_cache(maxsize=65536)
def _read_text(cell: str, today: date) -> BirthDate | DateRefusal | None:
    text = half_width(cell).strip().lower()
    if text in _BLANK:
        return None
    text = _SPACED.sub(r"\1", text).removesuffix("出生").removesuffix("生").strip()
    if parted := _PARTED.fullmatch(text):
        year, _, month, _, day = parted.groups()
        return _checked(int(year), int(month), int(day) if day else None, today, cell)
    if _DIGITS.fullmatch(text):
        return _read_digits(text, today, cell)
    if year_alone := _YEAR.fullmatch(text):
        return _within(BirthDate(int(year_alone.group(1))), today, cell)
    if _SHORT_YEAR.fullmatch(text):
        return DateRefusal("date_year_of_two_digits", cell)
    return DateRefusal("date_unreadable", cell)


def _read_digits(text: str, today: date, cell: str) -> BirthDate | DateRefusal:
    """Eight digits are a day. Six are a year and month, unless they could be a short year, month and day."""
    if len(text) == 8:
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:8]), today, cell)
    as_month = _checked(int(text[:4]), int(text[4:6]), None, today, cell)
    could_be_short = 1 <= int(text[2:4]) <= 12 and 1 <= int(text[4:6]) <= 31
    if isinstance(as_month, BirthDate):
        return DateRefusal("date_ambiguous", cell) if could_be_short else as_month
    return DateRefusal("date_year_of_two_digits", cell) if could_be_short else as_month


def _read_number(number: float, today: date) -> BirthDate | DateRefusal:
    """A number cell: 19420811, 1942, 1966.5 (a month) or the day's serial number in the sheet."""
    if number.is_integer():
        whole = int(number)
        if today.year - OLDEST_AGE <= whole <= today.year:
            return BirthDate(whole)
        if _SMALLEST_SERIAL <= whole <= _LARGEST_SERIAL:
            day = _SERIAL_BEGINS + timedelta(days=whole)
            return _within(BirthDate(day.year, day.month, day.day), today, day.isoformat())
        text = str(whole)
        return (
            _read_digits(text, today, text) if len(text) in (6, 8) else DateRefusal("date_unreadable", text)
        )
    text = repr(number)
    year, _, month = text.partition(".")
    if len(year) == 4 and len(month) <= 2 and month.isdigit():
        # 1966.1 may have been January or October before the sheet dropped the zero.
        return (
            DateRefusal("date_ambiguous", text)
            if month == "1"
            else _checked(int(year), int(month), None, today, text)
        )
    if _SMALLEST_SERIAL <= number <= _LARGEST_SERIAL:
        return _read_number(float(int(number)), today)
    return DateRefusal("date_unreadable", text)


def _checked(year: int, month: int, day: int | None, today: date, cell: str) -> BirthDate | DateRefusal:
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        return DateRefusal("date_impossible", cell)
    return _within(BirthDate(year, month, day), today, cell)


def _within(birth: BirthDate, today: date, cell: str) -> BirthDate | DateRefusal:
    if birth.year < 1 or birth.first_day() > today:
        return DateRefusal("date_in_future" if birth.year else "date_impossible", cell)
    year, month, day = birth.year, birth.month or 12, birth.day or 28
    if (year + OLDEST_AGE, month, day) < (today.year, today.month, today.day):
        return DateRefusal("date_too_long_ago", cell)
    return birth
