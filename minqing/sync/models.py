"""The phone's door: the phones enrolled, and what a person must still decide about facts that came by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from minqing.committee.models import Member
from minqing.households.models import Household, Resident
from minqing.ledger.rows import Row


class Device(Row):
    """A phone that a member enrolled. It speaks with a token; only the token's digest is kept.

    `wrap` is the phone's data key, wrapped by a key that never leaves the phone: the server cannot open it, and
    hands it out to who signs in (a forgotten PIN). docs/decisions, 0008.
    """

    ledgered = False
    account = models.UUIDField()
    name = models.CharField(_("Name of the phone"), max_length=60)
    token_digest = models.BinaryField(max_length=32)
    wrap = models.TextField(blank=True)
    enrolled_at = models.DateTimeField()
    # The last time that it spoke; for fourteen days without, it must sign in again.
    contact_at = models.DateTimeField()
    # The device's clock minus the server's, in milliseconds, at that contact.
    offset_ms = models.BigIntegerField(default=0)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token_digest"], name="one_device_a_token")]
        indexes = [models.Index(fields=["account"], name="device_of_account")]


class Handed(Row):
    """A late fact about a household that is now another member's: it waits in that keeper's tray (片区交接).

    The body is kept until somebody takes it up or puts it aside, and emptied then.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Waits")
        TAKEN = "taken", _("Taken up")
        DROPPED = "dropped", _("Put aside")

    fact = models.UUIDField(unique=True)
    kind = models.CharField(max_length=30)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField(default=dict)
    # By the device's clock, corrected.
    noted_at = models.DateTimeField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "id"], name="handed_open", condition=models.Q(state="open"))
        ]


class Clash(Row):
    """Two people corrected the same field of a person in different ways: both are kept, somebody chooses."""

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=24)
    # What shows (the later noted), and what it displaced; as JSON, for telephones are a list and what is not known is null.
    shown = models.JSONField(null=True)
    other = models.JSONField(null=True)
    shown_by = models.UUIDField(null=True)
    other_by = models.UUIDField(null=True)
    shown_at = models.DateTimeField()
    other_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.UUIDField(null=True, blank=True)

    class Meta:
        # Several of one field may wait: what a third correction displaces is not lost over it.
        indexes = [
            models.Index(
                fields=["resident", "field"], name="clash_open", condition=models.Q(settled_at__isnull=True)
            )
        ]


class FieldNoted(Row):
    """When a field of a person was last corrected, by whom: what a clash is told by."""

    ledgered = False
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=24)
    noted_at = models.DateTimeField()
    by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resident", "field"], name="one_note_a_field")]


class ClockDoubt(Row):
    """A fact whose time is not sure, because the phone's clock was set while it was offline; a person confirms."""

    fact = models.UUIDField(unique=True)
    kind = models.CharField(max_length=30)
    account = models.UUIDField()
    subject = models.UUIDField()
    device_at = models.DateTimeField()
    # It was noted within these, by the server's clock.
    lower = models.DateTimeField()
    upper = models.DateTimeField()
    taken = models.DateTimeField()
    confirmed = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
