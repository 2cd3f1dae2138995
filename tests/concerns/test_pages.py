"""The pages of concerns: who may, what they show, one fact once, and text kept where it is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.models import Member
from minqing.concerns import actions
from minqing.concerns.models import Concern, Step
from minqing.ledger.ids import uuid7
from tests.factories.concerns import NOON, a_concern, later, moment
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import a_household, a_member, a_secretary, a_zone, as_actor, home_of


@pytest.fixture
def own(client: Client, member: Member) -> Client:
    """The member's browser."""
    client.force_login(member.account)
    return client


def at(name: str, *args: object, code: str = OWN) -> str:
    return reverse(name, args=[code, *args])


def test_the_late_ones_come_first_and_then_by_their_due(own: Client, member: Member) -> None:
    now = timezone.now()
    quiet = a_concern(member, settled="好了", told_resident=True, matter="已经好了的")
    soon = a_concern(member, at=now, grade="policy", matter="还早的")
    late = a_concern(member, matter="最晚的")
    page = own.get(at("concerns"))
    assert page.status_code == 200
    assert list(page.context["found"].rows) == [late, soon, quiet]
    assert page.context["late"].count == 1
    assert "最晚的" in page.content.decode()


def test_filters_are_chips_that_narrow_the_list(own: Client, member: Member) -> None:
    lamp, pipe = a_concern(member), a_concern(member, category="utilities", grade="difficult", matter="水管")
    assert list(own.get(at("concerns"), {"category": "utilities"}).context["found"].rows) == [pipe]
    assert list(own.get(at("concerns"), {"grade": "ordinary"}).context["found"].rows) == [lamp]
    actions.withdraw_concern(by=as_actor(member), at=later(), concern=lamp, text="不用了")
    assert list(own.get(at("concerns"), {"stage": "closed"}).context["found"].rows) == [lamp]
    assert list(own.get(at("concerns"), {"late": "1"}).context["found"].rows) == [pipe]


def test_an_empty_list_says_what_to_do_first(own: Client) -> None:
    words = own.get(at("concerns")).content.decode()
    assert at("concern_new") in words


def test_pages_follow_each_other_without_gap_or_repeat(member: Member) -> None:
    from minqing.concerns.queries import Filters, concerns_list
    from tests.factories.concerns import viewer_of

    made = {a_concern(member, at=NOON + timedelta(minutes=n % 3)).pk for n in range(7)}
    made |= {a_concern(member, settled="好", told_resident=True).pk for _ in range(3)}
    seen: list[object] = []
    after = ""
    while True:
        found = concerns_list(viewer_of(member), Filters(), after, limit=3)
        seen += [row.pk for row in found.rows]
        after = found.next
        if not after:
            break
    assert len(seen) == len(set(seen)) == 10
    assert set(seen) == made


def test_a_case_reads_as_a_story(own: Client, member: Member, secretary: Member) -> None:
    concern = a_concern(member, grade="difficult", matter="赵家漏水")
    actions.coordinate_concern(by=as_actor(member), at=later(1), concern=concern, parties=["房管所"])
    actions.comment_on_concern(by=as_actor(secretary), at=later(2), concern=concern, text="今天务必上门")
    actions.answer_concern(by=as_actor(member), at=later(3), concern=concern, text="明早来修")
    page = own.get(at("concern", concern.pk))
    assert page.status_code == 200
    told = [(step.kind, step.note or step.what) for step in page.context["steps"]]
    assert [kind for kind, _ in told] == ["noted", "step", "promise", "review", "answer", "promise"]
    assert told[3] == ("review", "今天务必上门")
    assert page.context["parties"] == ["房管所"]
    assert [each["words"] for each in page.context["audit"]][0] != "open"


def test_a_provisional_promise_asks_for_the_calendar(own: Client, member: Member, secretary: Member) -> None:
    concern = a_concern(member)
    assert not own.get(at("concern", concern.pk)).context["provisional"]
    actions.extend_promise(
        by=as_actor(member),
        at=later(),
        promise=concern.promises.get(),
        due=moment("2027-01-05", "18:00"),
        reason="等配件",
        told_resident=True,
    )
    page = own.get(at("concern", concern.pk))
    assert page.context["provisional"]
    assert at("settings") not in page.content.decode()
    own.force_login(secretary.account)
    assert at("settings") in own.get(at("concern", concern.pk)).content.decode()


def test_a_member_sees_what_they_lead_and_what_lies_in_their_zone(own: Client, member: Member) -> None:
    other = a_member("孙委员")
    household = a_household("赵某")
    a_zone(member, home_of(household))
    elsewhere = a_concern(other)
    here_too = a_concern(other, household=household)
    assert own.get(at("concern", elsewhere.pk)).status_code == 404
    assert own.get(at("concern", here_too.pk)).status_code == 200
    assert list(own.get(at("concerns")).context["found"].rows) == [here_too]
    assert list(own.get(at("concerns"), {"whose": "mine"}).context["found"].rows) == []


def test_who_was_told_of_something_urgent_sees_it(client: Client, member: Member) -> None:
    from minqing.committee.models import Leave

    secretary, deputy = a_secretary(), a_member("孙委员")
    Leave.objects.create(community=OWN, member=secretary, cover=deputy, from_day=NOON.date(), to_day=None)
    concern = a_concern(member, grade="urgent")
    client.force_login(deputy.account)
    assert client.get(at("concern", concern.pk)).status_code == 200
    assert client.post(at("concern_acknowledge", concern.pk)).status_code == 303
    assert Concern.objects.get(pk=concern.pk).acknowledged_at is not None


NUMBER = "证号" + "110101" + "19490101" + "000X"
PAGES = ["concern", "concern_regrade", "concern_hand_over", "concern_merge", "concern_split", "concern_link"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_case_opens_for_its_lead_and_for_nobody_else(
    client: Client, member: Member, secretary: Member, name: str
) -> None:
    concern = a_concern(member)
    stranger = a_member("孙委员")
    with in_community(SIBLING):
        sibling = a_secretary("邻书记")
    with in_community(OTHER):
        other = a_secretary("外书记")
    for account, status in (
        (member.account, 200),
        (secretary.account, 200),
        (stranger.account, 404),
        (sibling.account, 404),
        (other.account, 404),
    ):
        client.force_login(account)
        assert client.get(at(name, concern.pk)).status_code == status
    client.force_login(sibling.account)
    assert client.get(at(name, concern.pk, code=SIBLING)).status_code == 404
    client.logout()
    assert client.get(at(name, concern.pk)).status_code == 302


def new_words(**more: object) -> dict[str, object]:
    now = timezone.localtime(timezone.now()).strftime("%Y-%m-%dT%H:%M")
    words = {
        "fact": str(uuid7()),
        "matter": "楼道灯坏了",
        "category": "utilities",
        "grade": "ordinary",
        "source": "visit",
        "level": "member",
        "noted_at": now,
    }
    return words | more


def test_a_concern_is_noted_with_its_door_and_its_people(own: Client, member: Member) -> None:
    household = a_household("赵某", "钱某")
    a_zone(member, home_of(household))
    courtyard = home_of(household).courtyard
    doors = own.get(at("concern_doors"), {"courtyard": courtyard.pk, "household": household.pk})
    assert "赵某" in doors.content.decode()
    raised = household.memberships.get(relation="head").resident
    words = new_words(courtyard=courtyard.pk, household=household.pk, people=[str(raised.pk)])
    answer = own.post(at("concern_new"), words)
    assert answer.status_code == 303
    concern = Concern.objects.get(pk=words["fact"])
    assert (concern.household, concern.courtyard, concern.lead) == (household, courtyard, member)
    assert [each.resident for each in concern.people.all()] == [raised]


def test_noting_twice_is_noting_once(own: Client, member: Member) -> None:
    words = new_words()
    first, second = own.post(at("concern_new"), words), own.post(at("concern_new"), words)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"matter": ""}, {"noted_at": "2099-01-01T10:00"}, {"matter": NUMBER}],
)
def test_what_is_refused_is_shown_again_with_its_text(own: Client, wrong: dict[str, object]) -> None:
    words = new_words(settled="换了灯泡") | wrong
    page = own.post(at("concern_new"), words)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "换了灯泡" in page.content.decode()
    assert not Concern.objects.exists()


def test_a_home_outside_the_members_zone_is_not_offered(own: Client, member: Member) -> None:
    household = a_household("别家人")
    doors = own.get(
        at("concern_doors"), {"courtyard": home_of(household).courtyard.pk, "household": household.pk}
    )
    assert "别家人" not in doors.content.decode()
    own.post(at("concern_new"), new_words(household=household.pk))
    assert not Concern.objects.exists()


def test_an_entry_fills_the_form_in(own: Client, member: Member) -> None:
    from minqing.diary.models import Book, Entry

    book = Book.objects.create(community=OWN, member=member, year=2026, name="王", post="委员")
    entry = Entry.objects.create(community=OWN, book=book, began_at=NOON, written_at=NOON, matter="井盖松了")
    page = own.get(at("concern_new"), {"entry": entry.pk})
    assert "井盖松了" in page.content.decode()
    words = new_words(entry=str(entry.pk))
    own.post(at("concern_new"), words)
    assert Concern.objects.get().entry == entry
    assert own.get(at("concern_new"), {"entry": uuid4()}).status_code == 404


def test_a_step_sent_twice_is_one_step(own: Client, member: Member) -> None:
    concern = a_concern(member)
    words = {"fact": str(uuid7()), "kind": "settle", "text": "换了灯泡", "told_resident": "on"}
    for _ in range(2):
        assert own.post(at("concern_step", concern.pk), words).status_code == 303
    assert Step.objects.filter(concern=concern, kind="settle").count() == 1
    assert Concern.objects.get().stage == "settled"


@pytest.mark.parametrize(
    ("grade", "before", "step", "stage"),
    [
        ("ordinary", "", {"kind": "take_in_hand"}, "in_hand"),
        ("difficult", "", {"kind": "report", "level": "street"}, "reported"),
        ("difficult", "", {"kind": "coordinate", "parties": "房管所、街道，物业"}, "coordinated"),
        ("ordinary", "", {"kind": "answer", "text": "答复了"}, "answered"),
        ("ordinary", "好了", {"kind": "call_back", "satisfaction": "partly"}, "confirmed"),
        ("ordinary", "好了", {"kind": "close"}, "closed"),
        ("ordinary", "", {"kind": "withdraw", "text": "不用了"}, "closed"),
        ("ordinary", "", {"kind": "comment", "text": "再看看"}, "noted"),
    ],
)
def test_the_composer_takes_each_step(
    own: Client, member: Member, grade: str, before: str, step: dict[str, str], stage: str
) -> None:
    concern = a_concern(member, grade=grade, settled=before, told_resident=True)
    shown = own.get(at("concern", concern.pk), {"do": step["kind"]})
    assert shown.context["form"].kind == step["kind"]
    answer = own.post(at("concern_step", concern.pk), {"fact": str(uuid7()), **step})
    assert answer.status_code == 303
    assert Concern.objects.get().stage == stage
    if "parties" in step:
        assert Step.objects.get(kind="coordinate").parties == ["房管所", "街道", "物业"]


def test_a_step_that_is_refused_keeps_its_text(own: Client, member: Member) -> None:
    concern = a_concern(member, grade="difficult")
    answer = own.post(
        at("concern_step", concern.pk), {"fact": str(uuid7()), "kind": "close", "text": "就这样吧"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "就这样吧" in answer.content.decode()
    assert Step.objects.count() == 1


def test_extending_regrading_handing_merging_splitting_and_linking_by_their_pages(
    own: Client, member: Member, secretary: Member
) -> None:
    one, two = a_concern(member, at=timezone.now()), a_concern(member, at=timezone.now())
    fact = {"fact": str(uuid7())}
    due = (timezone.localtime(timezone.now()) + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    extend = at("concern_extend", one.pk, one.promises.get().pk)
    assert own.get(extend).status_code == 200
    assert own.post(extend, {"due": due, "reason": "", **fact}).status_code == 200
    for _ in range(2):
        assert (
            own.post(extend, {"due": due, "reason": "等配件", "told_resident": "on", **fact}).status_code
            == 303
        )
    assert one.promises.count() == 2

    def post(name: str, **words: str) -> int:
        return own.post(at(name, one.pk), {"fact": str(uuid7()), **words}).status_code

    assert post("concern_link", number="2020-0001") == 200
    assert post("concern_link", number=two.number) == 303
    link = one.links.get()
    assert own.post(at("concern_unlink", one.pk, link.pk)).status_code == 303
    assert post("concern_regrade", grade="policy", reason="多部门") == 303
    assert post("concern_split", matter="门坏了", category="housing", grade="ordinary") == 303
    assert post("concern_merge", number=two.number, text="同一件") == 303
    assert Concern.objects.get(pk=one.pk).closed_as == "merged"
    assert (
        own.post(at("concern_hand_over", two.pk), {"fact": str(uuid7()), "to": secretary.pk}).status_code
        == 303
    )
    assert Concern.objects.get(pk=two.pk).lead == secretary


def counted(client: Client, url: str) -> int:
    """Queries of a page that was opened before: the first visit also notes the session."""
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_list_asks_no_more_for_three_than_for_one(own: Client, member: Member) -> None:
    a_concern(member, household=a_household("赵某"))
    one = counted(own, at("concerns"))
    for name in ("钱某", "孙某"):
        a_concern(member, household=a_household(name))
    assert counted(own, at("concerns")) == one


def test_the_story_asks_no_more_for_three_steps_than_for_one(
    own: Client, member: Member, secretary: Member
) -> None:
    concern = a_concern(member, grade="difficult")
    other = a_concern(member)

    def lengthen(minutes: int) -> None:
        hers, his = as_actor(secretary), as_actor(member)
        actions.comment_on_concern(by=hers, at=later(minutes), concern=concern, text="看看")
        actions.coordinate_concern(by=his, at=later(minutes), concern=concern, parties=["房管所"])
        actions.extend_promise(
            by=as_actor(member),
            at=later(minutes),
            promise=concern.promises.get(name="answer", state="open"),
            due=moment("2026-10-20") + timedelta(minutes=minutes),
            reason="等",
            told_resident=True,
        )
        past = a_concern(member)
        actions.merge_concerns(by=as_actor(member), at=later(minutes), concern=past, into=concern)

    actions.link_concerns(by=as_actor(member), at=later(1), concern=concern, other=other)
    lengthen(2)
    one = counted(own, at("concern", concern.pk))
    lengthen(3)
    lengthen(4)
    assert counted(own, at("concern", concern.pk)) == one


def test_who_hands_a_concern_away_goes_back_to_the_list(own: Client, member: Member) -> None:
    concern, other = a_concern(member), a_member("孙委员")
    answer = own.post(at("concern_hand_over", concern.pk), {"fact": str(uuid7()), "to": str(other.pk)})
    assert (answer.status_code, answer["Location"]) == (303, at("concerns"))
    assert own.get(at("concern", concern.pk)).status_code == 404


def test_a_home_of_an_entrance_is_found_by_its_building(own: Client, member: Member) -> None:
    from tests.factories.people import a_courtyard, a_dwelling

    building = a_courtyard("1号楼", kind="building")
    entrance = a_courtyard("1号楼2单元", kind="entrance")
    entrance.building = building
    entrance.save()
    household = a_household("赵某", dwelling=a_dwelling(entrance, "202"))
    a_zone(member, home_of(household))
    assert "赵某" in own.get(at("concern_doors"), {"courtyard": building.pk}).content.decode()


def test_what_a_number_of_the_loop_counts_is_what_its_link_lists(own: Client, member: Member) -> None:
    by = as_actor(member)
    urgent = a_concern(member, grade="urgent")
    happy = a_concern(member, at=timezone.now(), settled="好了", told_resident=True)
    waiting = a_concern(member, at=timezone.now(), settled="好了", told_resident=True)
    actions.call_back(by=by, at=timezone.now(), concern=happy, satisfaction="satisfied")
    actions.close_concern(by=by, at=timezone.now(), concern=happy)
    pulled = a_concern(member, at=timezone.now(), grade="policy")
    actions.report_concern(by=by, at=timezone.now(), concern=pulled, level="street")
    asked = {"urgent": ("1", urgent), "satisfied": ("1", happy), "stage": ("waiting", waiting)}
    for name, (value, concern) in asked.items():
        assert list(own.get(at("concerns"), {name: value}).context["found"].rows) == [concern]
    assert list(own.get(at("concerns"), {"stage": "pulled"}).context["found"].rows) == [pulled]


def test_who_sees_a_concern_without_leading_it_comments_and_does_nothing_else(
    own: Client, member: Member
) -> None:
    household = a_household("赵某")
    a_zone(member, home_of(household))
    concern = a_concern(a_member("孙委员"), household=household)
    assert own.get(at("concern", concern.pk)).context["choices"].kinds == ("comment",)
    settle = {"fact": str(uuid7()), "kind": "settle", "text": "修好了"}
    assert own.post(at("concern_step", concern.pk), settle).status_code == 404
    comment = {"fact": str(uuid7()), "kind": "comment", "text": "我去看过"}
    assert own.post(at("concern_step", concern.pk), comment).status_code == 303
    assert list(concern.steps.order_by("pk").values_list("kind", flat=True)) == ["note", "comment"]
