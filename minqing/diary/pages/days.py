"""A day that an address names."""

from datetime import date

# The weeks beside a day are shown too, so that days at the calendar's own ends are none.
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


def day_asked(word: str) -> date | None:
    """The day (2026-11-24), or None for what is no day or lies where no diary was or will be written."""
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None
