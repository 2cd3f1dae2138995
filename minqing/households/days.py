"""Days that can be, and spells that end and begin on them: every action on a household's history comes
through here.
"""

from datetime import date, datetime, timedelta
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from minqing.households.models import Household, Membership, Residence, Resident
from minqing.ledger.errors import Refused
from minqing.ledger.rows import Spell
from minqing.ledger.writing import Writing
from minqing.territory.models import Dwelling
from minqing.territory.queries import day_at

S = TypeVar("S", bound=Spell)
EARLIEST = date(1900, 1, 1)


def words_of(day: date) -> str:
    """A day as the language writes it."""
    return date_format(day, "DATE_FORMAT")


def can_be(day: date, community: str, at: datetime) -> date:
    """The day itself. Refused where it lies beyond tomorrow (write it down when it has happened) or
    before 1900.
    """
    if day > day_at(community, at) + timedelta(days=1):
        raise Refused({"day": _("This day is still to come. Write it down when it has happened.")})
    if day < EARLIEST:
        raise Refused({"day": _("This day lies too far back.")})
    return day


def locked(household: Household) -> Household:
    """The household re-read under its row's lock, so that two people's changes come one after the other."""
    return Household.objects.select_for_update().get(pk=household.pk)


def standing(household: Household, day: date) -> Household:
    """The household, locked, that stands on a day. Refused where it is ended, or was not formed by then."""
    now = locked(household)
    if now.ended_on is not None:
        raise Refused(_("This household ended on %(day)s.") % {"day": words_of(now.ended_on)})
    if day < now.formed_on:
        raise Refused({"day": _("This household was formed on %(day)s.") % {"day": words_of(now.formed_on)}})
    return now


def there_on(dwelling: Dwelling, day: date) -> Dwelling:
    """The home itself. Refused where it is gone by that day."""
    if dwelling.gone_on is not None and dwelling.gone_on <= day:
        raise Refused(
            {"dwelling": _("This home is no more since %(day)s.") % {"day": words_of(dwelling.gone_on)}}
        )
    return dwelling


def close(w: Writing, spell: S, day: date) -> S:
    """End an open spell on a day. Refused where it began on that day or later: history is not turned
    around.
    """
    if day <= spell.from_day:
        words = _("What stands now began on %(day)s. Choose a later day.") % {"day": words_of(spell.from_day)}
        raise Refused({"day": words})
    return w.change(spell, to_day=day)


def home_now(household: Household) -> Residence:
    """Where the household lives: its open residence. Refused where it has none."""
    found = Residence.objects.select_for_update().filter(household=household, to_day__isnull=True).first()
    if found is None:
        raise Refused(_("This household lives nowhere now."))
    return found


def members_now(household: Household) -> list[Membership]:
    """The open memberships of a household, locked, in the order in which they were written."""
    rows = Membership.objects.select_for_update().filter(household=household, to_day__isnull=True)
    return list(rows.order_by("from_day", "id"))


def membership_now(resident: Resident) -> Membership:
    """The resident's open membership, locked. Refused where there is none."""
    found = Membership.objects.select_for_update().filter(resident=resident, to_day__isnull=True).first()
    if found is None:
        raise Refused(_("%(name)s belongs to no household now.") % {"name": resident.name})
    return found


def free_from(resident: Resident, day: date) -> None:
    """Refused where the resident belongs to a household on that day or later: one household at any moment."""
    if resident.erased_at is not None:
        raise Refused(_("This person's data were erased."))
    last = Membership.objects.filter(resident=resident).order_by("from_day").last()
    if last is None:
        return
    if last.to_day is None:
        raise Refused(_("%(name)s belongs to a household already.") % {"name": resident.name})
    if last.to_day > day:
        words = _("%(name)s left the household before on %(day)s. Choose that day or a later one.")
        raise Refused({"day": words % {"name": resident.name, "day": words_of(last.to_day)}})


def end(w: Writing, household: Household, day: date, into: Household | None = None) -> Household:
    """End a household, which nobody belongs to any more, and its residence on a day; `into` is what it joined.

    Refused where somebody belonged to it after that day, or it moved on that day or later: they would have lived
    in a household that was no more.
    """
    later = Membership.objects.filter(household=household, to_day__gt=day).order_by("-to_day").first()
    if later is not None and later.to_day is not None:
        words = _("Somebody left this household as late as %(day)s. Choose that day or a later one.")
        raise Refused({"day": words % {"day": words_of(later.to_day)}})
    close(w, home_now(household), day)
    return w.change(household, ended_on=day, joined_into=into)
