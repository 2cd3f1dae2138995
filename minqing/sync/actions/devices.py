"""Phones: enrolled by whoever signs in, told to forget, wiped."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.sync.models import Device


@act("device.enrol")
def enrol_device(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    token_digest: bytes,
    name: str,
    device: Device | None = None,
    wrap: str | None = None,
) -> Device:
    """Give a phone a token: a new phone, or the member's own one again, whose wrap is kept unless another is given.

    The old token of that phone is worth nothing from then on. Denied to whoever is not on the committee, and for a
    phone of somebody else. Decision 0008, "Who speaks".
    """
    require(rules.may_enter_desk(by, community) and by.account is not None)
    now = timezone.now()
    name = name.strip()[:60] or str(_("A phone"))
    if device is None:
        assert by.account is not None
        device = w.add(
            Device(
                community=community,
                account=by.account,
                name=name,
                token_digest=token_digest,
                wrap=wrap or "",
                enrolled_at=now,
                contact_at=now,
            )
        )
    else:
        require(device.account == by.account)
        kept = device.wrap if wrap is None else wrap
        w.change(device, token_digest=token_digest, name=name, wrap=kept, contact_at=now)
    w.about(device)
    return device


@act("device.keep_wrap")
def keep_wrap(w: Writing, *, by: Actor, at: datetime, device: Device, wrap: str) -> None:
    """Keep the phone's data key as the phone wrapped it; the server cannot open it."""
    require(device.account == by.account)
    w.change(device, wrap=wrap)
    w.leave_no_record()


@act("device.contact")
def note_contact(
    w: Writing, *, by: Actor, at: datetime, device: Device, offset_ms: int | None = None
) -> None:
    """Note that the phone spoke, and how far its clock was off (milliseconds, its own minus the server's)."""
    require(device.account == by.account)
    changed = {} if offset_ms is None else {"offset_ms": offset_ms}
    w.change(device, contact_at=at, **changed)
    w.leave_no_record()


@act("device.forget")
def forget_device(w: Writing, *, by: Actor, at: datetime, device: Device) -> Device:
    """Tell a phone to send what waits and to wipe itself at the next contact. One's own; for the secretary any.

    Refused where it is wiped already.
    """
    require(device.account == by.account or rules.is_secretary(by, device.community))
    if device.wiped_at is not None:
        raise Refused(_("This phone is wiped already."))
    w.change(device, forgotten_at=device.forgotten_at or at)
    w.about(device)
    return device


@act("device.wiped")
def note_wiped(w: Writing, *, by: Actor, at: datetime, device: Device) -> None:
    """The phone says that it is empty: its token and its wrap are worth nothing from now on."""
    require(device.account == by.account)
    w.change(device, wrap="", wiped_at=at, forgotten_at=device.forgotten_at or at)
    w.about(device)


@act("device.clear")
def clear_device(w: Writing, *, by: Actor, at: datetime, device: Device) -> None:
    """Remove a phone that was wiped long ago: the program alone. Refused for one that is not wiped."""
    require(rules.is_program(by))
    if device.wiped_at is None:
        raise Refused(_("This phone is not wiped yet."))
    w.remove(device)
    w.leave_no_record()
