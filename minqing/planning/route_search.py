"""The search behind a route: our own short trip first, then PyVRP's iterated local search from there.

PyVRP counts in whole numbers. A row is a location; a stop with a window, or any stop where the round must be over
by a moment, is a client that may be left out at a price above every way. Lunch is taken out of the clock: times
after it count earlier by its length, and windows after it end earlier by the longest visit, because the visit
that lunch would have cut into is moved behind it.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from minqing.planning.route_times import Lunch, Visit, arrivals_of
from minqing.planning.route_tour import short_tour

if TYPE_CHECKING:
    import numpy as np
    from pyvrp import Client, ProblemData, Solution

TOUR_ROUNDS = 800
SOLVER_ROUNDS = 500
TIMED_ROUNDS = 1500
# From so many timed stops on, the solver's own start from chance takes longer than the whole search may.
MANY = 100
FOREVER_S = 2**40
# A share of the time for our own trip where no hours are asked for; the solver has the rest.
TOUR_SHARE = 0.6


@dataclass(frozen=True)
class Question:
    """Whole lengths, whole seconds: rows as in `route.Round`."""

    costs: Sequence[Sequence[int]]
    walks: Sequence[Sequence[int]]
    visits: Sequence[Visit]
    ends_at_row: int | None
    begin_s: int
    until_s: int | None
    lunch: Lunch | None

    @property
    def timed(self) -> bool:
        """Whether any hour is asked for; if not, only the length counts."""
        return self.until_s is not None or any(
            each.from_s is not None or each.to_s is not None for each in self.visits
        )

    def first_late(self, order: Sequence[int]) -> int | None:
        """The first stop of an order that is begun after its window, or the last where the round is over too
        late; None where all is kept.
        """
        times, over = arrivals_of(
            order, self.visits, self.walks, start=0, begin_s=self.begin_s, lunch=self.lunch
        )
        for row, at in zip(order, times, strict=True):
            to_s = self.visits[row].to_s
            if to_s is not None and at > to_s:
                return row
        if order and self.ends_at_row is not None:
            over += self.walks[order[-1]][self.ends_at_row]
        return order[-1] if order and self.until_s is not None and over > self.until_s else None


def search(question: Question, stops: Sequence[int], *, seed: int, deadline: float) -> list[int]:
    """The best order found of `stops` (rows); what is missing in it fits nowhere. `deadline` is a moment of
    `time.perf_counter`.
    """
    if len(stops) < 2:
        return list(stops)
    started = time.perf_counter()
    tour_until = started + (deadline - started) * TOUR_SHARE
    first = _short_order(question, stops, seed, tour_until)
    if len(stops) < 3 and not question.timed:
        return first
    return _solved(question, stops, first, seed, deadline)


def _short_order(question: Question, stops: Sequence[int], seed: int, until: float) -> list[int]:
    """Our own trip. An open end is a point that is nowhere far; a fixed end must stand beside the start, which a
    way far below all others brings about. Windows are not looked at. One-way matrices are left to the solver.
    """
    rows = [0, *stops]
    if any(question.costs[a][b] != question.costs[b][a] for a in rows for b in rows):
        return list(stops)
    costs = [[question.costs[a][b] for b in rows] for a in rows]
    end = question.ends_at_row
    if end != 0:
        far = max(map(max, costs)) * 4 + 4
        to_end = [0 if end is None else question.costs[row][end] for row in rows]
        costs = [[*row, way] for row, way in zip(costs, to_end, strict=True)]
        costs.append([*to_end, 0])
        costs[0][-1] = costs[-1][0] = -far
    rounds = TOUR_ROUNDS if not question.timed else TOUR_ROUNDS // 8
    tour = short_tour(costs, rounds=rounds, seed=seed, enough=lambda: time.perf_counter() > until)
    if end != 0 and tour[1] == len(rows):
        tour = [tour[0], *reversed(tour[1:])]
    order = [rows[at] for at in tour if 0 < at < len(rows)]
    return sorted(order, key=lambda row: question.visits[row].from_s or 0)


def kept(question: Question, order: list[int]) -> list[int]:
    """The order without what the walk would reach too late, one after the other from the first."""
    while True:
        late = question.first_late(order)
        if late is None:
            return order
        order = [row for row in order if row != late]


def _solved(
    question: Question, stops: Sequence[int], first: list[int], seed: int, deadline: float
) -> list[int]:
    """PyVRP from the first order; the better of the two where that order keeps all hours."""
    import pyvrp
    from pyvrp.exceptions import PenaltyBoundWarning
    from pyvrp.IteratedLocalSearch import IteratedLocalSearchParams
    from pyvrp.solve import SolveParams
    from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria

    data = _problem(question, stops)
    client_of = {row: at for at, row in enumerate(stops)}
    start: Solution | None = None
    if question.first_late(first) is None or len(stops) >= MANY:
        start = pyvrp.Solution(data, [[client_of[row] for row in kept(question, first)]])
    left = max(0.02, deadline - time.perf_counter())
    with warnings.catch_warnings():
        # It warns where hours cannot all be kept; we answer that in words.
        warnings.simplefilter("ignore", PenaltyBoundWarning)
        result = pyvrp.solve(
            data,
            MultipleCriteria(
                [MaxIterations(TIMED_ROUNDS if question.timed else SOLVER_ROUNDS), MaxRuntime(left)]
            ),
            seed=seed % 2**31,
            collect_stats=False,
            params=SolveParams(
                ils=IteratedLocalSearchParams(num_iters_no_improvement=500, history_length=50)
            ),
            initial_solution=start,
        )
    if not result.best.is_feasible():
        return first
    return [stops[each.idx] for route in result.best.routes() for each in route if each.is_client()]


def _problem(question: Question, stops: Sequence[int]) -> ProblemData:
    """The question as PyVRP takes it: locations are the start, the stops, the end."""
    import numpy as np
    import pyvrp

    compressed = _without_lunch(question)
    rows = [0, *stops, *([] if question.ends_at_row is None else [question.ends_at_row])]
    ways, walks = _matrix(question.costs, rows), _matrix(question.walks, rows)
    if question.ends_at_row is None:  # a last place that is nowhere far
        ways = np.pad(ways, ((0, 1), (0, 1)))
        walks = np.pad(walks, ((0, 1), (0, 1)))
    price = int(ways.max(initial=1)) * (len(rows) + 1) * 4 + 10**7 if question.timed else 0
    clients = [
        _client(at, compressed.visits[row], price, optional=question.timed) for at, row in enumerate(stops, 1)
    ]
    last = len(ways) - 1
    vehicle = pyvrp.VehicleType(
        start_depot=0,
        end_depot=1,
        tw_early=question.begin_s,
        start_late=question.begin_s,
        unit_distance_cost=1,
        unit_duration_cost=_second_costs(question) if question.timed else 0,
        tw_late=FOREVER_S if compressed.until_s is None else compressed.until_s,
    )
    places = [pyvrp.Location(x=0, y=0) for _ in range(last + 1)]
    depots = [pyvrp.Depot(location=0), pyvrp.Depot(location=last)]
    return pyvrp.ProblemData(places, clients, depots, [vehicle], [ways], [walks])


def _client(at: int, visit: Visit, price: int, *, optional: bool) -> Client:
    import pyvrp

    return pyvrp.Client(
        location=at,
        service_duration=visit.seconds,
        tw_early=visit.from_s or 0,
        required=not optional,
        prize=price if optional else 0,
        tw_late=FOREVER_S if visit.to_s is None else visit.to_s,
    )


def _second_costs(question: Question) -> int:
    """What a second costs beside the way: about as much as walking it, so that nobody waits long at a door."""
    ways = sum(map(sum, question.costs))
    walks = sum(map(sum, question.walks))
    return max(1, round(ways / walks)) if walks else 1


def _without_lunch(question: Question) -> Question:
    """The same with lunch cut out of the clock."""
    lunch = question.lunch
    if lunch is None or question.begin_s >= lunch.end_s:
        return question
    begin = max(lunch.begin_s, question.begin_s)
    length, longest = lunch.end_s - begin, max(each.seconds for each in question.visits)

    def early(moment: int | None) -> int | None:
        return moment if moment is None or moment <= begin else max(begin, moment - length)

    def last(moment: int | None) -> int | None:
        if moment is None or moment <= begin:
            return moment
        return max(begin, moment - length - longest) if moment >= lunch.end_s else begin - 1

    visits = [
        _kept(replace(each, from_s=early(each.from_s), to_s=last(each.to_s))) for each in question.visits
    ]
    return replace(question, visits=visits, until_s=last(question.until_s))


def _kept(visit: Visit) -> Visit:
    """A window that lost its length to lunch keeps one moment: the walk decides in the end."""
    if visit.from_s is not None and visit.to_s is not None and visit.to_s < visit.from_s:
        return replace(visit, to_s=visit.from_s)
    return visit


def _matrix(table: Sequence[Sequence[int]], rows: Sequence[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The chosen rows and columns as an array of whole numbers, nothing on the diagonal."""
    import numpy as np

    part = np.array([[table[a][b] for b in rows] for a in rows], dtype=np.int64)
    np.fill_diagonal(part, 0)
    return part
