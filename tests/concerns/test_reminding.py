"""Promises due soon or late are told to the lead and the secretary, each once."""

from datetime import timedelta

from minqing.committee.models import Member
from minqing.concerns import actions
from minqing.concerns.actions.reminding import soon_from
from minqing.ledger.actor import SYSTEM
from minqing.notices.models import Notice
from tests.factories.concerns import a_concern, later, moment
from tests.factories.ground import OWN

MORNING = moment("2026-09-22", "10:00")


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.order_by("kind", "to__name").values_list("kind", "to__name")
    return list(rows)


def remind(at: str) -> None:
    for _ in range(2):
        actions.tell_of_promises(by=SYSTEM, at=moment("2026-09-22", at), community=OWN)


def test_a_promise_is_told_when_it_is_due_soon_and_when_it_is_late_each_once(
    member: Member, secretary: Member
) -> None:
    a_concern(member, at=MORNING)
    remind("15:00")
    assert told() == []
    remind("16:30")
    assert told() == [("promise_soon", "李书记"), ("promise_soon", "王委员")]
    remind("18:01")
    assert told() == [
        ("promise_late", "李书记"),
        ("promise_late", "王委员"),
        ("promise_soon", "李书记"),
        ("promise_soon", "王委员"),
    ]


def test_an_urgent_one_that_nobody_acknowledged_is_told_at_any_hour(
    member: Member, secretary: Member
) -> None:
    a_concern(member, at=moment("2026-09-22", "22:00"), grade="urgent")
    remind("22:31")
    late = Notice.objects.filter(kind="promise_late")
    assert {(row.to_id, row.urgent) for row in late} == {
        (secretary.account_id, True),
        (member.account_id, True),
    }


def test_what_is_kept_is_not_told(member: Member, secretary: Member) -> None:
    a_concern(member, at=MORNING, settled="好了", told_resident=True)
    remind("18:30")
    assert told() == []


def test_soon_is_the_last_quarter_between_an_hour_and_a_day() -> None:
    assert soon_from(MORNING, later(60, MORNING)) == MORNING
    assert soon_from(MORNING, later(480, MORNING)) == later(360, MORNING)
    week = MORNING + timedelta(days=7)
    assert soon_from(MORNING, week) == week - timedelta(days=1)


def test_the_job_stands_in_its_community(member: Member, secretary: Member) -> None:
    from minqing.concerns.tasks import tell_of_community

    a_concern(member, at=MORNING)
    assert tell_of_community(OWN[:9], OWN) == 0
    assert tell_of_community("110101006", "110101006001") == 0
