from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from minqing.method.hours import Span, WeekOfHours, hours_by_member, hours_by_week, visiting_time

from .cases import read_cases

CASES = read_cases("hours")["cases"]

MONDAY = date(2026, 11, 23)


def span(start: str, end: str) -> Span:
    return datetime.fromisoformat(f"2026-11-{start}:00+08:00"), datetime.fromisoformat(
        f"2026-11-{end}:00+08:00"
    )


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_a_week_has_the_hours_of_its_visits(case: dict[str, Any]) -> None:
    spans = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in case["spans"]]
    weeks = hours_by_week(spans, case["zone"])
    minutes = {monday.isoformat(): week.visited / timedelta(minutes=1) for monday, week in weeks.items()}
    assert minutes == case["weeks"]


def test_visits_that_overlap_count_once() -> None:
    spans = [span("24T09:00", "24T10:00"), span("24T09:30", "24T11:00"), span("24T14:00", "24T14:30")]
    assert visiting_time(spans) == timedelta(hours=2, minutes=30)


def test_a_visit_within_another_adds_nothing_and_one_that_follows_at_once_adds_all() -> None:
    assert visiting_time([span("24T09:00", "24T12:00"), span("24T10:00", "24T11:00")]) == timedelta(hours=3)
    assert visiting_time([span("24T09:00", "24T10:00"), span("24T10:00", "24T11:00")]) == timedelta(hours=2)


def test_hours_are_summed_by_week_and_measured_against_twenty() -> None:
    weeks = hours_by_week(
        [span("24T09:00", "24T12:00"), span("26T09:00", "26T12:00"), span("20T09:00", "20T10:00")]
    )
    assert weeks == {
        date(2026, 11, 16): WeekOfHours(date(2026, 11, 16), timedelta(hours=1)),
        MONDAY: WeekOfHours(MONDAY, timedelta(hours=6)),
    }
    assert (weeks[MONDAY].missing, weeks[MONDAY].reached) == (timedelta(hours=14), False)


def test_the_target_is_reached_at_twenty_hours() -> None:
    full = WeekOfHours(MONDAY, timedelta(hours=20))
    assert (full.missing, full.reached) == (timedelta(), True)
    assert WeekOfHours(MONDAY, timedelta(hours=21)).missing == timedelta()


def test_a_visit_over_sunday_midnight_is_divided_between_the_weeks() -> None:
    weeks = hours_by_week([span("22T23:00", "23T01:30")])
    assert {monday: week.visited for monday, week in weeks.items()} == {
        date(2026, 11, 16): timedelta(hours=1),
        MONDAY: timedelta(hours=1, minutes=30),
    }


def test_the_week_is_that_of_the_offices_zone() -> None:
    sunday_evening_in_utc = (datetime(2026, 11, 22, 17, tzinfo=UTC), datetime(2026, 11, 22, 18, tzinfo=UTC))
    assert list(hours_by_week([sunday_evening_in_utc])) == [MONDAY]
    assert list(hours_by_week([sunday_evening_in_utc], "UTC")) == [date(2026, 11, 16)]


def test_a_companion_counts_as_well_and_each_once() -> None:
    visits = [
        (span("24T09:00", "24T10:00"), ["Wang", "Li"]),
        (span("24T09:30", "24T11:00"), ["Li", "Li"]),
    ]
    hours = hours_by_member(visits)
    assert {name: weeks[MONDAY].visited for name, weeks in hours.items()} == {
        "Wang": timedelta(hours=1),
        "Li": timedelta(hours=2),
    }


def test_a_visit_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        visiting_time([span("24T10:00", "24T09:00")])


def test_no_visits_are_no_hours() -> None:
    assert (visiting_time([]), hours_by_week([])) == (timedelta(), {})
