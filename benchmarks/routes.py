"""How far from the shortest trip is a day's route after one second, and how does it grow?

The four TSPLIB instances (closed tours, straight lines rounded to whole numbers) are looked for in `--data`; what is
missing is said. Beside them, PyVRP by itself for the same second, from its own random start. Then rounds of 15 to
500 invented doors, with and without hours asked for: seconds, and what was left out. The time is that of the whole
answer; importing the solver, once a process, is told apart.

Run: python benchmarks/routes.py [--data FOLDER] [--seconds 1] [--repeats 3].
"""

import argparse
import math
import random
import statistics
import time
from importlib import import_module
from pathlib import Path
from typing import Any

OPTIMA = {"eil51": 426, "berlin52": 7542, "st70": 675, "kroA100": 21282}
MEAN_GOAL, WORST_GOAL = 0.1, 0.5
SIZES = (15, 30, 60, 120, 250, 500)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    here = Path(__file__).resolve().parents[2]
    parser.add_argument("--data", type=Path, default=here / "shared" / "data" / "routing")
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    args = parser.parse_args()
    begun = time.perf_counter()
    for each in ("pyvrp", "minqing.planning.route_reading"):
        import_module(each)

    print(f"import of the solver: {time.perf_counter() - begun:.2f} s\n")
    known(args.data, args.seconds, args.repeats)
    growing(args.seconds)


def known(folder: Path, seconds: float, repeats: int) -> None:
    """The instances whose shortest trip is known."""
    print(f"{'instance':<10} {'optimum':>8} {'ours':>8} {'gap %':>6} {'s':>5}   PyVRP alone, gap % (worst)")
    gaps = []
    for name, optimum in OPTIMA.items():
        file = folder / f"{name}.tsp"
        if not file.exists():
            print(f"{name:<10} not found in {folder}")
            continue
        points = points_of(file)
        runs = [timed(as_document(points, seconds)) for _ in range(repeats)]
        gap = max(length / optimum - 1 for length, _, _ in runs) * 100
        alone = [alone_for(points, seconds, seed) / optimum * 100 - 100 for seed in range(repeats)]
        gaps.append(gap)
        took = max(each for _, each, _ in runs)
        print(
            f"{name:<10} {optimum:>8} {runs[0][0]:>8} {gap:>6.2f} {took:>5.2f}"
            f"   {statistics.mean(alone):.2f} ({max(alone):.2f})"
        )
    if gaps:
        print(
            f"mean gap {statistics.mean(gaps):.3f} % (goal {MEAN_GOAL}), worst {max(gaps):.2f} % (goal {WORST_GOAL})\n"
        )


def growing(seconds: float) -> None:
    """Invented doors, seeded, about as dense as a neighbourhood."""
    print(f"{'doors':>5} {'s':>5} {'m':>6}   with hours: {'s':>5} {'m':>6} {'left out':>8}")
    for size in SIZES:
        plain, hours = doors(size, timed_share=0), doors(size, timed_share=0.2)
        length, took, _ = timed(
            {"start": {"x": 0, "y": 0}, "end": "start", "stops": plain, "seconds": seconds}
        )
        asked = {
            "start": {"x": 0, "y": 0},
            "end": "start",
            "stops": hours,
            "seconds": seconds,
            "begin": "00:00",
        }
        length_h, took_h, left = timed(asked)
        print(f"{size:>5} {took:>5.2f} {length:>6}               {took_h:>5.2f} {length_h:>6} {left:>8}")


def doors(size: int, timed_share: float) -> list[dict[str, Any]]:
    """Doors on a plane that grows with them; some may be visited in the last quarter of the walk alone."""
    chance = random.Random(size)
    side = math.sqrt(size) * 40
    late = f"{min(23, size // 15):02d}:00"
    return [
        {"id": str(n), "x": round(chance.random() * side), "y": round(chance.random() * side), "minutes": 2}
        | ({"from": late} if chance.random() < timed_share else {})
        for n in range(size)
    ]


def points_of(file: Path) -> list[tuple[float, float]]:
    """The points of a TSPLIB file."""
    lines = file.read_text(encoding="ascii").split("NODE_COORD_SECTION")[1].split("EOF")[0].splitlines()
    return [(float(x), float(y)) for _, x, y in (line.split() for line in lines if line.strip())]


def as_document(points: list[tuple[float, float]], seconds: float) -> dict[str, Any]:
    """A closed tour as the command reads it."""
    first, *others = points
    stops = [{"id": n, "x": x, "y": y} for n, (x, y) in enumerate(others, 1)]
    return {"start": {"x": first[0], "y": first[1]}, "end": "start", "stops": stops, "seconds": seconds}


def timed(document: dict[str, Any]) -> tuple[float, float, int]:
    """Length, seconds of the whole answer from the document on, and how many were left out."""
    from minqing.planning.route import route
    from minqing.planning.route_reading import answer, round_from

    begun = time.perf_counter()
    found = answer(route(round_from(document)), "en")
    return found["length"], time.perf_counter() - begun, len(found["left_out"])


def alone_for(points: list[tuple[float, float]], seconds: float, seed: int) -> int:
    """The length that PyVRP reaches by itself."""
    import numpy as np
    import pyvrp
    from pyvrp.stop import MaxRuntime

    ways = np.array([[round(math.dist(a, b)) for b in points] for a in points], dtype=np.int64)
    data = pyvrp.ProblemData(
        [pyvrp.Location(x=0, y=0) for _ in points],
        [pyvrp.Client(location=at) for at in range(1, len(points))],
        [pyvrp.Depot(location=0)],
        [pyvrp.VehicleType()],
        [ways],
        [np.zeros_like(ways)],
    )
    return pyvrp.solve(data, MaxRuntime(seconds), seed=seed, collect_stats=False).best.distance()


if __name__ == "__main__":
    main()
