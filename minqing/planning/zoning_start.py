"""Where a search begins: random spanning trees split until every member has a connected zone near the fair share.

As in the recombination of districts (DeFord, Duchin, Solomon 2021): one cut of a spanning tree leaves two connected
sides. Bounds and bars may still be broken a little; the search mends that.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from minqing.planning.zoning_ground import Ground, pieces

TRIES = 24


def start_division(
    ground: Ground, groups: Sequence[tuple[Sequence[int], Sequence[int]]], chance: Random
) -> list[int]:
    """A division in which every zone is in one piece; `groups` pairs connected parts with the zones they get."""
    zone = [-1] * ground.n
    work = [(list(units), list(zones)) for units, zones in groups]
    while work:
        units, zones = work.pop()
        if len(zones) == 1:
            for u in units:
                zone[u] = zones[0]
            continue
        few = _first_half(ground, units, zones, chance)
        side = _best_side(ground, units, zones, few, chance)
        rest = [u for u in units if u not in side]
        work.append(([u for u in units if u in side], few))
        work.append((rest, [z for z in zones if z not in few]))
    return zone


def _first_half(ground: Ground, units: Sequence[int], zones: Sequence[int], chance: Random) -> list[int]:
    """Half of the zones to split off together; where it matters who is where, those whose homes lie together."""
    if not ground.has_costs and all(all(row) for row in ground.allowed):
        return list(zones[: len(zones) // 2])
    homes = {z: _home(ground, units, z) for z in zones}
    turn = chance.choice([(1.0, 0.0), (0.0, 1.0), (0.7, 0.7), (0.7, -0.7)])
    ordered = sorted(zones, key=lambda z: (homes[z][0] * turn[0] + homes[z][1] * turn[1], z))
    return ordered[: len(zones) // 2]


def _home(ground: Ground, units: Sequence[int], z: int) -> tuple[float, float]:
    """The middle of the units that would rather go to this zone."""
    worst = [max(ground.costs[u]) for u in units]
    pull = [
        (w - ground.costs[u][z] if ground.allowed[u][z] else 0.0) for u, w in zip(units, worst, strict=True)
    ]
    whole = sum(pull)
    if whole <= 0:
        pull, whole = [1.0] * len(units), float(len(units))
    return (
        sum(p * ground.spots[u][0] for u, p in zip(units, pull, strict=True)) / whole,
        sum(p * ground.spots[u][1] for u, p in zip(units, pull, strict=True)) / whole,
    )


def _best_side(
    ground: Ground, units: Sequence[int], zones: Sequence[int], few: Sequence[int], chance: Random
) -> set[int]:
    """The units for the first half of the zones: the best of several trees' best cut."""
    best: tuple[float, float, int] | None = None
    found: set[int] = set()
    inside = set(units)
    for attempt in range(TRIES):
        order, parent = _random_tree(ground, units, inside, chance)
        miss, root, flipped = _best_cut(ground, order, parent, zones, few)
        side = _below(order, parent, root)
        if flipped:
            side = inside - side
        unease = sum(min(ground.costs[u][z] for z in few) for u in side) if ground.has_costs else 0.0
        bars = sum(not any(ground.allowed[u][z] for z in few) for u in side)
        bars += sum(not any(ground.allowed[u][z] for z in zones if z not in few) for u in inside - side)
        cuts = sum(v in inside and v not in side for u in side for v in ground.near[u])
        key = (round(miss, 2) + bars, cuts + unease / max(1.0, ground.total / ground.n), attempt)
        if best is None or key < best:
            best, found = key, side
    return found


def _random_tree(
    ground: Ground, units: Sequence[int], inside: set[int], chance: Random
) -> tuple[list[int], dict[int, int]]:
    """A random spanning tree of a connected part: the units from the root on, and the parent of each."""
    root = units[chance.randrange(len(units))]
    parent, order, edge = {root: -1}, [root], [(root, v) for v in ground.near[root] if v in inside]
    while edge:
        at = chance.randrange(len(edge))
        edge[at], edge[-1] = edge[-1], edge[at]
        u, v = edge.pop()
        if v not in parent:
            parent[v] = u
            order.append(v)
            edge.extend((v, w) for w in ground.near[v] if w in inside and w not in parent)
    return order, parent


def _best_cut(
    ground: Ground, order: Sequence[int], parent: dict[int, int], zones: Sequence[int], few: Sequence[int]
) -> tuple[float, int, bool]:
    """The unit below which to cut, whether the side above goes to `few`, and by how much of a zone it misses."""
    load, size = {u: ground.weights[u] for u in order}, dict.fromkeys(order, 1)
    for u in reversed(order[1:]):
        load[parent[u]] += load[u]
        size[parent[u]] += size[u]
    whole, count = load[order[0]], len(order)
    first = sum(float(ground.shares[z]) for z in few) or 1.0
    share = first / (sum(float(ground.shares[z]) for z in zones) or 1.0)
    many, one = len(zones) - len(few), max(1.0, whole / len(zones))
    best = (float("inf"), order[-1], False)
    for u in order[1:]:
        for flipped in (False, True):
            got, units = (whole - load[u], count - size[u]) if flipped else (load[u], size[u])
            short = max(0, len(few) - units) + max(0, many - (count - units))
            best = min(best, (abs(got - share * whole) / one + 100.0 * short, u, flipped))
    return best


def _below(order: Sequence[int], parent: dict[int, int], root: int) -> set[int]:
    """A unit of the tree and all below it."""
    below = {root}
    for u in order:
        if parent[u] in below:
            below.add(u)
    return below


def joined(
    ground: Ground,
    zone: Sequence[int],
    groups: Sequence[tuple[Sequence[int], Sequence[int]]],
    chance: Random,
) -> list[int]:
    """A division given, made whole: what lies apart from its zone's main piece, or in none, goes to a neighbour.

    Where that leaves a member without unit, or puts one into a part that others share, a fresh start is made instead.
    """
    ours = {u: set(zones) for units, zones in groups for u in units}
    kept = [z if z in ours[u] else -1 for u, z in enumerate(zone)]
    for group in ground.members_of(kept):
        for piece in pieces(ground.near, group)[1:]:
            for u in piece:
                kept[u] = -1
    open_ends = [u for u in range(ground.n) if kept[u] < 0]
    while open_ends:
        later = []
        for u in open_ends:
            near = [kept[v] for v in ground.near[u] if kept[v] >= 0]
            if near:
                kept[u] = min(
                    near, key=lambda z: (not ground.allowed[u][z], ground.costs[u][z], -near.count(z), z)
                )
            else:
                later.append(u)
        if len(later) == len(open_ends):
            return start_division(ground, groups, chance)
        open_ends = later
    if len(set(kept)) < ground.k:
        return start_division(ground, groups, chance)
    return kept


def parts_of(ground: Ground) -> list[list[int]]:
    """The connected parts of all units, the largest first."""
    return pieces(ground.near, range(ground.n))
