"""Hours come from recorded visits; leave and training stand apart; corrections are added, nothing is rewritten."""

from datetime import date, datetime, time, timedelta

import pytest

from minqing.committee.models import Leave
from minqing.diary.actions import add_addendum
from minqing.diary.models import Companion
from minqing.ledger.errors import Denied, Refused
from minqing.territory.models import Community
from minqing.visits.actions import Span, set_visiting_hours
from minqing.visits.models import VisitingHours
from minqing.visits.queries.corrections import said_as, times_said
from minqing.visits.queries.hours import WeekShown, week_of
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.visits import a_visit, visiting
from tests.visits.conftest import NOW, SHANGHAI, TUESDAY, Lane

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def week(lane: Lane) -> WeekShown:
    return week_of(lane.wang, Community.objects.get(community=OWN), TUESDAY)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_what_overlaps_counts_once_and_what_has_no_end_not_yet(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, at(9), at(10))
    a_visit(lane.wang, lane.sun, at(9, 30), at(11))
    a_visit(lane.wang, lane.sun, at(15))
    assert (week(lane).visited, week(lane).unended, week(lane).missing) == (hours(2), 1, hours(18))
    assert [(each.day.day, each.visits) for each in week(lane).days if each.visits] == [(24, 2)]


def test_who_went_along_has_the_hours_too(lane: Lane) -> None:
    entry = a_visit(lane.zhao, lane.zhou, at(9), at(11), handed_in=False)
    Companion.objects.create(community=OWN, entry=entry, member=lane.wang)
    assert week(lane).visited == hours(2)


def test_planned_hours_are_those_that_are_fixed(lane: Lane) -> None:
    visiting(lane.wang, 0, time(9), time(11))
    visiting(lane.wang, 1, time(14), time(16, 30))
    assert week(lane).planned == hours(4.5)


def test_without_fixed_hours_duty_without_noon_is_planned(lane: Lane) -> None:
    assert week(lane).planned == 5 * hours(8)


def test_leave_and_training_stand_apart(lane: Lane) -> None:
    for day in range(5):
        visiting(lane.wang, day, time(9), time(12))
    for day, kind in ((25, "training"), (26, "sick")):
        first = date(2026, 11, day)
        Leave.objects.create(
            community=OWN,
            member=lane.wang,
            cover=lane.zhao,
            kind=kind,
            from_day=first,
            to_day=first + timedelta(days=1),
        )
    shown = week(lane)
    assert (shown.planned, shown.training, shown.leave) == (hours(9), hours(3), hours(3))
    assert shown.missing == hours(14)


def test_a_correction_below_the_entry_says_when_it_was(lane: Lane) -> None:
    entry = a_visit(lane.wang, lane.qian, at(9), at(10))
    said = said_as(time(9), time(11, 30), "忘了改结束时间")
    add_addendum(by=as_actor(lane.wang), at=NOW, entry=entry, text=said, kind="correction")
    assert week(lane).visited == hours(2.5)
    entry.refresh_from_db()
    assert entry.ended_at == at(10)
    add_addendum(
        by=as_actor(lane.wang), at=NOW + hours(1), entry=entry, text="09:00-09:20 again", kind="correction"
    )
    assert week(lane).visited == timedelta(minutes=20)


def test_a_note_that_names_times_is_no_correction(lane: Lane) -> None:
    entry = a_visit(lane.wang, lane.qian, at(9), at(10))
    add_addendum(by=as_actor(lane.wang), at=NOW, entry=entry, text="09:00–17:00 在家", kind="note")
    assert week(lane).visited == hours(1)


@pytest.mark.parametrize("words", ["", "晚了", "25:00–26:00", "11:00–10:00", "说好 09:00–10:00"])
def test_other_words_name_no_times(words: str) -> None:
    assert times_said(words) is None


def test_hours_are_set_from_a_day_on_and_history_stays(lane: Lane) -> None:
    by, told = as_actor(lane.wang), {"at": NOW, "member": lane.wang}
    set_visiting_hours(by=by, **told, spans=[Span(0, time(9), time(11))], from_day=date(2026, 11, 2))
    set_visiting_hours(by=by, **told, spans=[Span(1, time(9), time(11))], from_day=TUESDAY)
    rows = VisitingHours.objects.order_by("from_day").values_list("weekday", "from_day", "to_day")
    assert list(rows) == [(0, date(2026, 11, 2), TUESDAY), (1, TUESDAY, None)]
    with pytest.raises(Denied):
        set_visiting_hours(by=as_actor(lane.secretary), **told, spans=[], from_day=TUESDAY)


@pytest.mark.parametrize(
    "spans",
    [
        [Span(0, time(9), time(9))],
        [Span(0, time(9), time(11)), Span(0, time(10), time(12))],
        [Span(7, time(9), time(10))],
    ],
)
def test_hours_that_make_no_sense_are_refused(lane: Lane, spans: list[Span]) -> None:
    with pytest.raises(Refused):
        set_visiting_hours(by=as_actor(lane.wang), at=NOW, member=lane.wang, spans=spans, from_day=TUESDAY)
