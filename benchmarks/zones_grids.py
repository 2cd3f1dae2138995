"""Are our zones better than the best of spopt's, on the same grids, at the same balance, in one run?

Grids of courtyards with uneven weights (5 to 60, seeded). The peer, spopt, has no method that asks for equal loads and few
borders; so it is given what it has, several ways each, and its best counts: AZP (five seeds, alone and with a floor of
weight, from a random start and from SKATER's), SKATER (three floors), MaxP (the threshold searched that gives just as many
zones, several constructions). Each way runs in a process of its own, at most `--patience` seconds.

Ours is then asked for fewest borders at the tolerance that spopt's best balanced result reached, and at that of its result
with fewest borders, so that both are met on their own ground; and, beside these, within 5 %, for fewest borders alone and
with households that change hands counted. Zones are given to members so that fewest change hands (for spopt by the best
matching).

Run: python benchmarks/zones_grids.py [--sizes 60,180,2000] [--seconds 20] [--patience 120] [--seed 1]
"""

import argparse
import multiprocessing
import random
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from math import sqrt
from queue import Empty
from typing import Any

from minqing.planning.zoning import Member, Objective, Problem, Solution, Unit, breaches, divide, measure

MEMBERS = {60: 5, 180: 8, 2000: 25}
Labels = list[int]


@dataclass(frozen=True)
class Row:
    """One line of the table: a division, or why there is none."""

    size: int
    name: str
    found: Solution | None
    seconds: float
    note: str = ""
    whole: bool = True


def grid(count: int, members: int, seed: int) -> Problem:
    """Courtyards 50 m apart, somewhat out of line; today's zones are strips of equal numbers of courtyards."""
    chance = random.Random(seed)
    columns = round(sqrt(count))
    units, edges = [], []
    for i in range(count):
        x, y = i % columns * 50 + chance.uniform(-9, 9), i // columns * 50 + chance.uniform(-9, 9)
        units.append(Unit(f"u{i}", chance.randint(5, 60), x, y, now=f"m{i * members // count}"))
        if i % columns:
            edges.append((f"u{i - 1}", f"u{i}"))
        if i >= columns:
            edges.append((f"u{i - columns}", f"u{i}"))
    return Problem(units, edges, [Member(f"m{z}") for z in range(members)])


def peers(problem: Problem) -> dict[str, Callable[[], Labels]]:
    """The ways spopt has, by name."""
    ways: dict[str, Callable[[], Labels]] = {}
    for floor in (1, 3, 5):
        ways[f"SKATER, floor {floor}"] = lambda floor=floor: skater(problem, floor)
    for seed in range(5):
        ways[f"AZP, seed {seed}"] = lambda seed=seed: azp(problem, seed, None, None)
    for share in (0.5, 0.8):
        ways[f"AZP from SKATER, floor {share:.0%}"] = lambda share=share: azp(
            problem, 0, share, skater(problem, 5)
        )
    for top in (2, 5):
        ways[f"MaxP, top {top}"] = lambda top=top: maxp(problem, top)
    return ways


def load_peer() -> None:
    """Import the peer once, before its processes are forked: loading it is not what is measured."""
    for each in ("geopandas", "spopt.region"):
        import_module(each)


def frame(problem: Problem) -> tuple[Any, Any]:
    """The grid as spopt takes it: positions and weights, and who borders on whom."""
    import geopandas
    from libpysal.weights import W
    from shapely import Point

    units = problem.units
    place = {unit.id: i for i, unit in enumerate(units)}
    near: dict[int, list[int]] = {i: [] for i in range(len(units))}
    for a, b in problem.edges:
        near[place[a]].append(place[b])
        near[place[b]].append(place[a])
    columns = {
        "x": [unit.x for unit in units],
        "y": [unit.y for unit in units],
        "weight": [unit.weight for unit in units],
    }
    points = [Point(unit.x, unit.y) for unit in units]
    return geopandas.GeoDataFrame(columns, geometry=points), W(near, silence_warnings=True)


def skater(problem: Problem, floor: int) -> Labels:
    """Pruning of a minimum spanning tree; its floor counts units."""
    from spopt.region import Skater

    table, near = frame(problem)
    model = Skater(table, near, ["x", "y"], n_clusters=len(problem.members), floor=floor)
    model.solve()
    return [int(label) for label in model.labels_]


def azp(problem: Problem, seed: int, share: float | None, start: Labels | None) -> Labels:
    """The automatic zoning procedure; `share` of the fair load is the floor of weight below which no zone may fall."""
    import numpy
    from spopt.region import AZP
    from spopt.region.azp_util import AllowMoveAZP, AllowMoveAZPMaxPRegions

    table, near = frame(problem)
    strategy = None
    if share is not None:
        weights = numpy.array([unit.weight for unit in problem.units], dtype=float)
        floor = share * weights.sum() / len(problem.members)
        strategy = AllowMoveAZPMaxPRegions(weights, floor, AllowMoveAZP())
    random.seed(seed)
    model = AZP(
        table,
        near,
        ["x", "y"],
        n_clusters=len(problem.members),
        allow_move_strategy=strategy,
        random_state=seed,
        initial_labels=None if start is None else numpy.array(start),
    )
    model.solve()
    return [int(label) for label in model.labels_]


def maxp(problem: Problem, top: int) -> Labels:
    """As many zones as a threshold of weight allows: the highest threshold, by halving, that gives one a member."""
    import numpy
    from spopt.region import MaxPHeuristic

    table, near = frame(problem)
    share = sum(unit.weight for unit in problem.units) / len(problem.members)
    low, high, best = 0.3 * share, share, None
    for turn in range(8):
        numpy.random.seed(turn)
        random.seed(turn)
        middle = (low + high) / 2
        model = MaxPHeuristic(
            table, near, ["x", "y"], "weight", middle, top_n=top, max_iterations_construction=30
        )
        model.solve()
        if model.p == len(problem.members):
            best = [int(label) for label in model.labels_]
        if model.p >= len(problem.members):
            low = middle
        else:
            high = middle
    if best is None:
        raise RuntimeError("no threshold gives as many zones as there are members")
    return best


def alone(work: Callable[[], Labels], patience: float) -> tuple[Labels | None, float, str]:
    """A way of the peer in a process of its own: its labels, its seconds, or what stopped it."""
    context = multiprocessing.get_context("fork")
    line = context.Queue()

    def inside() -> None:
        warnings.simplefilter("ignore")
        begun = time.monotonic()
        try:
            labels, note = work(), ""
        except Exception as error:  # told in the table
            labels, note = None, f"{type(error).__name__}: {error}"[:60]
        line.put((labels, time.monotonic() - begun, note))

    process = context.Process(target=inside)
    begun = time.monotonic()
    process.start()
    try:
        labels, took, note = line.get(timeout=patience)
    except Empty:
        labels, took, note = None, time.monotonic() - begun, f"not done in {patience:.0f} s"
        process.kill()
    process.join()
    return labels, took, note


def given(problem: Problem, labels: Labels) -> dict[str, str]:
    """The peer's zones given to members so that the least weight changes hands."""
    from scipy.optimize import linear_sum_assignment

    names = sorted(set(labels))
    members = [member.id for member in problem.members]
    kept = [[0.0] * len(members) for _ in names]
    for unit, label in zip(problem.units, labels, strict=True):
        kept[names.index(label)][members.index(unit.now or "")] += unit.weight
    rows, columns = linear_sum_assignment(kept, maximize=True)
    whose = {names[row]: members[column] for row, column in zip(rows, columns, strict=True)}
    return {unit.id: whose[label] for unit, label in zip(problem.units, labels, strict=True)}


def peer_rows(problem: Problem, patience: float) -> list[Row]:
    """Every way of the peer."""
    rows, size = [], len(problem.units)
    for name, work in peers(problem).items():
        labels, took, note = alone(work, patience)
        if labels is not None and len(set(labels)) != len(problem.members):
            labels, note = None, f"{len(set(labels))} zones"
        if labels is None:
            rows.append(Row(size, f"spopt {name}", None, took, note))
            continue
        zones = given(problem, labels)
        whole = all(each.rule not in ("zone_in_parts", "zone_empty") for each in breaches(problem, zones))
        rows.append(Row(size, f"spopt {name}", measure(problem, zones), took, note, whole))
        show(rows[-1])
    return rows


def our_row(problem: Problem, name: str, seconds: float) -> Row:
    """One division of ours."""
    found = divide(problem, seconds)
    whole = found.zones != {} and breaches(problem, found.zones) == []
    return Row(len(problem.units), name, found if found.zones else None, found.seconds, "", whole)


def show(row: Row) -> None:
    """A line of the table."""
    found = row.found
    if found is None:
        cells: Sequence[object] = (
            row.size,
            row.name,
            "–",
            "–",
            "–",
            "–",
            "–",
            f"{row.seconds:.1f}",
            row.note,
        )
    else:
        bound = "–" if found.bound is None else f"{found.bound:g}"
        share = f"{found.moved_weight:g}"
        balance = f"{found.deviation:.1%}"
        whole = "yes" if row.whole else "no"
        cells = (
            row.size,
            row.name,
            balance,
            whole,
            found.cut_edges,
            bound,
            share,
            f"{row.seconds:.1f}",
            row.note,
        )
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def compared(problem: Problem, rows: Sequence[Row], seconds: float) -> None:
    """Ours at the peer's balance, twice, and the ratio of borders."""
    sound = [(row.name, row.found) for row in rows if row.found is not None and row.whole]
    if not sound:
        print("spopt gave no sound division of this grid.")
        return
    even = min(sound, key=lambda row: (row[1].deviation, row[1].cut_edges))
    few = min(sound, key=lambda row: (row[1].cut_edges, row[1].deviation))
    for what, (name, peer) in (("best balance", even), ("fewest borders", few)):
        ours = our_row(replace(problem, tolerance=peer.deviation + 1e-9), f"ours, balance of {name}", seconds)
        show(ours)
        if ours.found is not None:
            fewer = 1 - ours.found.cut_edges / peer.cut_edges
            print(
                f"→ {problem_name(problem)}, spopt's {what} ({name}, deviation {peer.deviation:.1%}):"
                f" borders {peer.cut_edges} against ours {ours.found.cut_edges}, {fewer:.0%} fewer;"
                f" our deviation {ours.found.deviation:.1%}",
                flush=True,
            )


def problem_name(problem: Problem) -> str:
    """How a grid is called in a line."""
    return f"{len(problem.units)} units, {len(problem.members)} members"


def main() -> None:
    """The table, size by size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="60,180,2000")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--patience", type=float, default=120.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    load_peer()
    print("| units | who | largest deviation | whole | cut edges | bound | moved weight | s | |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in map(int, args.sizes.split(",")):
        problem = grid(size, MEMBERS.get(size, max(2, size // 25)), args.seed)
        rows = peer_rows(problem, args.patience)
        for row in rows:
            if row.found is None:
                show(row)
        compared(problem, rows, args.seconds)
        show(our_row(problem, "ours within 5 %, fewest borders", args.seconds))
        calm = replace(problem, objective=Objective(cut_edges=1, moved=0.02))
        show(our_row(calm, "ours within 5 %, borders + 0.02 × moved weight", args.seconds))


if __name__ == "__main__":
    main()
