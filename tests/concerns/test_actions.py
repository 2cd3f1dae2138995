"""What the method says of promises and of how they end, in its sentences."""

from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.committee.models import Deputy, Leave, Member
from minqing.concerns import actions
from minqing.concerns.models import Affected, Concern, Link, Promise, Step
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.notices.models import Notice
from tests.factories.concerns import NOON, TUESDAY, a_concern, ended_rules, later, moment, states
from tests.factories.people import a_courtyard, a_household, a_member, as_actor


def fresh(concern: Concern) -> Concern:
    return Concern.objects.get(pk=concern.pk)


def test_an_ordinary_concern_is_promised_to_be_settled_by_the_end_of_duty_hours(member: Member) -> None:
    concern = a_concern(member)
    promise = concern.promises.get()
    assert (promise.name, promise.due, promise.calendar_known) == ("settle", moment(TUESDAY, "18:00"), True)
    assert promise.why["rule"] == "same_day"
    assert concern.next_due == promise.due
    assert concern.lead == member


def test_concerns_are_numbered_through_the_year_in_which_they_were_noted(member: Member) -> None:
    first, second = a_concern(member), a_concern(member)
    old = a_concern(member, noted_at=moment("2025-12-31", "23:30"))
    year, number = first.number.split("-")
    assert (year, second.number) == ("2026", f"2026-{int(number) + 1:04d}")
    assert old.number.startswith("2025-")


def test_a_settling_that_does_not_tell_the_resident_keeps_nothing(member: Member) -> None:
    concern = a_concern(member)
    by = as_actor(member)
    actions.settle_concern(by=by, at=later(), concern=concern, text="换了灯泡", told_resident=False)
    assert (fresh(concern).stage, states(concern)) == ("settled", {"settle": "open"})
    actions.answer_concern(by=by, at=later(90), concern=concern, text="已告诉赵家")
    assert (states(concern), ended_rules(concern)) == ({"settle": "kept"}, {"settle": "kept_in_time"})
    assert fresh(concern).next_due is None


def test_what_nobody_raised_is_settled_without_anybody_to_tell(member: Member) -> None:
    concern = a_concern(member, source="found")
    actions.settle_concern(
        by=as_actor(member), at=later(), concern=concern, text="已清理", told_resident=False
    )
    assert states(concern) == {"settle": "kept"}


def test_done_after_its_time_a_promise_is_missed_with_who_and_why(member: Member) -> None:
    concern = a_concern(member)
    at = moment("2026-09-23", "09:00")
    actions.settle_concern(by=as_actor(member), at=at, concern=concern, text="换好了", told_resident=True)
    promise = concern.promises.get()
    assert (promise.state, promise.ended_at, promise.ended_by_id) == ("missed", at, member.account_id)
    assert promise.ended_why == {"rule": "done_late", "params": {"minutes": "900"}}


def test_duty_hours_last_second_counts_as_within(member: Member) -> None:
    concern = a_concern(member)
    actions.settle_concern(
        by=as_actor(member),
        at=moment(TUESDAY, "18:00:00"),
        concern=concern,
        text="换好了",
        told_resident=True,
    )
    assert states(concern) == {"settle": "kept"}


def test_settled_on_the_spot_is_one_stroke(member: Member) -> None:
    concern = a_concern(member, settled="当场换了灯泡", told_resident=True)
    assert (concern.stage, concern.next_due, states(concern)) == ("settled", None, {"settle": "kept"})
    assert list(concern.steps.order_by("pk").values_list("kind", flat=True)) == ["note", "settle"]


@pytest.mark.parametrize("grade", ["difficult", "urgent"])
def test_naming_the_parties_keeps_the_promise_to_coordinate(
    member: Member, secretary: Member, grade: str
) -> None:
    concern = a_concern(member, grade=grade)
    with pytest.raises(Refused):
        actions.coordinate_concern(by=as_actor(member), at=later(), concern=concern, parties=[" "])
    actions.coordinate_concern(
        by=as_actor(member), at=later(), concern=concern, parties=["房管所", "自来水公司"]
    )
    assert (states(concern)["coordinate"], states(concern)["answer"]) == ("kept", "open")
    assert fresh(concern).stage == "coordinated"


def test_the_answer_keeps_its_promise_and_releases_what_was_left_to_coordinate(member: Member) -> None:
    concern = a_concern(member, grade="difficult")
    actions.answer_concern(by=as_actor(member), at=later(), concern=concern, text="房管所明日来修")
    assert states(concern) == {"coordinate": "released", "answer": "kept"}
    assert ended_rules(concern)["coordinate"] == "told_answered"


def test_an_urgent_concern_tells_the_secretary_at_once(member: Member, secretary: Member) -> None:
    concern = a_concern(member, grade="urgent", at=moment(TUESDAY, "23:10"))
    notice = Notice.objects.get()
    assert (notice.to_id, notice.kind, notice.urgent) == (secretary.account_id, "urgent_concern", True)
    assert notice.about == concern.pk
    assert set(notice.params) == {"number", "place", "who", "minutes"}
    assert concern.next_due == moment(TUESDAY, "23:40")


def test_her_deputy_is_told_when_she_is_away_and_may_acknowledge(member: Member, secretary: Member) -> None:
    deputy = a_member("孙委员")
    bystander = a_member("周委员")
    days = {"community": member.community, "from_day": NOON.date(), "to_day": NOON.date() + timedelta(days=3)}
    Leave.objects.create(member=secretary, cover=deputy, **days)
    Deputy.objects.create(
        member=secretary, deputy=deputy, community=member.community, from_day=NOON.date(), to_day=None
    )
    concern = a_concern(member, grade="urgent")
    assert list(Notice.objects.values_list("to_id", flat=True)) == [deputy.account_id]
    with pytest.raises(Denied):
        actions.acknowledge_concern(by=as_actor(bystander), at=later(5), concern=concern)
    actions.acknowledge_concern(by=as_actor(deputy), at=later(30), concern=concern)
    assert states(concern)["acknowledge"] == "kept"
    assert fresh(concern).acknowledged_at == later(30)
    with pytest.raises(Refused):
        actions.acknowledge_concern(by=as_actor(deputy), at=later(31), concern=concern)


def test_acknowledged_after_half_an_hour_is_missed(member: Member, secretary: Member) -> None:
    concern = a_concern(member, grade="urgent")
    actions.acknowledge_concern(by=as_actor(secretary), at=later(31), concern=concern)
    assert (states(concern)["acknowledge"], ended_rules(concern)["acknowledge"]) == ("missed", "done_late")


def test_an_urgent_concern_that_the_secretary_notes_herself_is_acknowledged(secretary: Member) -> None:
    concern = a_concern(secretary, grade="urgent")
    assert states(concern)["acknowledge"] == "kept"
    assert not Notice.objects.exists()


def extended(member: Member, concern: Concern, **more: object) -> Promise:
    words = {"due": moment("2026-09-24", "18:00"), "reason": "等配件", "told_resident": True} | more
    promise = concern.promises.get(name="settle", state="open")
    return actions.extend_promise(by=as_actor(member), at=later(), promise=promise, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"told_resident": False}, "told_resident"),
        ({"due": moment(TUESDAY, "18:00")}, "due"),
        ({"due": moment(TUESDAY, "09:00")}, "due"),
    ],
)
def test_an_extension_needs_a_reason_a_later_instant_and_a_resident_who_knows(
    member: Member, wrong: dict[str, object], field: str
) -> None:
    concern = a_concern(member)
    with pytest.raises(Refused) as no:
        extended(member, concern, **wrong)
    assert list(no.value.message_dict) == [field]
    assert states(concern) == {"settle": "open"}


def test_an_extension_ends_the_old_promise_and_gives_a_new_one(member: Member, secretary: Member) -> None:
    concern = a_concern(member)
    new = extended(member, concern)
    old = concern.promises.get(state="extended")
    assert (old.ended_by_id, old.reason, old.ended_why["rule"]) == (
        member.account_id,
        "等配件",
        "extended_for",
    )
    assert (new.extends_id, new.due, new.state) == (old.pk, moment("2026-09-24", "18:00"), "open")
    assert fresh(concern).next_due == new.due
    assert Notice.objects.get(kind="promise_extended").to_id == secretary.account_id


def test_a_late_promise_that_is_extended_stays_missed(member: Member) -> None:
    concern = a_concern(member)
    promise = concern.promises.get()
    actions.extend_promise(
        by=as_actor(member),
        at=moment("2026-09-23", "09:00"),
        promise=promise,
        due=moment("2026-09-25", "18:00"),
        reason="等配件",
        told_resident=True,
    )
    assert set(concern.promises.values_list("state", flat=True)) == {"missed", "open"}


def test_an_extension_into_a_year_without_a_calendar_is_provisional(member: Member) -> None:
    new = extended(member, a_concern(member), due=moment("2027-01-05", "18:00"))
    assert not new.calendar_known


def test_nobody_extends_the_half_hour_of_an_urgent_concern(member: Member, secretary: Member) -> None:
    promise = a_concern(member, grade="urgent").promises.get(name="acknowledge")
    with pytest.raises(Refused):
        actions.extend_promise(
            by=as_actor(secretary),
            at=later(),
            promise=promise,
            due=later(99),
            reason="忙",
            told_resident=True,
        )


def test_another_grade_supersedes_open_promises_and_counts_from_the_change(
    member: Member, secretary: Member
) -> None:
    concern = a_concern(member)
    at = moment(TUESDAY, "17:00")
    actions.regrade_concern(
        by=as_actor(member), at=at, concern=concern, grade="policy", reason="牵涉两个部门"
    )
    assert states(concern) == {"settle": "superseded", "answer": "open"}
    assert fresh(concern).next_due == moment("2026-09-29", "18:00")
    actions.regrade_concern(by=as_actor(member), at=at, concern=concern, grade="urgent", reason="开始漏水")
    assert Notice.objects.get(kind="urgent_concern").to_id == secretary.account_id


def test_regrading_hides_no_lateness(member: Member) -> None:
    concern = a_concern(member)
    at = moment("2026-09-23", "09:00")
    actions.regrade_concern(
        by=as_actor(member), at=at, concern=concern, grade="policy", reason="牵涉两个部门"
    )
    assert states(concern) == {"settle": "missed", "answer": "open"}


def test_a_merged_concerns_promises_are_released_and_its_story_stays(member: Member) -> None:
    household = a_household("赵某", "赵小某")
    people = [each.resident for each in household.memberships.all()]
    one = a_concern(member, household=household, people=[(people[0], "raised")])
    two = a_concern(member, people=[(people[1], "raised")])
    actions.merge_concerns(by=as_actor(member), at=later(), concern=one, into=two, text="同一盏灯")
    assert (states(one), ended_rules(one)) == ({"settle": "released"}, {"settle": "closed_merged"})
    one = fresh(one)
    assert (one.stage, one.closed_as, one.merged_into_id, one.next_due) == ("closed", "merged", two.pk, None)
    assert list(one.steps.order_by("at", "pk").values_list("kind", flat=True)) == ["note", "merge"]
    assert states(two) == {"settle": "open"}
    assert {row.resident_id for row in Affected.objects.filter(concern=two)} == {p.pk for p in people}
    assert Link.objects.get().kind == "merged"
    with pytest.raises(Refused):
        actions.reopen_concern(by=as_actor(member), at=later(70), concern=one, text="还要")


def test_a_concern_is_not_merged_into_itself_or_into_a_closed_one(member: Member) -> None:
    one, two = a_concern(member), a_concern(member)
    actions.withdraw_concern(by=as_actor(member), at=later(), concern=two, text="不用了")
    for target in (one, two):
        with pytest.raises(Refused):
            actions.merge_concerns(by=as_actor(member), at=later(), concern=one, into=target)


def test_splitting_gains_no_time(member: Member) -> None:
    concern = a_concern(member)
    part = actions.split_concern(
        by=as_actor(member), at=moment("2026-09-23", "09:00"), concern=concern, matter="门也坏了"
    )
    assert part.noted_at == concern.noted_at
    assert part.promises.get().due == moment(TUESDAY, "18:00")
    assert Link.objects.get().kind == "split"
    assert concern.steps.get(kind="split").said["number"] == part.number


def test_two_concerns_are_linked_once_and_both_tell_of_it(member: Member) -> None:
    one, two = a_concern(member), a_concern(member)
    link = actions.link_concerns(by=as_actor(member), at=later(), concern=one, other=two)
    with pytest.raises(Refused):
        actions.link_concerns(by=as_actor(member), at=later(), concern=two, other=one)
    assert Step.objects.filter(kind="link").count() == 2
    actions.unlink(by=as_actor(member), at=later(70), link=link)
    assert not Link.objects.exists()


def test_the_resident_who_is_not_satisfied_opens_it_again_with_new_promises(member: Member) -> None:
    concern = a_concern(member, settled="换了灯泡", told_resident=True)
    at = moment("2026-09-23", "10:00")
    found = actions.call_back(
        by=as_actor(member), at=at, concern=concern, satisfaction="not_satisfied", text="又灭了"
    )
    assert (found.stage, found.satisfaction, found.word_at) == ("reopened", "not_satisfied", at)
    assert found.next_due == moment("2026-09-23", "18:00")
    assert list(concern.promises.order_by("given_at").values_list("state", flat=True)) == ["kept", "open"]


@pytest.mark.parametrize(
    ("word", "stage", "kept"),
    [
        ("satisfied", "confirmed", "satisfied"),
        ("partly", "confirmed", "partly"),
        ("not_asked", "settled", "not_asked"),
    ],
)
def test_the_word_that_confirms_is_the_residents(member: Member, word: str, stage: str, kept: str) -> None:
    concern = a_concern(member, settled="换了灯泡", told_resident=True)
    found = actions.call_back(by=as_actor(member), at=later(), concern=concern, satisfaction=word)
    assert (found.stage, found.satisfaction) == (stage, kept)
    assert (found.word_at is None) == (word == "not_asked")


def test_a_closed_concern_is_reopened_with_who_and_why(member: Member, secretary: Member) -> None:
    concern = a_concern(member, settled="换了灯泡", told_resident=True)
    actions.close_concern(by=as_actor(member), at=later(10), concern=concern)
    assert fresh(concern).closed_as == "answered"
    with pytest.raises(Refused):
        actions.reopen_concern(by=as_actor(secretary), at=later(20), concern=concern, text="")
    actions.reopen_concern(by=as_actor(secretary), at=later(20), concern=concern, text="居民又打电话")
    again = fresh(concern)
    assert (again.stage, again.closed_at, again.closed_as) == ("reopened", None, "")
    assert again.next_due == moment(TUESDAY, "18:00")


def test_what_was_settled_untold_is_not_closed_as_answered(member: Member) -> None:
    concern = a_concern(member, settled="换了灯泡", told_resident=False)
    with pytest.raises(Refused):
        actions.close_concern(by=as_actor(member), at=later(), concern=concern)


def test_only_the_secretary_says_that_the_community_does_not_take_it_on(
    member: Member, secretary: Member
) -> None:
    concern = a_concern(member)
    with pytest.raises(Denied):
        actions.refuse_concern(
            by=as_actor(member), at=later(), concern=concern, text="不归社区", told_resident=True
        )
    actions.refuse_concern(
        by=as_actor(secretary), at=later(), concern=concern, text="不归社区", told_resident=True
    )
    assert (fresh(concern).closed_as, states(concern)) == ("refused", {"settle": "released"})


def test_a_receiver_objects_and_whoever_dispatched_it_decides(member: Member, secretary: Member) -> None:
    other = a_member("孙委员")
    concern = a_concern(secretary)
    actions.hand_concern(by=as_actor(secretary), at=later(1), concern=concern, to=member)
    assert (fresh(concern).lead, fresh(concern).stage) == (member, "in_hand")
    with pytest.raises(Denied):
        actions.object_to_dispatch(by=as_actor(other), at=later(2), concern=concern, text="不是我的片区")
    actions.object_to_dispatch(by=as_actor(member), at=later(2), concern=concern, text="不是我的片区")
    with pytest.raises(Denied):
        actions.decide_objection(by=as_actor(member), at=later(3), concern=concern, upheld=True, text="好")
    actions.decide_objection(by=as_actor(secretary), at=later(3), concern=concern, upheld=True, text="收回")
    assert fresh(concern).lead == secretary
    assert set(Notice.objects.values_list("kind", flat=True)) == {
        "concern_handed",
        "dispatch_objected",
        "objection_decided",
    }


def test_reporting_raises_the_level_and_an_upheld_objection_takes_it_back(
    member: Member, secretary: Member
) -> None:
    concern = a_concern(member)
    with pytest.raises(Refused):
        actions.report_concern(by=as_actor(member), at=later(1), concern=concern, level="member")
    actions.report_concern(by=as_actor(member), at=later(1), concern=concern, level="street")
    assert (fresh(concern).level, fresh(concern).stage) == ("street", "reported")
    actions.object_to_dispatch(by=as_actor(member), at=later(2), concern=concern, text="街道说不归他们")
    actions.decide_objection(by=as_actor(member), at=later(3), concern=concern, upheld=True, text="收回")
    assert fresh(concern).level == "member"


def test_another_member_takes_no_step_and_who_covers_does(member: Member) -> None:
    concern = a_concern(member)
    other = a_member("孙委员")
    with pytest.raises(Denied):
        actions.take_in_hand(by=as_actor(other), at=later(), concern=concern)
    Leave.objects.create(
        community=member.community, member=member, cover=other, from_day=NOON.date(), to_day=None
    )
    actions.take_in_hand(by=as_actor(other), at=later(), concern=concern)
    assert fresh(concern).stage == "in_hand"


def test_nothing_is_noted_or_done_in_the_future_or_before_it_was_noted(member: Member) -> None:
    ahead = timezone.now() + timedelta(hours=1)
    with pytest.raises(Refused):
        a_concern(member, noted_at=ahead)
    concern = a_concern(member)
    for at in (ahead, NOON - timedelta(minutes=1)):
        with pytest.raises(Refused):
            actions.take_in_hand(by=as_actor(member), at=at, concern=concern)


def test_an_identity_card_number_is_refused_in_every_text(member: Member, secretary: Member) -> None:
    number = "110101" + "19490101" + "000" + "X"
    concern = a_concern(member)
    words = f"证号{number}"
    by = as_actor(secretary)
    tries = [
        lambda: a_concern(member, matter=words),
        lambda: a_concern(member, settled=words),
        lambda: actions.take_in_hand(by=by, at=later(), concern=concern, text=words),
        lambda: actions.settle_concern(by=by, at=later(), concern=concern, text=words, told_resident=True),
        lambda: actions.coordinate_concern(by=by, at=later(), concern=concern, parties=[words]),
        lambda: actions.comment_on_concern(by=by, at=later(), concern=concern, text=words),
        lambda: extended(secretary, concern, reason=words),
        lambda: actions.regrade_concern(by=by, at=later(), concern=concern, grade="policy", reason=words),
        lambda: actions.split_concern(by=by, at=later(), concern=concern, matter=words),
    ]
    for attempt in tries:
        with pytest.raises(Refused):
            attempt()
    assert (Concern.objects.count(), Step.objects.count()) == (1, 1)


def test_duty_hours_changed_later_move_no_promise(member: Member) -> None:
    from minqing.territory.models import Community

    concern = a_concern(member)
    Community.objects.filter(community=member.community).update(duty_end="20:00")
    actions.take_in_hand(by=as_actor(member), at=later(), concern=concern)
    assert fresh(concern).next_due == moment(TUESDAY, "18:00")
    assert a_concern(member).next_due == moment(TUESDAY, "20:00")


def test_from_an_entry_its_keeper_leads_and_a_home_tells_the_courtyard(
    member: Member, secretary: Member
) -> None:
    from minqing.diary.models import Book, Entry

    household = a_household("赵某")
    book = Book.objects.create(community=member.community, member=member, year=2026, name="王", post="委员")
    entry = Entry.objects.create(community=member.community, book=book, began_at=NOON, written_at=NOON)
    concern = a_concern(secretary, entry=entry, household=household)
    assert concern.lead == member
    assert concern.courtyard is not None


def test_every_action_leaves_its_record(member: Member) -> None:
    concern = a_concern(member, settled="换了", told_resident=True)
    actions.call_back(by=as_actor(member), at=later(), concern=concern, satisfaction="satisfied")
    actions.close_concern(by=as_actor(member), at=later(61), concern=concern)
    kinds = Record.objects.filter(subject_id=concern.pk).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["concern.open", "concern.settle", "concern.call_back", "concern.close"]


def test_the_courtyard_is_named_to_who_is_told_and_no_resident(member: Member, secretary: Member) -> None:
    a_concern(member, grade="urgent", courtyard=a_courtyard("东巷5号院"), matter="赵某家漏水")
    assert Notice.objects.get().params["place"] == "东巷5号院"


def test_what_someone_else_did_meanwhile_is_seen(member: Member) -> None:
    stale = a_concern(member)
    actions.settle_concern(by=as_actor(member), at=later(1), concern=stale, text="换了", told_resident=True)
    assert stale.stage == "noted"
    with pytest.raises(Refused):
        actions.settle_concern(
            by=as_actor(member), at=later(2), concern=stale, text="又换", told_resident=True
        )
    assert Step.objects.filter(kind="settle").count() == 1


def test_a_household_that_does_not_live_at_the_courtyard_is_refused(member: Member) -> None:
    with pytest.raises(Refused) as no:
        a_concern(member, household=a_household("赵某"), courtyard=a_courtyard())
    assert list(no.value.message_dict) == ["household"]
