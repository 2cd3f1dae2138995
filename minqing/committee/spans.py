"""Stretches of days: from a day up to, but without, another. Pure: no row, no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Days:
    """From a day up to, but without, another (None: without end). Raises ValueError where it holds no day."""

    from_day: date
    to_day: date | None = None

    def __post_init__(self) -> None:
        if self.to_day is not None and self.to_day <= self.from_day:
            raise ValueError(f"No day lies from {self.from_day} up to, but without, {self.to_day}.")

    def __contains__(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


def earlier_end(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends, of which either may be missing."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None


def meet(one: Days, other: Days) -> Days | None:
    """The days that lie in both; None where there are none."""
    start, end = max(one.from_day, other.from_day), earlier_end(one.to_day, other.to_day)
    return Days(start, end) if end is None or start < end else None


def rest_of(whole: Days, parts: Iterable[Days]) -> Iterator[Days]:
    """The days of `whole` that lie in none of `parts`, in order."""
    start: date | None = whole.from_day
    for part in sorted(parts, key=lambda days: days.from_day):
        if start is None:
            return
        if start < part.from_day:
            gap = meet(whole, Days(start, part.from_day))
            if gap is not None:
                yield gap
        if part.to_day is None:
            return
        start = max(start, part.to_day)
    if start is not None and (whole.to_day is None or start < whole.to_day):
        yield Days(start, whole.to_day)
