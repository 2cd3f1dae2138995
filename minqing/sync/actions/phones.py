"""Taking back that a phone is to be emptied, as long as it has not done so."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.sync.models import Device


@act("device.keep")
def keep_device(w: Writing, *, by: Actor, at: datetime, device: Device) -> Device:
    """Let a phone keep the notebook after all: one's own; for the secretary any. Refused where it is wiped already.

    Whoever holds a post may enrol a phone at any time, so nothing is gained by taking back what another asked.
    """
    require(device.account == by.account or rules.is_secretary(by, device.community))
    now = Device.objects.select_for_update().get(pk=device.pk)
    if now.wiped_at is not None:
        raise Refused(_("This phone is wiped already. Enrol it anew."))
    w.change(now, forgotten_at=None)
    w.about(now)
    return now
