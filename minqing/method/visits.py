"""When a household has been met: once a quarter, and a declined visit counts as made (element 3, and "Lines")."""

from __future__ import annotations

from datetime import date

# What became of knocking, as the diary stores it. Nobody home does not count: the household was not met.
COUNTS_AS_MADE: tuple[str, ...] = ("met", "declined")


def quarter_start(day: date) -> date:
    """The first day of the quarter of a day: the period in which every household is to be met once."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
