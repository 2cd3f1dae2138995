"""A year's days off as an office writes them, line by line: 「2027-01-01 休 元旦」. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from minqing.language.characters import tidy

OFF_WORDS = frozenset(("休", "放假", "休息", "off"))
WORK_WORDS = frozenset(("班", "上班", "调休上班", "补班", "work", "working"))
LONGEST_RANGE = 31  # days; no holiday was ever longer

_DAY = r"\d{4}[\-./年]\d{1,2}[\-./月]\d{1,2}日?"
_LINE = re.compile(
    rf"(?P<first>{_DAY})(?:\s*(?:~|至|到|—|–|--| - )\s*(?P<last>{_DAY}))?\s+(?P<word>\S+)(?:\s+(?P<name>.*))?"
)

Wrong = Literal["unreadable", "no_such_day", "word", "order", "too_long", "other_year", "twice"]


@dataclass(frozen=True)
class CalendarLine:
    """One day set by a line: whether it works, and the occasion."""

    day: date
    works: bool
    name: str


@dataclass(frozen=True)
class WrongLine:
    """A line that cannot be read: its number from 1, its text and why."""

    number: int
    text: str
    wrong: Wrong


def read_calendar_lines(text: str, year: int) -> tuple[list[CalendarLine], list[WrongLine]]:
    """The days that the lines set within `year`, and the lines that cannot be read, both in order.

    A line is a day (or two days joined by 至 or ~), then 休 or 班 (off, work), then the occasion if wanted.
    Blank lines and lines that begin with # are left out. A day named by two lines is refused the second time.
    """
    days: dict[date, CalendarLine] = {}
    wrong: list[WrongLine] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = tidy(raw)
        if not line or line.startswith("#"):
            continue
        found = _read(line, year)
        if isinstance(found, str):
            wrong.append(WrongLine(number, raw.strip(), found))
        elif any(each.day in days for each in found):
            wrong.append(WrongLine(number, raw.strip(), "twice"))
        else:
            days.update({each.day: each for each in found})
    return sorted(days.values(), key=lambda each: each.day), wrong


def _read(line: str, year: int) -> list[CalendarLine] | Wrong:
    match = _LINE.fullmatch(line)
    if match is None:
        return "unreadable"
    word = match["word"].lower()
    if word not in OFF_WORDS | WORK_WORDS:
        return "word"
    first, last = _day(match["first"]), _day(match["last"] or match["first"])
    if first is None or last is None:
        return "no_such_day"
    if last < first:
        return "order"
    if (last - first).days >= LONGEST_RANGE:
        return "too_long"
    if first.year != year or last.year != year:
        return "other_year"
    return [
        CalendarLine(day, word in WORK_WORDS, (match["name"] or "").strip()) for day in _days(first, last)
    ]


def _day(text: str) -> date | None:
    year, month, day = (int(part) for part in re.findall(r"\d+", text))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
