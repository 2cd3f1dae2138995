"""A fact as it came, read as far as that goes without the database: its time, its body by its kind, its digest."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from pydantic import BaseModel
from pydantic import ValidationError as NotReadable

from minqing.method.clocks import noted_time
from minqing.sync.batch import Noted
from minqing.sync.facts.kinds import KINDS, Kind
from minqing.sync.reading import canonical_bytes
from minqing.sync.refusals import Refusal, of_reading
from minqing.sync.schemas import Asked, FactIn


@dataclass
class Sent:
    """One fact of a request. `refusal`: why it cannot be read; else `kind`, `body` and `digest` are there."""

    noted: Noted
    raw: dict[str, Any]
    kind: Kind | None = None
    body: Asked | None = None
    digest: bytes = b""
    refusal: Refusal | None = None

    @cached_property
    def named(self) -> frozenset[UUID]:
        """Every id that the body names."""
        return frozenset(ids_in(self.body)) if self.body is not None else frozenset()


def read(fact: FactIn, sent_at: datetime, received_at: datetime) -> Sent:
    """Read a fact; what is wrong with it alone is kept as its refusal."""
    clock = fact.clock
    taken = noted_time(
        noted_at=fact.noted_at,
        offset_at_contact_ms=clock.offset_ms if clock else None,
        contact_at=clock.contact_at if clock else None,
        sent_at=sent_at,
        received_at=received_at,
    )
    sent = Sent(Noted(fact.id, fact.kind, fact.noted_at, taken, received_at), fact.body)
    try:
        sent.kind, sent.body, sent.digest = understood(fact.id, fact.kind, fact.body)
    except Refusal as refusal:
        sent.refusal = refusal
    return sent


def understood(id: UUID, kind_name: str, raw: dict[str, Any]) -> tuple[Kind, Asked, bytes]:
    """The kind, the body in its form, and the digest that binds both. Raises Refusal: `unknown_kind`, `invalid`."""
    kind = KINDS.get(kind_name)
    if kind is None:
        raise Refusal("unknown_kind")
    if id.version != 7:
        raise Refusal("invalid", fields={"id": _("This could not be read.")})
    try:
        body = kind.body.model_validate(raw)
        return kind, body, digest_of(id, kind, raw)
    except NotReadable as error:
        raise of_reading(error) from None
    except (ValueError, RecursionError):
        raise Refusal("invalid") from None


def digest_of(id: UUID, kind: Kind, raw: dict[str, Any]) -> bytes:
    """What a second arrival is recognised by: keyed, so that nobody who has the rows alone can guess a text from it.

    Of an opinion it binds no word: nothing leads from a worker to what was said (decision 0004).
    """
    told = {"kind": kind.name, "body": raw if kind.tells else str(id)}
    return hmac.digest(settings.SECRET_KEY.encode(), canonical_bytes(told), "sha256")


def ids_in(value: object) -> set[UUID]:
    """Every id in a body, however deep."""
    if isinstance(value, UUID):
        return {value}
    if isinstance(value, BaseModel):
        return set().union(*(ids_in(inner) for _name, inner in value))
    if isinstance(value, list | tuple):
        return set().union(*(ids_in(inner) for inner in value))
    return set()
