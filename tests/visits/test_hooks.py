"""What the visits tell the register: at which doors a plan still stops."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.households.table.planned import planned_households
from minqing.visits.models import CallRhythm, DayPlan, PlannedStop
from tests.factories.care import a_care_need, a_door
from tests.factories.desk import Desk
from tests.factories.ground import OWN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "skipped", "planned"), [(0, False, True), (3, False, True), (-1, False, False), (0, True, False)]
)
def test_a_stop_of_today_or_later_that_was_not_skipped_is_planned(
    days: int, skipped: bool, planned: bool
) -> None:
    now, today = timezone.now(), timezone.localdate()
    with in_community(OWN):
        desk = Desk()
        plan = DayPlan.objects.create(
            community=OWN, member=desk.wang, day=today + timedelta(days=days), made_at=now, begin="08:30"
        )
        PlannedStop.objects.create(
            community=OWN,
            plan=plan,
            place=1,
            courtyard=desk.yard,
            household=desk.zhao,
            skipped_at=now if skipped else None,
        )
        found = planned_households({desk.zhao.pk, desk.qian.pk}, today)
    assert found == ({desk.zhao.pk} if planned else set())


def test_of_a_rhythm_agreed_with_someone_the_planner_learns_the_days_alone_and_the_shortest_holds() -> None:
    with in_community(OWN):
        door = a_door()
        for days in (30, 14, 60):
            a_care_need(door, every_days=days)
        rhythm = CallRhythm.objects.get(household=door.household)
        assert rhythm.every_days == 14
        fields = {field.name for field in CallRhythm._meta.concrete_fields}
        assert fields == {"id", "community", "household", "every_days"}


def test_a_need_without_a_rhythm_tells_the_planner_nothing() -> None:
    with in_community(OWN):
        a_care_need(a_door(), every_days=0)
        assert CallRhythm.objects.count() == 0
