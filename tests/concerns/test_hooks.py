"""When a zone changes hands, its open concerns go with it, each with its record and its line in the story."""

from minqing.committee.happenings import zone_handed_over
from minqing.committee.models import Member
from minqing.concerns import actions
from minqing.concerns.models import Concern
from minqing.ledger.models import Record
from minqing.notices.models import Notice
from tests.factories.concerns import NOON, a_concern, later
from tests.factories.people import a_household, a_member, a_zone, as_actor, home_of


def test_the_zones_open_concerns_go_to_its_new_keeper(member: Member, secretary: Member) -> None:
    new, household, elsewhere = a_member("孙委员"), a_household("赵某"), a_household("钱某")
    zone = a_zone(member, home_of(household))
    moving = a_concern(member, household=household, grade="difficult")
    closed = a_concern(member, household=household)
    actions.withdraw_concern(by=as_actor(member), at=later(1), concern=closed, text="不用了")
    staying = a_concern(member, household=elsewhere)
    hers = a_concern(secretary, household=household)
    due = moving.next_due
    zone_handed_over.happen(zone, member, new, NOON.date(), as_actor(secretary), later(2))
    leads = {row.pk: row.lead for row in Concern.objects.select_related("lead")}
    assert leads == {moving.pk: new, closed.pk: member, staying.pk: member, hers.pk: secretary}
    moved = Concern.objects.get(pk=moving.pk)
    assert (moved.stage, moved.next_due) == ("noted", due)
    step = moved.steps.get(kind="hand_over")
    assert (step.said["with_zone"], step.said["name"], step.by_id) == (True, "孙委员", secretary.account_id)
    assert Record.objects.filter(subject_id=moving.pk, kind="concern.hand").count() == 1
    notice = Notice.objects.get(kind="zone_concerns")
    assert (notice.to_id, notice.params["count"]) == (new.account_id, "1")


def test_a_zone_without_open_concerns_tells_nobody(member: Member, secretary: Member) -> None:
    new = a_member("孙委员")
    zone_handed_over.happen(a_zone(member), member, new, NOON.date(), as_actor(secretary), later(2))
    assert not Notice.objects.filter(kind="zone_concerns").exists()
