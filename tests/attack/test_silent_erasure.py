"""Who holds the database cannot make a row and all that was told of it vanish by calling it an erasure."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from minqing.access.acting import as_owner, in_community
from minqing.ledger.actor import SYSTEM, Actor
from minqing.ledger.erasing import empty_bodies
from minqing.ledger.models import Record
from minqing.ledger.verify import verify_community
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Courtyard
from tests.factories.ground import OWN

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 4, tzinfo=UTC)


@act("attack.build_two")
def build_two(w: Writing, *, by: Actor, at: datetime) -> list[Courtyard]:
    """Two rows of which one record speaks."""
    rows = [w.add(Courtyard(community=OWN, name=name, key=name)) for name in ("甲院", "乙院")]
    w.about(rows[0])
    return rows


@act("attack.erase")
def erase(w: Writing, *, by: Actor, at: datetime, row: Courtyard) -> None:
    """Blank a row and empty what was told of it, as people are erased."""
    w.change(row, name="")
    empty_bodies(w, OWN, [row.pk])
    w.about(row, reason="asked")


def alter(sql: str, *values: object) -> None:
    """Alter the database as its owner can: triggers off, row security off."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_record DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_record ENABLE TRIGGER USER")


def test_rows_deleted_together_with_the_bodies_that_speak_of_them_are_found():
    with in_community(OWN):
        rows = build_two(by=SYSTEM, at=AT)
        seq = Record.objects.get(subject_id=rows[0].pk).seq
        alter("DELETE FROM territory_courtyard")
        alter(
            "UPDATE ledger_record SET body = NULL, salt = NULL, subject_id = NULL, subject_type = '',"
            " actor = NULL, erased_at = now() WHERE seq = %s",
            seq,
        )
        bad = verify_community(OWN).bad
        assert bad is not None
        assert (bad.seq, bad.what) == (seq, "the body is gone without an erasure")


def test_erasing_one_after_another_of_whom_one_record_spoke_still_verifies():
    with in_community(OWN):
        for row in build_two(by=SYSTEM, at=AT):
            erase(by=SYSTEM, at=AT, row=row)
        emptied = Record.objects.filter(erased_at__isnull=False)
        # The record of both, and the first erasure's, which told of the second row again.
        assert list(emptied.order_by("seq").values_list("kind", flat=True)) == [
            "attack.build_two",
            "attack.erase",
        ]
        assert verify_community(OWN).bad is None
