"""The case files that Python and TypeScript both read, and the calendars they speak of."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

from minqing.method.calendar import DutyHours, WorkingCalendar

CASES = Path(__file__).parents[2] / "contracts" / "cases"


def read_cases(name: str) -> dict[str, Any]:
    """A case file by its name."""
    document: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return document


def calendar_from(parts: dict[str, Any]) -> WorkingCalendar:
    """The calendar that a case file writes down."""
    start, end = parts["duty"]
    return WorkingCalendar(
        known_years=frozenset(parts["known_years"]),
        off_days=frozenset(map(date.fromisoformat, parts["off_days"])),
        workdays=frozenset(map(date.fromisoformat, parts["workdays"])),
        overrides={date.fromisoformat(day): works for day, works in parts["overrides"].items()},
        zone=parts["zone"],
        duty=DutyHours(time.fromisoformat(start), time.fromisoformat(end)),
    )
