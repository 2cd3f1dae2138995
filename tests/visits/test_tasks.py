"""What is prepared by itself: tomorrow's plans in the evening of the community, a day's plans when the secretary asks."""

from datetime import datetime, timedelta

import pytest

from minqing.visits import tasks
from minqing.visits.models import DayPlan
from tests.factories.ground import OWN
from tests.visits.conftest import SHANGHAI, TUESDAY, Lane

pytestmark = pytest.mark.django_db


def clock(monkeypatch: pytest.MonkeyPatch, hour: int) -> None:
    now = datetime(2026, 11, 23, hour, 7, tzinfo=SHANGHAI)
    monkeypatch.setattr(tasks.timezone, "now", lambda: now)
    monkeypatch.setattr(tasks, "each_community", lambda: [OWN])


def test_in_the_evening_tomorrow_is_planned_and_at_no_other_hour(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock(monkeypatch, 19)
    tasks.plan_tomorrow(timestamp=0)
    assert DayPlan.objects.count() == 0
    clock(monkeypatch, 20)
    tasks.plan_tomorrow(timestamp=0)
    tasks.plan_tomorrow(timestamp=0)
    assert list(DayPlan.objects.order_by("member__name").values_list("member__name", "day")) == [
        ("王委员", TUESDAY),
        ("赵委员", TUESDAY),
    ]


def test_the_secretarys_wish_makes_the_plans_of_a_day_once(lane: Lane) -> None:
    day = TUESDAY + timedelta(days=1)
    assert tasks.plan_day(community=OWN, day=day.isoformat()) == 2
    assert tasks.plan_day(community=OWN, day=day.isoformat()) == 2
    assert DayPlan.objects.filter(day=day).count() == 2
