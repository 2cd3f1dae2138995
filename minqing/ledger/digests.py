"""The canonical form of rows and bodies, and the hashes over them. Pure: no database, no clock."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

EMPTY = bytes(32)
_PLAIN = (str, bool, int)
# Kept ready: an import spells hundreds of thousands of values, and making an encoder costs more than using it.
_spelled = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def plain(value: Any) -> Any:
    """A value as canonical JSON can hold it: instants in UTC with microseconds, bytes in hex."""
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    raise TypeError(f"no canonical form for {type(value).__name__}")


def canonical(value: Any) -> str:
    """One spelling for one value: sorted keys, no spaces, as Unicode."""
    return _spelled(plain(value))


def canonical_of_plain(value: Any) -> str:
    """As `canonical`, for a value that is plain already (strings, numbers, lists and dicts of them)."""
    return _spelled(value)


def digest_of(values: Any) -> str:
    """SHA-256 of the canonical form, in hex."""
    return sha256(canonical(values).encode()).hexdigest()


def commitment_of(salt: bytes, body: str) -> bytes:
    """Binds a body without telling it: SHA-256 over a 16-byte random salt and the canonical body."""
    return sha256(salt + body.encode()).digest()


def link_hash(
    *,
    previous: bytes,
    community: str,
    seq: int,
    kind: str,
    device_at: datetime,
    server_at: datetime,
    commitment: bytes,
) -> bytes:
    """The hash of a record over what is never erased: its place, kind, times, commitment and the hash before."""
    return links(community=community, kind=kind, device_at=device_at, server_at=server_at)(
        previous, seq, commitment
    )


def links(
    *, community: str, kind: str, device_at: datetime, server_at: datetime
) -> Callable[[bytes, int, bytes], bytes]:
    """Makes the hashes of many records that share all but their place: from hash before, `seq` and commitment."""
    before, after = canonical([community, 0, kind, device_at, server_at]).split(",0,", 1)

    def link(previous: bytes, seq: int, commitment: bytes) -> bytes:
        return sha256(previous + commitment + f"{before},{seq},{after}".encode()).digest()

    return link
