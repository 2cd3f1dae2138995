"""A batch in one stroke does what its facts do one by one: the same rows, the same records, the same receipts."""

import itertools
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models.query import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.concerns.models import Concern, Promise
from minqing.diary.models import Entry, Opinion
from minqing.ledger import chain, ids
from minqing.ledger.models import Fact, Head, Record
from minqing.ledger.rows import Row
from minqing.ledger.verify import verify_community
from minqing.notices.models import Notice
from minqing.sync.actions.receiving import Hindered, Receipt, receive_facts
from minqing.sync.batch import Batch
from minqing.sync.models import Device
from minqing.sync.schemas import FactIn
from minqing.sync.sent import read
from minqing.territory.models import Community
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.factories.phones import Phone, a_concern_body, an_entry_body, spelled
from tests.sync.test_kinds import Ground
from tests.sync.village import tell_ground

pytestmark = pytest.mark.django_db
Words = dict[str, Any]
PICTURE = {"sha256": "0a" * 32, "width": 800, "height": 600, "size": 70_000}
# What a member does one after the other; the last entry and the last concern are what the next is about.
DONE = (
    *(
        "visit",
        "pictured visit",
        "note",
        "concern",
        "concern of the visit",
        "urgent concern",
        "settled concern",
    ),
    *("take_in_hand", "report", "settle", "answer", "call_back", "close", "comment", "coordinate", "reopen"),
    *("household.confirm", "household.decline", "resident.confirm", "resident.correct", "resident.add"),
    *("household.add", "household.left", "resident.left", "comment.answer", "wish.fulfil", "concern.step"),
    *("clock.confirm", "clash.settle", "handed.take", "handed.drop", "entry.add", "opinion.note"),
)


class Lots:
    """Random bytes that are counted instead."""

    def __init__(self) -> None:
        self._count = itertools.count()

    def begin(self, at: int) -> None:
        """Go on from here."""
        self._count = itertools.count(at)

    def urandom(self, length: int) -> bytes:
        """Bytes that nothing else has got."""
        return next(self._count).to_bytes(length, "big")


class Still:
    """A clock that stands and ids that are counted, so that two ways can be compared whole."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now()
        self._ids, self._salts = Lots(), Lots()
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        monkeypatch.setattr(ids, "os", self._ids)
        monkeypatch.setattr(ids, "time", self)
        monkeypatch.setattr(chain, "os", self._salts)

    def time_ns(self) -> int:
        """The moment at which the clock stands."""
        return int(self.now.timestamp() * 1000) * 1_000_000

    def begin(self) -> None:
        """Draw the same lots as the last time, none of which was drawn before the first."""
        self._ids.begin(10**6)
        self._salts.begin(10**6)


@pytest.fixture
def still(monkeypatch):
    return Still(monkeypatch)


@pytest.fixture
def ground(still):
    with in_community(OWN):
        made = Ground()
        tell_ground()
        yield made


class Day:
    """The facts of somebody's day."""

    def __init__(self, ground: Ground, now: Any) -> None:
        self.bodies, self.now = ground.bodies(), now
        self.home = {"household": str(ground.zhao.pk)}
        self.entry, self.concern = str(ground.entry.pk), str(ground.concern.pk)
        self.facts: list[Words] = []
        self._ids = itertools.count(2 * 10**6)

    def do(self, what: str) -> None:
        """One more fact."""
        self._put(*(self._of(what) or (what, self.bodies.get(what) or {})))

    def _of(self, what: str) -> tuple[str, Words] | None:
        text = {"text": f"办了{len(self.facts)}"}
        told = {"told_resident": True, "parties": ["房管所"], "satisfaction": "satisfied"}
        steps = {"take_in_hand": (), "report": ("told_resident",), "settle": ("told_resident",)}
        steps |= {"coordinate": ("parties",), "call_back": ("satisfaction",)}
        steps |= dict.fromkeys(("answer", "close", "comment", "reopen"), ())
        if what in steps:
            more = {name: told[name] for name in steps[what]}
            return "concern.step", {"concern": self.concern, "kind": what, **text, **more}
        visit, matter = an_entry_body(self.now, **self.home, wish="想去看海"), a_concern_body(**self.home)
        picture = {"id": self._id(), **PICTURE}
        return {
            "visit": ("entry.write", visit),
            "pictured visit": ("entry.write", {**visit, "photos": [picture]}),
            "note": ("entry.add", {"entry": self.entry, "kind": "note", **text}),
            "concern": ("concern.open", matter),
            "concern of the visit": ("concern.open", {**matter, "entry": self.entry}),
            "urgent concern": ("concern.open", {**matter, "grade": "urgent"}),
            "settled concern": (
                "concern.open",
                {**matter, "settled": "当场拧紧", "told_resident": True, "satisfaction": "satisfied"},
            ),
        }.get(what)

    def _id(self) -> str:
        """An id of version 7 that no other fact of the day has, and no row of another."""
        return str(UUID(int=ids.uuid7().int >> 62 << 62 | next(self._ids)))

    def _put(self, kind: str, body: Words) -> None:
        id = self._id()
        clock = {"offset_ms": 0, "contact_at": spelled(self.now - timedelta(minutes=1))}
        self.facts.append(
            {"id": id, "kind": kind, "noted_at": spelled(self.now), "clock": clock, "body": body}
        )
        if kind == "entry.write":
            self.entry = id
        if kind == "concern.open":
            self.concern = id


def batch_of(member: Member, facts: list[Words]) -> tuple[Batch, list[Any]]:
    """The batch as the door would hand it in, from the member's phone."""
    now = timezone.now()
    device = Device.objects.get(account=member.account_id)
    sent = [read(FactIn.model_validate(fact), now, now) for fact in facts]
    viewer = Viewer(as_actor(member), Community.objects.get(community=OWN), now)
    named = frozenset().union(*(one.named for one in sent))
    return Batch(device, viewer, now, now, named), sent


def received(member: Member, facts: list[Words], *, alone: bool) -> list[Receipt]:
    """The receipts, all foreign keys looked at."""
    batch, sent = batch_of(member, facts)
    receipts = receive_facts(by=batch.by, at=batch.received_at, batch=batch, sent=sent, alone=alone)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return receipts


def everything() -> dict[str, list[Any]]:
    """Every row of the community, whole, with its records and its head. What is drawn by lot is left out."""
    tables = [model for model in apps.get_models() if issubclass(model, Row) and model is not Opinion]
    found: dict[str, list[Any]] = {
        model.__name__: plain(model._default_manager.filter(community=OWN).order_by("pk")) for model in tables
    }
    found["Opinion"] = sorted(Opinion.objects.values_list("topic", "text", "month"))
    found["Record"] = [
        {name: value for name, value in row.items() if name != "id"}
        for row in plain(Record.objects.filter(community=OWN).order_by("seq"))
    ]
    found["Head"] = plain(Head.objects.filter(community=OWN))
    return found


def plain(rows: "QuerySet[Any]") -> list[Words]:
    """Rows as they can be compared."""
    return [
        {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()}
        for row in rows.values()
    ]


def one_way(still: Still, member: Member, facts: list[Words], *, alone: bool) -> tuple[Any, Any, Any]:
    """What becomes of the facts, taken back again: receipts (None: hindered), every row, what the ledger's walk says."""
    still.begin()
    mark = transaction.savepoint()
    try:
        receipts = received(member, facts, alone=alone)
        return receipts, everything(), verify_community(OWN).bad
    except (Hindered, DatabaseError):
        assert not alone
        return None, None, None
    finally:
        transaction.savepoint_rollback(mark)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DONE), min_size=1, max_size=9))
def test_facts_taken_at_once_leave_what_they_leave_one_by_one(still, ground, done):
    Device.objects.get_or_create(
        account=ground.wang.account_id,
        defaults={
            "community": OWN,
            "enrolled_at": still.now,
            "contact_at": still.now,
            "token_digest": bytes(32),
        },
    )
    day = Day(ground, still.now)
    for what in done:
        day.do(what)
    one_by_one, rows, bad = one_way(still, ground.wang, day.facts, alone=True)
    assert bad is None
    at_once, rows_at_once, bad_at_once = one_way(still, ground.wang, day.facts, alone=False)
    refused = [receipt for receipt in one_by_one if receipt["state"] == "refused"]
    if at_once is None:
        assert refused
        return
    assert (at_once, bad_at_once) == (one_by_one, None)
    for table, told in rows.items():
        assert rows_at_once[table] == told, table


WHOLE_DAY = (
    *(
        "visit",
        "note",
        "pictured visit",
        "concern of the visit",
        "take_in_hand",
        "report",
        "visit",
        "concern",
    ),
    *("coordinate", "settle", "call_back", "close", "settled concern", "urgent concern", "comment", "note"),
)


def test_a_whole_day_is_taken_at_once_and_leaves_what_it_leaves_one_by_one(still, ground):
    """Without chance: the shortest that touches all that is kept in memory; it must not fall back."""
    Device.objects.create(
        community=OWN,
        account=ground.wang.account_id,
        enrolled_at=still.now,
        contact_at=still.now,
        token_digest=bytes(32),
    )
    day = Day(ground, still.now)
    for what in WHOLE_DAY:
        day.do(what)
    one_by_one, rows, bad = one_way(still, ground.wang, day.facts, alone=True)
    assert (bad, {receipt["state"] for receipt in one_by_one}) == (None, {"received"})
    assert one_way(still, ground.wang, day.facts, alone=False) == (one_by_one, rows, None)


def a_batch(phone: Phone, home: str, times: int) -> list[Words]:
    """So many times what a member writes in an hour: visits, a note, a concern, a step that the secretary hears of."""
    facts: list[Words] = []
    for _each in range(times):
        visits = [phone.fact("entry.write", an_entry_body(phone.now, household=home)) for _visit in range(7)]
        note = phone.fact("entry.add", {"entry": visits[0]["id"], "text": "又去看过", "kind": "note"})
        opened = phone.fact("concern.open", a_concern_body(entry=visits[0]["id"], household=home))
        step = phone.fact("concern.step", {"concern": opened["id"], "kind": "report", "text": "已报"})
        facts += [*visits, note, opened, step]
    return facts


def test_forty_facts_take_no_more_statements_than_twenty(ground):
    phone, home = Phone(ground.wang), str(ground.zhao.pk)
    phone.send(*a_batch(phone, home, 1))
    counts = []
    for times in (2, 4):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            receipts = phone.send(*a_batch(phone, home, times))
        assert {receipt["state"] for receipt in receipts} == {"received"}
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 17  # with the savepoint that the tests' transaction makes of a commit
    assert Notice.objects.filter(kind="concern_reported").count() == 7
    assert Entry.objects.filter(book__member=ground.wang).count() == 1 + 49
    assert Promise.objects.filter(concern__in=Concern.objects.filter(stage="reported")).count() > 0


def test_a_fact_that_is_refused_in_the_middle_leaves_the_others_as_they_were_alone(ground):
    phone, home = Phone(ground.wang), str(ground.zhao.pk)
    facts = a_batch(phone, home, 1)
    facts[3]["body"]["household"] = str(ground.qian.pk)
    states = [receipt["state"] for receipt in phone.send(*facts)]
    assert states == ["received"] * 3 + ["refused"] + ["received"] * 6
    assert Fact.objects.filter(pk__in=[UUID(fact["id"]) for fact in facts]).count() == 9
    assert verify_community(OWN).bad is None
