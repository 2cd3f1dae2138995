"""Small problems of zoning, every division of them tried; and the three instances with proven optima."""

import csv
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from minqing.planning.zoning import Member, Objective, Problem, Unit, breaches, measure

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "zoning"
PROVEN = {"ME": (2, 660860, 667501, 16), "ID": (2, 779873, 787709, 10), "NE": (3, 605737, 611824, 19)}


def grid(
    columns: int,
    rows: int,
    members: int,
    *,
    weights: tuple[int, int] = (1, 1),
    seed: int = 1,
    tolerance: float = 0.05,
    objective: Objective | None = None,
) -> Problem:
    """Courtyards in rows and columns 50 m apart, uneven by seed."""
    chance = random.Random(seed)
    units, edges = [], []
    for i in range(columns * rows):
        column, row = i % columns, i // columns
        units.append(Unit(f"u{i}", chance.randint(*weights), column * 50.0, row * 50.0))
        if column:
            edges.append((f"u{i - 1}", f"u{i}"))
        if row:
            edges.append((f"u{i - columns}", f"u{i}"))
    names = [Member(f"m{z}") for z in range(members)]
    return Problem(units, edges, names, tolerance=tolerance, objective=objective or Objective())


def divisions(problem: Problem) -> Iterator[dict[str, str]]:
    """Every division that breaks nothing, by trying all."""
    names = [member.id for member in problem.members]
    for choice in product(names, repeat=len(problem.units)):
        zones = {unit.id: name for unit, name in zip(problem.units, choice, strict=True)}
        if not breaches(problem, zones):
            yield zones


def least(problem: Problem) -> float | None:
    """The smallest objective of all divisions; None where there is none."""
    return min((measure(problem, zones).objective for zones in divisions(problem)), default=None)


def proven(state: str) -> Problem:
    """One of the three instances."""
    count, lower, upper, _ = PROVEN[state]
    with (SHARED / f"{state}_nodes.csv").open(encoding="utf-8") as nodes:
        units = [
            Unit(row["id"], int(row["population"]), float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(nodes)
        ]
    with (SHARED / f"{state}_edges.csv").open(encoding="utf-8") as lines:
        edges = [(row["a"], row["b"]) for row in csv.DictReader(lines)]
    return Problem(units, edges, [Member(f"m{z}") for z in range(count)], lower=lower, upper=upper)
