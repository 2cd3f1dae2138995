"""Told once, read by whom it was told, sent within duty hours unless it is urgent."""

from collections.abc import Iterator
from datetime import datetime
from email.message import Message
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.committee.models import Member
from minqing.method.china import china_calendar
from minqing.notices import sending
from minqing.notices.actions import send_once, tell
from minqing.notices.kinds import KINDS, sentence
from minqing.notices.models import Notice
from minqing.notices.quiet import may_leave_at
from tests.factories.concerns import NOON, moment
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_member

WORDS = {"number": "2026-0041", "place": "东巷5号院", "who": "李书记"}


def told(member: Member, once: str = "one", **more: Any) -> list[Notice]:
    words: dict[str, Any] = {"kind": "concern_handed", "params": WORDS, "at": NOON, "url": "/x/"} | more
    return tell(community=OWN, to_accounts=[member.account_id], once=once, **words)


def test_nobody_is_told_the_same_twice(member: Member) -> None:
    assert len(told(member)) == 1
    assert told(member) == []
    other = a_member("孙委员")
    new = tell(
        community=OWN,
        to_accounts=[member.account_id, other.account_id, other.account_id],
        kind="concern_handed",
        params=WORDS,
        once="one",
        at=NOON,
    )
    assert [row.to_id for row in new] == [other.account_id]
    assert Notice.objects.count() == 2


def test_a_kind_that_nobody_knows_is_a_mistake(member: Member) -> None:
    with pytest.raises(KeyError):
        told(member, kind="gossip")


def test_no_kind_has_room_for_a_resident() -> None:
    allowed = {"number", "place", "who", "zone", "count", "day", "minutes"}
    blanks = dict.fromkeys(allowed, "")
    for kind in KINDS:
        sentence(kind, blanks)


def test_a_notice_is_read_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        assert sentence("concern_handed", WORDS) == "李书记把东巷5号院的诉求 2026-0041 交给你牵头。"
    with translation.override("en"):
        assert sentence("concern_handed", WORDS) == "李书记 has handed you 2026-0041 at 东巷5号院."


@pytest.mark.parametrize(
    ("made", "urgent", "leaves"),
    [
        (moment("2026-09-22", "10:00"), False, moment("2026-09-22", "10:00")),
        (moment("2026-09-22", "18:00"), False, moment("2026-09-22", "18:00")),
        (moment("2026-09-22", "18:01"), False, moment("2026-09-23", "08:30")),
        (moment("2026-09-22", "07:00"), False, moment("2026-09-22", "08:30")),
        (moment("2026-09-18", "20:00"), False, moment("2026-09-20", "08:30")),
        (moment("2026-10-01", "09:00"), False, moment("2026-10-08", "08:30")),
        (moment("2026-10-01", "03:00"), True, moment("2026-10-01", "03:00")),
    ],
)
def test_notices_leave_within_duty_hours_and_urgent_ones_at_any(
    made: datetime, urgent: bool, leaves: datetime
) -> None:
    assert may_leave_at(made, china_calendar(), urgent=urgent) == leaves


@pytest.fixture
def post_office(monkeypatch: pytest.MonkeyPatch, member: Member) -> Iterator[list[Message]]:
    """A mail server that keeps what it gets."""
    monkeypatch.setenv("MINQING_MAIL_URL", "smtp://localhost:2525")
    real = sending.get_connection
    monkeypatch.setattr(
        sending, "get_connection", lambda *_, **__: real("django.core.mail.backends.locmem.EmailBackend")
    )
    mail.outbox = []
    member.account.email = "wang@example.org"
    member.account.save(update_fields=["email"])
    yield mail.outbox  # type: ignore[misc]


def jobs() -> list[tuple[dict[str, str], datetime | None]]:
    from procrastinate.contrib.django.models import ProcrastinateJob

    rows = ProcrastinateJob.objects.filter(task_name="notices.send").order_by("id")
    return list(rows.values_list("args", "scheduled_at"))


def test_a_job_carries_street_and_community_and_is_due_when_it_may_leave(
    post_office: list[Any], member: Member
) -> None:
    night = moment("2026-09-22", "23:00")
    quiet, loud = told(member, at=night)[0], told(member, once="two", at=night, urgent=True)[0]
    assert jobs() == [
        (
            {"street": OWN[:9], "community": OWN, "notice": str(quiet.pk)},
            moment("2026-09-23", "08:30"),
        ),
        ({"street": OWN[:9], "community": OWN, "notice": str(loud.pk)}, night),
    ]


def test_without_a_way_to_send_there_is_no_job(member: Member) -> None:
    told(member)
    assert jobs() == []


def test_a_notice_is_sent_once_however_often_the_job_runs(post_office: list[Any], member: Member) -> None:
    from minqing.notices.tasks import send_notice

    notice = told(member)[0]
    answers = [send_notice(street=OWN[:9], community=OWN, notice=str(notice.pk)) for _ in range(2)]
    assert answers == [True, False]
    assert [(letter.to, letter.subject) for letter in post_office] == [
        (["wang@example.org"], "李书记把东巷5号院的诉求 2026-0041 交给你牵头。")
    ]
    assert Notice.objects.get().sent_at is not None


def test_what_was_read_or_is_not_there_is_not_sent(post_office: list[Any], member: Member) -> None:
    notice = told(member)[0]
    Notice.objects.update(read_at=timezone.now())
    assert not send_once(community=OWN, notice_id=notice.pk, at=timezone.now())
    assert not send_once(community=OWN, notice_id=uuid4(), at=timezone.now())
    assert post_office == []


def test_a_mail_server_that_fails_leaves_the_notice_to_be_sent(
    post_office: list[Any], member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = told(member)[0]

    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(sending, "_mail", broken)
    with pytest.raises(ConnectionError):
        send_once(community=OWN, notice_id=notice.pk, at=timezone.now())
    assert Notice.objects.get().sent_at is None


def test_urgent_notices_also_go_to_the_offices_own_channel(
    member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setenv("MINQING_NOTICE_URLS", "json://localhost:9/")
    monkeypatch.setattr("apprise.Apprise.notify", lambda self, body: said.append(body) or True)
    notice = told(member, urgent=True)[0]
    quiet = told(member, once="two")[0]
    assert send_once(community=OWN, notice_id=notice.pk, at=timezone.now())
    assert not send_once(community=OWN, notice_id=quiet.pk, at=timezone.now())
    assert said == ["李书记把东巷5号院的诉求 2026-0041 交给你牵头。"]


def at(name: str, *args: object, code: str = OWN) -> str:
    return reverse(name, args=[code, *args])


def test_unread_ones_come_first_and_opening_is_reading(client: Client, member: Member) -> None:
    old, new = told(member, url=at("concerns"))[0], told(member, once="two")[0]
    client.force_login(member.account)
    page = client.get(at("notices"))
    assert page.context["unread"] == 2
    answer = client.get(at("notice", old.pk))
    assert (answer.status_code, answer["Location"]) == (302, at("concerns"))
    page = client.get(at("notices"))
    assert [each.notice for each in page.context["told"]] == [new, old]
    assert page.context["unread"] == 1


def test_a_notice_leads_nowhere_outside(client: Client, member: Member) -> None:
    notice = told(member, url="https://elsewhere.example/")[0]
    client.force_login(member.account)
    assert client.get(at("notice", notice.pk))["Location"] == at("notices")


def test_all_are_read_at_once_and_only_the_own(client: Client, member: Member) -> None:
    other = a_member("孙委员")
    told(member)
    told(other)
    client.force_login(member.account)
    client.post(at("notices_all_read"))
    assert {row.to_id: row.read_at is None for row in Notice.objects.all()} == {
        member.account_id: False,
        other.account_id: True,
    }
    assert client.get(at("notices_all_read")).status_code == 405


def test_anothers_notice_is_missing(client: Client, member: Member) -> None:
    notice = told(a_member("孙委员"))[0]
    client.force_login(member.account)
    assert client.get(at("notice", notice.pk)).status_code == 404
    assert client.get(at("notices")).context["told"] == []
    with in_community(SIBLING):
        stranger = a_member("邻委员")
    client.force_login(stranger.account)
    assert client.get(at("notice", notice.pk)).status_code == 404
    assert client.get(at("notice", notice.pk, code=SIBLING)).status_code == 404


def test_no_notice_says_so(client: Client, member: Member) -> None:
    client.force_login(member.account)
    assert client.get(at("notices")).status_code == 200
