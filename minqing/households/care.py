"""Care needs: noted with a consent, opened with a reason, confirmed or erased at a set date (method,
"Lines").
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_care_for, may_look_after_sealed, require
from minqing.access.scope import keepers_of
from minqing.households.care_kinds import RULES, TERM_DAYS, CareKind, may_be_under_fourteen
from minqing.households.happenings import call_rhythm_agreed
from minqing.households.models import CareNeed, Resident
from minqing.households.sealed import Care, opened_care, resealed, sealed_care, to_reseal
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.models import Consent, Reading
from minqing.privacy.refusals import no_id_numbers
from minqing.privacy.sealing import DoesNotOpen
from minqing.territory.models import Community
from minqing.territory.queries import day_at

LONGEST_RHYTHM = 366
SHORTEST_REASON = 4
LONGEST_NOTE = 2000
# How long a need waits for its review after the day set for it, before it is erased.
PATIENCE = timedelta(days=30)


@act("care.note")
def note_care_need(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    resident: Resident,
    consent: Consent | None,
    kind: str,
    note: str = "",
    every_days: int = 0,
    review_by: date | None = None,
    id: UUID | None = None,
) -> CareNeed:
    """Note a care need, sealed: kind, note and visiting rhythm (days; 0 for none) can be read in no table.

    Refuses it without a consent of this resident that still holds, without the guardian's where the person
    may be under fourteen, without the person's own where the kind asks for it; a review later than the
    term or than the consent; somebody who is erased. `review_by` is by default the earlier of the
    two. Of a rhythm the number of days alone is told to the planner of visits: a stop then says "call", never why.
    """
    day = day_at(resident.community, at)
    _require_care(by, resident.community, resident.pk, day)
    assert by.account is not None
    resident = Resident.objects.select_for_update().get(pk=resident.pk)
    if resident.erased_at is not None:
        raise Refused(_("This person's data were erased."))
    if kind not in CareKind.values:
        raise Refused({"kind": _("Choose from the list.")})
    consent = _holding(consent, resident, day)
    _given_by_whom_it_must(consent, resident, CareKind(kind), day)
    need = CareNeed(
        id=id or uuid7(),
        community=resident.community,
        resident=resident,
        consent=consent,
        review_by=_review_day(review_by, consent, day),
        noted_by_id=by.account,
    )
    need.sealed, need.key_id = sealed_care(need, _care(kind, note, every_days))
    w.add(need)
    w.about(need, review_by=need.review_by)
    if every_days > 0:
        call_rhythm_agreed.happen(resident, every_days, day, by, at)
    return need


@act("care.confirm")
def confirm_care_need(
    w: Writing, *, by: Actor, at: datetime, need: CareNeed, review_by: date | None = None
) -> CareNeed:
    """Confirm that a need still stands: its next review moves on by a term (`TERM_DAYS`), within the consent.

    Refuses one that has ended, one whose consent has run out or was withdrawn, and a review beyond either
    bound.
    """
    day = day_at(need.community, at)
    _require_care(by, need.community, need.resident_id, day)
    need = _standing(need)
    consent = _holding(need.consent, need.resident, day)
    w.change(need, review_by=_review_day(review_by, consent, day))
    w.about(need, review_by=need.review_by)
    return need


@act("care.end")
def end_care_need(w: Writing, *, by: Actor, at: datetime, need: CareNeed) -> CareNeed:
    """End a need: what was sealed is erased, that there was one stays. Refuses one that has ended."""
    day = day_at(need.community, at)
    _require_care(by, need.community, need.resident_id, day)
    need = destroyed(w, _standing(need), day)
    w.about(need)
    return need


@act("care.open")
def open_care_need(w: Writing, *, by: Actor, at: datetime, need: CareNeed, reason: str) -> Care:
    """Read what a need says, for a stated reason; who read it, why and when is written down (`Reading`).

    Only the secretary and whoever answers for the household now, keeper or cover. Refuses no reason or one
    of less than four characters, and a need that has ended. What cannot be opened is said in words and not
    logged as read.
    """
    _require_care(by, need.community, need.resident_id, day_at(need.community, at))
    assert by.account is not None
    reason = reason_given(reason)
    need = _standing(need)
    care = opened_care(need)
    reading = Reading(
        community=need.community,
        account_id=by.account,
        subject_type="households.careneed",
        subject_id=need.pk,
        resident_id=need.resident_id,
        reason=reason,
        read_at=at,
    )
    w.add(reading)
    w.about(need, reading=reading.pk)
    return care


@act("care.erase_on_withdrawal")
def end_needs_of_consent(w: Writing, *, by: Actor, at: datetime, consent: Consent) -> int:
    """Erase every need that was noted on a consent which is withdrawn; give how many. Called by the
    withdrawal.
    """
    assert consent.withdrawn_at is not None
    day = day_at(consent.community, at)
    needs = CareNeed.objects.select_for_update().filter(consent=consent, ended_on__isnull=True)
    ended = [destroyed(w, need, day) for need in needs]
    w.about(consent, ended=len(ended))
    return len(ended)


@act("care.erase_overdue")
def erase_overdue_need(w: Writing, *, by: Actor, at: datetime, need: CareNeed) -> bool:
    """Erase a need that nobody confirmed; whether it was. The program does, when it is `past_keeping`,
    nobody else.
    """
    require(may_look_after_sealed(by))
    need = _standing(need)
    day = day_at(need.community, at)
    past = past_keeping(need.review_by, need.consent.until, day)
    if past:
        destroyed(w, need, day)
    w.about(need, erased=past)
    return past


@act("care.reseal")
def reseal_care_needs(
    w: Writing, *, by: Actor, at: datetime, community: str, after: UUID | None, size: int
) -> tuple[UUID | None, int, list[UUID]]:
    """Seal up to `size` needs of a community, those behind `after` by id, again with the current key.

    Gives the last id looked at (None: there was none left), how many were sealed anew, and the ids of those
    that do not open; they stay as they are. KeysMissing where a key is gone: put it back, then go on.
    """
    require(may_look_after_sealed(by))
    last, done, closed = None, 0, []
    for need in to_reseal(community, after).select_for_update(of=("self",)).order_by("pk")[:size]:
        last = need.pk
        try:
            sealed, key_id = resealed(need)
        except DoesNotOpen:
            closed.append(need.pk)
            continue
        w.change(need, sealed=sealed, key_id=key_id)
        done += 1
    w.about(Community.objects.get(community=community), sealed=done)
    return last, done, closed


def past_keeping(review_by: date, consent_until: date, day: date) -> bool:
    """Whether a need is erased on a day: its consent ran out, or nobody confirmed it for 30 days after its
    review.
    """
    return consent_until < day or review_by + PATIENCE < day


def destroyed(w: Writing, need: CareNeed, day: date) -> CareNeed:
    """Destroy what is sealed in a need and end it, within an action."""
    return w.change(need, sealed=b"", key_id="", ended_on=need.ended_on or day)


def reason_given(reason: str) -> str:
    """The reason, trimmed. Refused where it is none: empty, too short, one character over and over."""
    reason = no_id_numbers(reason.strip(), "reason")
    if len(reason) < SHORTEST_REASON or len(set(reason)) < 2:
        raise Refused(
            {"reason": _("Write why you need to read this, in a few words. It is kept with your name.")}
        )
    if len(reason) > 200:
        raise Refused({"reason": _("This reason is too long (200 characters at most).")})
    return reason


def _require_care(by: Actor, community: str, resident: UUID, day: date) -> None:
    require(may_care_for(by, community, keepers_of(resident, day)))


def _standing(need: CareNeed) -> CareNeed:
    need = (
        CareNeed.objects.select_for_update(of=("self",)).select_related("resident", "consent").get(pk=need.pk)
    )
    if need.ended_on is not None:
        raise Refused(_("This care need has ended; what was sealed is erased."))
    return need


def _holding(consent: Consent | None, resident: Resident, day: date) -> Consent:
    """The consent itself, locked, where it is this resident's and holds on the day."""
    found = Consent.objects.select_for_update().filter(pk=consent.pk).first() if consent else None
    if found is None or found.resident_id != resident.pk or found.community != resident.community:
        raise Refused({"consent": _("A care need is kept only with a consent: write it down first.")})
    if found.withdrawn_at is not None or found.until < day:
        raise Refused({"consent": _("This consent holds no more. Ask the resident again.")})
    return found


def _given_by_whom_it_must(consent: Consent, resident: Resident, kind: CareKind, day: date) -> None:
    by_guardian = consent.how == Consent.How.GUARDIAN
    if may_be_under_fourteen(resident.born, day) and not by_guardian:
        raise Refused({"how": _("For a child under fourteen the guardian consents.")})
    if RULES[kind].own_word and by_guardian:
        raise Refused(
            {"how": _("This need is kept only at the person's own word; nobody consents in their place.")}
        )


def _care(kind: str, note: str, every_days: int) -> Care:
    note = no_id_numbers(note.strip(), "note")
    if len(note) > LONGEST_NOTE:
        raise Refused({"note": _("This note is too long (2,000 characters at most).")})
    if not 0 <= every_days <= LONGEST_RHYTHM:
        raise Refused({"every_days": _("Visit at least once a year, or leave it empty.")})
    return Care(kind, note, every_days)


def _review_day(asked: date | None, consent: Consent, day: date) -> date:
    latest = min(day + timedelta(days=TERM_DAYS), consent.until)
    if asked is None:
        return latest
    if not day < asked <= latest:
        words = _("Choose a day after today, up to %(day)s.")
        raise Refused({"review_by": words % {"day": latest.isoformat()}})
    return asked
