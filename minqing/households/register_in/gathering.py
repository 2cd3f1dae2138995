"""A register's sheet gathered into households of people, before anything is compared with what is kept.

Memory: a few hundred bytes a row, because members of a household may stand anywhere in the file.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from minqing.households.persons import MOST_PHONES
from minqing.households.register_in.reasons import masked
from minqing.language.addresses import Address
from minqing.language.id_numbers import find_id_numbers
from minqing.language.register import DuplicateRow, Note, PersonRow, RefusedRow, SheetReading
from minqing.language.register.reasons import note

# How the export tells apart households without a number of their own, or with the same one: 「12~3」, 「~4」.
# What follows the sign counts households in that file and is not kept.
COUNTED: Final = re.compile(r"~\d+$")
_TELL_EVERY: Final = 1000

Steps = Callable[[int, int], None]


class FilePerson:
    """A person of the file. Empty means that the file does not say."""

    __slots__ = ("born", "elsewhere", "name", "phones", "relation", "row", "sex")

    def __init__(self, person: PersonRow) -> None:
        self.row, self.name = person.row, person.name
        self.sex: str = person.sex or ""
        self.born = person.birth_date.iso() if person.birth_date else ""
        self.phones: tuple[str, ...] = person.phones
        self.relation: str = person.relation or ""
        self.elsewhere = person.registered_elsewhere


class FileHousehold:
    """A household of the file: its number ("" without), where it lives, its people in the order of the rows.

    `home` is the key of the courtyard and the label of the home in it.
    """

    __slots__ = ("address", "has_head", "home", "number", "people")

    def __init__(self, number: str, address: Address) -> None:
        self.number, self.address = number, address
        self.home = address.courtyard_key, address.dwelling
        self.people: list[FilePerson] = []
        self.has_head = False

    def take(self, person: FilePerson) -> None:
        """Add a person. A household has one head: of a second one the relation is open."""
        if person.relation == "head" and self.has_head:
            person.relation = ""
        self.has_head = self.has_head or person.relation == "head"
        self.people.append(person)


@dataclass
class Gathered:
    """What a sheet holds: households, tenures by home, and what is to be said of its rows."""

    left_out: tuple[str, ...] = ()
    problem: str = ""
    households: dict[bytes, FileHousehold] = field(default_factory=dict)
    tenures: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: list[tuple[int, Note]] = field(default_factory=list)
    warnings: list[tuple[int, Note]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many people the file holds."""
        return sum(len(household.people) for household in self.households.values())


def gathered(reading: SheetReading, steps: Steps, total: int) -> Gathered:
    """Read a sheet's rows to the end. `steps` hears of every thousandth row of `total`.

    Refused besides what the reader refuses: a name, a courtyard or a home's label longer than can be kept.
    """
    sheet = Gathered(left_out=reading.left_out, problem=reading.header.problem)
    by_row: dict[int, tuple[FileHousehold, FilePerson]] = {}
    for row in reading:
        if isinstance(row, PersonRow):
            _take(sheet, row, by_row)
        elif isinstance(row, DuplicateRow):
            _add(sheet, row, by_row)
        elif isinstance(row, RefusedRow):
            sheet.refused.append((row.row, masked(row.reason)))
        if row.row % _TELL_EVERY == 0:
            steps(row.row, total)
    return sheet


def _take(sheet: Gathered, row: PersonRow, by_row: dict[int, tuple[FileHousehold, FilePerson]]) -> None:
    sheet.warnings.extend((row.row, masked(told)) for told in row.warnings)
    refusal = _too_long(row)
    if refusal:
        sheet.refused.append((row.row, note(refusal)))
        return
    household = sheet.households.get(row.household_key)
    if household is None:
        number = _number(sheet, row)
        household = sheet.households[row.household_key] = FileHousehold(number, row.address)
    person = FilePerson(row)
    household.take(person)
    by_row[row.row] = household, person
    person.phones = _phones(sheet, row.row, person.phones)
    _tenure(sheet, row.row, household, row.tenure)


def _too_long(row: PersonRow) -> str:
    if len(row.name) > 60:
        return "name_too_long"
    place = row.address
    if len(place.courtyard) > 80 or len(place.courtyard_key) > 120 or len(place.dwelling) > 40:
        return "address_too_long"
    return ""


def _number(sheet: Gathered, row: PersonRow) -> str:
    number = COUNTED.sub("", row.household_number)
    if len(number) > 14 and (len(number) > 20 or find_id_numbers(number)):
        sheet.warnings.append((row.row, note("number_left_out")))
        return ""
    return number


def _phones(sheet: Gathered, row: int, phones: tuple[str, ...]) -> tuple[str, ...]:
    if len(phones) <= MOST_PHONES:
        return phones
    sheet.warnings.append((row, note("phones_too_many", text=" ".join(phones[MOST_PHONES:]))))
    return phones[:MOST_PHONES]


def _tenure(sheet: Gathered, row: int, household: FileHousehold, tenure: str | None) -> None:
    if tenure and sheet.tenures.setdefault(household.home, tenure) != tenure:
        sheet.warnings.append((row, note("tenure_unlike_home")))


def _add(sheet: Gathered, row: DuplicateRow, by_row: dict[int, tuple[FileHousehold, FilePerson]]) -> None:
    """What a second row about a person adds to the first: only where that was blank."""
    sheet.warnings.extend((row.row, masked(told)) for told in row.warnings)
    sheet.twice.append((row.row, row.name))
    if row.first_row not in by_row:
        return  # that row was refused, and this one speaks of the same person
    household, person = by_row[row.first_row]
    adds: dict[str, Any] = dict(row.adds)
    person.sex = adds.get("sex") or person.sex
    person.born = adds["birth_date"].iso() if "birth_date" in adds else person.born
    person.phones = _phones(sheet, row.row, adds.get("phones") or person.phones)
    person.elsewhere = adds.get("registered_elsewhere", person.elsewhere)
    relation = adds.get("relation")
    if relation and not (relation == "head" and household.has_head):
        person.relation = relation
        household.has_head = household.has_head or relation == "head"
    _tenure(sheet, row.row, household, adds.get("tenure"))
