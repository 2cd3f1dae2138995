"""The snapshot: usable after the first chunk, the same however often it broke off, and nothing in it that is another's."""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.concerns.actions import withdraw_concern
from minqing.diary.actions import note_opinion
from minqing.households.actions import add_resident, decline_visits
from minqing.households.erasing import erase_resident
from minqing.households.models import Resident
from minqing.households.persons import Person
from minqing.sync import snapshot as parts
from minqing.sync.cursor import BadCursor, Cursor, unpacked
from minqing.sync.packing import takes_gzip
from minqing.sync.snapshot import chunk_after
from tests.factories.concerns import a_concern
from tests.factories.diary import an_entry
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_zone, as_actor
from tests.factories.world import World
from tests.sync.lines import through_django
from tests.sync.pocket import Pocket, as_sent, chunks_of, held_from, of_kind, reach_of, snapshot
from tests.sync.village import Village, a_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Any:
    with in_community(OWN):
        yield Village()


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of two households, two concerns, two entries: many boundaries in a small zone."""
    monkeypatch.setattr(parts, "HOUSEHOLDS", 2)
    monkeypatch.setattr(parts, "CONCERNS", 2)
    monkeypatch.setattr(parts, "ENTRIES", 2)
    sized = {"homes": 2, "concerns": 2, "entries": 2, "rest": 2}
    monkeypatch.setattr(
        parts, "PARTS", {name: (sized[name], read) for name, (_, read) in parts.PARTS.items()}
    )


def a_full_zone(village: Village) -> None:
    """Seven households in three courtyards, five concerns, five entries, all 王's."""
    yards = [a_courtyard(f"示例胡同{number}号院") for number in (11, 12, 13)]
    homes = [a_dwelling(yards[number % 3]) for number in range(6)]
    a_zone(village.wang, *homes)
    for number, home in enumerate(homes):
        a_household(f"冯{number}", f"陈{number}", dwelling=home)
    now = timezone.now() - timedelta(hours=3)
    for number in range(5):
        at = now + timedelta(minutes=number)
        an_entry(village.wang, at, household=village.zhao, courtyard=village.yard, matter=f"第{number}次")
        a_concern(village.wang, at, grade="difficult", courtyard=yards[2], matter=f"第{number}件")
    closed = a_concern(village.wang, now, courtyard=yards[1])
    withdraw_concern(by=as_actor(village.wang), at=now + timedelta(minutes=9), concern=closed, text="不用了")


def test_the_chunks_together_are_every_record_once_and_total_says_how_many(
    village: Village, small_chunks: None
) -> None:
    a_full_zone(village)
    chunks = chunks_of(village.wang)
    records = [(one["t"], one["id"]) for chunk in chunks for one in chunk.records]
    assert len(records) == len(set(records))
    assert {chunk.total for chunk in chunks} == {len(records)}
    kinds = [kind for kind, _ in records]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "me": 1, "courtyard": 4, "household": 7, "concern": 6, "entry": 5
    }  # fmt: skip
    assert len(chunks) >= 6


def test_the_first_chunk_has_who_where_what_presses_and_the_doors_at_which_it_does(
    village: Village, small_chunks: None
) -> None:
    a_full_zone(village)
    pressing = a_concern(village.wang, timezone.now(), grade="urgent", household=village.zhao)
    first = held_from(chunks_of(village.wang)[:1])
    assert len(of_kind(first, "me")) == 1
    assert of_kind(first, "courtyard") == of_kind(snapshot(village.wang), "courtyard")
    assert str(pressing.pk) in of_kind(first, "concern")
    assert str(village.zhao.pk) in of_kind(first, "household")


def test_in_one_chunk_a_courtyard_at_a_time(village: Village) -> None:
    a_full_zone(village)
    (chunk,) = chunks_of(village.wang)
    yards = [one["d"]["courtyard"] for one in as_sent(chunk.records) if one["t"] == "household"]
    runs = [yard for place, yard in enumerate(yards) if place == 0 or yards[place - 1] != yard]
    assert len(runs) == len(set(runs)) == 4


def test_broken_off_at_any_boundary_and_resumed_it_gives_the_same(
    village: Village, small_chunks: None
) -> None:
    a_full_zone(village)
    whole = chunks_of(village.wang)
    for broken in range(1, len(whole)):
        words = [None, *(chunk.next for chunk in whole)]
        rest = []
        word = words[broken]
        while word is not None:
            # The phone was off meanwhile: another process, another connection, the same word.
            rest.append(chunk_after(reach_of(village.wang), word))
            again = chunk_after(reach_of(village.wang), word)
            assert as_sent(again.records) == as_sent(rest[-1].records) and again.next == rest[-1].next
            word = rest[-1].next
        assert held_from([*whole[:broken], *rest]) == held_from(whole)


def test_what_changes_while_the_chunks_come_is_caught_by_the_changes_from_the_first_one(
    village: Village, small_chunks: None
) -> None:
    """At every boundary: somebody is added behind the cursor and before it, a concern ends, another comes first."""
    a_full_zone(village)
    by = as_actor(village.wang)
    for boundary in range(1, len(chunks_of(village.wang))):
        now = timezone.now()
        pocket = Pocket(village.wang)
        chunks, word, number = [], None, 0
        while True:
            chunks.append(chunk_after(reach_of(village.wang), word))
            word, number = chunks[-1].next, number + 1
            if number == boundary:
                for resident in Resident.objects.filter(name__in=("赵一", "冯0", "冯5")):
                    home = resident.memberships.get(to_day__isnull=True).household
                    person = Person(f"新{boundary}{resident.name}")
                    add_resident(by=by, at=now, household=home, person=person, day=timezone.localdate())
                a_concern(village.wang, now, grade="urgent", courtyard=village.yard)
                an_entry(village.wang, now, household=village.zhao, courtyard=village.yard)
            if word is None:
                break
        pocket.held, pocket.at = held_from(chunks), chunks[0].at
        pocket.follow()
        assert pocket.resets == 0
        assert pocket.held == snapshot(village.wang), boundary


@pytest.mark.parametrize("word", ["", "x", "e30", "bm90IGpzb24", "eyJ2IjoxfQ", "AAAA" * 200])
def test_a_word_that_was_not_made_here_is_refused(village: Village, word: str) -> None:
    with pytest.raises(BadCursor):
        chunk_after(reach_of(village.wang), word)


def test_a_word_for_a_part_that_there_is_not_is_refused(village: Village) -> None:
    made_up = Cursor("people", None, (), None, 7).packed()
    assert unpacked(made_up).part == "people"
    with pytest.raises(BadCursor):
        chunk_after(reach_of(village.wang), made_up)


def test_anothers_word_shows_nothing_but_the_own_zone(village: Village, small_chunks: None) -> None:
    a_full_zone(village)
    li = str(village.qian.pk)
    for chunk in chunks_of(village.wang):
        if chunk.next:
            seen = chunk_after(reach_of(village.li), chunk.next).records
            assert {one["id"] for one in seen if one["t"] == "household"} <= {li}


def test_it_costs_as_many_queries_for_a_zone_of_many_as_of_few(village: Village) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            chunk_after(reach_of(village.wang), None)
        return len(asked)

    a_concern(village.wang, timezone.now(), household=village.zhao, courtyard=village.yard)
    an_entry(village.wang, timezone.now(), household=village.zhao, courtyard=village.yard)
    few = queries()
    a_full_zone(village)
    assert queries() == few
    assert few <= 49


# ── what must not be in it ──────────────────────────────────────────────────────────────────────────────────────────

CANARIES = {OWN: "金丝雀", SIBLING: "红点颏", OTHER: "蓝靛颏"}


def test_of_other_communities_other_zones_drafts_needs_opinions_and_the_erased_not_a_byte_comes_down() -> (
    None
):
    worlds = {code: World(code, canary) for code, canary in CANARIES.items()}
    own = worlds[OWN]
    with in_community(OWN):
        now = timezone.now()
        note_opinion(by=own.by, at=now, community=OWN, topic="lanes", text="金丝雀意见箱")
        colleague = as_actor(own.colleague)
        an_entry(own.colleague, now, household=own.other_household, matter="金丝雀同事的日记")
        erased = add_resident(
            by=own.by,
            at=now,
            household=own.household,
            person=Person("金丝雀抹去的人"),
            day=timezone.localdate(),
        )
        erase_resident(by=as_actor(own.secretary), at=timezone.now(), resident=erased, reason="asked")
        a_concern(own.colleague, now, household=own.other_household, matter="金丝雀同事的事")
        decline_visits(by=colleague, at=now, household=own.other_household)
        sent = {
            name: json.dumps([chunk.records for chunk in chunks_of(member)], ensure_ascii=False)
            for name, member in own.committee().items()
        }
    mem = sent["mem"]
    for foreign in (
        "红点颏",
        "蓝靛颏",
        "意见箱",
        "lives_alone",
        "抹去的人",
        "同事的日记",
        "同事的事",
        "邻居",
        "台账",
    ):
        assert foreign not in mem
    for row in (
        own.other_household,
        own.other_home,
        own.left,
        erased,
        own.need,
        own.consent,
        own.discarded,
        own.sheet,
    ):
        assert str(row.pk) not in mem, row
    assert str(own.household.pk) in mem and str(own.draft.pk) in mem
    # The secretary covers for the keeper in this world, but reads no draft of theirs.
    assert str(own.draft.pk) not in sent["sec"] and str(own.entry.pk) not in sent["sec"]
    assert own.mine not in sent["col"]


def test_no_query_of_this_door_reads_a_table_of_needs_consents_readings_or_opinions(village: Village) -> None:
    a_full_zone(village)
    with CaptureQueriesContext(connection) as first:
        pocket = Pocket(village.wang)
    decline_visits(by=as_actor(village.wang), at=timezone.now(), household=village.zhao)
    with CaptureQueriesContext(connection) as then:
        pocket.follow()
    said = " ".join(query["sql"] for query in (*first.captured_queries, *then.captured_queries))
    assert "households_household" in said
    for table in ("households_careneed", "privacy_consent", "privacy_reading", "diary_opinion"):
        assert table not in said


# ── through the door ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_phone_takes_it_through_the_door(village: Village) -> None:
    a_full_zone(village)
    phone = a_phone(village.wang)
    assert phone.sync() == "done"
    assert phone.kept.records == snapshot(village.wang)


def test_the_answer_is_compressed_where_the_phone_takes_that_and_tells_no_token(village: Village) -> None:
    phone = a_phone(village.wang)
    line = through_django()
    headers = {"Authorization": f"Bearer {phone.kept.token}", "X-Minqing-Client": "1"}
    plain = line("GET", f"/{OWN}/sync/v1/snapshot", None, headers)
    small = line("GET", f"/{OWN}/sync/v1/snapshot", None, headers | {"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers and small.headers["content-encoding"] == "gzip"
    assert len(small.body) < len(plain.body) / 1.5
    unpacked_body = json.loads(gzip.decompress(small.body))
    assert unpacked_body["records"] == json.loads(plain.body)["records"]
    assert str(phone.kept.token).encode() not in plain.body
    assert "Accept-Encoding" in small.headers["vary"]
    assert b": " not in plain.body[:200]


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True), ("GZIP;q=0.5, br", True), ("*", True), ("br, *;q=0.1", True), ("", False), ("br", False),
        ("gzip;q=0", False), ("gzip;q=0, *", False), ("gzip;q=rubbish", False), ("identity", False),
    ],
)  # fmt: skip
def test_gzip_is_sent_to_who_takes_it(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


def test_rubbish_in_the_address_is_unreadable_and_nothing_else(village: Village) -> None:
    phone = a_phone(village.wang)
    line = through_django()
    headers = {"Authorization": f"Bearer {phone.kept.token}", "Accept-Language": "en"}
    for asked in (
        "snapshot?after=%00",
        "snapshot?after=rubbish",
        "changes",
        "changes?since=-1&hash=0&scope=",
        "changes?since=x&hash=" + "0" * 64 + "&scope=a",
        "changes?since=9999999999999999999&hash=" + "0" * 64 + "&scope=a",
    ):
        answer = line("GET", f"/{OWN}/sync/v1/{asked}", None, headers)
        assert (answer.status, answer.words()["code"]) == (422, "unreadable"), asked
    assert line("GET", f"/{OWN}/sync/v1/snapshot", None, {}).status == 401
