"""Whose turn it is: each household once a period, evenly, and what was promised first."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.planning.rhythm import (
    FIRST_PERIOD,
    DayPicks,
    Door,
    Promised,
    Rank,
    Reason,
    pace_of,
    period_end,
    picks_of,
)

TODAY = date(2026, 11, 24)  # a Tuesday
LONG_AGO = date(2020, 1, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def weekday(day: date) -> bool:
    return day.weekday() < 5


def today(*doors: Door, **asked: int) -> DayPicks:
    return picks_of(doors, TODAY, weekday, **asked)


def met(key: str, days: int, **more: object) -> Door:
    return Door(key, LONG_AGO, met=ago(days), tried=ago(days), confirmed=ago(1), **more)  # type: ignore[arg-type]


def codes(picks: DayPicks) -> dict[str, list[str]]:
    return {pick.key: [reason.code for reason in pick.reasons] for pick in picks.picks}


def test_a_household_met_lately_is_left_alone() -> None:
    assert today(met("a", 20)).picks == ()


def test_a_household_that_was_not_met_for_a_period_is_due() -> None:
    (pick,) = today(met("a", 91)).picks
    assert (pick.reasons, pick.rank) == (
        (Reason("period", {"last": "2026-08-25", "days": "91"}),),
        Rank.PERIOD,
    )


def test_one_that_declined_counts_as_met_and_is_not_pressed() -> None:
    assert today(met("a", 400, declines=True)).picks == ()


def test_what_was_promised_leads_even_to_a_household_that_declines() -> None:
    door = met("a", 5, declines=True, promised=(Promised("call_back", TODAY, "c1"),))
    assert today(door).picks[0].reasons == (Reason("call_back", {"due": "2026-11-24", "of": "c1"}),)


def test_a_promise_of_saturday_is_kept_on_friday() -> None:
    friday = date(2026, 11, 27)
    door = met("a", 5, promised=(Promised("promise", date(2026, 11, 28)),))
    assert (len(picks_of([door], friday, weekday).picks), today(door).picks) == (1, ())


def test_a_rhythm_of_its_own_comes_before_the_period_and_says_no_more_than_its_days() -> None:
    (pick,) = today(met("a", 30, every_days=30)).picks
    assert pick.reasons == (Reason("rhythm", {"days": "30", "last": "2026-10-25"}),)
    assert today(met("a", 20, every_days=30)).picks == ()


def test_a_household_that_moved_in_is_welcomed_within_a_week() -> None:
    door = Door("new", ago(3), confirmed=ago(3))
    assert today(door).picks[0].reasons[0] == Reason("arrival", {"on": "2026-11-21"})
    assert today(door).picks[0].due == date(2026, 11, 28)


def test_where_nobody_opened_it_is_tried_again_after_three_days() -> None:
    tried = Door("a", LONG_AGO, tried=ago(2), confirmed=ago(1))
    assert today(tried).picks == ()
    again = Door("a", LONG_AGO, tried=ago(3), confirmed=ago(1))
    assert today(again).picks[0].reasons == (Reason("unmet", {"tried": "2026-11-21"}),)


def test_what_was_confirmed_long_ago_is_asked_again_but_not_right_after_a_visit() -> None:
    stale = Door("a", LONG_AGO, met=ago(30), tried=ago(30), confirmed=ago(90))
    assert today(stale).picks[0].reasons == (Reason("stale", {"confirmed": "2026-08-26"}),)
    assert today(Door("a", LONG_AGO, met=ago(13), tried=ago(13), confirmed=ago(90))).picks == ()


def test_who_was_visited_today_is_done() -> None:
    assert today(met("a", 0, promised=(Promised("call_back", TODAY),))).picks == ()


def test_the_weightiest_go_first_where_a_day_does_not_hold_all() -> None:
    doors = [
        met("period", 100),
        Door("new", ago(9), confirmed=ago(1)),
        met("rhythm", 40, every_days=30),
        met("promised", 5, promised=(Promised("call_back", ago(1)),)),
    ]
    assert [pick.key for pick in today(*doors).picks] == ["promised", "rhythm", "new", "period"]
    few = today(*doors, most=2)
    assert ([pick.key for pick in few.picks], few.waiting) == (["promised", "rhythm"], 1)


def test_every_reason_is_told_the_weightiest_first() -> None:
    door = Door("a", LONG_AGO, met=ago(100), tried=ago(100), every_days=30, confirmed=ago(200))
    assert codes(today(door)) == {"a": ["rhythm", "period", "stale"]}


def test_the_order_of_the_doors_does_not_matter() -> None:
    doors = [met(str(n), 50 + n) for n in range(40)]
    assert today(*doors) == today(*reversed(doors))


def test_the_pace_is_the_steepest_demand() -> None:
    friday = date(2026, 11, 27)
    assert pace_of([], TODAY, weekday) == 0
    assert pace_of([friday] * 8, TODAY, weekday) == 2  # Tuesday to Friday
    assert pace_of([friday] * 2 + [friday + timedelta(days=7)] * 16, TODAY, weekday) == 2


@pytest.mark.parametrize("days", [91, 60, 30])
def test_periods_follow_one_another_without_a_gap(days: int) -> None:
    end = period_end(TODAY, days)
    assert TODAY <= end < TODAY + timedelta(days=days)
    assert period_end(end + timedelta(days=1), days) == end + timedelta(days=days)


def walked(
    doors: list[Door], weeks: int = 13, nobody_home: int = 0
) -> tuple[Counter[str], list[int], list[int]]:
    """A period walked as planned from its first Monday: visits by door, by week, and what waited on each day."""
    begins = FIRST_PERIOD + timedelta(days=91 * 12)
    known = {door.key: door for door in doors}
    visits: Counter[str] = Counter()
    by_week, waited = [0] * weeks, []
    for ahead in range(7 * weeks):
        day = begins + timedelta(days=ahead)
        if not weekday(day):
            continue
        planned = picks_of(known.values(), day, weekday)
        waited.append(planned.waiting)
        by_week[ahead // 7] += len(planned.picks)
        for pick in planned.picks:
            door = known[pick.key]
            opened = not nobody_home or (int(pick.key) * 7 + ahead) % nobody_home
            visits[pick.key] += bool(opened)
            known[pick.key] = Door(
                door.key, door.arrived, met=day if opened else door.met, tried=day, every_days=door.every_days,
                confirmed=day if opened else door.confirmed,
            )  # fmt: skip
    return visits, by_week, waited


@pytest.mark.parametrize("size", [800, 1200])
def test_a_whole_period_meets_everyone_once_and_every_week_alike(size: int) -> None:
    visits, by_week, _ = walked([Door(f"{n:04}", LONG_AGO) for n in range(size)])
    assert (len(visits), min(visits.values())) == (size, 1)
    assert max(by_week) - min(by_week) <= 10
    assert max(by_week) <= 100


def test_rhythms_are_kept_within_the_same_weeks() -> None:
    doors = [Door(f"{n:04}", LONG_AGO, every_days=30 if n % 10 == 0 else None) for n in range(500)]
    visits, by_week, waited = walked(doors)
    assert min(visits.values()) >= 1 and len(visits) == 500
    assert min(visits[f"{n:04}"] for n in range(0, 500, 10)) >= 3
    assert (max(by_week) <= 100, max(waited[5:])) == (True, 0)


def test_doors_that_stay_closed_are_tried_until_they_open() -> None:
    visits, _, _ = walked([Door(f"{n:04}", LONG_AGO) for n in range(500)], nobody_home=5)
    assert sum(1 for n in range(500) if not visits[f"{n:04}"]) == 0


@settings(max_examples=6, deadline=None)
@given(
    ages=st.lists(st.integers(1, 300), min_size=250, max_size=350),
    rhythm=st.integers(5, 60),
    share=st.integers(8, 40),
)
def test_whatever_the_past_was_a_period_meets_everyone(ages: list[int], rhythm: int, share: int) -> None:
    begins = FIRST_PERIOD + timedelta(days=91 * 12)
    doors = [
        Door(str(n), LONG_AGO, met=begins - timedelta(days=age), tried=begins - timedelta(days=age),
             every_days=rhythm if n % share == 0 and rhythm >= 20 else None)
        for n, age in enumerate(ages)
    ]  # fmt: skip
    visits, by_week, _ = walked(doors)
    assert set(visits) == {str(n) for n in range(len(ages))}
    assert max(by_week) <= 100
