"""The office's calendar: the official one, its own rows on top, the years it entered itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest

from minqing.access.acting import in_community
from minqing.language.calendar_lines import CalendarLine, read_calendar_lines
from minqing.ledger.actor import Held
from minqing.ledger.errors import Denied, Refused
from minqing.territory.actions import (
    clear_calendar_day,
    enter_year,
    mark_year_entered,
    mark_year_unknown,
    rename_community,
    set_calendar_day,
    set_duty_hours,
    set_visit_period,
)
from minqing.territory.models import CalendarDay, Community
from minqing.territory.queries import calendar_years, day_at, unknown_years, working_calendar
from tests.factories.ground import OWN
from tests.factories.households import NOW, TODAY, the_secretary
from tests.factories.people import a_member, as_actor

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with in_community(OWN):
        yield


def _own() -> Community:
    return Community.objects.get(community=OWN)


def test_the_official_calendar_holds_where_the_office_says_nothing() -> None:
    calendar = working_calendar(OWN)
    assert [calendar.is_working(date(2026, 10, day)) for day in (1, 9, 10, 11)] == [False, True, True, False]
    assert (calendar.knows(TODAY), calendar.knows(NEW_YEAR)) == (True, False)


def test_the_offices_own_day_goes_before_the_official_one_until_it_is_taken_back() -> None:
    actor, day = the_secretary(), date(2026, 11, 25)
    set_calendar_day(by=actor, at=NOW, community=_own(), day=day, works=False, name="停电")
    assert working_calendar(OWN).is_working(day) is False
    set_calendar_day(by=actor, at=NOW, community=_own(), day=day, works=True)
    assert (working_calendar(OWN).is_working(day), CalendarDay.objects.count()) == (True, 1)
    clear_calendar_day(by=actor, at=NOW, community=_own(), day=day)
    assert CalendarDay.objects.count() == 0


def test_duty_hours_and_zone_are_those_of_the_community() -> None:
    set_duty_hours(
        by=the_secretary(), at=NOW, community=_own(), start=time(9), end=time(17, 30), timezone="Asia/Urumqi"
    )
    calendar = working_calendar(OWN)
    assert (calendar.duty.start, calendar.duty.end, calendar.zone) == (time(9), time(17, 30), "Asia/Urumqi")
    assert day_at(OWN, datetime(2026, 11, 24, 17, 0, tzinfo=UTC)) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("start", "end", "zone", "field"),
    [(time(9), time(9), "", "end"), (time(9), time(17), "Mars/Olympus", "timezone")],
)
def test_hours_and_zones_that_cannot_be_are_refused(start: time, end: time, zone: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        set_duty_hours(by=the_secretary(), at=NOW, community=_own(), start=start, end=end, timezone=zone)
    assert list(refused.value.message_dict) == [field]
    assert _own().duty_end == time(18)


def test_a_year_that_the_office_entered_is_known_with_its_days() -> None:
    lines, wrong = read_calendar_lines("2027-01-01 至 2027-01-03 休 元旦\n2027-01-09 班", 2027)
    assert wrong == []
    enter_year(by=the_secretary(), at=NOW, community=_own(), year=2027, days=lines)
    calendar = working_calendar(OWN)
    assert calendar.knows(NEW_YEAR) is True
    assert [calendar.is_working(date(2027, 1, day)) for day in (1, 4, 9, 10)] == [False, True, True, False]
    assert unknown_years(_own(), TODAY) == []


def test_a_year_entered_again_holds_what_was_written_last() -> None:
    actor = the_secretary()
    for day in (1, 4):
        line = CalendarLine(date(2027, 1, day), False, "")
        enter_year(by=actor, at=NOW, community=_own(), year=2027, days=[line])
    assert list(CalendarDay.objects.values_list("day", flat=True)) == [date(2027, 1, 4)]


def test_a_year_without_announced_days_is_unknown_until_it_is_entered_and_after_it_is_taken_back() -> None:
    actor = the_secretary()
    assert [(year.year, year.state) for year in calendar_years(_own(), 2026, 2027)] == [
        (2026, "announced"),
        (2027, "unknown"),
    ]
    mark_year_entered(by=actor, at=NOW, community=_own(), year=2027)
    assert [year.state for year in calendar_years(_own(), 2026, 2027)] == ["announced", "entered"]
    mark_year_unknown(by=actor, at=NOW, community=_own(), year=2027)
    assert unknown_years(_own(), TODAY) == [2027]


def test_an_announced_year_is_not_entered() -> None:
    with pytest.raises(Refused):
        mark_year_entered(by=the_secretary(), at=NOW, community=_own(), year=2026)


def test_a_calendar_without_a_working_day_for_a_quarter_of_a_year_is_refused() -> None:
    days = [CalendarLine(date.fromordinal(NEW_YEAR.toordinal() + n), False, "") for n in range(120)]
    with pytest.raises(Refused) as refused:
        enter_year(by=the_secretary(), at=NOW, community=_own(), year=2027, days=days)
    assert (list(refused.value.message_dict), CalendarDay.objects.count()) == (["lines"], 0)


def test_an_empty_year_is_refused_because_it_would_pass_for_known() -> None:
    with pytest.raises(Refused):
        enter_year(by=the_secretary(), at=NOW, community=_own(), year=2027, days=[])


def test_only_the_secretary_changes_hours_calendar_and_name() -> None:
    member = as_actor(a_member())
    assert member.posts == (Held("member", OWN),)
    with pytest.raises(Denied):
        set_duty_hours(by=member, at=NOW, community=_own(), start=time(9), end=time(17))
    with pytest.raises(Denied):
        set_calendar_day(by=member, at=NOW, community=_own(), day=TODAY, works=False)
    with pytest.raises(Denied):
        rename_community(by=member, at=NOW, community=_own(), name="新名")


def test_a_community_is_renamed_and_visited_as_often_as_it_says() -> None:
    actor = the_secretary()
    rename_community(by=actor, at=NOW, community=_own(), name="九道湾社区")
    set_visit_period(by=actor, at=NOW, community=_own(), days=60)
    assert (_own().name, _own().visit_period_days) == ("九道湾社区", 60)
    with pytest.raises(Refused):
        set_visit_period(by=actor, at=NOW, community=_own(), days=0)
