"""The register out: one row a resident, in a spreadsheet that reads back without a change.

Rows stand in an order told by their content alone (address, household, head first), so two exports of one register,
or of two that are the same, have the same cells. Sealed care needs are not in it, nor is who has left.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from minqing.households.models import Household, Membership, Residence
from minqing.households.register_in.gathering import COUNTED, Steps
from minqing.language.dates import BirthDate
from minqing.language.order import reading_order
from minqing.language.register.cells import DITTO
from minqing.language.register.columns import (
    HEADER,
    RELATION_WORDS,
    SHEET_TITLE,
    TENURE_WORDS,
    RegisterLine,
    register_cells,
)

_CHUNK: Final = 500
_WIDTHS: Final = (10, 14, 6, 13, 26, 14, 34, 10, 10)
_PLAIN_NUMBER: Final = re.compile(r"[\w-]+")
_RELATIONS: Final = {relation: place for place, relation in enumerate(RELATION_WORDS)}


class _Door:
    """A household with what sorts it and what its rows share."""

    __slots__ = ("address", "household", "label", "number", "order", "tenure")

    def __init__(self, household: UUID, number: str, courtyard: str, unit: str, tenure: str) -> None:
        self.household, self.number, self.tenure = household, number, tenure
        self.address = f"{courtyard} {unit}".strip()
        self.order: tuple[Any, ...] = tuple(map(reading_order, (courtyard, unit, number)))
        self.label = number


def register_lines(households: QuerySet[Household], day: date) -> Iterator[RegisterLine]:
    """The residents of these households on a day, line by line. A query for every five hundred households."""
    doors = _doors(households, day)
    for start in range(0, len(doors), _CHUNK):
        part = doors[start : start + _CHUNK]
        people = _people([door.household for door in part], day)
        for door in part:
            for membership in people.get(door.household, ()):
                yield _line(door, membership)


def count_lines(households: QuerySet[Household], day: date) -> int:
    """How many lines there would be."""
    return Membership.objects.filter(_holding(day), household__in=_standing(households, day)).count()


def write_register(file: Path | IO[bytes], lines: Iterator[RegisterLine], steps: Steps, total: int) -> int:
    """Write the lines to a new spreadsheet file, row by row, and give how many there were."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET_TITLE)
    sheet.freeze_panes = "C2"
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFGHI"[place]].width = width
    sheet.append(list(HEADER))
    written = 0
    for written, line in enumerate(lines, start=1):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub("", cell) or None for cell in register_cells(line)])
        if written % 500 == 0:
            steps(written, total)
    book.save(file)
    steps(written, total)
    return written


def _standing(households: QuerySet[Household], day: date) -> QuerySet[Household]:
    living = Residence.objects.filter(_holding(day))
    return households.filter(ended_on__isnull=True, pk__in=living.values("household"))


def _doors(households: QuerySet[Household], day: date) -> list[_Door]:
    rows = Residence.objects.filter(_holding(day), household__in=_standing(households, day))
    columns = (
        *("household_id", "household__number", "dwelling__courtyard__name", "dwelling__unit"),
        "dwelling__tenure",
    )
    doors = [_Door(*values) for values in rows.values_list(*columns).iterator(5000)]
    homes = Counter(door.address for door in doors)
    shared = [door for door in doors if homes[door.address] > 1]
    names = _names([door.household for door in shared], day)
    for door in shared:
        door.order = (*door.order, names.get(door.household, []))
    doors.sort(key=lambda door: (*door.order, []))
    _label(doors)
    return doors


def _label(doors: Sequence[_Door]) -> None:
    """Give every household a number of its own in the file: its own where that is the only one, else a counted one."""
    used = Counter(door.number for door in doors)
    counters: dict[str, Iterator[int]] = {}
    for door in doors:
        plain = _PLAIN_NUMBER.fullmatch(door.number) and door.number not in DITTO
        if used[door.number] > 1 or not plain or COUNTED.search(door.number):
            door.label = f"{door.number}~{next(counters.setdefault(door.number, count(1)))}"


def _names(households: list[UUID], day: date) -> dict[UUID, list[str]]:
    rows = Membership.objects.filter(_holding(day), household__in=households)
    found: dict[UUID, list[str]] = {}
    for household, name, born in rows.values_list("household_id", "resident__name", "resident__born"):
        found.setdefault(household, []).append(f"{name} {born}")
    return {household: sorted(names) for household, names in found.items()}


def _people(households: list[UUID], day: date) -> dict[UUID, list[Membership]]:
    rows = Membership.objects.filter(
        _holding(day), household__in=households, resident__erased_at__isnull=True
    )
    found: dict[UUID, list[Membership]] = {}
    for row in rows.select_related("resident"):
        found.setdefault(row.household_id, []).append(row)
    for people in found.values():
        people.sort(key=_place_in_household)
    return found


def _place_in_household(row: Membership) -> tuple[object, ...]:
    person = row.resident
    return _RELATIONS.get(row.relation, len(_RELATIONS)), person.born or "9999", person.name, person.phones  # type: ignore[call-overload]


def _line(door: _Door, row: Membership) -> RegisterLine:
    person = row.resident
    born = [int(part) for part in person.born.split("-")] if person.born else []
    return RegisterLine(
        household_number=door.label,
        name=person.name,
        sex=person.sex or None,  # type: ignore[arg-type]
        birth_date=BirthDate(*born) if born else None,
        phones=tuple(person.phones),
        relation=row.relation if row.relation in RELATION_WORDS else None,  # type: ignore[arg-type]
        address=door.address,
        tenure=door.tenure if door.tenure in TENURE_WORDS else None,  # type: ignore[arg-type]
        registered_elsewhere=person.registered_elsewhere,
    )


def _holding(day: date) -> Q:
    return Q(from_day__lte=day) & (Q(to_day__isnull=True) | Q(to_day__gt=day))
