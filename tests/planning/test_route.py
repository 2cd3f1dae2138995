"""The order of a day's doors."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyvrp")

from minqing.planning.route import NoRoute, route
from minqing.planning.route_reading import answer, reason, round_from
from minqing.planning.route_words import SENTENCES

HERE = {"x": 0, "y": 0}


def stop(name: str, x: float, y: float = 0, **asked: Any) -> dict[str, Any]:
    return {"id": name, "x": x, "y": y, **asked}


def found(**document: Any) -> dict[str, Any]:
    return answer(route(round_from(document)), "en")


def refused(**document: Any) -> str:
    with pytest.raises(NoRoute) as trouble:
        route(round_from(document))
    return reason(trouble.value, "en")


def test_doors_in_a_lane_are_walked_one_after_the_other() -> None:
    lane = [stop("c", 180), stop("a", 60), stop("b", 120)]
    assert found(start=HERE, end=None, stops=lane) == {
        "order": ["a", "b", "c"],
        "length": 180,
        "arrivals": {"a": "08:31", "b": "08:42", "c": "08:53"},
        "left_out": [],
    }


def test_the_way_home_counts_where_the_round_ends_at_its_start() -> None:
    assert found(start=HERE, end="start", stops=[stop("a", 60), stop("b", 120)])["length"] == 240


def test_the_round_ends_at_a_point_that_is_asked_for() -> None:
    assert found(start={"x": 200, "y": 0}, end=HERE, stops=[stop("a", 60), stop("b", 120)])["order"] == [
        "b",
        "a",
    ]


def test_a_household_is_visited_after_the_hour_it_asked_for() -> None:
    day = found(start=HERE, end=None, stops=[stop("a", 60, **{"from": "17:00"}), stop("b", 120)])
    assert day["order"] == ["b", "a"]
    assert day["arrivals"] == {"b": "08:32", "a": "17:00"}


def test_a_household_is_visited_before_the_hour_it_leaves() -> None:
    day = found(start=HERE, end=None, stops=[stop("a", 60), stop("b", 120), stop("c", 180, to="08:34")])
    assert (day["order"][0], day["arrivals"]["c"]) == ("c", "08:33")


def test_what_cannot_be_reached_is_left_out_with_the_reason() -> None:
    day = found(start=HERE, end=None, stops=[stop("a", 60), stop("far", 6000, to="09:00")])
    assert day["order"] == ["a"]
    assert day["left_out"] == [
        {"id": "far", "why": "It cannot be reached by 09:00: the earliest arrival is 10:10."}
    ]


def test_of_two_that_ask_for_the_same_minute_one_is_left_out() -> None:
    both = [stop("a", 60, to="08:31"), stop("b", -60, to="08:31"), stop("c", 90)]
    day = found(start=HERE, end=None, stops=both)
    assert len(day["order"]) == 2
    assert [each["why"] for each in day["left_out"]] == [SENTENCES["clash"][0]]


def test_lunch_interrupts_no_visit() -> None:
    day = found(
        start=HERE, end=None, begin="11:40", lunch={"from": "12:00", "to": "13:00"},
        stops=[stop("a", 60), stop("b", 120), stop("c", 180, to="13:20")],
    )  # fmt: skip
    assert day["arrivals"] == {"a": "11:41", "b": "13:00", "c": "13:11"}


def test_stairs_cost_time() -> None:
    day = found(start=HERE, end=None, stops=[stop("a", 60, stairs_minutes=4), stop("b", 120)])
    assert day["arrivals"] == {"a": "08:31", "b": "08:46"}


def test_what_lasts_beyond_the_end_of_the_round_is_left_out() -> None:
    day = found(start=HERE, end=None, until="08:45", stops=[stop("a", 60), stop("b", 120)])
    assert (day["order"], len(day["left_out"])) == (["a"], 1)


def test_ways_may_be_longer_than_the_straight_line() -> None:
    assert found(start=HERE, end=None, factor=1.3, stops=[stop("a", 100)])["length"] == 130


def test_rows_of_a_matrix_are_named_by_their_number_from_0() -> None:
    lane = [[abs(a - b) * 60 for b in range(4)] for a in range(4)]
    assert found(distance_matrix=lane, start=3, end=0) == {
        "order": [2, 1], "length": 180, "arrivals": {"2": "08:31", "1": "08:32"}, "left_out": [],
    }  # fmt: skip
    assert found(distance_matrix=lane, start=1, end="start")["length"] == 360


def test_one_way_ways_are_walked_the_short_way_round() -> None:
    ring = [[(b - a) % 6 * 10 for b in range(6)] for a in range(6)]
    assert found(distance_matrix=ring, start=0, end="start")["order"] == [1, 2, 3, 4, 5]


def test_no_stops_make_an_empty_round() -> None:
    assert found(start=HERE, end="start", stops=[]) == {
        "order": [], "length": 0, "arrivals": {}, "left_out": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"start": HERE}, "Give “stops” or “distance_matrix”."),
        ({"start": HERE, "stops": [], "distance_matrix": [[0]]}, "Give either “stops” or “distance_matrix”."),
        ({"stops": []}, "“start” is missing."),
        ({"start": HERE, "stops": [{"x": 1, "y": 1}]}, "Stop 1 has no id (a text or a number)."),
        ({"start": HERE, "stops": [stop("a", 1), stop("a", 2)]}, "The id “a” stands twice."),
        ({"start": HERE, "stops": [{"id": "a"}]}, "“a” must be a point with numbers x and y."),
        ({"start": HERE, "stops": [], "begin": "8"}, "“begin” must be a time of day like 08:30."),
        ({"start": HERE, "stops": [], "speed_m_per_min": 0},
         "“speed_m_per_min” must be a number from 0.001 up."),
        ({"start": HERE, "stops": [], "end": 3},
         "“end” must be null, “start”, or a point (with a matrix: a row number)."),
        ({"start": HERE, "stops": [stop("a", 1, **{"from": "17:00", "to": "16:00"})]},
         "Stop “a”: “to” (16:00) is before “from” (17:00)."),
        ({"distance_matrix": [[0, 1], [1]]},
         "“distance_matrix” must be square: as many numbers in each row as there are rows."),
        ({"distance_matrix": [[0]], "start": 1}, "“start” must be a row number of the matrix, 0 to 0."),
        ({"start": HERE, "stops": [stop("a", 6000, to="08:40")]},
         "No stop can be visited within its time. “a”: "
         "It cannot be reached by 08:40: the earliest arrival is 10:10."),
        ({"start": HERE, "stops": [stop("a", 1)], "end": {"x": 6000, "y": 0}, "until": "09:00"},
         "The way from the start to the end alone lasts until 10:10, beyond 09:00."),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_with_the_reason(document: dict[str, Any], words: str) -> None:
    assert refused(**document) == words


def test_the_same_question_has_the_same_answer() -> None:
    doors = [stop(str(n), n * 37 % 101, n * 53 % 89) for n in range(14)]
    assert found(start=HERE, end=None, stops=doors, seconds=5) == found(
        start=HERE, end=None, stops=doors, seconds=5
    )


Doors = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(doors=Doors, to=st.integers(31, 59))
def test_every_order_that_is_answered_can_be_walked(doors: list[tuple[int, int]], to: int) -> None:
    stops = [
        stop(str(n), x, y, minutes=5, **({"to": f"08:{to}"} if n % 2 else {}))
        for n, (x, y) in enumerate(doors)
    ]
    day = found(start=HERE, end=None, stops=stops, seconds=0.2)
    now, here = 510.0, (0, 0)
    for name in day["order"]:
        door = doors[int(name)]
        now, here = now + math.dist(here, door) / 60, door
        if int(name) % 2:
            assert now <= 480 + to + 0.5
        now += 5
    assert sorted(day["order"] + [each["id"] for each in day["left_out"]]) == sorted(
        str(n) for n in range(len(doors))
    )


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_both_languages_tell_the_same(code: str) -> None:
    import re

    english, chinese = (set(re.findall(r"\{(\w+)\}", words)) for words in SENTENCES[code])
    assert english == chinese
