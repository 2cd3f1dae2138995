"""What makes a division impossible, as far as it shows without search, in words a secretary can act on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count as count_from
from math import gcd

from minqing.planning.zoning_ground import Ground, ground_of, pieces
from minqing.planning.zoning_measure import names_of, weight_text
from minqing.planning.zoning_reasons import Reason
from minqing.planning.zoning_words import Problem

FEW = 4096  # up to so many different sets of loads are followed, when members differ
WIDE = 100_000  # up to so many ways to share members out over parts are tried


class TooWide(Exception):
    """There are too many ways to try them all here; the search has to decide."""


def why_impossible(problem: Problem) -> Reason | None:
    """What makes a division impossible as far as it shows without search; None where nothing does.

    Looked at in turn: too few units, bounds against the total, units nobody may have or can carry, parts without a way
    between them, members barred from too much.
    """
    return why_not(ground_of(problem))


def why_not(ground: Ground) -> Reason | None:
    """The same, of a ground."""
    if not ground.k:
        return Reason("no_members")
    if not ground.n:
        return Reason("no_units")
    if ground.k > ground.n:
        return Reason("more_members_than_units", {"members": str(ground.k), "units": str(ground.n)})
    return (
        _bounds_against_total(ground)
        or _bounds_without_load(ground)
        or _units_without_member(ground)
        or _parts(ground)
        or _barred(ground)
    )


def _bounds_against_total(ground: Ground) -> Reason | None:
    least, most = sum(ground.lower), sum(ground.upper)
    shown = {"total": weight_text(ground, ground.total)}
    if least > ground.total:
        return Reason("bounds_above_total", {**shown, "least": weight_text(ground, least)})
    if most < ground.total:
        return Reason("bounds_below_total", {**shown, "most": weight_text(ground, most)})
    return None


def _bounds_without_load(ground: Ground) -> Reason | None:
    """Loads are multiples of the weights' common divisor; between some bounds there is none."""
    step = gcd(*ground.weights)
    for z in range(ground.k):
        low, high = ground.lower[z], ground.upper[z]
        if low > high or (step and -(-low // step) * step > high):
            shown = {"lower": weight_text(ground, low), "upper": weight_text(ground, high)}
            return Reason(
                "no_whole_load",
                {**shown, "member": ground.problem.members[z].id, "step": weight_text(ground, step)},
            )
    return None


def _units_without_member(ground: Ground) -> Reason | None:
    for u, unit in enumerate(ground.problem.units):
        may = [z for z in range(ground.k) if ground.allowed[u][z]]
        if not may:
            return Reason("everyone_forbids", {"unit": unit.id})
        most = max(ground.upper[z] for z in may)
        if ground.weights[u] > most:
            shown = {"weight": weight_text(ground, ground.weights[u]), "most": weight_text(ground, most)}
            return Reason("unit_too_heavy", {"unit": unit.id, **shown})
    return None


def _parts(ground: Ground) -> Reason | None:
    """Each part without a way to the others must be carried by members of its own."""
    parts = pieces(ground.near, range(ground.n))
    if len(parts) == 1:
        return None
    for part in sorted(parts, key=len):
        load = sum(ground.weights[u] for u in part)
        if not _fits(ground, load, len(part)):
            shown = {"weight": weight_text(ground, load)}
            if len(part) == 1:
                return Reason("unit_cut_off", {"unit": ground.problem.units[part[0]].id, **shown})
            return Reason("units_cut_off", {"units": names_of(ground, part), **shown})
    try:
        shared = len(parts) <= ground.k and share_out(ground, parts) is not None
    except TooWide:
        return None
    return None if shared else Reason("parts_do_not_add_up", {"parts": str(len(parts))})


def _fits(ground: Ground, load: int, units: int) -> bool:
    """Whether some set of members, no more than there are units, can carry just this load."""
    sums: set[tuple[int, int, int]] = {(0, 0, 0)}
    for low, high in sorted(zip(ground.lower, ground.upper, strict=True)):
        sums |= {(a + low, b + high, c + 1) for a, b, c in sums if a + low <= load and c < units}
        if len(sums) > FEW:
            return True  # too many to follow: the search decides
    return any(c and a <= load <= b for a, b, c in sums)


def share_out(ground: Ground, parts: Sequence[Sequence[int]]) -> list[list[int]] | None:
    """Which zones lie in which part; None where the members cannot be shared out within the bounds.

    Depth first over the members, each first to the part it is cheapest in. Raises TooWide.
    """
    loads = [sum(ground.weights[u] for u in part) for part in parts]
    sizes, k = [len(part) for part in parts], ground.k
    worth = [[_pull(ground, part, z) for part in parts] for z in range(k)]
    spot = [-1] * k
    alike = ground.alike
    low_left = [sum(ground.lower[z:]) for z in range(k + 1)]
    high_left = [sum(ground.upper[z:]) for z in range(k + 1)]
    tried = count_from(1)

    def place(z: int, low: list[int], high: list[int], count: list[int]) -> bool:
        if next(tried) > WIDE:
            raise TooWide
        if z == k:
            return all(high[p] >= loads[p] and count[p] for p in range(len(parts)))
        wanting = sum(max(0, loads[p] - high[p]) for p in range(len(parts)))
        room = sum(loads[p] - low[p] for p in range(len(parts)))
        if wanting > high_left[z] or room < low_left[z]:
            return False
        first = next((spot[y] for y in range(z - 1, -1, -1) if alike[y] == alike[z]), 0)
        for p in sorted(range(len(parts)), key=lambda p: (worth[z][p], -(loads[p] - low[p]), p)):
            if len(set(alike)) == 1 and p < first:
                continue
            if low[p] + ground.lower[z] > loads[p] or count[p] >= sizes[p]:
                continue
            spot[z] = p
            low[p], high[p], count[p] = low[p] + ground.lower[z], high[p] + ground.upper[z], count[p] + 1
            if place(z + 1, low, high, count):
                return True
            low[p], high[p], count[p] = low[p] - ground.lower[z], high[p] - ground.upper[z], count[p] - 1
        return False

    if not place(0, [0] * len(parts), [0] * len(parts), [0] * len(parts)):
        return None
    return [[z for z in range(k) if spot[z] == p] for p in range(len(parts))]


def _pull(ground: Ground, part: Sequence[int], z: int) -> float:
    """What it would cost a member to have this part, a unit of weight."""
    if not all(ground.allowed[u][z] for u in part):
        return 1e6
    return sum(ground.costs[u][z] for u in part) / max(1, sum(ground.weights[u] for u in part))


def _barred(ground: Ground) -> Reason | None:
    """Members barred from so much that no connected rest is heavy enough; units only such members may have."""
    if all(all(row) for row in ground.allowed):
        return None
    reach = [_heavy_enough(ground, z) for z in range(ground.k)]
    for z, units in enumerate(reach):
        if not units:
            shown = {"lower": weight_text(ground, ground.lower[z])}
            return Reason("member_too_light", {"member": ground.problem.members[z].id, **shown})
    for u, unit in enumerate(ground.problem.units):
        if not any(u in units for units in reach):
            return Reason("unit_unreachable_for_its_members", {"unit": unit.id})
    return None


def _heavy_enough(ground: Ground, z: int) -> set[int]:
    """The units in a connected part, of those this member may have, that is heavy enough for a zone."""
    may: Iterable[int] = [u for u in range(ground.n) if ground.allowed[u][z]]
    return {
        u
        for part in pieces(ground.near, may)
        if sum(ground.weights[u] for u in part) >= ground.lower[z]
        for u in part
    }
