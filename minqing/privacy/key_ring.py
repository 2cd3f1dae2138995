"""The keys that seal care needs: a file outside the database, `keys/seal.json` in the data folder.

It holds several keys by id, one of them current. It is written whole or not at all, readable by its owner
alone. Whoever loses it cannot open what it sealed; so a second ring is never begun where the first one is
only missing.
"""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from minqing.ledger.errors import Refused
from minqing.site.home import home, made_home

# An action that took the old key just before a rotation has ended long before this.
GRACE = timedelta(hours=1)


class KeysMissing(Refused):
    """The key file, or the one key that is asked for, is not there; the message says where it belongs."""


@dataclass(frozen=True)
class Key:
    """One key of 32 random bytes. `retired_at` is when another became current; None while it is."""

    id: str
    secret: bytes
    made_at: datetime
    retired_at: datetime | None = None


@dataclass(frozen=True)
class KeyRing:
    """The keys by id, and which of them seals what is sealed now."""

    current: str
    keys: dict[str, Key]

    def key(self, key_id: str) -> Key:
        """The key of this id. KeysMissing, in words, where the ring does not have it."""
        if key_id not in self.keys:
            words = _("The key %(key)s is not in %(file)s. Put back the file from its backup.")
            raise KeysMissing(words % {"key": key_id, "file": ring_file()})
        return self.keys[key_id]


def ring_file() -> Path:
    """Where the ring is kept."""
    return home().keys / "seal.json"


def read_ring() -> KeyRing | None:
    """The ring as the file has it now; None where there is no file. KeysMissing where it cannot be read."""
    try:
        text = ring_file().read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    try:
        kept = json.loads(text)
        keys = {
            key_id: Key(
                key_id,
                base64.b64decode(words["secret"], validate=True),
                datetime.fromisoformat(words["made_at"]),
                datetime.fromisoformat(words["retired_at"]) if words["retired_at"] else None,
            )
            for key_id, words in kept["keys"].items()
        }
        ring = KeyRing(kept["current"], keys)
        if ring.current not in keys or any(len(key.secret) != 32 for key in keys.values()):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        words = _("The key file %(file)s is damaged. Put it back from its backup; nothing was changed.")
        raise KeysMissing(words % {"file": ring_file()}) from None
    return ring


def standing_ring() -> KeyRing:
    """The ring. KeysMissing, saying what to do, where there is no file."""
    ring = read_ring()
    if ring is None:
        words = _(
            "The key file %(file)s is missing. Put it back from its backup; no new key is made in its place."
        )
        raise KeysMissing(words % {"file": ring_file()})
    return ring


def ring_for_sealing(nothing_sealed: Callable[[], bool]) -> KeyRing:
    """The ring, begun with its first key where there is none and `nothing_sealed()` says that nothing needs
    one.

    KeysMissing where the file is gone although something is sealed: a new key would hide that the old is
    lost.
    """
    ring = read_ring()
    if ring is not None:
        return ring
    with _changing():
        if read_ring() is None and nothing_sealed():
            first = _new_key()
            _write(KeyRing(first.id, {first.id: first}))
    return standing_ring()


def add_key() -> KeyRing:
    """A new key, current from now on; the one before stays in the ring, retired."""
    with _changing():
        ring, key = standing_ring(), _new_key()
        before = replace(ring.keys[ring.current], retired_at=key.made_at)
        ring = KeyRing(key.id, {**ring.keys, before.id: before, key.id: key})
        _write(ring)
    return ring


def remove_keys(in_use: Collection[str], now: datetime) -> list[str]:
    """Take retired keys that nothing is sealed with out of the ring; give their ids.

    Kept are those retired less than an hour ago: an action that is still under way may have used them.
    """
    with _changing():
        ring = standing_ring()
        gone = [
            key.id
            for key in ring.keys.values()
            if key.id not in in_use and key.retired_at is not None and key.retired_at + GRACE <= now
        ]
        if gone:
            _write(replace(ring, keys={one: key for one, key in ring.keys.items() if one not in gone}))
    return gone


def _new_key() -> Key:
    now = datetime.now(UTC)
    return Key(f"{now:%Y%m%d}-{secrets.token_hex(4)}", secrets.token_bytes(32), now)


@contextmanager
def _changing() -> Iterator[None]:
    """One process at a time changes the ring; the kernel lets go when a process ends, however it ends."""
    handle = os.open(made_home().keys / "seal.lock", os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(ring: KeyRing) -> None:
    """Write beside the file, then move over it: whoever reads finds the old ring or the new one, never
    half.
    """
    kept = {
        "current": ring.current,
        "keys": {
            key.id: {
                "secret": base64.b64encode(key.secret).decode("ascii"),
                "made_at": key.made_at.isoformat(),
                "retired_at": key.retired_at.isoformat() if key.retired_at else None,
            }
            for key in ring.keys.values()
        },
    }
    target = ring_file()
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(kept, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
