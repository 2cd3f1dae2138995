"""Several divisions that nobody can better in everything at once: what one gains, another pays for.

A sweep of weights finds most of them: each thing that can be wanted gets its turn to weigh much, alone and with others.
Balance has its turn by narrower bounds. What is worse in one respect and better in none is left out; of many, those that
differ most are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import monotonic

from minqing.planning.zoning_ground import Ground, ground_of
from minqing.planning.zoning_impossible import why_not
from minqing.planning.zoning_measure import measured, whole
from minqing.planning.zoning_run import Run
from minqing.planning.zoning_words import Objective, Problem, Progress, Solution, Status, Told

Numbers = tuple[float, float, float, float, float]
LIGHT, HEAVY = 0.15, 6.0  # weights in the sweep, in units of what each thing typically comes to
NARROW = 0.4  # the share of the tolerance that a well balanced proposal keeps to


def run_tradeoffs(
    problem: Problem, seconds: float, *, progress: Progress | None, seed: int, most: int
) -> list[Solution]:
    """See `minqing.planning.zoning.tradeoffs`."""
    begun = monotonic()
    ground = ground_of(problem)
    why = why_not(ground)
    if why is not None:
        return [Solution(Status.INFEASIBLE, why=why, seconds=round(monotonic() - begun, 3))]
    first = _searched(ground, seconds * 0.35, seed, None)
    if first.best.zone is None:
        return [first.solution()]
    found: list[list[int]] = [list(first.best.zone)]
    asked = list(_sweep(problem, ground, found[0]))
    for turn, each in enumerate(asked):
        left = seconds - (monotonic() - begun)
        if left <= 0.1:
            break
        if progress is not None:
            shown = len(_undominated([measured(ground, zone) for zone in found]))
            progress(
                Told(round(seconds - left, 2), seconds, "tradeoffs", whole(first.best.worth), None, shown)
            )
        other = ground_of(each)
        if why_not(other) is None:
            zone = _searched(other, left / (len(asked) - turn), seed + turn + 1, found[0]).best.zone
            if zone is not None and ground.keeps(zone):
                found.append(zone)
    own = first.solution()
    took = round(monotonic() - begun, 3)
    told = [own, *(replace(measured(ground, zone), bound=own.bound, proven=False) for zone in found[1:])]
    return [replace(each, seconds=took) for each in _spread_out(_undominated(told), most)]


def numbers(solution: Solution) -> Numbers:
    """What is compared, less is better: cuts, moved weight, unmet wishes, distance, deviation."""
    return (
        float(solution.cut_edges),
        float(solution.moved_weight),
        float(solution.unmet_wishes),
        float(solution.distance),
        round(solution.deviation, 6),
    )


def _searched(ground: Ground, seconds: float, seed: int, start: Sequence[int] | None) -> Run:
    run = Run(ground, seconds, seed, None)
    run.divide(start)
    return run


def _sweep(problem: Problem, ground: Ground, zone: Sequence[int]) -> Iterator[Problem]:
    """The problem with other weights, then with narrower bounds."""
    units = problem.units
    size = {
        "cut_edges": max(1.0, float(ground.cuts(zone))),
        "moved": sum(unit.weight for unit in units if unit.now is not None) / 4,
        "wishes": sum(max(0.0, *unit.prefers.values()) for unit in units if unit.prefers) / 4,
        "distance": ground.spread(zone) if all(unit.x is not None for unit in units) else 0.0,
    }
    there = [name for name, typical in size.items() if typical > 0]
    for strong in there:
        for weak in (LIGHT, 0.0) if strong != "cut_edges" else (LIGHT,):
            weights = {
                name: (HEAVY if name == strong else weak if name != "cut_edges" else LIGHT) / size[name]
                for name in there
            }
            yield replace(problem, objective=Objective(**{"cut_edges": 0.0, **_tidy(weights)}))
    yield replace(
        problem, objective=Objective(**{"cut_edges": 0.0, **_tidy({n: 1 / size[n] for n in there})})
    )
    if problem.lower is None:
        yield replace(problem, tolerance=problem.tolerance * NARROW)
    else:
        low, high = _narrowed(problem, ground)
        yield replace(problem, lower=low, upper=high)


def _tidy(weights: dict[str, float]) -> dict[str, float]:
    """Three figures are enough, and keep the exact model's numbers small."""
    return {name: float(f"{weight:.3g}") for name, weight in weights.items()}


def _narrowed(problem: Problem, ground: Ground) -> tuple[float, float]:
    """Absolute bounds drawn in towards the middle share."""
    middle = ground.total / ground.scale / ground.k
    low, high = min(problem.lower or 0.0, middle), max(problem.upper or 0.0, middle)
    return round(middle - NARROW * (middle - low), 6), round(middle + NARROW * (high - middle), 6)


def _undominated(all_of_them: Sequence[Solution]) -> list[Solution]:
    """Those to which no other is at least as good everywhere and better somewhere; the same numbers stand once."""
    kept: list[Solution] = []
    for each in all_of_them:
        mine = numbers(each)
        if any(_covers(numbers(other), mine) for other in kept):
            continue
        kept = [other for other in kept if not _covers(mine, numbers(other))]
        kept.append(each)
    return kept


def _covers(one: Numbers, other: Numbers) -> bool:
    return all(a <= b for a, b in zip(one, other, strict=True))


def _spread_out(front: Sequence[Solution], most: int) -> list[Solution]:
    """At most `most` of them, the best by the problem's own aim first, then whichever is farthest from those chosen."""
    rows = [numbers(each) for each in front]
    low = [min(column) for column in zip(*rows, strict=True)]
    high = [max(column) for column in zip(*rows, strict=True)]
    span = [(b - a) or 1.0 for a, b in zip(low, high, strict=True)]
    points = [[(v - a) / s for v, a, s in zip(row, low, span, strict=True)] for row in rows]
    chosen = [min(range(len(front)), key=lambda i: (front[i].objective, rows[i]))]
    while len(chosen) < min(most, len(front)):
        rest = [i for i in range(len(front)) if i not in chosen]
        chosen.append(
            max(
                rest,
                key=lambda i: (
                    min(sum(abs(a - b) for a, b in zip(points[i], points[j], strict=True)) for j in chosen),
                    -i,
                ),
            )
        )
    best, *others = chosen
    return [
        front[best],
        *sorted((front[i] for i in others), key=lambda each: (each.objective, numbers(each))),
    ]
