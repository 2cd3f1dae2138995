"""The pages of the plan and of hours: who opens them, what they show, how much they ask of the database."""

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minqing.diary.models import Addendum
from minqing.visits.models import CallRhythm, DayPlan, VisitingHours, VisitWindow
from tests.factories.ground import OWN
from tests.factories.people import a_dwelling, a_household
from tests.factories.visits import a_visit, planned, stops_of
from tests.visits.conftest import NOW, Lane, signed_in

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def url(name: str, *args: object, query: str = "") -> str:
    return reverse(name, args=[OWN, *args]) + query


def page(member: object, name: str, *args: object, query: str = "") -> str:
    answer = signed_in(member).get(url(name, *args, query=query))  # type: ignore[arg-type]
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_plan_shows_door_name_and_reason(lane: Lane) -> None:
    planned(lane.wang, TODAY, NOW)
    text = page(lane.wang, "plan")
    assert "示例胡同2号院" in text and "钱老太" in text and "还没走访过" in text
    assert "周女士" not in text


def test_without_a_plan_it_can_be_made_now(lane: Lane) -> None:
    client = signed_in(lane.wang)
    assert "现在就排" in client.get(url("plan")).content.decode()
    assert client.post(url("plan_make")).status_code == 302
    assert DayPlan.objects.get().member_id == lane.wang.pk


def test_the_secretary_reads_a_plan_and_has_nothing_to_press(lane: Lane) -> None:
    stop = stops_of(planned(lane.wang, TODAY, NOW))[0]
    text = page(lane.secretary, "plan_of", lane.wang.pk)
    assert "钱老太" in text
    assert url("stop_skip", stop.pk) not in text and url("plan_order", stop.plan_id) not in text
    assert signed_in(lane.zhao).get(url("plan_of", lane.wang.pk)).status_code == 404


def test_a_door_goes_down_and_up_by_its_buttons(lane: Lane) -> None:
    plan = planned(lane.wang, TODAY, NOW)
    first, second = [stop.pk for stop in stops_of(plan)]
    client = signed_in(lane.wang)
    client.post(url("plan_order", plan.pk), {"down": str(first)})
    assert [stop.pk for stop in stops_of(plan)] == [second, first]
    client.post(url("plan_order", plan.pk), {"up": str(first)})
    client.post(url("plan_order", plan.pk), {"up": str(first)})
    assert [stop.pk for stop in stops_of(plan)] == [first, second]
    client.post(url("plan_order", plan.pk), {"order": f"{second},{first}"})
    assert [stop.pk for stop in stops_of(plan)] == [second, first]
    assert client.post(url("plan_order", plan.pk), {"order": "nonsense"}).status_code == 302


def test_a_door_is_left_out_with_a_reason(lane: Lane) -> None:
    stop = stops_of(planned(lane.wang, TODAY, NOW))[0]
    client = signed_in(lane.wang)
    assert client.post(url("stop_skip", stop.pk), {}).status_code == 422
    client.post(url("stop_skip", stop.pk), {"reason": "away"})
    assert "家里人外出" in client.get(url("plan")).content.decode()
    client.post(url("stop_back", stop.pk))
    stop.refresh_from_db()
    assert stop.skipped_at is None


def test_only_doors_of_the_own_zone_can_be_added(lane: Lane) -> None:
    client = signed_in(lane.wang)
    text = client.get(url("plan_add")).content.decode()
    assert "钱老太" in text and "周女士" not in text
    assert (
        client.post(url("plan_add"), {"fact": str(lane.zone.pk), "household": str(lane.zhou.pk)}).status_code
        == 404
    )
    client.post(url("plan_add"), {"fact": str(lane.zone.pk), "household": str(lane.qian.pk)})
    assert [stop.household_id for stop in stops_of(DayPlan.objects.get())] == [lane.qian.pk]


def test_on_paper_are_the_doors_and_no_buttons(lane: Lane) -> None:
    planned(lane.wang, TODAY, NOW)
    text = page(lane.wang, "plan_print")
    assert "钱老太" in text and "<button" not in text and "<form" not in text


def test_all_plans_stand_by_name(lane: Lane) -> None:
    planned(lane.wang, TODAY, NOW)
    text = page(lane.secretary, "plans")
    assert text.index("王委员") < text.index("赵委员")
    assert signed_in(lane.wang).get(url("plans")).status_code == 404


def test_the_plan_asks_as_much_for_three_doors_as_for_one(lane: Lane) -> None:
    planned(lane.zhao, TODAY, NOW)
    planned(lane.wang, TODAY, NOW)
    counts = []
    for member in (lane.zhao, lane.wang):
        client = signed_in(member)
        client.get(url("plan"))
        with CaptureQueriesContext(connection) as asked:
            client.get(url("plan"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_day_that_is_no_day_is_missing(lane: Lane) -> None:
    client = signed_in(lane.wang)
    for words in ("tomorrow", "2026-13-01", "1026-01-01"):
        assert client.get(url("plan", query=f"?day={words}")).status_code == 404


def test_hours_are_shown_by_day_and_corrected_below_the_entry(lane: Lane) -> None:
    today = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    entry = a_visit(lane.wang, lane.qian, today, today.replace(hour=10))
    client = signed_in(lane.wang)
    assert "1小时" in client.get(url("hours")).content.decode()
    given = {"begins": "09:00", "ends": "11:30", "reason": "忘了改"}
    assert client.post(url("hours_correct", entry.pk), given).status_code == 302
    assert Addendum.objects.get().text == "09:00–11:30 忘了改"
    text = client.get(url("hours")).content.decode()
    assert "2小时30分" in text and "时间已更正" in text
    assert client.post(url("hours_correct", entry.pk), given | {"ends": "08:00"}).status_code == 422


def test_hours_of_others_are_the_secretarys_to_read(lane: Lane) -> None:
    assert "王委员" in page(lane.secretary, "hours_all")
    assert "王委员" in page(lane.secretary, "hours_of", lane.wang.pk)
    assert signed_in(lane.zhao).get(url("hours_of", lane.wang.pk)).status_code == 404
    assert signed_in(lane.zhao).get(url("hours_all")).status_code == 404


def test_fixed_hours_are_set_on_the_desk(lane: Lane) -> None:
    client = signed_in(lane.wang)
    given = {"from_day": TODAY.isoformat(), "begins_1_0": "09:00", "ends_1_0": "11:00"}
    assert client.post(url("visiting_hours"), given | {"begins_2_0": "09:00"}).status_code == 422
    assert client.post(url("visiting_hours"), given).status_code == 302
    (row,) = VisitingHours.objects.all()
    assert (row.member_id, row.weekday, row.begins, row.ends) == (lane.wang.pk, 1, time(9), time(11))
    assert 'value="09:00"' in client.get(url("visiting_hours")).content.decode()


def test_what_a_household_asks_for_is_noted(lane: Lane) -> None:
    client = signed_in(lane.wang)
    address = url("household_asks", lane.qian.pk)
    assert client.post(address, {"begins": "17:00", "every_days": "30"}).status_code == 302
    assert (VisitWindow.objects.get().begins, CallRhythm.objects.get().every_days) == (time(17), 30)
    assert client.post(address, {"begins": "17:00", "ends": "16:00"}).status_code == 422
    assert client.post(address, {}).status_code == 302
    assert (VisitWindow.objects.count(), CallRhythm.objects.count()) == (0, 0)
    assert signed_in(lane.zhao).get(address).status_code == 404


def test_a_household_whose_zone_changed_hands_is_not_in_the_plan_any_more(lane: Lane) -> None:
    planned(lane.wang, TODAY, NOW)
    lane.zone.keepings.update(member=lane.zhao)
    assert "钱老太" not in page(lane.wang, "plan")


def test_a_door_of_a_new_home_is_found_by_its_name(lane: Lane) -> None:
    from minqing.committee.models import Coverage

    home = a_dwelling(lane.first, "8")
    a_household("吴小姐", dwelling=home)
    Coverage.objects.create(
        community=OWN, zone=lane.zone, dwelling=home, from_day=NOW.date().replace(year=2020)
    )
    text = page(lane.wang, "plan_add", query="?q=吴小姐")
    assert "吴小姐" in text and "钱老太" not in text
