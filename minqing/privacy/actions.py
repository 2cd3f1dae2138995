"""What a resident agreed to, and that they no longer do."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_consents, require
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.hooks import consent_withdrawn
from minqing.privacy.models import Consent
from minqing.privacy.refusals import no_id_numbers


@act("consent.record")
def record_consent(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    resident_id: UUID,
    purpose: str,
    told: str,
    how: str,
    given_on: date,
    until: date,
    given_by: str = "",
    id: UUID | None = None,
) -> Consent:
    """Write down a consent: for what, told what, by whom (`given_by`, blank: the resident), how, until when.

    Refuses one without purpose or without what was told, one of a guardian without a name, a day still to
    come, and an end that has passed or comes before the day it was given (method, "Lines"; separate consent
    of the PIPL).
    """
    require(may_keep_consents(by, community))
    assert by.account is not None
    purpose, told, given_by = purpose.strip(), told.strip(), given_by.strip()
    for name, text in (("purpose", purpose), ("told", told), ("given_by", given_by)):
        no_id_numbers(text, name)
    if not purpose:
        raise Refused({"purpose": _("Write what the consent is for.")})
    if not told:
        raise Refused({"told": _("Write what the resident was told before agreeing.")})
    if how not in Consent.How.values:
        raise Refused({"how": _("Choose how the consent was given.")})
    if (how == Consent.How.GUARDIAN) != bool(given_by):
        raise Refused({"given_by": _("Name the guardian where one consents, and only then.")})
    today = timezone.localdate(at)
    if given_on > today:
        raise Refused({"given_on": _("This day is still to come.")})
    if until < today or until < given_on:
        raise Refused({"until": _("This consent would be over already. Choose a later day.")})
    consent = w.add(
        Consent(
            id=id or uuid7(),
            community=community,
            resident_id=resident_id,
            purpose=purpose,
            told=told,
            how=how,
            given_by=given_by,
            given_on=given_on,
            until=until,
            taken_by_id=by.account,
        )
    )
    w.about(consent, how=how, until=until)
    return consent


@act("consent.withdraw")
def withdraw_consent(w: Writing, *, by: Actor, at: datetime, consent: Consent) -> Consent:
    """A resident withdraws a consent: what hangs on it is erased in the same transaction
    (`consent_withdrawn`).

    Refuses one that was withdrawn before. That it was once given stays written down, as its proof.
    """
    require(may_keep_consents(by, consent.community))
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.withdrawn_at is not None:
        raise Refused(_("This consent was withdrawn already."))
    w.change(consent, withdrawn_at=at)
    w.about(consent)
    consent_withdrawn.happen(by, at, consent)
    return consent
