"""The register taken out of the house: who did so, how much of it and why is written down first."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.access.rules import may_export_register, require
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.models import Reading
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Community

REASON_FROM = 50  # rows; more than these leave the house only with a reason


@act("register.export")
def note_register_export(
    w: Writing, *, by: Actor, at: datetime, community: str, rows: int, reason: str
) -> Community:
    """Write down that so many rows of the register are handed out, before they are.

    An account's export is a reading that residents can be shown; one from the command line stands in the ledger
    alone. Refuses more than fifty rows without a reason.
    """
    require(may_export_register(by, community))
    reason = no_id_numbers(reason.strip(), "reason")[:200]
    if by.account is not None and rows > REASON_FROM and not reason:
        raise Refused({"reason": _("Write what the file is for: it holds more than fifty people.")})
    here = Community.objects.get(community=community)
    if by.account is not None:
        w.add(
            Reading(
                community=community,
                account_id=by.account,
                subject_type="territory.community",
                subject_id=here.pk,
                reason=reason,
                read_at=at,
            )
        )
    w.about(here, rows=rows)
    return here
