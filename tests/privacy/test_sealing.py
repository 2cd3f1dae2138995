"""Sealing: two ciphers, bound to the row; whatever was changed or moved does not open."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from minqing.ledger.errors import Refused
from minqing.privacy.key_ring import Key
from minqing.privacy.sealing import DoesNotOpen, Place, Suite, chosen_suite, seal, unseal

KEY = Key("20261124-00000001", bytes(range(32)), datetime(2026, 11, 24, tzinfo=UTC))
HERE = Place("110101005012", UUID(int=1), UUID(int=2))
WORDS = "独居，每周一访".encode()
BOTH = pytest.mark.parametrize("suite", list(Suite))


@BOTH
def test_what_is_sealed_opens_again_and_shows_nothing(suite):
    sealed = seal(WORDS, KEY, HERE, suite)
    assert sealed[0] == suite
    assert WORDS not in sealed
    assert len(sealed) == 1 + 12 + len(WORDS) + 16
    assert unseal(sealed, KEY, HERE) == WORDS


@BOTH
def test_the_same_words_are_sealed_differently_each_time(suite):
    assert seal(WORDS, KEY, HERE, suite) != seal(WORDS, KEY, HERE, suite)


@BOTH
@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("110101005013", HERE.resident, HERE.row),
        Place(HERE.community, UUID(int=3), HERE.row),
        Place(HERE.community, HERE.resident, UUID(int=3)),
        Place(HERE.community, HERE.row, HERE.resident),
    ],
)
def test_what_was_moved_to_another_row_does_not_open(suite, elsewhere):
    with pytest.raises(DoesNotOpen):
        unseal(seal(WORDS, KEY, HERE, suite), KEY, elsewhere)


@BOTH
def test_no_bit_can_be_changed_and_no_byte_cut(suite):
    sealed = seal(WORDS, KEY, HERE, suite)
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(DoesNotOpen):
            unseal(altered, KEY, HERE)
        with pytest.raises(DoesNotOpen):
            unseal(sealed[:at], KEY, HERE)


@BOTH
def test_another_key_or_another_name_of_the_key_does_not_open(suite):
    sealed = seal(WORDS, KEY, HERE, suite)
    for other in (Key(KEY.id, bytes(32), KEY.made_at), Key("20261124-00000002", KEY.secret, KEY.made_at)):
        with pytest.raises(DoesNotOpen):
            unseal(sealed, other, HERE)


def test_the_cipher_is_chosen_by_the_setting_and_the_other_still_opens(monkeypatch):
    assert chosen_suite() is Suite.AES_256_GCM
    before = seal(WORDS, KEY, HERE)
    monkeypatch.setenv("MINQING_SEAL", "SM4-GCM")
    after = seal(WORDS, KEY, HERE)
    assert (before[0], after[0]) == (Suite.AES_256_GCM, Suite.SM4_GCM)
    assert unseal(before, KEY, HERE) == unseal(after, KEY, HERE) == WORDS


def test_a_cipher_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("MINQING_SEAL", "rot13")
    with pytest.raises(Refused) as refused:
        chosen_suite()
    assert "rot13" in refused.value.messages[0]
