"""Homes within a courtyard: added, corrected, ended when they are no more."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.language.places import floor_of, unit_label
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.hooks import dwelling_added, dwelling_ends
from minqing.territory.models import Courtyard, Dwelling, Tenure
from minqing.territory.queries import day_at


@act("dwelling.add")
def add_dwelling(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    courtyard: Courtyard,
    unit: str,
    day: date | None = None,
    floor: int | None = None,
    tenure: str = "",
    id: UUID | None = None,
) -> Dwelling:
    """Add a home to a courtyard; `day` (default: the day of `at`) is when it counts for whoever keeps the
    courtyard.

    `unit` may be blank where the courtyard is one home. In buildings the floor is read off the number
    where it is
    not given. A home that was ended comes back under its old row. Refuses a label that is there already.
    """
    require(may_keep_register(by, courtyard.community))
    label = _label(unit)
    day = day or day_at(courtyard.community, at)
    if floor is None and courtyard.kind != Courtyard.Kind.COURTYARD:
        floor = floor_of(label)
    _check(floor, tenure)
    there = Dwelling.objects.select_for_update().filter(courtyard=courtyard, unit=label).first()
    if there is not None and there.gone_on is None:
        raise Refused({"unit": _("This home is there already.")})
    if there is None:
        dwelling = w.add(
            Dwelling(
                id=id or uuid7(),
                community=courtyard.community,
                courtyard=courtyard,
                unit=label,
                floor=floor,
                tenure=tenure,
            )
        )
    else:
        dwelling = w.change(there, gone_on=None, floor=floor, tenure=tenure)
    w.about(dwelling)
    dwelling_added.happen(by, at, dwelling, day)
    return dwelling


@act("dwelling.change")
def change_dwelling(
    w: Writing, *, by: Actor, at: datetime, dwelling: Dwelling, unit: str, tenure: str, floor: int | None
) -> Dwelling:
    """Correct a home's label, tenure and floor. Refuses a label that another home of the courtyard has."""
    require(may_keep_register(by, dwelling.community))
    label = _label(unit)
    _check(floor, tenure)
    if Dwelling.objects.filter(courtyard=dwelling.courtyard_id, unit=label).exclude(pk=dwelling.pk).exists():
        raise Refused({"unit": _("Another home of this courtyard has this label.")})
    w.change(dwelling, unit=label, tenure=tenure, floor=floor)
    w.about(dwelling, tenure=tenure)
    return dwelling


@act("dwelling.end")
def end_dwelling(w: Writing, *, by: Actor, at: datetime, dwelling: Dwelling, day: date) -> Dwelling:
    """A home is no more from a day on (pulled down, merged with its neighbour); its history stays.

    Refuses a day to come, a home that is gone already, and, by the rooms above, one where someone still
    lives.
    """
    require(may_keep_register(by, dwelling.community))
    if dwelling.gone_on is not None:
        raise Refused(_("This home is gone already."))
    if day > day_at(dwelling.community, at):
        raise Refused({"day": _("This day is still to come. Write it down when it has happened.")})
    dwelling_ends.happen(by, at, dwelling, day)
    w.change(dwelling, gone_on=day)
    w.about(dwelling, day=day)
    return dwelling


def _label(unit: str) -> str:
    label = unit_label(no_id_numbers(unit, "unit"))
    if len(label) > 40:
        raise Refused({"unit": _("This label is too long (40 characters at most).")})
    return label


def _check(floor: int | None, tenure: str) -> None:
    if floor is not None and (not -5 <= floor <= 120 or floor == 0):
        raise Refused({"floor": _("Give the floor as a number, cellars as −1, −2.")})
    if tenure not in Tenure.values:
        raise Refused({"tenure": _("Choose the tenure from the list.")})
