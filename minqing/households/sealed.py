"""What a care need says, sealed into its row and opened again: the kind, a note, and how often to visit."""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import QuerySet

from minqing.access.acting import in_street
from minqing.access.models import Division, Street
from minqing.households.models import CareNeed
from minqing.privacy.key_ring import ring_for_sealing, standing_ring
from minqing.privacy.sealing import Place, seal, unseal

SIZES = 512  # bytes; sealed needs come in multiples of it


@dataclass(frozen=True)
class Care:
    """What is sealed. `kind` is of CareKind; `every_days` is the visiting rhythm in days, 0 for none of its
    own.
    """

    kind: str
    note: str
    every_days: int


def sealed_care(need: CareNeed, care: Care) -> tuple[bytes, str]:
    """The sealed bytes for this row, and the id of the key. KeysMissing, in words, where the key file is
    gone.
    """
    ring = ring_for_sealing(nothing_sealed)
    key = ring.key(ring.current)
    plain = json.dumps(asdict(care), ensure_ascii=False, sort_keys=True).encode()
    # The kinds have names of different lengths: without the spaces the sealed size would tell which it is.
    plain += b" " * (-len(plain) % SIZES)
    return seal(plain, key, _place(need)), key.id


def opened_care(need: CareNeed) -> Care:
    """What the row says. KeysMissing or DoesNotOpen, in words. For a reader it is `open_care_need`."""
    key = standing_ring().key(need.key_id)
    return Care(**json.loads(unseal(bytes(need.sealed), key, _place(need))))


def resealed(need: CareNeed) -> tuple[bytes, str]:
    """The same content under the current key, as `sealed_care` gives it; nobody reads it on the way."""
    ring = standing_ring()
    plain = unseal(bytes(need.sealed), ring.key(need.key_id), _place(need))
    key = ring.key(ring.current)
    return seal(plain, key, _place(need)), key.id


def to_reseal(community: str, after: UUID | None = None) -> QuerySet[CareNeed]:
    """The needs of a community that another key than the current one seals; those behind `after` by id."""
    rows = (
        CareNeed.objects.filter(community=community)
        .exclude(key_id="")
        .exclude(key_id=standing_ring().current)
    )
    return rows.filter(pk__gt=after) if after else rows


def nothing_sealed() -> bool:
    """Whether no street here holds anything sealed: only then may a first key be made."""
    return not keys_in_use()


def keys_in_use() -> set[str]:
    """The ids of the keys that something is sealed with, over all streets: one query a street."""
    codes = list(Division.objects.filter(code__regex=r"^\d{12}$").values_list("code", flat=True))
    used: set[str] = set()
    for street in Street.objects.values_list("code", flat=True):
        with in_street(street, tuple(code for code in codes if code.startswith(street))):
            rows = CareNeed.objects.exclude(key_id="").order_by()
            used.update(rows.values_list("key_id", flat=True).distinct())
    return used


def _place(need: CareNeed) -> Place:
    return Place(need.community, need.resident_id, need.pk)
