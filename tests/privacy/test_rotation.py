"""Rotating the keys: everything sealed anew, cut short and taken up again, the old key kept until nothing
needs it.
"""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from minqing.access.acting import Acting as Street
from minqing.access.acting import acting_as, in_community
from minqing.cli import rotate_keys
from minqing.cli.main import find_command, parser_of
from minqing.households import care
from minqing.households.care import end_care_need, open_care_need, reseal_care_needs
from minqing.households.models import CareNeed
from minqing.households.sealed import keys_in_use, to_reseal
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied
from minqing.ledger.models import Record
from minqing.privacy.key_ring import KeysMissing, add_key, ring_file, standing_ring
from minqing.privacy.models import Reading
from minqing.site.seal import seal_finding
from tests.factories.care import NOON, a_care_need, a_consent, a_door
from tests.factories.ground import OTHER, OWN

pytestmark = pytest.mark.django_db
CLI = Actor(None, "Minqing", via="cli")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("MINQING_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MINQING_LANGUAGE", "en")


def minqing(*words):
    """`minqing privacy rotate-keys …` with the database at hand, outside of every street."""
    command = find_command(["privacy", "rotate-keys"])
    assert command is not None
    with acting_as(Street()):
        return rotate_keys.run(parser_of(command, rotate_keys).parse_args(words))


def some_needs(code, count):
    with in_community(code):
        door = a_door()
        consent = a_consent(door)
        return door, [a_care_need(door, consent, note=f"第{number}条") for number in range(count)]


def opened(door, need):
    with in_community(need.community):
        return open_care_need(
            by=door.by, at=NOON, need=CareNeed.objects.get(pk=need.pk), reason="核对是否打得开"
        ).note


def test_everything_in_every_street_is_sealed_with_the_new_key_and_opens(capsys):
    own, others = some_needs(OWN, 3), some_needs(OTHER, 2)
    old = standing_ring().current
    assert minqing("--json") == 0
    said = json.loads(capsys.readouterr().out)
    new = standing_ring().current
    assert said == {"ok": True, "key": new, "new": True, "sealed": 5, "not_opened": []}
    assert (old == new, keys_in_use()) == (False, {new})
    assert [opened(own[0], need) for need in own[1]] == ["第0条", "第1条", "第2条"]
    assert [opened(others[0], need) for need in others[1]] == ["第0条", "第1条"]


def test_nobody_is_said_to_have_read_what_was_sealed_anew():
    some_needs(OWN, 2)
    minqing()
    with in_community(OWN):
        assert Reading.objects.count() == 0
        last = Record.objects.filter(community=OWN).order_by("-seq").first()
        assert last is not None
        assert (last.kind, last.actor, json.loads(last.body or "")["said"]) == (
            "care.reseal",
            None,
            {"sealed": 2},
        )


def test_a_rotation_cut_short_leaves_every_need_open_and_is_taken_up_with_the_same_key(monkeypatch, capsys):
    door, needs = some_needs(OWN, 5)
    monkeypatch.setattr(rotate_keys, "BATCH", 2)
    whole, calls = care.reseal_care_needs, []

    def killed(**words):
        calls.append(words)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(**words)

    monkeypatch.setattr(care, "reseal_care_needs", killed)
    with pytest.raises(KeyboardInterrupt):
        minqing()
    key = standing_ring().current
    with in_community(OWN):
        assert (to_reseal(OWN).count(), len(keys_in_use())) == (3, 2)
    assert [opened(door, need) for need in needs] == [f"第{number}条" for number in range(5)]
    monkeypatch.setattr(care, "reseal_care_needs", whole)
    capsys.readouterr()
    assert minqing("--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "key": key,
        "new": False,
        "sealed": 3,
        "not_opened": [],
    }
    assert [opened(door, need) for need in needs] == [f"第{number}条" for number in range(5)]


def test_a_batch_that_fails_is_undone_whole(monkeypatch):
    door, needs = some_needs(OWN, 3)
    add_key()
    count = []

    def failing(need):
        count.append(need)
        if len(count) == 3:
            raise OSError
        return care_resealed(need)

    care_resealed = care.resealed
    monkeypatch.setattr(care, "resealed", failing)
    with in_community(OWN):
        with pytest.raises(OSError):
            reseal_care_needs(by=CLI, at=NOON, community=OWN, after=None, size=10)
        assert to_reseal(OWN).count() == 3
    assert opened(door, needs[0]) == "第0条"


def test_what_does_not_open_is_named_stays_and_holds_up_nothing_else(capsys):
    _door, needs = some_needs(OWN, 3)
    with in_community(OWN):
        CareNeed.objects.filter(pk=needs[1].pk).update(sealed=b"\x01" + bytes(40))
    for _time in range(2):
        assert minqing("--json") == 1
        said = json.loads(capsys.readouterr().out)
        assert said == {
            "ok": False,
            "key": standing_ring().current,
            "new": True,
            "sealed": 2,
            "not_opened": [str(needs[1].pk)],
        }
    with in_community(OWN):
        assert bytes(CareNeed.objects.get(pk=needs[1].pk).sealed) == b"\x01" + bytes(40)


def test_an_old_key_is_removed_only_when_nothing_uses_it(monkeypatch, capsys):
    door, needs = some_needs(OWN, 1)
    old = standing_ring().current
    add_key()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    assert minqing("--remove-unused", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "removed": []}
    with in_community(OWN):
        end_care_need(by=door.by, at=NOON, need=needs[0])
    assert minqing("--remove-unused", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "removed": [old]}
    assert list(standing_ring().keys) == [standing_ring().current]


def test_without_the_key_file_no_rotation_begins():
    some_needs(OWN, 1)
    ring_file().unlink()
    with pytest.raises(KeysMissing):
        minqing()
    assert not ring_file().exists()


def test_changing_the_cipher_is_a_rotation(monkeypatch):
    door, needs = some_needs(OWN, 1)
    monkeypatch.setenv("MINQING_SEAL", "sm4-gcm")
    minqing()
    with in_community(OWN):
        assert bytes(CareNeed.objects.get().sealed)[0] == 2
    assert opened(door, needs[0]) == "第0条"


def test_only_the_command_line_seals_anew():
    door, _needs = some_needs(OWN, 1)
    with in_community(OWN), pytest.raises(Denied):
        reseal_care_needs(by=door.by, at=NOON, community=OWN, after=None, size=10)


def test_the_doctor_says_whether_every_key_is_there():
    def finding():
        with acting_as(Street()):
            found = seal_finding()
        return found.name, found.ok, bool(found.remedy)

    assert finding() == ("seal", True, False)
    some_needs(OTHER, 1)
    assert finding() == ("seal", True, False)
    add_key()
    assert finding() == ("seal", True, False)
    ring_file().write_text("{")
    assert finding() == ("seal", False, True)
    ring_file().unlink()
    assert finding() == ("seal", False, True)
