"""`minqing verify`: one line or document; 1 where the ledger does not hold, naming the first bad record."""

import argparse
import json
from datetime import UTC, datetime

import pytest
from django.db import connection

from minqing.access.acting import Acting, acting_as, as_owner, in_community
from minqing.cli import verify
from minqing.cli.commands import COMMANDS, Need
from minqing.ledger.actor import SYSTEM
from minqing.ledger.models import Head, Record
from minqing.ledger.writing import Writing, act
from minqing.site.trouble import Trouble
from minqing.territory.models import Courtyard
from tests.factories.ground import OTHER, OWN, SIBLING

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


@act("test.verify_build")
def build(w: Writing, *, by: object, at: datetime, name: str, community: str = OWN) -> Courtyard:
    """An action of the tests."""
    row = w.add(Courtyard(community=community, name=name, key=name))
    w.about(row, name_length=len(name))
    return row


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """Founding is record 1; here follow two to three courtyards in one community and one in another."""
    monkeypatch.setenv("MINQING_LANGUAGE", "en")
    for code, names in ((OWN, ("一号院", "二号院", "三号院")), (OTHER, ("外院",))):
        with in_community(code):
            for name in names:
                build(by=SYSTEM, at=NOON, name=name, community=code)


def minqing(*words: str) -> int:
    """`minqing verify …` with the database at hand, outside of every street."""
    parser = argparse.ArgumentParser()
    verify.arguments(parser)
    with acting_as(Acting()):
        return verify.run(parser.parse_args(words))


def altered(sql: str) -> None:
    """Alter the database behind the program's back, as its owner: triggers off."""
    with in_community(OWN), as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_record DISABLE TRIGGER USER")
        cursor.execute(sql)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_record ENABLE TRIGGER USER")


def head(code: str, seq: int | None = None) -> str:
    with in_community(code):
        rows = Record.objects.filter(community=code).order_by("-seq")
        record = rows.filter(seq=seq).get() if seq else rows.first()
        assert record is not None
        return f"{record.seq}:{bytes(record.hash).hex()}"


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    printed = capsys.readouterr()
    assert printed.err == ""
    found: dict[str, object] = json.loads(printed.out)
    return found


def test_it_needs_the_database():
    assert [(each.module, each.need) for each in COMMANDS if each.words == "verify"] == [
        ("verify", Need.DATABASE)
    ]


def test_a_ledger_that_holds_is_said_in_one_line(capsys):
    assert minqing() == 0
    assert capsys.readouterr().out == "The ledger holds: 7 records in 3 chains.\n"


def test_the_document_tells_every_chain_with_its_records_and_head(capsys):
    assert minqing("--json") == 0
    assert document(capsys) == {
        "ok": True,
        "communities": {
            OWN: {"records": 4, "head": head(OWN)},
            SIBLING: {"records": 1, "head": head(SIBLING)},
            OTHER: {"records": 2, "head": head(OTHER)},
        },
        "first_bad": None,
    }


def test_one_community_alone_is_verified_by_its_code(capsys):
    assert minqing("--community", OTHER, "--json") == 0
    assert document(capsys)["communities"] == {OTHER: {"records": 2, "head": head(OTHER)}}


ALTERATIONS = {
    "a changed row": (
        "UPDATE territory_courtyard SET name = '四号院' WHERE name = '二号院'",
        3,
        "the row was changed behind the ledger",
    ),
    "a changed body": (
        "UPDATE ledger_record SET body = replace(body, '\"name_length\":3', '\"name_length\":4')"
        " WHERE seq = 3",
        3,
        "the body was changed",
    ),
    "a gap": ("DELETE FROM ledger_record WHERE seq = 2", 2, "a record is missing"),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_it_exits_1_and_names_the_first_bad_record(name, capsys):
    sql, seq, what = ALTERATIONS[name]
    altered(sql)
    assert minqing("--json") == 1
    found = document(capsys)
    bad = found["first_bad"]
    assert isinstance(bad, dict)
    assert (found["ok"], bad["community"], bad["seq"], bad["what"]) == (False, OWN, seq, what)
    assert minqing() == 1
    line = capsys.readouterr().out
    assert line.startswith(f"The ledger does not hold: {OWN}, record {seq}: {what}")
    assert line.count("\n") == 1
    assert minqing("--community", OTHER) == 0


def test_a_cut_tail_is_found_with_a_head_that_was_kept_outside(capsys):
    kept, before = head(OWN), head(OWN, 3)
    altered("DELETE FROM ledger_record WHERE seq = 4")
    altered("DELETE FROM territory_courtyard WHERE name = '三号院'")
    with in_community(OWN):
        Head.objects.filter(community=OWN).update(seq=3, hash=bytes.fromhex(before.split(":")[1]))
    assert minqing("--community", OWN) == 0
    assert minqing("--community", OWN, "--head", before) == 0
    capsys.readouterr()
    assert minqing("--community", OWN, "--head", kept, "--json") == 1
    bad = document(capsys)["first_bad"]
    assert isinstance(bad, dict)
    assert (bad["seq"], bad["what"]) == (4, "the tail was cut: the record that was kept outside is missing")


def test_a_chain_rewritten_under_a_kept_head_is_found():
    wrong = head(OWN, 2).split(":")[1]
    assert minqing("--community", OWN, "--head", head(OWN, 3)) == 0
    assert minqing("--community", OWN, "--head", f"3:{wrong}") == 1


def test_a_head_with_its_number_put_before_it_once_more_is_the_same_head():
    assert minqing("--community", OWN, "--head", "3:" + head(OWN, 3)) == 0
    with pytest.raises(Trouble):
        minqing("--community", OWN, "--head", "2:" + head(OWN, 3))


def test_where_there_is_one_community_a_head_is_its(monkeypatch):
    monkeypatch.setattr("minqing.cli.street.chains", lambda: [OTHER])
    assert minqing("--head", head(OTHER)) == 0
    assert minqing("--head", f"9:{'0' * 64}") == 1


@pytest.mark.parametrize(
    "wrong", ["", "3", "3:", "three:" + "0" * 64, "3:xyz", "-1:" + "0" * 64, "3:" + "0" * 63]
)
def test_a_head_that_is_none_is_wrong_use(wrong):
    words = ["--community", OWN, f"--head={wrong}"]
    if not wrong:
        words = ["--head", head(OWN)]
    try:
        status = minqing(*words)
    except Trouble as trouble:
        status = trouble.status
    assert status == 2


def test_a_code_that_is_none_is_wrong_use_and_one_that_is_not_set_up_impossible():
    for code, status in (("110101", 2), ("11010100501x", 2), ("110101005999", 1)):
        with pytest.raises(Trouble) as trouble:
            minqing("--community", code)
        assert trouble.value.status == status
