"""A short round trip through all points, when no hours are asked for: the start that the solver is given.

Iterated local search: 2-opt and Or-opt over the nearest neighbours of each point, then a small double
bridge, again and again, keeping what is shorter. The solver (PyVRP) knows no reversal of a stretch within one
round; on an instance of a hundred points it then stays a percent above the optimum, from this start it does
not. The number of rounds is fixed, so the same points give the same trip; the clock only cuts off.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

NEIGHBOURS = 10
LONGEST_MOVED = 3


def short_tour(
    costs: Sequence[Sequence[int]], *, rounds: int, seed: int, enough: Callable[[], bool]
) -> list[int]:
    """A closed trip through all rows of a symmetric matrix, as an order of rows that begins with row 0.

    `enough` says that time is up. Deterministic for a seed as long as it never does.
    """
    size = len(costs)
    if size < 4:
        return list(range(size))
    near = [
        sorted((other for other in range(size) if other != row), key=costs[row].__getitem__)[:NEIGHBOURS]
        for row in range(size)
    ]
    tour = _Tour(costs, near, _nearest_first(costs))
    tour.improve(list(range(size)))
    chance = random.Random(seed)
    best, length = list(tour.order), tour.length()
    for _ in range(rounds if size >= 8 else 0):
        if enough():
            break
        tour.improve(tour.kick(chance))
        now = tour.length()
        if now <= length:
            best, length = list(tour.order), now
        else:
            tour.take(best)
    at = best.index(0)
    return best[at:] + best[:at]


def _nearest_first(costs: Sequence[Sequence[int]]) -> list[int]:
    """The trip that always goes to the nearest point not yet seen."""
    left, order = set(range(1, len(costs))), [0]
    while left:
        here = costs[order[-1]]
        following = min(left, key=lambda c: (here[c], c))
        left.remove(following)
        order.append(following)
    return order


class _Tour:
    """An order of rows with each row's place in it, and the two moves that shorten it."""

    def __init__(self, costs: Sequence[Sequence[int]], near: list[list[int]], order: list[int]) -> None:
        self.costs, self.near = costs, near
        self.order: list[int] = []
        self.place = [0] * len(order)
        self.take(order)

    def take(self, order: list[int]) -> None:
        """Make this the trip."""
        self.order = list(order)
        for at, row in enumerate(self.order):
            self.place[row] = at

    def length(self) -> int:
        """The whole way round."""
        costs, order = self.costs, self.order
        return sum(costs[order[at - 1]][order[at]] for at in range(len(order)))

    def improve(self, waiting: list[int]) -> None:
        """Shorten around the rows that wait, and around what a move touched, until nothing helps."""
        queued = set(waiting)
        while waiting:
            row = waiting.pop()
            queued.discard(row)
            touched = self._two_opt(row) or self._or_opt(row)
            while touched:
                for each in touched:
                    if each not in queued:
                        queued.add(each)
                        waiting.append(each)
                touched = self._two_opt(row) or self._or_opt(row)

    def kick(self, chance: random.Random) -> list[int]:
        """A double bridge within about fifty places: swaps two neighbouring stretches. The rows touched."""
        size = len(self.order)
        span = min(size - 1, 50)
        shift = chance.randrange(size)
        order = self.order[shift:] + self.order[:shift]
        one, two, three = sorted(chance.sample(range(1, span + 1), 3))
        order = order[:one] + order[two:three] + order[one:two] + order[three:]
        ends = {order[at % size] for cut in (one, one + three - two, three) for at in (cut - 1, cut)}
        self.take(order)
        return sorted(ends)

    def _two_opt(self, row: int) -> tuple[int, ...]:
        """Turn a stretch round so that `row` comes to stand beside one of its nearest."""
        costs, order, place = self.costs, self.order, self.place
        size, mine = len(order), costs[row]
        for step in (1, -1):
            beside = order[(place[row] + step) % size]
            saved = mine[beside]
            for other in self.near[row]:
                if mine[other] >= saved:
                    break
                beyond = order[(place[other] + step) % size]
                if mine[other] + costs[beside][beyond] < saved + costs[other][beyond]:
                    first, last = (beside, other) if step == 1 else (row, beyond)
                    self._turn(place[first], place[last])
                    return row, beside, other, beyond
        return ()

    def _turn(self, first: int, last: int) -> None:
        """Reverse the places from `first` on to `last`, round the end if need be; or, the same, the rest."""
        order, place, size = self.order, self.place, len(self.order)
        inside = (last - first) % size + 1
        if inside * 2 > size:
            first, last, inside = (last + 1) % size, (first - 1) % size, size - inside
        for _ in range(inside // 2):
            one, two = order[first], order[last]
            order[first], order[last] = two, one
            place[two], place[one] = first, last
            first, last = (first + 1) % size, (last - 1) % size

    def _or_opt(self, row: int) -> tuple[int, ...]:
        """Move a stretch of up to three that begins or ends with `row` beside one of its nearest."""
        order, place, size = self.order, self.place, len(self.order)
        for step in (1, -1):
            for many in range(1, LONGEST_MOVED + 1):
                stretch = [order[(place[row] + step * at) % size] for at in range(many)]
                moved = self._move(row, stretch, step)
                if moved:
                    return moved
        return ()

    def _move(self, row: int, stretch: list[int], step: int) -> tuple[int, ...]:
        """Put `stretch`, which begins with `row` in direction `step`, between a neighbour and its next."""
        costs, order, place, size = self.costs, self.order, self.place, len(self.order)
        tail = stretch[-1]
        before = order[(place[row] - step) % size]
        after = order[(place[tail] + step) % size]
        if before == after:
            return ()
        saved = costs[before][row] + costs[tail][after] - costs[before][after]
        mine, held = costs[row], set(stretch)
        for other in self.near[row]:
            if mine[other] >= saved:
                return ()
            if other in held:
                continue
            for side in (1, -1):
                beyond = order[(place[other] + side) % size]
                if beyond in held:
                    beyond = after if place[tail] == (place[other] + side * len(stretch)) % size else before
                if beyond == other:
                    continue
                if mine[other] + costs[tail][beyond] - costs[other][beyond] < saved:
                    self._put(stretch, other, beyond, side)
                    return row, tail, before, after, other, beyond
        return ()

    def _put(self, stretch: list[int], other: int, beyond: int, side: int) -> None:
        """Take the stretch out and set it between `other` and `beyond`, its first row beside `other`."""
        held = set(stretch)
        rest = [each for each in self.order if each not in held]
        if side == 1:
            at = rest.index(other) + 1
            self.take(rest[:at] + stretch + rest[at:])
        else:
            at = rest.index(other)
            self.take(rest[:at] + stretch[::-1] + rest[at:])
