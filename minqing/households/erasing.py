"""Erasing a person, and handing them what is held about them (method: see, correct, export, withdraw)."""

from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from minqing.access.rules import may_erase_again, may_erase_person, may_export_person, require
from minqing.households.care import destroyed, open_care_need, reason_given
from minqing.households.happenings import resident_erased
from minqing.households.held import held_about
from minqing.households.models import ActiveRole, CareNeed, Membership, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.erasing import empty_bodies
from minqing.ledger.errors import Refused
from minqing.ledger.rows import Spell
from minqing.ledger.writing import Writing, act
from minqing.privacy.erasures import erased_ids, remember_erased
from minqing.privacy.models import Consent, Reading
from minqing.territory.queries import day_at

TOMBSTONE = gettext_noop("Erased resident")


class EraseReason(models.TextChoices):
    """Why a person is erased: chosen, not written, so that the record of it holds nothing personal."""

    ASKED = "asked", gettext_lazy("The resident asked for it")
    GUARDIAN = "guardian", gettext_lazy("The guardian asked for it")
    MOVED = "moved", gettext_lazy("Moved away, nothing is needed any more")
    MISTAKE = "mistake", gettext_lazy("Entered by mistake")


@act("resident.erase")
def erase_resident(w: Writing, *, by: Actor, at: datetime, resident: Resident, reason: str) -> Resident:
    """Erase what is held about a person; a tombstone without a name stays where others' history needs one.

    Name, sex, birth, telephones are blanked, memberships and roles end, care needs are destroyed, the words
    of consents and readings go, and the ledger's bodies that speak of any of these rows are emptied. Free
    text in diaries and concerns is not searched. The secretary alone; refuses a reason that is not in the
    list, and somebody who is erased already. That somebody was erased is remembered beside the database too
    (minqing.privacy.erasures), so that a backup put back does not bring them back.
    """
    require(may_erase_person(by, resident.community))
    if reason not in EraseReason.values:
        raise Refused({"reason": _("Choose a reason from the list.")})
    remember_erased(resident.pk)
    return _blank(w, resident, at, reason)


@act("resident.erase_again")
def erase_again(w: Writing, *, by: Actor, at: datetime, resident: Resident) -> Resident:
    """Erase somebody anew whom a backup that was put back has brought back, as the list of erasures says.

    The program's alone, and only for who is on the list: what a person was promised holds whatever a disk does.
    """
    require(may_erase_again(by, listed=resident.pk in erased_ids()))
    return _blank(w, resident, at, "restored")


def _blank(w: Writing, resident: Resident, at: datetime, reason: str) -> Resident:
    """Leave a tombstone of a person. Refuses one who is erased already."""
    resident = Resident.objects.select_for_update().get(pk=resident.pk)
    if resident.erased_at is not None:
        raise Refused(_("This person's data were erased."))
    day = day_at(resident.community, at)
    ids = [resident.pk, *_end_what_they_had(w, resident, day), *_forget_words(w, resident, at)]
    w.change(
        resident,
        name=_tombstone(),
        pinyin="",
        sex="",
        born="",
        phones=[],
        registered_elsewhere=None,
        confirmed_on=None,
        left_on=resident.left_on or day,
        erased_at=at,
    )
    resident_erased.happen(w, resident, ids)
    empty_bodies(w, resident.community, ids)
    w.about(resident, reason=reason)
    return resident


@act("resident.export")
def export_resident(
    w: Writing, *, by: Actor, at: datetime, resident: Resident, reason: str, open_needs: bool = False
) -> dict[str, object]:
    """All that is held about a person, as it is handed to them; that it was, by whom and why, is written
    down.

    Sealed care needs are opened only where `open_needs` says so, each with a reading of its own; else the
    file says how many there are. Refuses a reason that is none. Who answers for the household, and the
    secretary.
    """
    require(may_export_person(by, resident.community))
    assert by.account is not None
    reason = reason_given(reason)
    needs: dict[UUID, object] = {}
    if open_needs:
        for need in CareNeed.objects.filter(resident=resident, ended_on__isnull=True):
            needs[need.pk] = open_care_need(by=by, at=at, need=need, reason=reason)
    reading = Reading(
        community=resident.community,
        account_id=by.account,
        subject_type="households.resident",
        subject_id=resident.pk,
        resident_id=resident.pk,
        reason=reason,
        read_at=at,
    )
    w.add(reading)
    w.about(resident, reading=reading.pk)
    return held_about(resident, at, needs)


def _tombstone() -> str:
    """What stands in place of the name, in the language of the office whatever the reader's."""
    with translation.override("zh-hans"):
        return _(TOMBSTONE)


def _end_what_they_had(w: Writing, resident: Resident, day: date) -> list[UUID]:
    """End memberships and roles on the day, and destroy the care needs; give the ids of all rows that were
    theirs.
    """
    ids: list[UUID] = []
    spells: list[Spell] = [
        *Membership.objects.select_for_update().filter(resident=resident),
        *ActiveRole.objects.select_for_update(of=("self",)).filter(resident=resident),
    ]
    for spell in spells:
        ids.append(spell.pk)
        if spell.to_day is None or spell.to_day > day:
            w.change(spell, to_day=max(day, spell.from_day))
    for membership in Membership.objects.filter(resident=resident).exclude(relation=""):
        w.change(membership, relation="")
    for need in CareNeed.objects.select_for_update(of=("self",)).filter(resident=resident):
        ids.append(need.pk)
        destroyed(w, need, day)
    return ids


def _forget_words(w: Writing, resident: Resident, at: datetime) -> list[UUID]:
    """Blank the words of the person's consents and of the readings about them; give their ids."""
    ids: list[UUID] = []
    for consent in Consent.objects.select_for_update().filter(resident_id=resident.pk):
        ids.append(consent.pk)
        w.change(consent, purpose="", told="", given_by="", withdrawn_at=consent.withdrawn_at or at)
    for reading in Reading.objects.select_for_update().filter(resident_id=resident.pk):
        ids.append(reading.pk)
        w.change(reading, reason="")
    return ids
