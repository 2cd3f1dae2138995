"""Many rows and records at once: the same as one by one."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.households.models import Household, Resident
from minqing.households.register_in.plain_rows import PlainTable
from minqing.ledger import chain
from minqing.ledger.actor import SYSTEM, Actor
from minqing.ledger.chain import Telling, append, append_many
from minqing.ledger.copying import copy_in, copy_over
from minqing.ledger.digests import canonical, canonical_of_plain, link_hash, links, plain
from minqing.ledger.models import Head, Record
from minqing.ledger.snapshot import digests_of
from minqing.ledger.verify import verify_community
from minqing.ledger.writing import Writing
from tests.factories.ground import OWN, SIBLING

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db
texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20)


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """One moment and one salt, so that records made in two ways can be compared whole."""
    monkeypatch.setattr(chain.timezone, "now", lambda: NOON)
    monkeypatch.setattr(chain.os, "urandom", lambda count: bytes(count))


def kept() -> list[dict[str, Any]]:
    """Every record of the community but its own id in the table."""
    return [
        {
            name: bytes(value) if isinstance(value, memoryview) else value
            for name, value in row.items()
            if name != "id"
        }
        for row in Record.objects.filter(community=OWN).order_by("seq").values()
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.uuids(), texts), min_size=1, max_size=6), st.booleans())
def test_many_records_are_those_that_one_by_one_would_be(
    told: list[tuple[UUID, str]], signed_in: bool
) -> None:
    by = Actor(UUID(int=7), "某人") if signed_in else SYSTEM
    rows = [Resident(id=key, community=OWN, name=name, phones=[name]) for key, name in told]
    said = [{"row": place} for place in range(len(rows))]
    with in_community(OWN), transaction.atomic():
        mark = transaction.savepoint()
        for row, words in zip(rows, said, strict=True):
            append(kind="test.many", by=by, at=NOON, subject=row, rows=[row], said=words)
        one_by_one, head = kept(), Head.objects.values().get(community=OWN)
        transaction.savepoint_rollback(mark)
        tellings = [
            Telling("households.resident", str(row.pk), dict(digests_of([row])), words)
            for row, words in zip(rows, said, strict=True)
        ]
        append_many(community=OWN, kind="test.many", by=by, at=NOON, tellings=tellings)
        assert kept() == one_by_one
        assert Head.objects.values().get(community=OWN) == head
        transaction.set_rollback(True)


def test_nothing_to_tell_makes_no_record() -> None:
    with in_community(OWN):
        before = kept()
        append_many(community=OWN, kind="test.many", by=SYSTEM, at=NOON, tellings=[])
        assert kept() == before


@given(
    st.lists(
        st.one_of(texts, st.integers(), st.none(), st.booleans(), st.lists(texts, max_size=3)), max_size=8
    )
)
def test_plain_values_are_spelled_alike_by_either_way(values: list[object]) -> None:
    assert canonical_of_plain(plain(values)) == canonical(values)


@given(texts, st.integers(1, 10**9), st.binary(min_size=32, max_size=32))
def test_a_link_made_for_many_is_the_link_of_one(kind: str, seq: int, commitment: bytes) -> None:
    shared: dict[str, Any] = {"community": OWN, "kind": kind, "device_at": NOON, "server_at": NOON}
    one = link_hash(previous=bytes(32), seq=seq, commitment=commitment, **shared)
    assert links(**shared)(bytes(32), seq, commitment) == one


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.lists(texts, max_size=3), st.sampled_from([None, True, False]))
def test_a_row_that_was_copied_has_the_digest_that_was_told(
    name: str, phones: list[str], elsewhere: bool | None
) -> None:
    with in_community(OWN), transaction.atomic():
        writing, table, told = Writing("test.copy", SYSTEM, NOON), PlainTable(Resident), {}
        facts: dict[str, Any] = {"name": name, "phones": phones, "registered_elsewhere": elsewhere}
        table.add(told, id=str(UUID(int=9)), community=OWN, **facts)
        table.write(writing)
        assert digests_of(Resident.objects.all()) == told
        told = {}
        table.overwrite(
            told, table.as_they_are([UUID(int=9)])[UUID(int=9)], born="1966", left_on="2026-01-02"
        )
        table.write(writing)
        assert digests_of(Resident.objects.all()) == told
        assert Resident.objects.get().born == "1966"
        transaction.set_rollback(True)


def test_rows_of_another_community_can_not_be_copied_in_or_over() -> None:
    columns = ("id", "community", "number", "formed_on", "declines_visits")
    theirs = Household(community=SIBLING, number="1", formed_on=NOON.date())
    with in_community(SIBLING):
        theirs.save()
    stranger = [(theirs.pk, SIBLING, "changed", "2026-11-24", False)]
    with in_community(OWN):
        copy_over(Household, columns, stranger)
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            copy_in(Household, columns, [(UUID(int=5), SIBLING, "9", "2026-11-24", False)])
    with in_community(SIBLING):
        assert list(Household.objects.values_list("number", flat=True)) == ["1"]


def test_nothing_is_left_of_the_way_there() -> None:
    with in_community(OWN), transaction.atomic():
        copy_in(Household, ("id", "community", "number", "formed_on", "declines_visits"), [])
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_class WHERE relname LIKE 'coming_%'")
            assert cursor.fetchone() == (0,)
        assert verify_community(OWN).bad is None
