"""The day plan on the phone: the own one alone, by snapshot and by changes; gone when its day is over."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.visits.actions import reorder_plan, skip_stop
from minqing.visits.models import PlannedStop
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.visits import planned, stops_of
from tests.sync.pocket import Pocket, of_kind, snapshot
from tests.sync.village import Village

pytestmark = pytest.mark.django_db
SECRET = {"resident", "name", "kind", "note", "sealed", "care"}


@pytest.fixture
def village() -> Any:
    with in_community(OWN):
        yield Village()


def test_the_own_plan_comes_down_with_its_reasons_and_nobody_elses(village: Village) -> None:
    plan = planned(village.wang, timezone.localdate(), timezone.now())
    told = of_kind(snapshot(village.wang), "plan")
    assert list(told) == [str(plan.pk)]
    stops = told[str(plan.pk)]["stops"]
    assert [stop["id"] for stop in stops] == [str(stop.pk) for stop in stops_of(plan)]
    assert all(stop["why"] and not SECRET & set(stop) for stop in stops)
    assert of_kind(snapshot(village.li), "plan") == {}


def test_what_is_changed_at_the_desk_is_told(village: Village) -> None:
    plan = planned(village.wang, timezone.localdate(), timezone.now())
    pocket = Pocket(village.wang)
    by, at = as_actor(village.wang), timezone.now()
    turned = [stop.pk for stop in reversed(stops_of(plan))]
    reorder_plan(by=by, at=at, plan=plan, order=turned)
    skip_stop(by=by, at=at, stop=PlannedStop.objects.get(pk=turned[0]), reason="weather")
    pocket.follow()
    stops = of_kind(pocket.held, "plan")[str(plan.pk)]["stops"]
    assert [(stop["id"], stop["skipped"]) for stop in stops][:1] == [(str(turned[0]), "weather")]
    assert pocket.held == snapshot(village.wang)


def test_a_plan_made_anew_replaces_the_old(village: Village) -> None:
    planned(village.wang, timezone.localdate(), timezone.now())
    pocket = Pocket(village.wang)
    planned(village.wang, timezone.localdate(), timezone.now())
    pocket.follow()
    assert pocket.held == snapshot(village.wang)


def test_a_plan_whose_day_is_over_is_let_go_of(village: Village) -> None:
    planned(village.wang, timezone.localdate(), timezone.now())
    pocket = Pocket(village.wang)
    tomorrow = timezone.now() + timedelta(days=1)
    pocket.follow(tomorrow)
    assert of_kind(pocket.held, "plan") == {}
