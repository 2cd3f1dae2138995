from dataclasses import FrozenInstanceError
from datetime import date, datetime, time, timedelta

import pytest

from minqing.method.calendar import DutyHours, NaiveInstant, NoWorkingDay, WorkingCalendar
from minqing.method.china import announced_years, china_calendar

from .cases import calendar_from, read_cases

CHINA = china_calendar()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_every_year_from_2001_to_2026_is_announced_and_none_after() -> None:
    assert announced_years() == frozenset(range(2001, 2027))


def test_the_official_calendar_of_2025_and_2026_is_that_of_the_notices() -> None:
    noted = calendar_from(read_cases("deadlines")["calendar"])
    day = date(2025, 1, 1)
    while day < date(2027, 1, 1):
        assert (day, CHINA.is_working(day)) == (day, noted.is_working(day))
        day += timedelta(days=1)


def test_the_extended_spring_festival_of_2020_is_known() -> None:
    assert CHINA.next_working_day(date(2020, 1, 23)) == date(2020, 2, 3)


def test_an_unannounced_year_has_plain_weekends_and_is_not_known() -> None:
    new_year, saturday = date(2027, 1, 1), date(2027, 1, 2)
    assert (CHINA.knows(new_year), CHINA.is_working(new_year), CHINA.is_working(saturday)) == (
        False,
        True,
        False,
    )
    assert CHINA.knows(date(2026, 12, 31)) is True
    assert CHINA.knows(date(2000, 12, 31)) is False


def test_a_span_is_known_only_where_all_its_years_are() -> None:
    assert CHINA.knows_all(date(2025, 12, 1), date(2026, 12, 31)) is True
    assert CHINA.knows_all(date(2026, 12, 31), date(2027, 1, 1)) is False


def test_the_rows_of_an_office_win_over_the_official_calendar() -> None:
    office = china_calendar(overrides={date(2026, 10, 1): True, date(2026, 10, 10): False})
    assert (office.is_working(date(2026, 10, 1)), office.is_working(date(2026, 10, 10))) == (True, False)


def test_a_row_in_an_unknown_year_is_obeyed_but_does_not_make_it_known() -> None:
    office = china_calendar(overrides={date(2027, 1, 1): False})
    assert (office.is_working(date(2027, 1, 1)), office.knows(date(2027, 1, 1))) == (False, False)


def test_a_year_that_the_office_entered_is_known() -> None:
    office = china_calendar(overrides={date(2027, 1, 1): False}, entered_years=frozenset({2027}))
    assert office.known_years == frozenset(range(2001, 2028))
    assert (office.knows(date(2027, 6, 1)), office.is_working(date(2027, 1, 1))) == (True, False)


def test_the_next_and_the_last_working_day_pass_over_spring_festival() -> None:
    assert CHINA.next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
    assert CHINA.last_working_day_before(date(2026, 2, 24)) == date(2026, 2, 14)


def test_a_calendar_without_working_days_is_refused_instead_of_searched_for_ever() -> None:
    nothing = {date(2026, 1, 1) + timedelta(days=n): False for n in range(365)}
    with pytest.raises(NoWorkingDay):
        china_calendar(overrides=nothing).next_working_day(date(2026, 3, 1))
    with pytest.raises(NoWorkingDay):
        china_calendar(overrides=nothing).last_working_day_before(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("instant", "within"),
    [
        ("2026-11-24T08:29:59+08:00", False),
        ("2026-11-24T08:30:00+08:00", True),
        ("2026-11-24T18:00:00+08:00", True),
        ("2026-11-24T18:00:00.000001+08:00", False),
        ("2026-11-24T10:00:00+00:00", True),
        ("2026-11-24T10:00:01+00:00", False),
        ("2026-11-28T10:00:00+08:00", False),
        ("2026-02-28T10:00:00+08:00", True),
    ],
)
def test_duty_hours_include_their_first_and_their_last_second(instant: str, within: bool) -> None:
    assert CHINA.within_duty(at(instant)) is within


def test_the_end_of_duty_is_an_instant_of_the_offices_zone() -> None:
    new_york = china_calendar(zone="America/New_York")
    assert CHINA.end_of_duty(date(2026, 3, 9)).isoformat() == "2026-03-09T18:00:00+08:00"
    assert new_york.end_of_duty(date(2026, 3, 6)).isoformat() == "2026-03-06T18:00:00-05:00"
    assert new_york.end_of_duty(date(2026, 3, 9)).isoformat() == "2026-03-09T18:00:00-04:00"


def test_a_wall_time_that_summer_time_skips_becomes_a_moment_that_exists() -> None:
    night = china_calendar(zone="America/New_York", duty=DutyHours(time(1), time(2, 30)))
    assert night.end_of_duty(date(2026, 3, 8)).isoformat() == "2026-03-08T03:30:00-04:00"


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    night = china_calendar(zone="America/New_York", duty=DutyHours(time(0, 30), time(1, 30)))
    assert night.before_end_of_duty(at("2026-11-01T01:20:00-04:00")) is True
    assert night.before_end_of_duty(at("2026-11-01T01:20:00-05:00")) is False


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(NaiveInstant, match=r"2026-11-24T10:00:00 has no offset from UTC"):
        CHINA.day_of(datetime(2026, 11, 24, 10))


def test_duty_hours_that_end_before_they_start_are_refused() -> None:
    with pytest.raises(ValueError, match="must start before they end"):
        DutyHours(time(18), time(8, 30))


def test_a_calendar_does_not_change_with_the_dict_it_was_made_from() -> None:
    rows = {date(2026, 11, 24): False}
    office = WorkingCalendar(known_years=frozenset({2026}), overrides=rows)
    rows[date(2026, 11, 24)] = True
    assert office.is_working(date(2026, 11, 24)) is False
    with pytest.raises(FrozenInstanceError):
        office.zone = "UTC"  # type: ignore[misc]
