"""A plan is drawn as the next version by whoever keeps the place; what was drawn before stays."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from minqing.access.acting import in_community
from minqing.households.models import Residence
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.verify import verify_community
from minqing.privacy.models import Reading
from minqing.territory.actions import DrawnMeanwhile, note_plan_taken_out, save_plan
from minqing.territory.models import PlanVersion
from tests.factories.desk import Desk, a_neighbour
from tests.factories.ground import OWN
from tests.factories.households import NOW
from tests.factories.people import a_courtyard, a_dwelling, a_member, as_actor
from tests.factories.plans import a_drawing, a_plan, a_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN):
        yield Desk()


def test_the_keeper_and_the_secretary_draw_one_version_after_the_other(desk: Desk) -> None:
    first = a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    second = a_plan(desk.secretary, desk.yard, a_room("a", desk.home, x=50), based_on=1)
    assert (first.number, first.by_id) == (1, desk.wang.account_id)
    assert (second.number, second.by_id) == (2, desk.secretary.account_id)
    first.refresh_from_db()
    assert first.drawing["shapes"][0]["x"] == 0
    assert verify_community(OWN).bad is None or verify_community(OWN).bad.what == "the row has no record"


def test_a_colleague_without_a_zone_there_and_a_neighbour_draw_nothing(desk: Desk) -> None:
    stranger = a_member("外片委员")
    with pytest.raises(Denied):
        a_plan(stranger, desk.yard, a_room("a"))
    with in_community(OWN), pytest.raises(Denied):
        from minqing.access.actors import actor_of

        save_plan(
            by=actor_of(a_neighbour(), NOW.date()),
            at=NOW,
            courtyard=desk.yard,
            drawing=a_drawing(),
            based_on=0,
        )
    assert PlanVersion.objects.count() == 0


def test_two_who_draw_at_once_clash_and_nothing_is_overwritten(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a"))
    a_plan(desk.secretary, desk.yard, a_room("a", x=90), based_on=1)
    with pytest.raises(DrawnMeanwhile) as clash:
        a_plan(desk.wang, desk.yard, a_room("a", x=20), based_on=1)
    assert (clash.value.version.number, clash.value.version.by_id) == (2, desk.secretary.account_id)
    assert PlanVersion.objects.count() == 2


def test_saving_what_is_the_same_makes_no_version(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a"))
    with pytest.raises(Refused):
        a_plan(desk.wang, desk.yard, a_room("a"), based_on=1)
    assert PlanVersion.objects.count() == 1


def test_a_home_of_another_courtyard_or_of_none_is_refused(desk: Desk) -> None:
    elsewhere = a_dwelling(a_courtyard())
    for dwelling in (elsewhere.pk, uuid4()):
        with pytest.raises(Refused) as refused:
            a_plan(desk.wang, desk.yard, a_room("a", dwelling))
        assert list(refused.value.message_dict) == ["drawing"]


def test_a_home_that_is_gone_may_stay_on_the_plan_until_somebody_takes_it_off(desk: Desk) -> None:
    Residence.objects.filter(dwelling=desk.home).delete()
    desk.home.gone_on = NOW.date()
    desk.home.save()
    assert a_plan(desk.secretary, desk.yard, a_room("a", desk.home)).number == 1


def test_an_identity_number_in_a_text_is_refused(desk: Desk) -> None:
    body = "11010119900101000"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    number = body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]
    with pytest.raises(Refused):
        a_plan(desk.wang, desk.yard, a_room("a", text=number))


def test_the_care_layer_leaves_the_house_only_with_a_reason_which_is_logged(desk: Desk) -> None:
    by = as_actor(desk.wang)
    for reason in ("", "  ", "好好好好"):
        with pytest.raises(Refused) as refused:
            note_plan_taken_out(
                by=by, at=NOW, courtyard=desk.yard, layers=("care",), form="pdf", reason=reason
            )
        assert list(refused.value.message_dict) == ["reason"]
    note_plan_taken_out(by=by, at=NOW, courtyard=desk.yard, layers=("households",), form="pdf")
    assert Reading.objects.count() == 0
    note_plan_taken_out(
        by=by, at=NOW, courtyard=desk.yard, layers=("care",), form="pdf", reason="暴雨前逐户转移"
    )
    reading = Reading.objects.get()
    assert (reading.account_id, reading.subject_type, reading.subject_id, reading.reason) == (
        desk.wang.account_id,
        "territory.courtyard",
        desk.yard.pk,
        "暴雨前逐户转移",
    )
