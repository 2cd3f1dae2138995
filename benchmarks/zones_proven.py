"""Are proven optima found, and proven again? Counties of three American states, population within half a percent.

The instances are from "Political districting to minimize cut edges" (Validi and Buchanan, 2022): the fewest cut edges
possible, proven there. Told: cuts found, the bound, and the seconds after which the best was met and proven.

Run: python benchmarks/zones_proven.py [--folder ../shared/data/zoning] [--seconds 60] [--seeds 0,1,2]
"""

import argparse
import csv
from pathlib import Path

from minqing.planning.zoning import Member, Problem, Solution, Told, Unit, breaches, divide

# state: members, least and most population, the optimum
INSTANCES = {"ME": (2, 660860, 667501, 16), "ID": (2, 779873, 787709, 10), "NE": (3, 605737, 611824, 19)}


def instance(folder: Path, state: str) -> Problem:
    """Counties as units, shared borders as edges."""
    count, lower, upper, _ = INSTANCES[state]
    with (folder / f"{state}_nodes.csv").open(encoding="utf-8") as nodes:
        units = [Unit(row["id"], int(row["population"])) for row in csv.DictReader(nodes)]
    with (folder / f"{state}_edges.csv").open(encoding="utf-8") as lines:
        edges = [(row["a"], row["b"]) for row in csv.DictReader(lines)]
    return Problem(units, edges, [Member(f"m{z}") for z in range(count)], lower=lower, upper=upper)


def measured(problem: Problem, seconds: float, seed: int, optimum: int) -> tuple[Solution, float | None]:
    """The division, and the seconds after which the optimum was told first (progress is told twice a second)."""
    met: list[float] = []

    def hear(told: Told) -> None:
        if told.objective is not None and told.objective <= optimum and not met:
            met.append(told.seconds)

    found = divide(problem, seconds, progress=hear, seed=seed)
    if not met and found.cut_edges == optimum:
        met.append(found.seconds)
    return found, met[0] if met else None


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--folder", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/zoning"
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", default="0,1,2")
    parser.add_argument("--states", default=",".join(INSTANCES))
    args = parser.parse_args()
    if not args.folder.exists():
        print(f"The instances are not at {args.folder}; give --folder.")
        return
    print("| state | units | seed | optimum | found | bound | s to the optimum | s to the proof |")
    print("|---|---|---|---|---|---|---|---|")
    for state in args.states.split(","):
        problem, optimum = instance(args.folder, state), INSTANCES[state][3]
        for seed in map(int, args.seeds.split(",")):
            found, met = measured(problem, args.seconds, seed, optimum)
            assert found.zones == {} or breaches(problem, found.zones) == []
            proof = f"{found.seconds:.1f}" if found.status == "optimal" else "–"
            told = f"{met:.1f}" if met is not None else "–"
            cells = (state, len(problem.units), seed, optimum, found.cut_edges, found.bound, told, proof)
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
