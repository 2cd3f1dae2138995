"""The tray of what came late, and clashes of corrections: seen and decided by whose households they are about."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.committee.models import Member
from minqing.concerns.models import Concern
from minqing.households.models import Household, Resident
from minqing.ledger.ids import uuid7
from minqing.sync.actions.handing import hand_fact
from minqing.sync.models import Clash, Handed
from tests.factories.desk import Desk, a_neighbour, an_officer, signed_in, to
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_household, a_member, as_actor
from tests.factories.phones import a_concern_body

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN):
        yield Desk()


def came_late(sender: Member, about: Household | None, of: str, **body: Any) -> Handed:
    """A late fact of the sender's phone, in the tray of whoever keeps the household."""
    now = timezone.now()
    return hand_fact(
        by=as_actor(sender),
        at=now - timedelta(hours=3),
        fact=uuid7(),
        kind=of,
        body=body,
        sender=sender,
        household=about,
        received_at=now,
    )


def a_concern_of(household: Household, **words: Any) -> dict[str, Any]:
    return a_concern_body(household=str(household.pk), matter="屋顶漏水", **words)


def a_clash(resident: Resident, **fields: Any) -> Clash:
    """Two different births of a person, noted an hour apart."""
    now = timezone.now()
    told = {"shown": "1950-03", "other": "1951-03", "field": "born"} | fields
    return Clash.objects.create(
        community=resident.community,
        resident=resident,
        shown_at=now,
        other_at=now - timedelta(hours=1),
        **told,
    )


def born(name: str) -> str:
    return Resident.objects.get(name=name).born


# What came late


def test_a_member_sees_what_came_late_for_the_own_zone_and_the_secretary_all(desk: Desk) -> None:
    came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao))
    came_late(desk.wang, desk.qian, "resident.add", household=str(desk.qian.pk), name="钱新人")
    came_late(
        desk.wang, None, "household.add", courtyard=str(desk.yard.pk), unit="9", people=[{"name": "孙来客"}]
    )
    words = ["屋顶漏水", "钱新人", "孙来客"]
    for who, seen in ((desk.wang, words[:1]), (desk.li, words[1:2]), (desk.secretary, words)):
        page = signed_in(who).get(to("handed"))
        assert page.status_code == 200
        assert [word for word in words if word in page.content.decode()] == seen


def test_taking_up_does_what_was_noted_at_the_time_at_which_it_was_noted(desk: Desk) -> None:
    late = came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao))
    noted_at = late.noted_at
    answer = signed_in(desk.wang).post(to("handed_take", late.pk))
    assert (answer.status_code, answer["Location"]) == (303, to("handed"))
    concern = Concern.objects.get()
    assert (concern.matter, concern.household, concern.noted_at) == ("屋顶漏水", desk.zhao, noted_at)
    late.refresh_from_db()
    assert (late.state, late.ended_by, late.body) == ("taken", desk.wang.account_id, {})


def test_what_cannot_be_taken_up_says_why_and_goes_on_waiting(desk: Desk) -> None:
    late = came_late(desk.li, desk.zhao, "concern.step", concern=str(uuid7()), kind="settle", text="修好了")
    page = signed_in(desk.wang).post(to("handed_take", late.pk), follow=True).content.decode()
    assert "What this speaks of is not there." in page
    late.refresh_from_db()
    assert (late.state, late.body["text"]) == ("open", "修好了")
    assert "修好了" in page


def test_putting_aside_needs_a_reason_and_empties_what_was_noted(desk: Desk) -> None:
    late, client = (
        came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao)),
        signed_in(desk.wang),
    )
    form = client.get(to("handed_drop", late.pk))
    assert form.status_code == 200 and "屋顶漏水" in form.content.decode()
    assert client.post(to("handed_drop", late.pk), {"reason": " "}).status_code == 422
    late.refresh_from_db()
    assert late.state == "open"
    answer = client.post(to("handed_drop", late.pk), {"reason": "已经记过了"})
    assert (answer.status_code, answer["Location"]) == (303, to("handed"))
    late.refresh_from_db()
    assert (late.state, late.reason, late.body, late.ended_by) == (
        "dropped",
        "已经记过了",
        {},
        desk.wang.account_id,
    )
    assert Concern.objects.count() == 0


def test_an_identity_number_in_a_reason_is_refused_and_the_text_kept(desk: Desk) -> None:
    late = came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao))
    reason = "证号 " + "11010119660508" + "0006"
    answer = signed_in(desk.wang).post(to("handed_drop", late.pk), {"reason": reason})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    late.refresh_from_db()
    assert (late.state, late.reason) == ("open", "")


def test_what_was_dealt_with_is_missing_at_a_second_press(desk: Desk) -> None:
    late, client = (
        came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao)),
        signed_in(desk.wang),
    )
    assert client.post(to("handed_take", late.pk)).status_code == 303
    for name in ("handed_take", "handed_drop"):
        assert client.post(to(name, late.pk), {"reason": "x"}).status_code == 404
    assert Concern.objects.count() == 1


def test_nobody_else_decides_what_came_late(desk: Desk) -> None:
    late = came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao))
    for client in (signed_in(desk.li), signed_in(a_neighbour()), signed_in(an_officer())):
        for name in ("handed_take", "handed_drop"):
            assert client.post(to(name, late.pk), {"reason": "x"}).status_code == 404
        assert client.get(to("handed_drop", late.pk)).status_code == 404
    assert Client().post(to("handed_take", late.pk)).status_code == 302
    late.refresh_from_db()
    assert late.state == "open"


def test_what_came_late_in_another_community_is_missing(desk: Desk) -> None:
    with in_community(SIBLING):
        household = a_household("外人")
        late = came_late(a_member("邻委员"), household, "household.confirm", household=str(household.pk))
    for name in ("handed_take", "handed_drop"):
        assert signed_in(desk.secretary).post(to(name, late.pk), {"reason": "x"}).status_code == 404
    assert "外人" not in signed_in(desk.secretary).get(to("handed")).content.decode()


# Two people corrected the same


def test_a_clash_is_seen_by_who_keeps_the_household_and_by_the_secretary(desk: Desk) -> None:
    a_clash(Resident.objects.get(name="赵一"), shown_by=desk.wang.account_id, other_by=desk.li.account_id)
    a_clash(Resident.objects.get(name="钱一"))
    names = ["赵一", "钱一"]
    for who, seen in ((desk.wang, names[:1]), (desk.li, names[1:]), (desk.secretary, names)):
        page = signed_in(who).get(to("clashes"))
        assert page.status_code == 200
        assert [name for name in names if name in page.content.decode()] == seen


def test_a_clash_shows_both_values_in_words_with_who_and_which_shows(desk: Desk) -> None:
    zhao = Resident.objects.get(name="赵一")
    a_clash(zhao, shown_by=desk.wang.account_id, other_by=desk.li.account_id)
    a_clash(zhao, field="phones", shown=["13800138000", "010-6400"], other=[])
    a_clash(zhao, field="registered_elsewhere", shown=True, other=None)
    a_clash(zhao, field="sex", shown="female", other="")
    page = " ".join(signed_in(desk.wang).get(to("clashes")).content.decode().split())
    values = re.findall(r'<div class="row-main">([^<]*)<span class="row-sub">([^<]*)', page)
    said = [(value.strip(), by.strip()) for value, by in values]
    # Each clash is a pair: what shows, then what it displaced.
    assert sorted(zip(said[::2], said[1::2], strict=True)) == [
        (("13800138000, 010-6400", ""), ("not known", "")),
        (("1950-03", "王委员 ·"), ("1951-03", "李委员 ·")),
        (("Female", ""), ("not known", "")),
        (("yes", ""), ("not known", "")),
    ]
    assert page.count("· shows now") == 4


@pytest.mark.parametrize(("choose", "stands"), [("shown", "1950-03"), ("other", "1951-03")])
def test_choosing_settles_it_and_what_was_chosen_stands(desk: Desk, choose: str, stands: str) -> None:
    zhao = Resident.objects.get(name="赵一")
    Resident.objects.filter(pk=zhao.pk).update(born="1950-03")
    clash = a_clash(zhao)
    answer = signed_in(desk.wang).post(to("clash_settle", clash.pk), {"choose": choose})
    assert (answer.status_code, answer["Location"]) == (303, to("clashes"))
    clash.refresh_from_db()
    assert (clash.settled_by, born("赵一")) == (desk.wang.account_id, stands)


def test_a_press_that_chooses_nothing_settles_nothing(desk: Desk) -> None:
    clash = a_clash(Resident.objects.get(name="赵一"))
    for given in ({}, {"choose": "both"}):
        page = signed_in(desk.wang).post(to("clash_settle", clash.pk), given, follow=True)
        assert "Choose one of the two." in page.content.decode()
    clash.refresh_from_db()
    assert clash.settled_at is None


def test_nobody_else_settles_a_clash_and_none_of_another_community(desk: Desk) -> None:
    clash = a_clash(Resident.objects.get(name="赵一"))
    with in_community(SIBLING):
        a_household("外人")
        foreign = a_clash(Resident.objects.get(name="外人"))
    for client in (signed_in(desk.li), signed_in(a_neighbour()), signed_in(an_officer())):
        assert client.post(to("clash_settle", clash.pk), {"choose": "other"}).status_code == 404
    assert (
        signed_in(desk.secretary).post(to("clash_settle", foreign.pk), {"choose": "other"}).status_code == 404
    )
    assert Client().post(to("clash_settle", clash.pk), {"choose": "other"}).status_code == 302
    assert Clash.objects.filter(settled_at__isnull=False).count() == 0


# At home


def test_home_counts_what_waits_for_the_viewer_and_leads_there(desk: Desk) -> None:
    link = 'href="{}"'
    quiet = signed_in(desk.wang).get(to("home")).content.decode()
    assert link.format(to("handed")) not in quiet and link.format(to("clashes")) not in quiet
    came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao))
    a_clash(Resident.objects.get(name="赵一"))
    for who, shown in ((desk.wang, True), (desk.li, False), (desk.secretary, True)):
        page = signed_in(who).get(to("home")).content.decode()
        assert (link.format(to("handed")) in page, link.format(to("clashes")) in page) == (shown, shown)


def test_the_lists_ask_as_much_for_three_as_for_one(desk: Desk) -> None:
    zhao, client = Resident.objects.get(name="赵一"), signed_in(desk.secretary)

    def asked(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(to(name))
        return len(queries)

    came_late(desk.li, desk.zhao, "concern.open", **a_concern_of(desk.zhao))
    a_clash(zhao, field="born", shown_by=desk.wang.account_id)
    client.get(to("home"))
    before = {name: asked(name) for name in ("handed", "clashes")}
    for household in (desk.zhao, desk.qian):
        came_late(desk.li, household, "concern.open", **a_concern_of(household))
    a_clash(zhao, field="sex", shown="male", other="", shown_by=desk.wang.account_id)
    a_clash(Resident.objects.get(name="钱一"), shown_by=desk.li.account_id)
    assert {name: asked(name) for name in ("handed", "clashes")} == before
