"""How few borders any division must have: a bound without search, from spreading metrics.

After Even, Naor, Rao, Schieber, "Fast approximate graph partitioning algorithms" (1999). Give every pair of neighbours
a length between 0 and 1, and let a unit count as near as 1 less its distance. In any division whatever (length 1 for
the pairs that are cut, 0 for the others) the near weight around a unit is at most its own zone's load, so at most the
heaviest load allowed. The least total length that keeps this for every unit is therefore a bound on the number of cuts.
It is a linear program with a row for each unit and tree of ways; rows are added where they are broken, and every dual
solution on the way gives a bound that holds, however inexact. Contiguity is not needed for it, nor are seeds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import ceil
from typing import Any

from minqing.planning.zoning_ground import Ground

ROUNDS, TURNS, STILL = 400, 40, 8  # rounds of rows, steps in each, rounds without gain that end it
SOURCES = (
    250  # of more units than twice this only every second, third, … gets rows; the bound holds all the same
)
SLACK = 1e-4  # a row broken by less than this is left alone
HOLD = 1e-7  # kept back from a bound for the rounding of floating numbers, relative


@dataclass(frozen=True)
class Row:
    """Over pairs of neighbours by their place in the list: the sum of pulls × lengths is at least `least`."""

    edges: tuple[int, ...]
    pulls: tuple[int, ...]
    least: int


class Spreading:
    """The linear program of one ground, with the rows found so far."""

    def __init__(self, ground: Ground) -> None:
        import numpy

        self.np = numpy
        self.ground, self.most = ground, max(ground.upper)
        self.near: list[list[tuple[int, int]]] = [[] for _ in range(ground.n)]
        for i, (a, b) in enumerate(ground.edges):
            self.near[a].append((b, i))
            self.near[b].append((a, i))
        self.rows: list[Row] = []
        step = max(1, ground.n // SOURCES)
        self.sources = range(0, ground.n, step)
        self.safe: Any = numpy.full(len(ground.edges), self._even_length())  # breaks no row, about
        self.lengths: Any = 0.9 * self.safe
        self.bound = 0.0
        self._weights: Any = numpy.zeros(0)

    def _even_length(self) -> float:
        """The least length that keeps the near weight low enough when all lengths are the same, about."""
        ground = self.ground
        low, high = 0.0, 1.0
        some = range(0, ground.n, max(1, ground.n // 60))
        for _ in range(9):
            middle = (low + high) / 2
            even = [middle] * len(ground.edges)
            if all(self.row(u, even)[1] <= self.most for u in some):
                high = middle
            else:
                low = middle
        return high

    def row(self, u: int, lengths: Sequence[float]) -> tuple[Row, float]:
        """The row of one unit by its tree of shortest ways, and the near weight around it."""
        weights = self.ground.weights
        far, way, line, order = {u: 0.0}, {u: (-1, -1)}, [(0.0, u)], []
        done: set[int] = set()
        while line:
            got, x = heappop(line)
            if x in done:
                continue
            done.add(x)
            order.append(x)
            for v, e in self.near[x]:
                reach = got + lengths[e]
                if reach < 0.999999 and reach < far.get(v, 2.0):
                    far[v] = reach
                    way[v] = (x, e)
                    heappush(line, (reach, v))
        behind = {x: weights[x] for x in order}
        edges, pulls, close = [], [], float(behind[u])
        for x in reversed(order[1:]):
            parent, e = way[x]
            edges.append(e)
            pulls.append(behind[x])
            close += weights[x] * (1.0 - far[x])
            behind[parent] += behind[x]
        return Row(tuple(edges), tuple(pulls), behind[u] - self.most), close

    def tighten(self, over: Callable[[], bool]) -> int:
        """Add the rows that lengths half way between the present and safe ones break; how many.

        Half way, because what is broken there cuts deeper than what only the present extreme breaks. Where nothing is
        broken, these lengths are the safe ones from now on.
        """
        middle = (self.safe + self.lengths) / 2
        lengths, added = middle.tolist(), 0
        for u in self.sources:
            row, close = self.row(u, lengths)
            if close > self.most * (1 + SLACK) and row.edges:
                self.rows.append(row)
                added += 1
            if over():
                return added
        if not added:
            self.safe = middle
        return added

    def improve(self, turns: int, over: Callable[[], bool]) -> float:
        """Move lengths and rows' weights towards the best (primal-dual steps), and return the best bound so far."""
        np = self.np
        counts = [len(row.edges) for row in self.rows]
        if not counts:
            return self.bound
        line = np.repeat(np.arange(len(counts)), counts)
        pair = np.concatenate([np.array(row.edges) for row in self.rows])
        pull = np.concatenate([np.array(row.pulls, dtype=float) for row in self.rows]) / self.most
        least = np.array([row.least for row in self.rows], dtype=float) / self.most
        m = len(self.ground.edges)
        along = 1.0 / np.maximum(np.bincount(line, pull, len(counts)), 1e-9)
        across = 1.0 / np.maximum(np.bincount(pair, pull, m), 1e-9)
        x, y = self.lengths.copy(), np.zeros(len(counts))
        y[: len(self._weights)] = self._weights
        sum_x, sum_y, since = np.zeros(m), np.zeros(len(counts)), 0
        for turn in range(1, turns + 1):
            slope = 1.0 - np.bincount(pair, pull * y[line], m)
            fresh = np.clip(x - across * slope, 0.0, 1.0)
            reach = np.bincount(line, pull * (2 * fresh - x)[pair], len(counts))
            y = np.maximum(0.0, y + along * (least - reach))
            x = fresh
            sum_x += x
            sum_y += y
            since += 1
            if turn % 40 == 0 or turn == turns:
                for each in (sum_y / since, y):
                    self.bound = max(self.bound, self._holds(each, pair, pull, line, least, m))
                if turn % 200 == 0:
                    x, y = sum_x / since, sum_y / since
                    sum_x, sum_y, since = np.zeros(m), np.zeros(len(counts)), 0
                if over():
                    break
        self.lengths = sum_x / since if since else x
        self._forget(y)
        return self.bound

    def _holds(self, y: Any, pair: Any, pull: Any, line: Any, least: Any, m: int) -> float:
        """The bound that weights of rows prove: lengths are between 0 and 1, so what is overpaid counts once."""
        np = self.np
        slope = 1.0 - np.bincount(pair, pull * y[line], m)
        gained = float(y @ least) + float(np.minimum(0.0, slope).sum())
        return gained - HOLD * (abs(float(y @ least)) + m)

    def _forget(self, y: Any) -> None:
        """Rows without weight go, so that the program stays small."""
        keep = [i for i in range(len(self.rows)) if y[i] > 1e-9]
        self.rows = [self.rows[i] for i in keep]
        self._weights = y[keep]


def least_cuts(
    ground: Ground, over: Callable[[], bool], tell: Callable[[int], None] = lambda bound: None
) -> tuple[int, list[Row]]:
    """A number of cuts that no division goes below, and the rows that show it. Stops when `over`, or it stands still."""
    if ground.k < 2 or not ground.edges:
        return 0, []
    program = Spreading(ground)
    still, told = 0, 0
    for turn in range(ROUNDS):
        before = program.bound
        if program.tighten(over):
            program.improve(TURNS if turn else 5 * TURNS, over)
        if whole_cuts(program.bound) > told:
            told = whole_cuts(program.bound)
            tell(told)
        still = still + 1 if program.bound < before + 0.002 * max(1.0, before) else 0
        if over() or still > STILL or float(program.safe.sum()) <= program.bound * 1.002:
            break
    return told, program.rows


def whole_cuts(bound: float) -> int:
    """Cuts come whole: 44.2 means 45."""
    return max(0, ceil(bound - 1e-6))
