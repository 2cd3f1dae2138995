"""What in a register cannot be so: a table of people and what is found about each."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from minqing.method.checks import House, Someone, checks_of, staleness

TODAY = date(2026, 11, 24)
HOME = UUID(int=100)
SINCE = date(2020, 1, 1)


def one(number: int = 1, **facts: object) -> Someone:
    """An adult of whom nothing is amiss, but for what is said."""
    told = {"born": "1966-05-08", "household": HOME, "head": number == 1, "since": SINCE} | facts
    return Someone(UUID(int=number), **told)  # type: ignore[arg-type]


def found(*people: Someone, **house: bool) -> dict[int, tuple[str, ...]]:
    """People by number to their checks; one household, or as each says."""
    return {key.int: checks for key, checks in checks_of(people, {HOME: House(HOME, **house)}, TODAY).items()}


NEXT = UUID(int=101)
THIRD = UUID(int=102)
GONE = {"household": None, "head": False, "since": None, "gone": True, "left": HOME}
CASES = {
    "all well": ([one(), one(2, born="2015-03-01")], {}, {}),
    "two heads, and a child that is none": (
        [one(), one(2, head=True), one(3)],
        {},
        {1: ("two_heads",), 2: ("two_heads",)},
    ),
    "no head": ([one(1, head=False), one(2)], {}, {1: ("no_head",), 2: ("no_head",)}),
    "children of 13 and 17 alone": (
        [one(1, born="2009-11-23"), one(2, born="2012-11-25")],
        {},
        {1: ("minor_alone",), 2: ("child_alone",)},
    ),
    "eighteen today is an adult": ([one(1, born="2008-11-24"), one(2, born="2015-03-01")], {}, {}),
    "nobody knows how old the other is": ([one(1, born=""), one(2, born="2015-03-01")], {}, {}),
    "the other may have come of age this year": ([one(1, born="2008"), one(2, born="2015")], {}, {}),
    "fourteen today is no child": ([one(1, born="2012-11-24")], {}, {1: ("minor_alone",)}),
    "born tomorrow": (
        [one(), one(2, born="2026-11-25", since=None)],
        {},
        {2: ("born_to_come",)},
    ),
    "born after they came": ([one(), one(2, born="2020-01-02")], {}, {2: ("born_after_joining",)}),
    "born in the month they came": ([one(), one(2, born="2020-01")], {}, {}),
    "a hundred and eleven": ([one(1, born="1915-11-24")], {}, {1: ("too_old",)}),
    "a hundred and eleven at the latest in December": ([one(1, born="1914")], {}, {1: ("too_old",)}),
    "a hundred and ten": ([one(1, born="1915-11-25")], {}, {}),
    "perhaps a hundred and eleven": ([one(1, born="1915")], {}, {}),
    "one number in three households": (
        [
            one(n, head=True, household=home, phones=("13800138000",))
            for n, home in enumerate((HOME, NEXT, THIRD), 1)
        ],
        {},
        dict.fromkeys((1, 2, 3), ("same_phone",)),
    ),
    "one number in two households, of four people": (
        [
            one(n, head=n % 2 == 1, household=home, phones=("13800138000",))
            for n, home in enumerate((HOME, HOME, NEXT, NEXT), 1)
        ],
        {},
        {},
    ),
    "declines visits, and one is planned": (
        [one()],
        {"declines": True, "planned": True},
        {1: ("declined_planned",)},
    ),
    "declines visits": ([one()], {"declines": True}, {}),
    "a household without a home": ([one()], {"housed": False}, {1: ("lives_nowhere",)}),
    "in no household, and did not leave": (
        [one(1, household=None, head=False)],
        {},
        {1: ("lives_nowhere",)},
    ),
    "left, and the door was met since": (
        [one(1, **GONE)],
        {"met_since_end": True},
        {1: ("left_but_visited",)},
    ),
    "left": ([one(1, **GONE)], {}, {}),
    "several at once, in the order of the list": (
        [one(1, head=False, born="2020-06")],
        {"housed": False},
        {1: ("no_head", "child_alone", "born_after_joining", "lives_nowhere")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_about_whom(case: str) -> None:
    people, house, expected = CASES[case]
    assert found(*people, **house) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "word"), [(0, "fresh"), (91, "fresh"), (92, "aging"), (183, "aging"), (184, "stale")]
)
def test_how_old_what_is_written_down_is(days: int, word: str) -> None:
    assert staleness(TODAY - timedelta(days=days), TODAY) == word


def test_what_nobody_confirmed_is_told_apart() -> None:
    assert staleness(None, TODAY) == "never"
