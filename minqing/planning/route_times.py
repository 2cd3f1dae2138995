"""When each stop of an order is reached: the same walk for the answer, for its proof, and for the desk.

Seconds since midnight, metres, metres a minute. A time beyond midnight is written with an hour of 24 or more
(`25:10`), so that later still reads as later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DAY_S = 24 * 3600


@dataclass(frozen=True)
class Lunch:
    """No visit runs between these two moments (seconds since midnight)."""

    begin_s: int
    end_s: int


@dataclass(frozen=True)
class Visit:
    """What a stop asks for: how long, and between which moments it may begin. None: at any time."""

    seconds: int
    from_s: int | None = None
    to_s: int | None = None


def arrivals_of(
    order: Sequence[int],
    visits: Sequence[Visit],
    walks: Sequence[Sequence[int]],
    *,
    start: int,
    begin_s: int,
    lunch: Lunch | None = None,
) -> tuple[list[int], int]:
    """When each visit of `order` begins, and when the last is over. `walks` are seconds between rows.

    Whoever comes before a window waits. A visit that lunch would interrupt begins after it.
    """
    now, here, times = begin_s, start, []
    for stop in order:
        visit = visits[stop]
        now = begin_of(visit, now + walks[here][stop], lunch)
        times.append(now)
        now, here = now + visit.seconds, stop
    return times, now


def begin_of(visit: Visit, reached_s: int, lunch: Lunch | None = None) -> int:
    """The earliest moment from `reached_s` on at which the visit may begin, whatever its `to_s`."""
    at = max(reached_s, visit.from_s or 0)
    if lunch and at < lunch.end_s and (at >= lunch.begin_s or at + visit.seconds > lunch.begin_s):
        return lunch.end_s
    return at


def clock(seconds: int) -> str:
    """`08:42`; what is a fraction of a minute is rounded up, so that nobody is promised too early."""
    minutes = -(-seconds // 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
