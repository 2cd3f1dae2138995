"""What cannot be is said in words a secretary can act on."""

import re

import pytest

from minqing.planning.zoning import Member, Problem, Unit, breaches, measure, reason_text, why_impossible
from minqing.planning.zoning_reasons import SENTENCES, Reason, number_text
from tests.planning.zoning_cases import grid

PAIR = [Member("m0"), Member("m1")]


def row(*weights: float, forbids: dict[int, set[str]] | None = None) -> list[Unit]:
    barred = forbids or {}
    return [Unit(str(i), weight, forbids=frozenset(barred.get(i, ()))) for i, weight in enumerate(weights)]


def chain(count: int) -> list[tuple[str, str]]:
    return [(str(i), str(i + 1)) for i in range(count - 1)]


IMPOSSIBLE = [
    ("nobody to give a zone to", Problem(row(1), [], []), Reason("no_members")),
    ("nothing to divide", Problem([], [], PAIR), Reason("no_units")),
    (
        "more members than units",
        Problem(row(4), [], PAIR),
        Reason("more_members_than_units", {"members": "2", "units": "1"}),
    ),
    (
        "a unit without neighbours, too light to be a zone",
        Problem([*row(5, 5, 5, 5), Unit("17", 2)], chain(4), PAIR, tolerance=0.2),
        Reason("unit_cut_off", {"unit": "17", "weight": "2"}),
    ),
    (
        "a group without a way to the others, too light to be a zone",
        Problem([*row(5, 5, 5, 5), Unit("x", 1), Unit("y", 1)], [*chain(4), ("x", "y")], PAIR),
        Reason("units_cut_off", {"units": "x、y", "weight": "2"}),
    ),
    (
        "a group too heavy for one zone and too light for two",
        Problem(row(4, 3, 4, 2), [("0", "1"), ("2", "3")], [*PAIR, Member("m2")], lower=4, upper=6),
        Reason("units_cut_off", {"units": "0、1", "weight": "7"}),
    ),
    (
        "parts of which each could be carried, but not all together",
        Problem(row(4, 4, 4), [], [Member("a", 2.0), Member("b", 1.0)], lower=4, upper=8),
        Reason("parts_do_not_add_up", {"parts": "3"}),
    ),
    (
        "a unit heavier than any zone may be",
        Problem(row(9, 1, 1, 1), chain(4), PAIR),
        Reason("unit_too_heavy", {"unit": "0", "weight": "9", "most": "6"}),
    ),
    (
        "a unit that everyone is barred from",
        Problem(row(1, 1, 1, 1, forbids={2: {"m0", "m1"}}), chain(4), PAIR),
        Reason("everyone_forbids", {"unit": "2"}),
    ),
    (
        "bounds that ask for more than there is",
        Problem(row(1, 1, 1), chain(3), PAIR, lower=2, upper=3),
        Reason("bounds_above_total", {"total": "3", "least": "4"}),
    ),
    (
        "bounds that leave some over",
        Problem(row(3, 3, 3), chain(3), PAIR, lower=1, upper=4),
        Reason("bounds_below_total", {"total": "9", "most": "8"}),
    ),
    (
        "bounds between which no load lies",
        Problem(row(4, 4, 4), chain(3), PAIR, tolerance=0.05),
        Reason("no_whole_load", {"lower": "6", "upper": "6", "member": "m0", "step": "4"}),
    ),
    (
        "a member barred from too much",
        Problem(row(2, 2, 2, 2, forbids={0: {"m0"}, 1: {"m0"}, 2: {"m0"}}), chain(4), PAIR),
        Reason("member_too_light", {"member": "m0", "lower": "4"}),
    ),
    (
        "a unit that its only member cannot reach with enough weight",
        Problem(row(1, 2, 2, 1, 2, 2, forbids={0: {"m1"}, 1: {"m0"}}), chain(6), PAIR, tolerance=0.1),
        Reason("unit_unreachable_for_its_members", {"unit": "0"}),
    ),
]


@pytest.mark.parametrize(
    ("problem", "why"), [case[1:] for case in IMPOSSIBLE], ids=[case[0] for case in IMPOSSIBLE]
)
def test_the_reason_is_found_without_search(problem: Problem, why: Reason) -> None:
    found = why_impossible(problem)
    assert (found, found and found.params) == (why, why.params)


def test_nothing_is_held_against_what_can_be_divided() -> None:
    assert why_impossible(grid(4, 4, 2)) is None


def test_parts_that_can_be_shared_out_are_no_obstacle() -> None:
    assert why_impossible(Problem(row(4, 2, 2), [("1", "2")], PAIR)) is None


def test_every_sentence_says_the_same_in_both_languages() -> None:
    for english, chinese in SENTENCES.values():
        assert set(re.findall(r"\{(\w+)\}", english)) == set(re.findall(r"\{(\w+)\}", chinese))


def test_a_reason_is_read_in_either_language() -> None:
    why = Reason("unit_cut_off", {"unit": "17", "weight": "2"})
    assert reason_text(why, "en").startswith("Unit 17 cannot be reached")
    assert reason_text(why) == "单元17无法连通：它与其他单元都不相邻，而它自己的权重（2）不足以单独成片。"


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (12.5, "12.5"), (0.3333333, "0.333"), (2e7, "20000000")]
)
def test_weights_are_shown_as_people_write_them(value: float, text: str) -> None:
    assert number_text(value) == text


def test_what_a_division_by_hand_breaks_is_told_one_by_one() -> None:
    problem = Problem(row(2, 2, 2, 2, 2, forbids={0: {"m1"}}), chain(5), PAIR, tolerance=0.2)
    zones = {"0": "m1", "1": "m0", "2": "m1"}
    assert [each.rule for each in breaches(problem, zones)] == [
        "unit_without_zone",
        "unit_without_zone",
        "zone_too_light",
        "zone_in_parts",
        "unit_forbidden",
    ]


def test_a_division_by_hand_has_its_numbers_at_once() -> None:
    told = measure(grid(4, 1, 2), {"u0": "m0", "u1": "m0", "u2": "m0", "u3": "m1"})
    assert (told.loads, told.cut_edges, told.deviation) == ({"m0": 3, "m1": 1}, 1, 0.5)
