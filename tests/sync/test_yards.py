"""A courtyard's plan and what is noted there come to the phone and follow every change; nobody's need comes with them."""

import json
from typing import Any

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.territory.actions import place_fixture, remove_fixture
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.plans import a_plan, a_room
from tests.sync.pocket import Pocket, snapshot
from tests.sync.village import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Any:
    with in_community(OWN):
        yield Village()


def yard_of(held: Any, village: Village) -> dict[str, Any]:
    """The courtyard as a phone holds it."""
    found: dict[str, Any] = held["courtyard", str(village.yard.pk)]
    return found


def test_the_newest_plan_comes_with_the_labels_of_its_homes_and_without_a_name(village: Village) -> None:
    assert (
        yard_of(snapshot(village.wang), village)["plan"],
        yard_of(snapshot(village.wang), village)["fixtures"],
    ) == (None, [])
    a_plan(village.wang, village.yard, a_room("a"))
    a_plan(
        village.secretary,
        village.yard,
        a_room("a", village.home),
        a_room("b", village.other_home, x=400),
        based_on=1,
    )
    plan = yard_of(snapshot(village.wang), village)["plan"]
    assert (plan["number"], [(shape["id"], shape["text"]) for shape in plan["shapes"]]) == (
        2,
        [("a", "3"), ("b", "7")],
    )
    assert "钱一" not in json.dumps(plan, ensure_ascii=False)


def test_a_plan_and_a_fixture_follow_by_the_line(village: Village) -> None:
    pocket, now = Pocket(village.wang), timezone.now()
    a_plan(village.wang, village.yard, a_room("a", village.home))
    by = as_actor(village.li)
    fixture = place_fixture(by=by, at=now, courtyard=village.yard, kind="dog", note="拴着", x=5, y=6)
    pocket.follow()
    assert [(one["id"], one["kind"], one["x"]) for one in yard_of(pocket.held, village)["fixtures"]] == [
        (str(fixture.pk), "dog", 5.0)
    ]
    remove_fixture(by=by, at=now, fixture=fixture, day=timezone.localdate())
    pocket.follow()
    assert (yard_of(pocket.held, village)["fixtures"], pocket.resets) == ([], 0)
    assert pocket.held == snapshot(village.wang)
