"""Corrections of a person by several people, some of them without network: merged, and clashes put to a person."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.actions import correct_resident
from minqing.households.models import Membership, Resident
from minqing.households.persons import Person, facts_of
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.merging import FieldClash, merge, same_value
from minqing.sync.models import Clash, FieldNoted
from minqing.territory.queries import day_at

FIELDS = ("name", "sex", "born", "phones", "registered_elsewhere", "relation")


@act("resident.merge")
def merge_correction(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    resident: Resident,
    seen: Mapping[str, Any],
    set_: Mapping[str, Any],
) -> Resident:
    """Correct a person by what a phone had seen of them and what its member wrote (minqing.method.merging).

    What somebody else changed meanwhile is a clash: the later noted shows, both are kept until somebody chooses. Refuses
    what correcting a person refuses.
    """
    require(may_keep_register(by, resident.community))
    now = Resident.objects.select_for_update().get(pk=resident.pk)
    if now.erased_at is not None:
        raise Refused(_("This person's data were erased."))
    stands = as_it_stands(now)
    wanted = _in_their_spelling(stands, set_, now, at)
    noted = {row.field: row for row in FieldNoted.objects.filter(resident=now)}
    times = {field: row.noted_at for field, row in noted.items()}
    merged = merge(seen=seen, set_=wanted, now=stands, noted=times, at=at)
    if merged.values:
        person = Person(**{**stands, **merged.values})
        correct_resident(by=by, at=at, resident=now, person=person)
    opened = [_open(w, now, clash, noted) for clash in merged.clashes]
    note_fields(w, now, merged.noted)
    if opened:
        w.about(now, clashes=[str(clash.pk) for clash in opened])
    else:
        w.leave_no_record()
    return now


@act("clash.settle")
def settle_clash(w: Writing, *, by: Actor, at: datetime, clash: Clash, choose: str) -> Clash:
    """Choose what is right: what shows, or what it displaced, which shows from now on. Refused where it is settled."""
    require(may_keep_register(by, clash.community))
    row = Clash.objects.select_for_update(of=("self",)).select_related("resident").get(pk=clash.pk)
    if row.settled_at is not None:
        raise Refused(_("Somebody has dealt with this already."))
    if choose == "other":
        stands = as_it_stands(row.resident)
        person = Person(**{**stands, row.field: row.other})
        correct_resident(by=by, at=at, resident=row.resident, person=person)
        _shows_now(w, row.resident, row.field, row.other, at, by.account)
    # What it was about stands in the register now; neither value is needed here any more.
    w.change(row, settled_at=at, settled_by=by.account, shown=None, other=None)
    w.about(row, choose=choose)
    return row


def as_it_stands(resident: Resident) -> dict[str, Any]:
    """What is written about a person now, by field; the relation in the household they are in."""
    belongs = Membership.objects.filter(resident=resident, to_day__isnull=True).first()
    return {
        "name": resident.name,
        "sex": resident.sex,
        "born": resident.born,
        "phones": list(resident.phones),
        "registered_elsewhere": resident.registered_elsewhere,
        "relation": belongs.relation if belongs is not None else "",
    }


def note_fields(w: Writing, resident: Resident, times: Mapping[str, datetime]) -> None:
    """Remember when fields of a person were last corrected, and by who acts."""
    known = {row.field: row for row in FieldNoted.objects.filter(resident=resident, field__in=times)}
    for field, moment in times.items():
        row = known.get(field)
        if row is None:
            place = {"community": resident.community, "resident": resident, "field": field}
            w.add(FieldNoted(**place, noted_at=moment, by=w.by.account))
        elif moment > row.noted_at:
            w.change(row, noted_at=moment, by=w.by.account)


def _in_their_spelling(
    stands: Mapping[str, Any], set_: Mapping[str, Any], resident: Resident, at: datetime
) -> dict[str, Any]:
    """The wanted values as the register spells them; refused by field like any correction."""
    person = Person(**{**stands, **set_})
    facts = facts_of(person, day_at(resident.community, at)) | {"relation": person.relation}
    return {field: facts[field] for field in set_}


def _open(w: Writing, resident: Resident, found: FieldClash, noted: Mapping[str, FieldNoted]) -> Clash:
    """Keep both values of a field. Another clash of the field that waits shows the same from now on."""
    theirs = noted[found.field].by if found.field in noted else None
    mine = w.by.account
    shown_by, other_by = (theirs, mine) if found.theirs_shown else (mine, theirs)
    written = _written_at(resident.pk)
    shown_at, other_at = found.shown_at or written, found.other_at or written
    if not found.theirs_shown:
        _shows_now(w, resident, found.field, found.shown, shown_at, shown_by)
    for waits in Clash.objects.filter(resident=resident, field=found.field, settled_at__isnull=True):
        if same_value(waits.other, found.other):
            return waits
    return w.add(
        Clash(
            community=resident.community,
            resident=resident,
            field=found.field,
            shown=found.shown,
            other=found.other,
            shown_by=shown_by,
            other_by=other_by,
            shown_at=shown_at,
            other_at=other_at,
        )
    )


def _shows_now(
    w: Writing, resident: Resident, field: str, value: object, at: datetime, by: UUID | None
) -> None:
    """Every clash of the field that waits says what shows now."""
    for waits in Clash.objects.filter(resident=resident, field=field, settled_at__isnull=True):
        w.change(waits, shown=value, shown_at=at, shown_by=by)


def _written_at(id: UUID) -> datetime:
    """When a row was made, as its id tells: since then stands what was never corrected."""
    if id.version != 7:
        return datetime(2000, 1, 1, tzinfo=UTC)
    return datetime.fromtimestamp((id.int >> 80) / 1000, UTC)
