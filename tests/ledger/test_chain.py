"""The ledger: one gapless chain a community, that tells when anything was altered."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddField
from django.db.utils import DatabaseError, IntegrityError

from minqing.access.acting import as_owner, in_community
from minqing.ledger.actor import SYSTEM
from minqing.ledger.digests import digest_of
from minqing.ledger.erasing import empty_bodies
from minqing.ledger.models import Head, Record
from minqing.ledger.rows import Row
from minqing.ledger.snapshot import fields_of, values_of
from minqing.ledger.verify import head_of, verify_community
from minqing.ledger.writing import ACTIONS, NothingRecorded, Writing, act
from minqing.territory.models import Courtyard
from tests.factories.ground import OWN, SIBLING

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db
FOUNDED = (1, "community.found")  # the ground that every test stands on


@act("test.build")
def build(w: Writing, *, by: object, at: datetime, name: str, community: str = OWN) -> Courtyard:
    """An action of the tests."""
    row = w.add(Courtyard(community=community, name=name, key=name))
    w.about(row, name_length=len(name))
    return row


@act("test.rename")
def rename(w: Writing, *, by: object, at: datetime, row: Courtyard, name: str) -> None:
    """An action of the tests."""
    w.change(row, name=name)
    w.about(row)


@act("test.forget")
def forget(w: Writing, *, by: object, at: datetime, row: Courtyard) -> None:
    """An action of the tests."""
    w.change(row, name="")
    empty_bodies(w, OWN, [row.pk])
    w.about(row)


@act("test.silent")
def silent(w: Writing, *, by: object, at: datetime) -> None:
    """An action that forgets to tell."""


@act("test.outer")
def outer(w: Writing, *, by: object, at: datetime, fail: bool = False) -> None:
    """An action that calls another."""
    inner = build(by=by, at=at, name="内")
    w.change(inner, name="外")
    w.about(inner)
    if fail:
        raise RuntimeError


def told() -> list[tuple[int, str]]:
    return list(Record.objects.filter(community=OWN).order_by("seq").values_list("seq", "kind"))


@pytest.fixture(autouse=True)
def here():
    with in_community(OWN):
        yield


def test_an_action_leaves_one_record_and_one_called_inside_it_another():
    build(by=SYSTEM, at=NOON, name="一号院")
    outer(by=SYSTEM, at=NOON)
    assert told() == [FOUNDED, (2, "test.build"), (3, "test.build"), (4, "test.outer")]
    assert verify_community(OWN).bad is None


def test_an_action_that_fails_leaves_no_row_no_record_and_no_gap():
    build(by=SYSTEM, at=NOON, name="一号院")
    with pytest.raises(RuntimeError):
        outer(by=SYSTEM, at=NOON, fail=True)
    build(by=SYSTEM, at=NOON, name="二号院")
    assert told() == [FOUNDED, (2, "test.build"), (3, "test.build")]
    assert set(Courtyard.objects.values_list("name", flat=True)) == {"一号院", "二号院"}


def test_an_action_that_tells_nothing_is_a_mistake():
    with pytest.raises(NothingRecorded):
        silent(by=SYSTEM, at=NOON)


def test_every_action_has_a_name_of_its_own():
    with pytest.raises(RuntimeError):
        act("test.build")(lambda w, *, by, at: None)
    assert "test.build" in ACTIONS


def test_numbers_are_handed_out_from_one_without_a_gap():
    writing = Writing("test", SYSTEM, NOON)
    assert [writing.number(OWN, "concern-2026") for _ in range(3)] == [1, 2, 3]
    assert writing.number(OWN, "concern-2027") == 1


def altered_behind(sql: str, *values: object) -> None:
    """Alter the database as its owner would behind the program's back: triggers off, row security off."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_record DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_record ENABLE TRIGGER USER")


ALTERATIONS = {
    "a row": ("UPDATE territory_courtyard SET name = '三号院' WHERE name = '二号院'", 3),
    "a row that is gone": ("DELETE FROM territory_courtyard WHERE name = '二号院'", 3),
    "a body": (
        "UPDATE ledger_record SET body = replace(body, '\"name_length\":3', '\"name_length\":4') WHERE seq = 3",
        3,
    ),
    "an actor": ("UPDATE ledger_record SET actor = gen_random_uuid() WHERE seq = 3", 3),
    "a time": ("UPDATE ledger_record SET server_at = server_at + interval '1 s' WHERE seq = 3", 3),
    "a kind": ("UPDATE ledger_record SET kind = 'test.other' WHERE seq = 4", 4),
    "a missing record": ("DELETE FROM ledger_record WHERE seq = 3", 3),
    "a cut tail": ("DELETE FROM ledger_record WHERE seq = 4", 4),
    "an emptied body": ("UPDATE ledger_record SET body = NULL, salt = NULL WHERE seq = 2", 2),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_verify_names_the_first_record_that_does_not_hold(name):
    for yard in ("一号院", "二号院", "四号院"):
        build(by=SYSTEM, at=NOON, name=yard)
    assert verify_community(OWN).bad is None
    sql, seq = ALTERATIONS[name]
    altered_behind(sql)
    bad = verify_community(OWN).bad
    assert bad is not None
    assert bad.seq == seq


def test_a_row_written_without_an_action_is_found():
    build(by=SYSTEM, at=NOON, name="一号院")
    Courtyard.objects.create(community=OWN, name="黑户院", key="黑户院")
    bad = verify_community(OWN).bad
    assert bad is not None
    assert (bad.seq, bad.what) == (0, "the row has no record")


def test_a_tail_cut_together_with_the_head_is_found_with_a_head_kept_outside():
    build(by=SYSTEM, at=NOON, name="一号院")
    first = head_of(OWN)
    build(by=SYSTEM, at=NOON, name="二号院")
    kept = head_of(OWN)
    altered_behind("DELETE FROM ledger_record WHERE seq = 3")
    altered_behind("DELETE FROM territory_courtyard WHERE name = '二号院'")
    Head.objects.filter(community=OWN).update(seq=2, hash=bytes.fromhex(first.split(":")[1]))
    assert verify_community(OWN).bad is None
    assert verify_community(OWN, first).bad is None
    bad = verify_community(OWN, kept).bad
    assert bad is not None
    assert bad.seq == 3


def test_erasing_empties_the_body_and_the_chain_still_holds():
    row = build(by=SYSTEM, at=NOON, name="一号院")
    rename(by=SYSTEM, at=NOON, row=row, name="二号院")
    forget(by=SYSTEM, at=NOON, row=row)
    assert (
        list(
            Record.objects.filter(community=OWN)
            .order_by("seq")
            .values_list("body", "salt", "subject_id", "actor")
        )[1:3]
        == [(None, None, None, None)] * 2
    )
    assert verify_community(OWN).bad is None


def test_only_the_role_of_the_erase_action_empties_a_body():
    build(by=SYSTEM, at=NOON, name="一号院")
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.update(body=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.all().delete()
    with as_owner(), pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(community=OWN).update(body="{}")


def test_chains_of_two_communities_do_not_touch():
    build(by=SYSTEM, at=NOON, name="一号院")
    with in_community(SIBLING):
        build(by=SYSTEM, at=NOON, name="一号院", community=SIBLING)
        assert list(Record.objects.values_list("community", "seq")) == [(SIBLING, 1), (SIBLING, 2)]
    assert list(Record.objects.values_list("community", "seq")) == [(OWN, 1), (OWN, 2)]


def test_a_row_of_another_community_cannot_be_written():
    with pytest.raises(DatabaseError), transaction.atomic():
        build(by=SYSTEM, at=NOON, name="一号院", community=SIBLING)


def test_a_field_that_came_later_leaves_the_digests_of_older_rows_as_they_were():
    with in_community(OWN):
        row = build(by=SYSTEM, at=NOON, name="金丝胡同3号")
        without = [
            field.to_python(getattr(row, field.attname))
            for field in fields_of(Courtyard)
            if field.name not in Courtyard.later
        ]
        assert values_of(row) == without
        row.outline = [[116.4, 39.9], [116.5, 39.9], [116.4, 40.0], [116.4, 39.9]]
        assert values_of(row) == [*without, ["outline", row.outline]]
        assert digest_of(values_of(row)) != digest_of(without)


def test_every_field_that_a_later_migration_adds_is_named_as_later():
    graph = MigrationLoader(connection).graph
    added: dict[str, set[str]] = {}
    for migration in graph.nodes.values():
        for step in migration.operations:
            if isinstance(step, AddField):
                added.setdefault(f"{migration.app_label}.{step.model_name_lower}", set()).add(step.name)
    rows = [model for model in apps.get_models() if issubclass(model, Row) and model.ledgered]
    assert {model._meta.label_lower: set(model.later) for model in rows if model.later} == {
        name: fields for name, fields in added.items() if name in {m._meta.label_lower for m in rows}
    }
