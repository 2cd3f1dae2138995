"""What happened to a household or a person: told by the spells that began and ended, the newest first."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from minqing.households.models import Household, Membership, Residence, Resident
from minqing.territory.models import Dwelling

Kind = Literal[
    "formed",
    "split_off",
    "moved",
    "person_came",
    "person_left",
    "another_split_off",
    "another_joined",
    "joined",
    "ended",
    "came",
    "left",
]


@dataclass(frozen=True)
class Happening:
    """One thing that happened on a day. `person`, `home` and `other` (a household) say to whom, where,
    with which.

    Of a household: formed, split_off (from `other`), moved (to `home`), person_came, person_left,
    another_split_off,
    another_joined, joined (`other`), ended. Of a resident: came (to `other` at `home`), left.
    """

    day: date
    kind: Kind
    person: Resident | None = None
    home: Dwelling | None = None
    other: UUID | None = None


_ORDER: dict[str, int] = {kind: place for place, kind in enumerate(Kind.__args__)}  # type: ignore[attr-defined]


def household_history(household: Household) -> list[Happening]:
    """Everything that happened to a household, the newest first. Four queries."""
    told = [*_beginning_and_end(household), *_homes(household), *_people(household), *_others(household)]
    return sorted(told, key=lambda each: (each.day, _ORDER[each.kind]), reverse=True)


def _beginning_and_end(household: Household) -> list[Happening]:
    origin = household.split_from_id
    told = [Happening(household.formed_on, "split_off" if origin else "formed", other=origin)]
    if household.ended_on is not None:
        target = household.joined_into_id
        told.append(Happening(household.ended_on, "joined" if target else "ended", other=target))
    return told


def _homes(household: Household) -> list[Happening]:
    rows = Residence.objects.filter(household=household).select_related("dwelling__courtyard")
    return [
        Happening(row.from_day, "moved", home=row.dwelling)
        for row in rows.order_by("from_day")
        if row.from_day > household.formed_on
    ]


def _people(household: Household) -> list[Happening]:
    told: list[Happening] = []
    for row in Membership.objects.filter(household=household).select_related("resident").order_by("id"):
        if row.from_day > household.formed_on:
            told.append(Happening(row.from_day, "person_came", person=row.resident))
        if row.to_day is not None and row.to_day != household.ended_on:
            told.append(Happening(row.to_day, "person_left", person=row.resident))
    return told


def _others(household: Household) -> list[Happening]:
    split = Household.objects.filter(split_from=household).values_list("formed_on", "pk")
    joined = Household.objects.filter(joined_into=household).values_list("ended_on", "pk")
    return [
        *(Happening(day, "another_split_off", other=key) for day, key in split),
        *(Happening(day, "another_joined", other=key) for day, key in joined if day is not None),
    ]


def resident_history(resident: Resident) -> list[Happening]:
    """To which households a resident came when, at which home, and when they left; the newest first. Two
    queries.
    """
    rows = list(Membership.objects.filter(resident=resident).order_by("from_day"))
    homes = Residence.objects.filter(household__in=[row.household_id for row in rows])
    spells = list(homes.select_related("dwelling__courtyard"))
    told: list[Happening] = []
    for place, row in enumerate(rows):
        told.append(Happening(row.from_day, "came", home=_home(spells, row), other=row.household_id))
        goes_on = place + 1 < len(rows) and rows[place + 1].from_day == row.to_day
        if row.to_day is not None and not goes_on:
            told.append(Happening(row.to_day, "left"))
    return told[::-1]


def _home(spells: list[Residence], membership: Membership) -> Dwelling | None:
    day = membership.from_day
    for spell in spells:
        begun = spell.household_id == membership.household_id and spell.from_day <= day
        if begun and (spell.to_day is None or spell.to_day > day):
            return spell.dwelling
    return None
