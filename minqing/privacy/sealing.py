"""Sealing: authenticated encryption of what only a duty may open (method, "Lines that we do not cross").

AES-256-GCM, or SM4-GCM where the office must use Chinese ciphers (`MINQING_SEAL`). A sealed value tells by
its first byte which it is, so both open whatever the setting says now. It is bound to its place: community,
resident and row; moved to another row, it does not open.
"""

import json
import os
from dataclasses import astuple, dataclass
from enum import IntEnum
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext as _

from minqing.ledger.errors import Refused
from minqing.privacy.key_ring import Key
from minqing.site.knobs import knob

NONCE, TAG = 12, 16


class Suite(IntEnum):
    """The ciphers, by the first byte of what they sealed."""

    AES_256_GCM = 1
    SM4_GCM = 2


SUITES = {"aes-256-gcm": Suite.AES_256_GCM, "sm4-gcm": Suite.SM4_GCM}
KEY_SIZE = {Suite.AES_256_GCM: 32, Suite.SM4_GCM: 16}


class DoesNotOpen(Refused):
    """What is sealed was changed, moved to another row, or sealed with another key."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value belongs: it opens nowhere else."""

    community: str
    resident: UUID
    row: UUID


def chosen_suite() -> Suite:
    """The cipher that `MINQING_SEAL` names. Refused where it names none."""
    name = knob("MINQING_SEAL").lower()
    if name not in SUITES:
        words = _("The setting %(setting)s must be %(choices)s, not “%(name)s”.")
        raise Refused(words % {"setting": "MINQING_SEAL", "choices": " / ".join(SUITES), "name": name})
    return SUITES[name]


def seal(plain: bytes, key: Key, place: Place, suite: Suite | None = None) -> bytes:
    """Seal: suite (1 byte), nonce (12 random bytes), what is sealed, tag (16 bytes)."""
    suite = chosen_suite() if suite is None else suite
    nonce = os.urandom(NONCE)
    work = Cipher(_algorithm(suite, key), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(_binding(suite, key, place))
    body = work.update(plain) + work.finalize()
    return bytes([suite]) + nonce + body + work.tag


def unseal(sealed: bytes, key: Key, place: Place) -> bytes:
    """What was sealed. DoesNotOpen where a bit of it, its key or its place is another than when it was
    sealed.
    """
    try:
        suite = Suite(sealed[0])
        nonce, body, tag = sealed[1 : 1 + NONCE], sealed[1 + NONCE : -TAG], sealed[-TAG:]
        work = Cipher(_algorithm(suite, key), modes.GCM(nonce, tag)).decryptor()
        work.authenticate_additional_data(_binding(suite, key, place))
        return work.update(body) + work.finalize()
    except (InvalidTag, ValueError, IndexError):
        words = _(
            "This does not open: it was changed or moved since it was sealed. Tell whoever keeps the system."
        )
        raise DoesNotOpen(words) from None


def _algorithm(suite: Suite, key: Key) -> algorithms.AES | algorithms.SM4:
    """The cipher under a key of its own, derived from the ring's: no key ever works for two ciphers."""
    derived = HKDF(SHA256(), KEY_SIZE[suite], salt=None, info=f"minqing seal {suite.name}".encode())
    material = derived.derive(key.secret)
    return algorithms.AES(material) if suite is Suite.AES_256_GCM else algorithms.SM4(material)


def _binding(suite: Suite, key: Key, place: Place) -> bytes:
    """What is authenticated with the value: cipher, key and place."""
    return json.dumps(["minqing seal", int(suite), key.id, *map(str, astuple(place))]).encode()
