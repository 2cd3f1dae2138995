"""A cell written in place, through the actions that the forms call; refused, or told that it has changed meanwhile."""

from collections.abc import Callable
from uuid import UUID

from django.db import IntegrityError, transaction

from minqing.access.scope import Viewer, one_of
from minqing.households import actions
from minqing.households.forms import YES_NO_UNKNOWN, facts_as_typed
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.persons import Person
from minqing.households.table.asked import Asked, not_asked
from minqing.households.table.columns import Column, columns_for
from minqing.households.table.rows import TableRow, rows_of
from minqing.ledger.errors import Refused
from minqing.territory.actions import change_dwelling
from minqing.territory.asking import SAME_MOMENT

_YES_NO = {"": None, "yes": True, "no": False}
assert set(_YES_NO) == {word for word, _label in YES_NO_UNKNOWN}


class Changed(Exception):
    """The cell reads otherwise now than whoever writes it saw; `now` is what stands in it."""

    def __init__(self, now: str) -> None:
        super().__init__()
        self.now = now


def edit_cell(viewer: Viewer, asked: Asked, key: UUID, column: str, value: str, was: str) -> TableRow:
    """Set a cell of one of the viewer's rows and give the row as it stands then.

    `was` is the text that the writer saw: where another stands there by now, nothing is written and `Changed` tells it.
    Raises `Refused` for what the form would refuse, and 404 for a row that is not the viewer's.
    """
    known = columns_for(viewer).get(column)
    if known is None or not known.edited:
        raise not_asked()
    try:
        with transaction.atomic():
            # Held until the end, so that nobody writes between the comparison and the action.
            resident = one_of(viewer.residents().select_for_update(of=("self",)), pk=key)
            now = rows_of(viewer, Asked(columns=(column,)), [key])[key].cells[0]
            if now != was:
                raise Changed(now)
            _WRITERS[known.edited](viewer, resident, known, value)
    except IntegrityError:
        raise Refused(SAME_MOMENT) from None
    found = rows_of(viewer, asked, [key])
    return found[key]


def _resident(viewer: Viewer, resident: Resident, column: Column, value: str) -> None:
    member = Membership.objects.filter(resident=resident, to_day__isnull=True).first()
    if member is None and column.key == "relation":
        raise not_asked()
    said = facts_as_typed(resident, member.relation if member else "")
    said["registered_elsewhere" if column.key == "elsewhere" else column.key] = value
    if said["registered_elsewhere"] not in _YES_NO:
        raise not_asked()
    person = Person(
        name=said["name"],
        sex=said["sex"],
        born=said["born"],
        phones=[said["phones"]] if said["phones"].strip() else [],
        registered_elsewhere=_YES_NO[said["registered_elsewhere"]],
        relation=said["relation"],
    )
    actions.correct_resident(by=viewer.actor, at=viewer.now, resident=resident, person=person)


def _household_of(viewer: Viewer, resident: Resident) -> Household:
    member = Membership.objects.filter(resident=resident, to_day__isnull=True).first()
    if member is None:
        raise not_asked()
    return one_of(viewer.households(), pk=member.household_id)


def _household(viewer: Viewer, resident: Resident, column: Column, value: str) -> None:
    household = _household_of(viewer, resident)
    actions.correct_household(by=viewer.actor, at=viewer.now, household=household, number=value)


def _visits(viewer: Viewer, resident: Resident, column: Column, value: str) -> None:
    if value not in ("yes", "no"):
        raise not_asked()
    action = actions.decline_visits if value == "yes" else actions.accept_visits
    action(by=viewer.actor, at=viewer.now, household=_household_of(viewer, resident))


def _dwelling(viewer: Viewer, resident: Resident, column: Column, value: str) -> None:
    home = Residence.objects.filter(household=_household_of(viewer, resident), to_day__isnull=True).first()
    if home is None:
        raise not_asked()
    dwelling = one_of(viewer.dwellings().select_for_update(of=("self",)), pk=home.dwelling_id)
    change_dwelling(
        by=viewer.actor,
        at=viewer.now,
        dwelling=dwelling,
        unit=dwelling.unit,
        tenure=value,
        floor=dwelling.floor,
    )


def _confirmed(viewer: Viewer, resident: Resident, column: Column, value: str) -> None:
    if value != "today":
        raise not_asked()
    actions.confirm_resident(by=viewer.actor, at=viewer.now, resident=resident)


_WRITERS: dict[str, Callable[[Viewer, Resident, Column, str], None]] = {
    "resident": _resident,
    "household": _household,
    "visits": _visits,
    "dwelling": _dwelling,
    "confirmed": _confirmed,
}
