"""The key file: several keys, one current, whole or not at all, never begun anew over what is sealed."""

import json
import stat
from datetime import UTC, datetime, timedelta

import pytest

from minqing.privacy.key_ring import (
    KeysMissing,
    add_key,
    read_ring,
    remove_keys,
    ring_file,
    ring_for_sealing,
    standing_ring,
)

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MINQING_HOME", str(tmp_path / "home"))


def begun():
    return ring_for_sealing(lambda: True)


def test_the_first_key_is_made_where_nothing_is_sealed_and_only_its_owner_reads_the_file():
    ring = begun()
    assert list(ring.keys) == [ring.current]
    assert len(ring.keys[ring.current].secret) == 32
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in ring_file().parent.iterdir()}
    assert modes == {"seal.json": 0o600, "seal.lock": 0o600}
    assert ring_for_sealing(lambda: pytest.fail("asked for nothing")) == ring == read_ring()
    assert len(ring.current) <= 20


def test_no_new_key_is_made_where_the_file_is_gone_and_something_is_sealed():
    begun()
    ring_file().unlink()
    with pytest.raises(KeysMissing) as refused:
        ring_for_sealing(lambda: False)
    assert str(ring_file()) in refused.value.messages[0]
    assert not ring_file().exists()


def test_a_key_that_is_not_in_the_ring_is_asked_for_by_its_name():
    with pytest.raises(KeysMissing) as refused:
        begun().key("20200101-00000000")
    assert "20200101-00000000" in refused.value.messages[0]


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"current": "a", "keys": {}}', '{"current": "a", "keys": {"a": {"secret": "AAAA"}}}'],
)
def test_a_damaged_file_is_said_in_words_and_left_alone(text):
    begun()
    ring_file().write_text(text)
    for asking in (read_ring, standing_ring, add_key, lambda: ring_for_sealing(lambda: True)):
        with pytest.raises(KeysMissing):
            asking()
    assert ring_file().read_text() == text


def test_a_new_key_is_current_and_the_one_before_stays():
    first = begun()
    ring = add_key()
    assert ring == read_ring()
    assert set(ring.keys) == {first.current, ring.current}
    assert ring.keys[first.current].secret == first.keys[first.current].secret
    assert ring.keys[first.current].retired_at is not None
    assert ring.keys[ring.current].retired_at is None


def test_a_retired_key_goes_only_when_nothing_uses_it_and_an_hour_has_passed():
    old = begun().current
    current = add_key().current
    later = NOW + timedelta(hours=2)
    assert remove_keys({old}, later) == []
    assert remove_keys(set(), NOW) == []
    assert remove_keys(set(), later) == [old]
    assert list(standing_ring().keys) == [current]


def test_writing_that_fails_halfway_leaves_the_old_ring_and_nothing_beside_it(monkeypatch):
    ring = begun()

    def broken(document, file, indent):
        file.write('{"current":')
        raise OSError("disk full")

    monkeypatch.setattr(json, "dump", broken)
    with pytest.raises(OSError):
        add_key()
    assert read_ring() == ring
    assert sorted(path.name for path in ring_file().parent.iterdir()) == ["seal.json", "seal.lock"]
