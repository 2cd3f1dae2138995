"""The day plan: made in the evening, arranged by hand, and never overwritten after that."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from minqing.concerns.actions import open_concern
from minqing.households.models import Membership, Residence
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.ledger.verify import verify_community
from minqing.territory.models import Community
from minqing.visits.actions import (
    add_stop,
    make_day_plan,
    reorder_plan,
    restore_stop,
    set_call_rhythm,
    set_visit_window,
    skip_stop,
)
from minqing.visits.making import make_plans
from minqing.visits.models import DayPlan, PlannedStop
from minqing.visits.proposing import propose
from minqing.visits.words import CODES, reason_text
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_household, as_actor
from tests.factories.visits import a_visit, on_the_map, planned, stops_of, visiting
from tests.visits.conftest import NOW, SHANGHAI, TUESDAY, Lane

pytestmark = pytest.mark.django_db


def codes(plan: DayPlan) -> dict[object, list[str]]:
    return {stop.household_id: [each["code"] for each in stop.why] for stop in stops_of(plan)}


def households(plan: DayPlan) -> list[object]:
    return [stop.household_id for stop in stops_of(plan)]


def test_the_doors_of_the_own_zone_are_planned_with_their_reasons(lane: Lane) -> None:
    assert codes(planned(lane.wang, TUESDAY, NOW)) == {
        lane.qian.pk: ["unmet", "stale"],
        lane.sun.pk: ["unmet", "stale"],
    }


def test_who_was_met_lately_is_left_alone_and_one_that_declined_counts_as_met(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, NOW - timedelta(days=5))
    a_visit(lane.wang, lane.sun, NOW - timedelta(days=5), outcome="declined")
    assert households(planned(lane.wang, TUESDAY, NOW)) == []


def test_a_household_that_declines_visits_is_not_planned(lane: Lane) -> None:
    lane.qian.declines_visits = True
    lane.qian.save()
    assert households(planned(lane.wang, TUESDAY, NOW)) == [lane.sun.pk]


def test_a_rhythm_says_its_days_and_nothing_else(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, NOW - timedelta(days=30))
    set_call_rhythm(by=as_actor(lane.wang), at=NOW, household=lane.qian, every_days=30)
    stop = PlannedStop.objects.get(plan=planned(lane.wang, TUESDAY, NOW), household=lane.qian)
    assert stop.why[0] == {"code": "rhythm", "params": {"days": "30", "last": "2026-10-25"}}


def test_an_open_promise_brings_its_door_into_the_plan(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, NOW - timedelta(days=5))
    concern = open_concern(
        by=as_actor(lane.wang), at=NOW, community=OWN, matter="水管漏", grade="ordinary",
        courtyard=lane.first, household=lane.qian,
    )  # fmt: skip
    stop = PlannedStop.objects.get(plan=planned(lane.wang, TUESDAY, NOW), household=lane.qian)
    assert stop.why[0] == {"code": "promise", "params": {"due": "2026-11-24", "of": str(concern.pk)}}


def test_a_promise_at_a_courtyard_leads_to_the_courtyard(lane: Lane) -> None:
    open_concern(
        by=as_actor(lane.wang),
        at=NOW,
        community=OWN,
        matter="路灯坏了",
        grade="ordinary",
        courtyard=lane.first,
    )
    stop = PlannedStop.objects.get(plan=planned(lane.wang, TUESDAY, NOW), household__isnull=True)
    assert (stop.courtyard_id, [each["code"] for each in stop.why]) == (lane.first.pk, ["promise"])


def test_without_places_the_order_is_that_of_lanes_and_numbers(lane: Lane) -> None:
    plan = planned(lane.wang, TUESDAY, NOW)
    assert (plan.by_map, households(plan)) == (False, [lane.qian.pk, lane.sun.pk])  # 2 before 10
    assert [stop.arrive_at for stop in stops_of(plan)] == [time(8, 30), time(8, 44)]


def test_on_the_map_the_short_way_is_walked_and_the_hour_asked_for_is_kept(lane: Lane) -> None:
    pytest.importorskip("pyvrp")
    on_the_map(lane.first, 0)
    on_the_map(lane.second, 3)
    set_visit_window(by=as_actor(lane.wang), at=NOW, household=lane.qian, begins=time(17), ends=None)
    plan = planned(lane.wang, TUESDAY, NOW)
    assert (plan.by_map, households(plan)) == (True, [lane.sun.pk, lane.qian.pk])
    assert stops_of(plan)[1].arrive_at == time(17)


def test_the_walk_begins_with_the_fixed_hours(lane: Lane) -> None:
    visiting(lane.wang, 1, time(14), time(16))
    plan = planned(lane.wang, TUESDAY, NOW)
    assert (plan.begin, stops_of(plan)[0].arrive_at) == (time(14), time(14))


def test_made_twice_it_is_one_plan(lane: Lane) -> None:
    first, again = planned(lane.wang, TUESDAY, NOW), planned(lane.wang, TUESDAY, NOW)
    assert (first.pk, DayPlan.objects.count(), PlannedStop.objects.count()) == (again.pk, 1, 2)


def test_what_was_arranged_by_hand_is_never_overwritten(lane: Lane) -> None:
    plan = planned(lane.wang, TUESDAY, NOW)
    turned = [stop.pk for stop in reversed(stops_of(plan))]
    reorder_plan(by=as_actor(lane.wang), at=NOW, plan=plan, order=turned)
    a_household("新来的", dwelling=a_dwelling(lane.first, "9"))
    planned(lane.wang, TUESDAY, NOW)
    assert [stop.pk for stop in stops_of(plan)] == turned


def test_a_new_order_has_new_arrivals(lane: Lane) -> None:
    plan = planned(lane.wang, TUESDAY, NOW)
    turned = [stop.pk for stop in reversed(stops_of(plan))]
    stops = reorder_plan(by=as_actor(lane.wang), at=NOW, plan=plan, order=turned)
    assert [(stop.household_id, stop.arrive_at) for stop in stops] == [
        (lane.sun.pk, time(8, 30)),
        (lane.qian.pk, time(8, 44)),
    ]


def test_an_order_of_other_stops_is_refused(lane: Lane) -> None:
    plan = planned(lane.wang, TUESDAY, NOW)
    (first, _) = stops_of(plan)
    for order in ([uuid4()], [first.pk, first.pk]):
        with pytest.raises(Refused):
            reorder_plan(by=as_actor(lane.wang), at=NOW, plan=plan, order=order)


def test_a_door_is_left_out_with_a_reason_and_taken_in_again(lane: Lane) -> None:
    stop = stops_of(planned(lane.wang, TUESDAY, NOW))[0]
    with pytest.raises(Refused):
        skip_stop(by=as_actor(lane.wang), at=NOW, stop=stop, reason="他脾气不好")
    skip_stop(by=as_actor(lane.wang), at=NOW, stop=stop, reason="away")
    stop.refresh_from_db()
    assert (stop.skipped_at, stop.skip_reason) == (NOW, "away")
    restore_stop(by=as_actor(lane.wang), at=NOW, stop=stop)
    stop.refresh_from_db()
    assert (stop.skipped_at, stop.skip_reason) == (None, "")


def test_a_door_is_added_last_and_only_once(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, NOW - timedelta(days=5))
    planned(lane.wang, TUESDAY, NOW)
    fact = uuid4()
    asked = {
        "by": as_actor(lane.wang),
        "at": NOW,
        "member": lane.wang,
        "day": TUESDAY,
        "household": lane.qian,
    }
    stop = add_stop(**asked, fact=fact)
    assert add_stop(**asked).pk == stop.pk == fact
    assert households(stop.plan) == [lane.sun.pk, lane.qian.pk]


def test_adding_begins_a_plan_where_there_is_none(lane: Lane) -> None:
    day = date(2026, 12, 1)
    add_stop(by=as_actor(lane.wang), at=NOW, member=lane.wang, day=day, household=lane.qian)
    assert households(DayPlan.objects.get(member=lane.wang, day=day)) == [lane.qian.pk]


def test_nobody_else_arranges_a_members_plan(lane: Lane) -> None:
    plan = planned(lane.wang, TUESDAY, NOW)
    order = [stop.pk for stop in stops_of(plan)]
    community = Community.objects.get(community=OWN)
    for other in (lane.secretary, lane.zhao):
        by = as_actor(other)
        with pytest.raises(Denied):
            reorder_plan(by=by, at=NOW, plan=plan, order=order)
        with pytest.raises(Denied):
            skip_stop(by=by, at=NOW, stop=stops_of(plan)[0], reason="away")
        with pytest.raises(Denied):
            add_stop(by=by, at=NOW, member=lane.wang, day=TUESDAY, household=lane.qian)
        with pytest.raises(Denied):
            make_day_plan(
                by=by, at=NOW, member=lane.wang, day=TUESDAY, proposal=propose(lane.wang, community, TUESDAY)
            )


def test_the_evening_makes_a_plan_for_each_who_visits_tomorrow(lane: Lane) -> None:
    from minqing.ledger.actor import SYSTEM

    assert [plan.member.name for plan in make_plans(by=SYSTEM, at=NOW, code=OWN, day=TUESDAY)] == [
        "王委员",
        "赵委员",
    ]
    assert list(make_plans(by=SYSTEM, at=NOW, code=OWN, day=date(2026, 11, 28))) == []  # a Saturday


def test_every_change_of_a_plan_is_in_the_ledger(lane: Lane) -> None:
    stop = stops_of(planned(lane.wang, TUESDAY, NOW))[0]
    skip_stop(by=as_actor(lane.wang), at=NOW, stop=stop, reason="away")
    assert list(Record.objects.order_by("seq").values_list("kind", flat=True))[-2:] == [
        "plan.make",
        "plan.skip",
    ]
    assert verify_community(OWN).bad is None or "no record" in str(verify_community(OWN).bad)


def test_every_reason_has_its_words(lane: Lane) -> None:
    params = {"due": "2026-11-24", "days": "30", "on": "2026-11-24", "of": "x"}
    assert all(reason_text(code, params) for code in CODES)
    assert reason_text("rhythm", {"days": "30"}) != reason_text("rhythm", {"days": "7"})


def test_a_plan_costs_as_many_queries_for_thirty_doors_as_for_three(lane: Lane) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    community = Community.objects.get(community=OWN)
    with CaptureQueriesContext(
        connection,
    ) as few:
        propose(lane.wang, community, TUESDAY)
    yard = a_courtyard("示例胡同30号院")
    from minqing.committee.models import Coverage

    for number in range(20):
        home = a_dwelling(yard, f"9{number}")
        a_household(f"第{number}户", dwelling=home)
        Coverage.objects.create(community=OWN, zone=lane.zone, dwelling=home, from_day=date(2020, 1, 1))
    with CaptureQueriesContext(connection) as many:
        assert len(propose(lane.wang, community, TUESDAY).stops) == 12
    assert len(many) == len(few)


def test_people_confirmed_long_ago_make_a_household_stale(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, NOW - timedelta(days=20))
    lane.qian.confirmed_on = TUESDAY
    lane.qian.save()
    person = Membership.objects.get(household=lane.qian).resident
    person.confirmed_on = date(2026, 1, 1)
    person.save()
    assert codes(planned(lane.wang, TUESDAY, NOW))[lane.qian.pk] == ["stale"]


def test_a_household_that_moved_in_is_welcomed(lane: Lane) -> None:
    Residence.objects.filter(household=lane.qian).update(from_day=date(2026, 11, 20))
    stop = PlannedStop.objects.get(plan=planned(lane.wang, TUESDAY, NOW), household=lane.qian)
    assert stop.why[0] == {"code": "arrival", "params": {"on": "2026-11-20"}}


def test_a_visit_in_the_evening_counts_for_its_own_day(lane: Lane) -> None:
    a_visit(lane.wang, lane.qian, datetime(2026, 11, 24, 0, 30, tzinfo=SHANGHAI))
    assert households(planned(lane.wang, TUESDAY, NOW)) == [lane.sun.pk]
