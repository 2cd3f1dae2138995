"""A zone shared out among its neighbours for a while: each courtyard to a zone that it borders on, the load evenly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def spread_over_neighbours(
    units: Mapping[str, float],
    edges: Iterable[tuple[str, str]],
    others: Mapping[str, str],
    loads: Mapping[str, float],
) -> dict[str, str]:
    """Who gets each of `units` (weights) meanwhile, of those who have `others` (unit to member) and their `loads`.

    One courtyard after another goes to the member with the least load among those whose zone borders on it by then, so
    what each gets is joined to what they have. What borders on nobody goes to whoever has least. Deterministic: ties go
    by id. Raises ValueError where nobody is there.
    """
    if not loads:
        raise ValueError("Nobody is there to take a courtyard.")
    beside: dict[str, set[str]] = {unit: set() for unit in units}
    for one, other in edges:
        for here, there in ((one, other), (other, one)):
            if here in beside:
                beside[here].add(there)
    given: dict[str, str] = {}
    load = dict(loads)
    left = set(units)
    while left:
        near = [
            (load[member], member, unit)
            for unit in left
            for member in {given.get(each) or others.get(each, "") for each in beside[unit]}
            if member in load
        ]
        if near:
            _least, member, unit = min(near)
        else:
            member, unit = min((load[key], key) for key in load)[1], min(left)
        given[unit] = member
        load[member] += units[unit]
        left.remove(unit)
    return given
