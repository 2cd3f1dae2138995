"""All that is held about a person, as plain values for a file that is handed to them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from minqing.households.care_kinds import CareKind
from minqing.households.happenings import resident_exported
from minqing.households.models import ActiveRole, CareNeed, Membership, Residence, Resident
from minqing.households.sealed import Care
from minqing.privacy.models import Consent, Reading


def held_about(resident: Resident, at: datetime, opened: Mapping[UUID, object]) -> dict[str, object]:
    """What the rows say about a resident, by name in the active language; `opened` are the needs that were
    opened.

    Higher rooms add their part through `resident_exported`. The last line says what is not in the file.
    """
    held: dict[str, object] = {
        _("Made at"): _moment(at),
        _("Person"): _person(resident),
        _("Households and homes"): [_membership(row) for row in _memberships(resident)],
        _("Roles"): [_role(row) for row in ActiveRole.objects.filter(resident=resident).order_by("from_day")],
        _("Consents"): [_consent(row) for row in consents_of(resident.pk)],
        _("Care needs"): [_need(row, opened.get(row.pk)) for row in _needs(resident)],
        _("Who read something about you"): [_reading(row) for row in readings_of(resident.pk)],
    }
    resident_exported.happen(resident, held)
    held[_("Not in this file")] = _(
        "Diary entries and steps are kept by household and concern and may speak of other people;"
        " ask to be shown them."
    )
    return held


def consents_of(resident: UUID) -> list[Consent]:
    """A resident's consents, the newest first, with who took them. One query."""
    rows = Consent.objects.filter(resident_id=resident).select_related("taken_by")
    return list(rows.order_by("-given_on", "-id"))


def readings_of(resident: UUID) -> list[Reading]:
    """Who read what about a resident, the newest first. One query."""
    return list(
        Reading.objects.filter(resident_id=resident).select_related("account").order_by("-read_at", "-id")
    )


def _needs(resident: Resident) -> list[CareNeed]:
    return list(CareNeed.objects.filter(resident=resident).order_by("id"))


def _memberships(resident: Resident) -> list[Membership]:
    return list(Membership.objects.filter(resident=resident).order_by("from_day"))


def _person(resident: Resident) -> dict[str, Any]:
    elsewhere = {True: _("Yes"), False: _("No"), None: _("Not known")}[resident.registered_elsewhere]
    return {
        _("Name"): resident.name,
        _("Sex"): str(Resident.Sex(resident.sex).label),
        _("Born"): resident.born,
        _("Telephones"): list(resident.phones),
        _("Registered elsewhere"): elsewhere,
        _("Last confirmed"): _day(resident.confirmed_on),
        _("Left on"): _day(resident.left_on),
    }


def _membership(row: Membership) -> dict[str, Any]:
    homes = Residence.objects.filter(household_id=row.household_id).select_related("dwelling__courtyard")
    return {
        _("Relation to the head"): str(row.get_relation_display()),
        **_span(row.from_day, row.to_day),
        _("Homes"): [
            {_("Home"): f"{home.dwelling.courtyard.name} {home.dwelling.unit}".strip()}
            | _span(home.from_day, home.to_day)
            for home in homes.order_by("from_day")
            if (row.to_day is None or home.from_day < row.to_day)
            and (home.to_day is None or home.to_day > row.from_day)
        ],
    }


def _role(row: ActiveRole) -> dict[str, Any]:
    return {_("Role"): str(row.get_kind_display()), _("Agreed on"): _day(row.agreed_on)} | _span(
        row.from_day, row.to_day
    )


def _consent(row: Consent) -> dict[str, Any]:
    return {
        _("For what"): row.purpose,
        _("What the resident was told"): row.told,
        _("How"): str(row.get_how_display()),
        _("Given by"): row.given_by,
        _("Given on"): _day(row.given_on),
        _("Holds until"): _day(row.until),
        _("Taken by"): row.taken_by.name,
        _("Withdrawn at"): _moment(row.withdrawn_at),
    }


def _need(row: CareNeed, care: object) -> dict[str, Any]:
    told: dict[str, Any] = {_("Confirm or erase by"): _day(row.review_by), _("Ended on"): _day(row.ended_on)}
    if isinstance(care, Care):
        told[_("Kind of need")] = str(CareKind(care.kind).label)
        told[_("What to know")] = care.note
        told[_("Visit every so many days")] = care.every_days or None
    return told


def _reading(row: Reading) -> dict[str, Any]:
    return {
        _("Who"): row.account.name,
        _("What"): what_was_read(row),
        _("Reason"): row.reason,
        _("When"): _moment(row.read_at),
    }


def what_was_read(row: Reading) -> str:
    """What a reading was of, in words."""
    kinds = {
        "households.careneed": _("A sealed care need"),
        "households.resident": _("All that is held, as a file"),
    }
    return kinds.get(row.subject_type, _("Personal data"))


def _span(from_day: date, to_day: date | None) -> dict[str, str]:
    return {_("From day"): _day(from_day), _("To day"): _day(to_day)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
