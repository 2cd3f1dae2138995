"""The file that `minqing plan route` reads and the one it writes.

Beside the interface that stays, it takes: `factor` (straight line × factor, 1 by default, so that lengths are
Euclidean), `stairs_minutes` of a stop, `until` (when the round must be over), `lunch` {"from", "to"}, and for a
matrix `minutes` (of every visit; 0 by default). Row numbers count from 0. Other keys are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from minqing.planning.route import LeftOut, NoRoute, Point, Round, Route, Stop, ways_between
from minqing.planning.route_times import Lunch, clock
from minqing.planning.route_words import sentence


def round_from(document: Any) -> Round:
    """What the document asks. Raises NoRoute with what is wrong with it, the first thing found."""
    if not isinstance(document, Mapping):
        raise NoRoute("not_an_object")
    if ("stops" in document) == ("distance_matrix" in document):
        raise NoRoute("both" if "stops" in document else "neither")
    common: dict[str, Any] = {
        "speed_m_per_min": _number(document, "speed_m_per_min", 60, least=0.001),
        "begin_s": _moment(document, "begin", "begin") if "begin" in document else 8 * 3600 + 1800,
        "until_s": _moment(document, "until", "until"),
        "lunch": _lunch(document),
        "seconds": _number(document, "seconds", 1, least=0.001),
    }
    return _by_points(document, common) if "stops" in document else _by_matrix(document, common)


def answer(found: Route, language: str) -> dict[str, Any]:
    """The document of a route, reasons in the reader's language."""
    return {
        "order": found.order,
        "length": found.length,
        "arrivals": {str(each): clock(at) for each, at in found.arrivals_s.items()},
        "left_out": [
            {"id": each.id, "why": sentence(each.code, each.parameters, language)} for each in found.left_out
        ],
    }


def reason(trouble: NoRoute, language: str) -> str:
    """Why there is no route, as a sentence."""
    parameters = dict(trouble.parameters)
    left = parameters.pop("left", None)
    if isinstance(left, LeftOut):
        parameters |= {"id": left.id, "why": sentence(left.code, left.parameters, language)}
    return sentence(trouble.code, parameters, language)


def _by_points(document: Mapping[str, Any], common: dict[str, Any]) -> Round:
    start = _point(document.get("start"), "start")
    stops = _stops(document["stops"])
    points = [start, *(each.at for each in stops if each.at)]
    end, ends_at_row = document.get("end"), None
    if end == "start":
        ends_at_row = 0
    elif isinstance(end, Mapping):
        points.append(_point(end, "end"))
        ends_at_row = len(points) - 1
    elif end is not None:
        raise NoRoute("not_end")
    factor = _number(document, "factor", 1, least=0.001)
    return Round(stops=stops, ways=ways_between(points, factor), ends_at_row=ends_at_row, **common)


def _by_matrix(document: Mapping[str, Any], common: dict[str, Any]) -> Round:
    matrix = document["distance_matrix"]
    if not _square(matrix):
        raise NoRoute("not_square")
    start = _row(document.get("start", 0), "start", len(matrix))
    end = document.get("end")
    end_row = start if end == "start" else None if end is None else _row(end, "end", len(matrix))
    minutes = _number(document, "minutes", 0)
    rows = [row for row in range(len(matrix)) if row not in {start, end_row}]
    chosen, ends_at_row = [start, *rows], None
    if end_row is not None:
        ends_at_row = 0 if end_row == start else len(chosen)
        chosen += [] if end_row == start else [end_row]
    ways = [[matrix[a][b] if a != b else 0 for b in chosen] for a in chosen]
    return Round([Stop(row, minutes) for row in rows], ways, ends_at_row, **common)


def _stops(given: Any) -> list[Stop]:
    if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
        raise NoRoute("not_stops")
    stops: list[Stop] = []
    seen: set[str] = set()
    for number, each in enumerate(given, 1):
        stop = _one_stop(each, number)
        if str(stop.id) in seen:
            raise NoRoute("twice", id=stop.id)
        seen.add(str(stop.id))
        stops.append(stop)
    return stops


def _one_stop(each: Mapping[str, Any], number: int) -> Stop:
    name = each.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise NoRoute("not_id", number=number)
    stop = Stop(
        id=name,
        minutes=_number(each, "minutes", 10),
        from_s=_moment(each, "from", f"{name}.from"),
        to_s=_moment(each, "to", f"{name}.to"),
        stairs_minutes=_number(each, "stairs_minutes", 0),
        at=_point(each, str(name)),
    )
    if stop.from_s is not None and stop.to_s is not None and stop.to_s < stop.from_s:
        raise NoRoute("window_turned", id=name, **{"from": clock(stop.from_s), "to": clock(stop.to_s)})
    return stop


def _lunch(document: Mapping[str, Any]) -> Lunch | None:
    given = document.get("lunch")
    if given is None:
        return None
    if not isinstance(given, Mapping):
        raise NoRoute("missing", what="lunch.from")
    begin, end = _moment(given, "from", "lunch.from"), _moment(given, "to", "lunch.to")
    if begin is None or end is None:
        raise NoRoute("missing", what="lunch.from" if begin is None else "lunch.to")
    if end < begin:
        raise NoRoute("lunch_turned")
    return Lunch(begin, end)


def _is_number(value: Any) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) <= 10**9
    return isinstance(value, float) and isfinite(value)


def _number(document: Mapping[str, Any], key: str, otherwise: float, least: float = 0) -> float:
    value = document.get(key, otherwise)
    if not _is_number(value) or not least <= value <= 10**9:
        raise NoRoute("not_number", what=key, least=least)
    return float(value)


def _point(value: Any, what: str) -> Point:
    if value is None:
        raise NoRoute("missing", what=what)
    if not isinstance(value, Mapping) or not all(
        _is_number(value.get(axis)) and abs(value[axis]) <= 10**9 for axis in ("x", "y")
    ):
        raise NoRoute("not_point", what=what)
    return Point(float(value["x"]), float(value["y"]))


def _row(value: Any, what: str, size: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < size:
        raise NoRoute("not_row", what=what, last=size - 1)
    return value


def _square(matrix: Any) -> bool:
    return (
        isinstance(matrix, Sequence)
        and not isinstance(matrix, str)
        and len(matrix) > 0
        and all(isinstance(row, Sequence) and len(row) == len(matrix) for row in matrix)
        and all(_is_number(way) and 0 <= way <= 10**9 for row in matrix for way in row)
    )


def _moment(document: Mapping[str, Any], key: str, what: str) -> int | None:
    value = document.get(key)
    if value is None:
        return None
    found = re.fullmatch(r"([01]?[0-9]|2[0-4]):([0-5][0-9])", value) if isinstance(value, str) else None
    if found is None or (found[1] == "24" and found[2] != "00"):
        raise NoRoute("not_time", what=what)
    return int(found[1]) * 3600 + int(found[2]) * 60
