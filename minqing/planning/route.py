"""In which order to go to today's doors: the shortest walk that keeps what time a household asked for.

The method's preparation of a day (`docs/method.md`, the day plan). Points are in metres on a plane, and a
way is the straight line times `factor`, rounded to whole metres; or the ways are given as a matrix. A stop costs
its minutes and what stairs it has; it may ask to be visited after or before a moment; lunch is kept free. Where
no order reaches a stop in its time, the stop is left out and said why, rather than the whole round refused.

Deterministic: a fixed number of rounds of search for a fixed seed. `seconds` is a limit above it, that a slow
machine may reach first.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot

from minqing.planning.route_search import Question, kept, search
from minqing.planning.route_times import Lunch, Visit, arrivals_of, begin_of, clock

SEED = 20061124


class NoRoute(Exception):
    """There is no round at all; `code` and `parameters` make the sentence (`route_words`)."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


@dataclass(frozen=True)
class Point:
    """A place on a plane, in metres."""

    x: float
    y: float


@dataclass(frozen=True)
class Stop:
    """A door: where, how many minutes the visit lasts, how many minutes of stairs it costs, and between which
    moments (seconds since midnight) the visit may begin.
    """

    id: str | int
    minutes: float = 10
    from_s: int | None = None
    to_s: int | None = None
    stairs_minutes: float = 0
    at: Point | None = None  # none where the ways are given as a matrix


@dataclass(frozen=True)
class Round:
    """What is asked. Rows of `ways` (metres): 0 is the start, 1… the stops in their order, and where
    `ends_at_row` is the row after them, the end. `ends_at_row`: 0 back at the start, None with the last stop.
    """

    stops: Sequence[Stop]
    ways: Sequence[Sequence[float]]
    ends_at_row: int | None = None
    speed_m_per_min: float = 60
    begin_s: int = 8 * 3600 + 1800
    until_s: int | None = None
    lunch: Lunch | None = None
    seconds: float = 1


@dataclass(frozen=True)
class LeftOut:
    """A stop that no order reaches, with the code and parameters of the reason."""

    id: str | int
    code: str
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Route:
    """The answer: the order, its length in the units of the ways, when each visit begins (seconds since
    midnight), and what was left out.
    """

    order: list[str | int]
    length: float
    arrivals_s: dict[str | int, int]
    over_s: int
    left_out: list[LeftOut]


def ways_between(points: Sequence[Point], factor: float = 1.0) -> list[list[int]]:
    """The ways between points: straight line × factor, to the nearest metre."""
    return [[round(hypot(a.x - b.x, a.y - b.y) * factor) for b in points] for a in points]


def route(asked: Round) -> Route:
    """The order of a round. Raises NoRoute where there is none: nothing can be visited in its time, or the way to
    the end alone is too long.
    """
    deadline = time.perf_counter() + asked.seconds * 0.9
    question = _question(asked)
    _refuse_end(asked, question)
    within = [row for row in range(1, len(asked.stops) + 1) if not _alone(asked, question, row)]
    order = kept(question, search(question, within, seed=SEED, deadline=deadline))
    chosen = set(order)
    left = [
        _alone(asked, question, row) or LeftOut(_stop(asked, row).id, "clash")
        for row in range(1, len(asked.stops) + 1)
        if row not in chosen
    ]
    if asked.stops and not order:
        raise NoRoute("none_fits", left=left[0])
    times, over = arrivals_of(
        order, question.visits, question.walks, start=0, begin_s=question.begin_s, lunch=question.lunch
    )
    rows = [0, *order, *([] if asked.ends_at_row is None else [asked.ends_at_row])]
    if asked.ends_at_row is not None:
        over += question.walks[rows[-2]][rows[-1]]
    return Route(
        order=[_stop(asked, row).id for row in order],
        length=sum(asked.ways[a][b] for a, b in zip(rows, rows[1:], strict=False)),
        arrivals_s={_stop(asked, row).id: at for row, at in zip(order, times, strict=True)},
        over_s=over,
        left_out=left,
    )


def _stop(asked: Round, row: int) -> Stop:
    return asked.stops[row - 1]


def _question(asked: Round) -> Question:
    """The same in whole seconds and whole units of length, for the search."""
    exact = all(float(way).is_integer() for row in asked.ways for way in row)
    scale = 1 if exact else 1000
    nowhere = Visit(0)
    visits = [nowhere] + [
        Visit(round((each.minutes + each.stairs_minutes) * 60), each.from_s, each.to_s)
        for each in asked.stops
    ]
    if len(asked.ways) > len(visits):
        visits.append(nowhere)
    return Question(
        costs=[[round(way * scale) for way in row] for row in asked.ways],
        walks=[[round(way / asked.speed_m_per_min * 60) for way in row] for row in asked.ways],
        visits=visits,
        ends_at_row=asked.ends_at_row,
        begin_s=asked.begin_s,
        until_s=asked.until_s,
        lunch=asked.lunch,
    )


def _refuse_end(asked: Round, question: Question) -> None:
    if asked.until_s is None or asked.ends_at_row is None:
        return
    reached = asked.begin_s + question.walks[0][asked.ends_at_row]
    if reached > asked.until_s:
        raise NoRoute("end_too_late", earliest=clock(reached), until=clock(asked.until_s))


def _alone(asked: Round, question: Question, row: int) -> LeftOut | None:
    """Why a stop could not even be visited first; None where it could."""
    visit = question.visits[row]
    earliest = begin_of(visit, asked.begin_s + question.walks[0][row], asked.lunch)
    if visit.to_s is not None and earliest > visit.to_s:
        words = {"to": clock(visit.to_s), "earliest": clock(earliest)}
        return LeftOut(_stop(asked, row).id, "too_far", words)
    over = earliest + visit.seconds
    if asked.ends_at_row is not None:
        over += question.walks[row][asked.ends_at_row]
    if asked.until_s is not None and over > asked.until_s:
        words = {"earliest": clock(earliest), "until": clock(asked.until_s)}
        return LeftOut(_stop(asked, row).id, "too_late", words)
    return None
