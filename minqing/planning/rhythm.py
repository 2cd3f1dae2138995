"""Whose turn it is today: every household once in a period, those with a rhythm of their own by it, and what was
promised first (method, elements 3 and 4; step 4 of the workflow).

Pure and deterministic: the same doors on the same day make the same picks, each with its reasons as codes with
parameters (the words live in `minqing.visits.words`). Why a household has a rhythm is not known here: it is handed in
as a number of days.

How the load is kept even: every door has a day by which its turn has come. Sorted by it, the k-th door needs
k visits within the visiting days left until then; the steepest of these demands is today's pace. Periods begin on a
fixed Monday, so that what was missed is spread over the rest of the period, not heaped on today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

QUARTER_DAYS = 91
LEAST, MOST = 12, 20
# A Monday: periods are counted from it.
FIRST_PERIOD = date(2024, 1, 1)
WELCOME_WITHIN = timedelta(days=7)
NEW_FOR = timedelta(days=30)
STALE_AFTER = timedelta(days=90)
# After nobody opened, and after any visit before something is only to be confirmed.
TRY_AGAIN_AFTER = timedelta(days=3)
LEAVE_ALONE = timedelta(days=14)


class Rank(IntEnum):
    """What goes before what, where a day does not hold all."""

    PROMISED = 0
    RHYTHM = 1
    ARRIVAL = 2
    UNMET = 3
    PERIOD = 4
    STALE = 5


@dataclass(frozen=True)
class Reason:
    """Why a door is picked: a code and what its sentence needs (days as ISO dates, numbers as text)."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Promised:
    """A call-back or a promise that somebody waits for: what it is by code and reference, until which day."""

    code: str
    due: date
    reference: str = ""


@dataclass(frozen=True)
class Door:
    """A household as it is known in the morning.

    `met` is the last visit that counts as made (met, or declined); `tried` the last of any kind. `every_days` is a
    rhythm of its own, without its cause. `arrived` is when it moved in, `confirmed` when its data was.
    """

    key: str
    arrived: date
    met: date | None = None
    tried: date | None = None
    declines: bool = False
    every_days: int | None = None
    confirmed: date | None = None
    promised: tuple[Promised, ...] = ()


@dataclass(frozen=True)
class Pick:
    """A door to visit today, with its reasons, the weightiest first."""

    key: str
    reasons: tuple[Reason, ...]
    rank: Rank
    due: date


@dataclass(frozen=True)
class DayPicks:
    """The picks of a day; `waiting` is how many whose day has come did not fit, `pace` what evenness asks for."""

    picks: tuple[Pick, ...]
    waiting: int
    pace: int


def picks_of(
    doors: Iterable[Door],
    today: date,
    visiting: Callable[[date], bool],
    *,
    period_days: int = QUARTER_DAYS,
    least: int = LEAST,
    most: int = MOST,
) -> DayPicks:
    """Whom to visit today. `visiting` says on which days visits are made.

    Those whose day has come go first, by rank; then as many of the others as the pace asks for, and at least `least`
    in all where so many have a reason; never more than `most`.
    """
    turns = [turn for door in doors if (turn := turn_of(door, today, visiting, period_days))]
    pressing = sorted((turn for turn in turns if _presses(turn, today)), key=_weight)
    calm = sorted((turn for turn in turns if not _presses(turn, today)), key=_order)
    pace = pace_of([turn.due for turn in calm], today, visiting)
    room = max(0, most - len(pressing))
    more = min(room, max(pace, least - len(pressing)))
    chosen = [*pressing[:most], *calm[:more]]
    return DayPicks(tuple(chosen), max(0, len(pressing) - most), pace)


def turn_of(door: Door, today: date, visiting: Callable[[date], bool], period_days: int) -> Pick | None:
    """A door's turn, if it may be visited today: its reasons, and by when. None where there is none.

    A household that declines visits is not pressed: only what was promised to it leads there.
    """
    if door.tried == today or door.met == today:
        return None
    next_day = _next_visiting(today, visiting)
    found = [
        (Rank.PROMISED, each.due, Reason(each.code, {"due": each.due.isoformat(), "of": each.reference}))
        for each in sorted(door.promised, key=lambda each: (each.due, each.code, each.reference))
        if each.due < next_day
    ]
    if not door.declines:
        found += _calm_reasons(door, today, period_days)
    if not found:
        return None
    rank = min(each for each, _, _ in found)
    due = min(day for _, day, _ in found)
    ordered = sorted(found, key=lambda each: each[0])
    return Pick(door.key, tuple(reason for _, _, reason in ordered), rank, due)


def pace_of(dues: Sequence[date], today: date, visiting: Callable[[date], bool]) -> int:
    """How many visits today keep the days until all dues even: the steepest demand of any due day."""
    pace, days, upto = 0, 0, today - timedelta(days=1)
    for number, due in enumerate(sorted(dues), 1):
        while upto < due:
            upto += timedelta(days=1)
            days += visiting(upto)
        pace = max(pace, -(-number // max(1, days)))
    return pace


def period_end(day: date, period_days: int) -> date:
    """The last day of the period that a day lies in."""
    into = (day - FIRST_PERIOD).days % period_days
    return day + timedelta(days=period_days - 1 - into)


def _calm_reasons(door: Door, today: date, period_days: int) -> list[tuple[Rank, date, Reason]]:
    """Why a door is due without anything promised."""
    if door.tried and door.tried != door.met and today - door.tried < TRY_AGAIN_AFTER:
        return []
    found = [*_by_rhythm(door, today), *_welcome(door, today), *_by_period(door, today, period_days)]
    stale = door.confirmed is None or today - door.confirmed >= STALE_AFTER
    last = max((each for each in (door.met, door.tried) if each), default=None)
    if stale and (found or last is None or today - last >= LEAVE_ALONE):
        words = {"confirmed": door.confirmed.isoformat()} if door.confirmed else {}
        found.append((Rank.STALE, period_end(today, period_days), Reason("stale", words)))
    return found


def _by_rhythm(door: Door, today: date) -> list[tuple[Rank, date, Reason]]:
    """A rhythm of its own, from a fifth of it before its day on."""
    if not door.every_days:
        return []
    due = today if door.met is None else door.met + timedelta(days=door.every_days)
    if today < due - timedelta(days=door.every_days // 5):
        return []
    words = {"days": str(door.every_days)} | ({"last": door.met.isoformat()} if door.met else {})
    return [(Rank.RHYTHM, due, Reason("rhythm", words))]


def _welcome(door: Door, today: date) -> list[tuple[Rank, date, Reason]]:
    """Newly arrived and not yet met: welcomed within a week."""
    if door.met is not None or today - door.arrived > NEW_FOR or door.arrived > today:
        return []
    return [
        (Rank.ARRIVAL, door.arrived + WELCOME_WITHIN, Reason("arrival", {"on": door.arrived.isoformat()}))
    ]


def _by_period(door: Door, today: date, period_days: int) -> list[tuple[Rank, date, Reason]]:
    """Once in a period: not met in it, or soon to be due. From half a period after the last meeting on."""
    ends = period_end(today, period_days)
    if door.met is None:
        words = {"tried": door.tried.isoformat()} if door.tried else {}
        return [(Rank.UNMET, ends, Reason("unmet", words))]
    days = (today - door.met).days
    if days * 2 < period_days:
        return []
    due = door.met + timedelta(days=period_days)
    words = {"last": door.met.isoformat(), "days": str(days)}
    if door.tried and door.tried > door.met:
        return [
            (Rank.UNMET, due if due >= today else ends, Reason("unmet", {"tried": door.tried.isoformat()}))
        ]
    return [(Rank.PERIOD, due if due >= today else ends, Reason("period", words))]


def _presses(turn: Pick, today: date) -> bool:
    """Whether its day has come: what was promised, or a rhythm or a welcome that is due."""
    return turn.rank is Rank.PROMISED or (turn.rank <= Rank.ARRIVAL and turn.due <= today)


def _weight(turn: Pick) -> tuple[int, date, str]:
    return turn.rank, turn.due, turn.key


def _order(turn: Pick) -> tuple[date, int, str]:
    return turn.due, turn.rank, turn.key


def _next_visiting(today: date, visiting: Callable[[date], bool]) -> date:
    """The next day with visits after today; after a fortnight without any, tomorrow."""
    days = (today + timedelta(days=ahead) for ahead in range(1, 15))
    return next((day for day in days if visiting(day)), today + timedelta(days=1))
