"""What reading a register gives for each of its rows."""

from collections.abc import Mapping
from typing import NamedTuple

from minqing.language.addresses import Address
from minqing.language.dates import BirthDate
from minqing.language.register.reasons import Note
from minqing.language.register.values import Relation, Sex, Tenure


class PersonRow(NamedTuple):
    """One person of the register, cleaned. None and empty mean that the sheet does not say.

    `row` is the sheet's own row number, from 1. `household_key` is shared by all members of a household
    wherever in the file they stand, and is the same in every run over the same file.
    """

    row: int
    name: str
    sex: Sex | None
    birth_date: BirthDate | None
    phones: tuple[str, ...]
    relation: Relation | None
    address: Address
    tenure: Tenure | None
    registered_elsewhere: bool | None
    household_key: bytes
    household_number: str
    is_head: bool
    warnings: tuple[Note, ...]


class DuplicateRow(NamedTuple):
    """A row that speaks of the person of an earlier row, `first_row`.

    `adds` holds what was blank there and is given here, by the names of PersonRow's fields (sex, birth_date,
    phones, relation, tenure, registered_elsewhere); often nothing. The first of `warnings` explains why
    the two are one person.
    """

    row: int
    first_row: int
    name: str
    household_key: bytes
    adds: Mapping[str, object]
    warnings: tuple[Note, ...]


class RefusedRow(NamedTuple):
    """A row that is not taken, and why."""

    row: int
    reason: Note


class SkippedRow(NamedTuple):
    """A row that is nobody's: `kind` is title, header, instructions, header_again, total, note or blank."""

    row: int
    kind: str


RowReading = PersonRow | DuplicateRow | RefusedRow | SkippedRow
