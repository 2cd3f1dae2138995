"""A problem of zoning as the document of `minqing plan zones`, and its answer as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any

from minqing.planning.zoning_measure import whole
from minqing.planning.zoning_reasons import BadProblem, reason_text
from minqing.planning.zoning_words import Member, Objective, Problem, Solution, Status, Unit

KEYS = ("units", "edges", "members", "tolerance", "lower", "upper", "objective")
UNIT_KEYS = ("id", "weight", "x", "y", "prefers", "forbids", "now")
MEMBER_KEYS = ("id", "capacity")
AIMS = ("cut_edges", "moved", "wishes", "distance")


def problem_from(document: object) -> Problem:
    """The problem a document tells. Raises BadProblem at the first thing that is unknown, missing or wrong.

    Without `tolerance` and bounds the tolerance is 0.05; without `objective` only cuts count, within it what is not
    named does not. Names may be whole numbers: 7 is "7".
    """
    told = _object(document, "IN")
    _known(told, KEYS, "IN")
    units = [_unit(each, f"units[{i}]") for i, each in enumerate(_list(told, "units"))]
    edges = [_edge(each, f"edges[{i}]") for i, each in enumerate(_list(told, "edges"))]
    members = [_member(each, f"members[{i}]") for i, each in enumerate(_list(told, "members"))]
    problem = Problem(units, edges, members, **_bounds(told), objective=_objective(told))
    check_problem(problem)
    return problem


def check_problem(problem: Problem) -> None:
    """Raises BadProblem where names stand twice or for nobody, or a position is missing where distance counts."""
    units = _once((unit.id for unit in problem.units), "units")
    members = _once((member.id for member in problem.members), "members")
    for i, edge in enumerate(problem.edges):
        for name in edge:
            if name not in units:
                raise BadProblem("unknown_unit", where=f"edges[{i}]", name=name)
        if edge[0] == edge[1]:
            raise BadProblem("not_a_pair", where=f"edges[{i}]")
    for i, unit in enumerate(problem.units):
        for key, names in (("prefers", unit.prefers), ("forbids", sorted(unit.forbids))):
            for name in names:
                if name not in members:
                    raise BadProblem("unknown_member", where=f"units[{i}].{key}", name=name)
        if problem.objective.distance and (unit.x is None or unit.y is None):
            raise BadProblem("no_position", unit=unit.id)


def document_of(solution: Solution, language: str = "zh") -> dict[str, Any]:
    """The answer as a document. Beside what always stands there: `gap`, `deviation`, `unmet_wishes`, `proven`.

    An infeasible one has no zones, and says why; `proven` false means that none was found in the time given.
    """
    if solution.status is Status.INFEASIBLE:
        return {
            "status": str(solution.status),
            "zones": {},
            "loads": {},
            "cut_edges": None,
            "moved_weight": None,
            "distance": None,
            "objective": None,
            "bound": None,
            "seconds": solution.seconds,
            "why": reason_text(solution.why, language) if solution.why else "",
            "proven": solution.proven,
        }
    return {
        "status": str(solution.status),
        "zones": dict(solution.zones),
        "loads": dict(solution.loads),
        "cut_edges": solution.cut_edges,
        "moved_weight": solution.moved_weight,
        "distance": solution.distance,
        "objective": solution.objective,
        "bound": solution.bound,
        "seconds": solution.seconds,
        "unmet_wishes": solution.unmet_wishes,
        "deviation": round(solution.deviation, 6),
        "gap": None if solution.gap is None else round(solution.gap, 6),
        "proven": solution.proven,
    }


def _unit(told: object, where: str) -> Unit:
    row = _object(told, where)
    _known(row, UNIT_KEYS, where)
    prefers = _object(row.get("prefers") or {}, f"{where}.prefers")
    forbids = row.get("forbids") or []
    if not isinstance(forbids, list):
        raise BadProblem("not_a_list", where=f"{where}.forbids")
    now = row.get("now")
    return Unit(
        id=_name(row, "id", where),
        weight=_at_least_zero(row, "weight", where),
        x=None if row.get("x") is None else _number(row["x"], f"{where}.x"),
        y=None if row.get("y") is None else _number(row["y"], f"{where}.y"),
        prefers={key: _number(score, f"{where}.prefers.{key}") for key, score in prefers.items()},
        forbids=frozenset(_as_name(each, f"{where}.forbids") for each in forbids),
        now=None if now is None else _as_name(now, f"{where}.now"),
    )


def _edge(told: object, where: str) -> tuple[str, str]:
    if not isinstance(told, list) or len(told) != 2:
        raise BadProblem("not_a_pair", where=where)
    return _as_name(told[0], where), _as_name(told[1], where)


def _member(told: object, where: str) -> Member:
    if not isinstance(told, dict):
        return Member(_as_name(told, where))
    _known(told, MEMBER_KEYS, where)
    capacity = _number(told.get("capacity", 1.0), f"{where}.capacity")
    if capacity <= 0:
        raise BadProblem("not_positive", where=f"{where}.capacity", value=_shown(capacity))
    return Member(_name(told, "id", where), capacity)


def _bounds(told: Mapping[str, Any]) -> dict[str, float]:
    given = [key for key in ("lower", "upper") if told.get(key) is not None]
    if told.get("tolerance") is not None:
        if given:
            raise BadProblem("bounds_twice")
        return {"tolerance": _at_least_zero(told, "tolerance", "IN")}
    if not given:
        return {}
    if len(given) == 1:
        raise BadProblem("bounds_half")
    low, high = _at_least_zero(told, "lower", "IN"), _at_least_zero(told, "upper", "IN")
    if low > high:
        raise BadProblem("bounds_crossed", lower=_shown(low), upper=_shown(high))
    return {"lower": low, "upper": high}


def _objective(told: Mapping[str, Any]) -> Objective:
    if told.get("objective") is None:
        return Objective()
    aims = _object(told["objective"], "objective")
    _known(aims, AIMS, "objective")
    return Objective(**{key: _at_least_zero(aims, key, "objective") if key in aims else 0.0 for key in AIMS})


def _object(told: object, where: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise BadProblem("not_an_object", where=where)
    return told


def _list(told: Mapping[str, Any], key: str) -> Sequence[Any]:
    if key not in told:
        raise BadProblem("missing", where=key)
    if not isinstance(told[key], list):
        raise BadProblem("not_a_list", where=key)
    rows: Sequence[Any] = told[key]
    return rows


def _known(told: Mapping[str, Any], keys: Collection[str], where: str) -> None:
    for key in told:
        if key not in keys:
            raise BadProblem("unknown_key", where=where, key=key)


def _name(told: Mapping[str, Any], key: str, where: str) -> str:
    if key not in told:
        raise BadProblem("missing", where=f"{where}.{key}")
    return _as_name(told[key], f"{where}.{key}")


def _as_name(told: object, where: str) -> str:
    if isinstance(told, bool) or not isinstance(told, str | int) or told == "":
        raise BadProblem("not_a_name", where=where, value=_shown(told))
    return str(told)


def _at_least_zero(told: Mapping[str, Any], key: str, where: str) -> float:
    if key not in told:
        raise BadProblem("missing", where=f"{where}.{key}")
    value = _number(told[key], f"{where}.{key}")
    if value < 0:
        raise BadProblem("negative", where=f"{where}.{key}", value=_shown(value))
    return value


def _number(told: object, where: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not isfinite(told):
        raise BadProblem("not_a_number", where=where, value=_shown(told))
    return told


def _shown(value: object) -> str:
    """A wrong value as a person recognises it, cut short."""
    text = str(whole(value)) if isinstance(value, float) and isfinite(value) else repr(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _once(names: Iterable[str], where: str) -> set[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise BadProblem("twice", where=where, name=name)
        seen.add(name)
    return seen
