"""The loop's counts of concerns, each with its oldest item."""

from datetime import timedelta

from django.utils import timezone

from minqing.committee.models import Member
from minqing.concerns import actions, queries
from minqing.concerns.models import Concern
from tests.factories.concerns import a_concern, later, moment, viewer_of
from tests.factories.people import a_household, a_member, a_zone, as_actor, home_of

MORNING = moment("2026-09-22", "10:00")


def test_each_count_names_its_oldest(member: Member, secretary: Member) -> None:
    by = as_actor(member)
    late = a_concern(member, at=moment("2026-09-21", "09:00"), matter="迟了")
    today = a_concern(member, at=MORNING, matter="今天")
    reported = a_concern(member, at=MORNING, grade="policy")
    actions.report_concern(by=by, at=later(1), concern=reported, level="community")
    coordinated = a_concern(member, at=MORNING, grade="policy")
    actions.coordinate_concern(by=by, at=later(2), concern=coordinated, parties=["房管所"])
    answered = a_concern(member, at=MORNING, settled="好了", told_resident=True)
    happy = a_concern(member, at=MORNING, settled="好了", told_resident=True)
    actions.call_back(by=by, at=later(3), concern=happy, satisfaction="satisfied")
    urgent = a_concern(member, at=MORNING, grade="urgent")
    viewer = viewer_of(secretary, later(5))
    found = {
        "open": queries.open_concerns(viewer),
        "late": queries.late_promises(viewer),
        "today": queries.due_today(viewer),
        "promises": queries.open_promises_waiting(viewer),
        "reported": queries.reported_concerns(viewer),
        "coordinated": queries.coordinated_concerns(viewer),
        "word": queries.waiting_for_the_word(viewer),
        "satisfied": queries.satisfied_lately(viewer),
        "urgent": queries.urgent_waiting(viewer),
    }
    told = {name: (each.count, each.oldest.pk if each.oldest else None) for name, each in found.items()}
    assert told == {
        "open": (7, late.pk),
        # The urgent one is late too: nobody acknowledged it.
        "late": (2, late.pk),
        "today": (1, today.pk),
        "promises": (7, late.pk),
        "reported": (1, reported.pk),
        "coordinated": (1, coordinated.pk),
        "word": (1, answered.pk),
        "satisfied": (1, happy.pk),
        "urgent": (1, urgent.pk),
    }
    assert queries.noted_per_day(viewer)[-2:] == [1, 6]


def test_satisfied_counts_for_thirty_days(member: Member) -> None:
    concern = a_concern(member, settled="好了", told_resident=True)
    actions.call_back(by=as_actor(member), at=later(3), concern=concern, satisfaction="satisfied")
    assert queries.satisfied_lately(viewer_of(member, later(3) + timedelta(days=30))).count == 1
    assert queries.satisfied_lately(viewer_of(member, later(4) + timedelta(days=30))).count == 0


def test_a_member_counts_what_they_may_see(member: Member) -> None:
    other, household = a_member("孙委员"), a_household("赵某")
    a_zone(member, home_of(household))
    a_concern(other)
    mine = a_concern(other, household=household)
    assert queries.open_concerns(viewer_of(member)).oldest == mine
    assert queries.open_promises_waiting(viewer_of(member)).count == 1
    assert queries.open_concerns(viewer_of(member)).count == 1


def test_nothing_counted_has_no_oldest(member: Member) -> None:
    assert queries.open_concerns(viewer_of(member)) == queries.Waiting(0)
    assert queries.noted_per_day(viewer_of(member)) == [0] * 14


def test_late_concerns_begin_with_the_latest(member: Member) -> None:
    one, two = a_concern(member, at=moment("2026-09-21", "09:00")), a_concern(member)
    a_concern(member, at=timezone.now(), grade="policy")
    assert queries.late_concerns(viewer_of(member)) == [one, two]


def test_similar_past_cases_are_closed_ones_of_the_category_with_like_words(member: Member) -> None:
    by = as_actor(member)
    words = "屋顶漏雨，雨水顺着墙往下流"
    alike = a_concern(member, category="housing", matter=words)
    unlike = a_concern(member, category="housing", matter="门锁坏了")
    other = a_concern(member, category="safety", matter=words)
    still_open = a_concern(member, category="housing", matter=words)
    for concern in (alike, unlike, other):
        actions.withdraw_concern(by=by, at=later(1), concern=concern, text="好了")
    found = queries.similar_past(viewer_of(member), still_open)
    assert [each.concern for each in found] == [alike]
    assert found[0].likeness == 1.0


def test_the_street_sees_no_words_of_a_resident(member: Member) -> None:
    concern = a_concern(member, grade="policy", matter="赵某家漏水", household=a_household("赵某"))
    a_concern(member)
    actions.report_concern(by=as_actor(member), at=later(1), concern=concern, level="street")
    told = queries.reported_to_street([member.community])
    assert [each.number for each in told] == [concern.number]
    assert "赵" not in repr(told)
    assert queries.reported_to_street([]) == []


def test_the_end_of_every_promise_says_why_in_both_languages(member: Member) -> None:
    from django.utils import translation

    from minqing.concerns.words import why_words

    concern = a_concern(member)
    actions.extend_promise(
        by=as_actor(member),
        at=later(),
        promise=concern.promises.get(),
        due=moment("2026-09-24", "18:00"),
        reason="等配件",
        told_resident=True,
    )
    actions.withdraw_concern(by=as_actor(member), at=later(70), concern=concern, text="不用了")
    told = queries.promises_of(Concern.objects.get())
    with translation.override("zh-hans"):
        assert [why_words(each.why) for each in told] == [
            "工作日下班前收到，当日18:00前。",
            "延期到2026-09-24 18:00：等配件",
        ]
        assert [why_words(each.ended_why) for each in told if each.ended_why] == [
            "延期到2026-09-24 18:00：等配件",
            "居民已撤回诉求。",
        ]
    with translation.override("en"):
        assert why_words(told[1].why) == "Extended to 2026-09-24 18:00: 等配件"
