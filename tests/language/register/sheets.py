"""Small registers for the tests, written as rows of cells."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from minqing.language.register import (
    DuplicateRow,
    PersonRow,
    RefusedRow,
    SheetReading,
    SkippedRow,
    read_register,
)

TODAY = date(2026, 11, 24)


def reading_of(*rows: Sequence[object], merged: Sequence[Any] = (), mapping: Any = None) -> SheetReading:
    """A sheet of these rows, numbered from 1."""
    return read_register(enumerate(rows, start=1), merged, today=TODAY, mapping=mapping)


def persons(*rows: Sequence[object], merged: Sequence[Any] = ()) -> list[PersonRow]:
    """The persons read from the rows."""
    return [row for row in reading_of(*rows, merged=merged) if isinstance(row, PersonRow)]


def told(*rows: Sequence[object], merged: Sequence[Any] = ()) -> list[tuple[int, str]]:
    """What each row was: "person", "duplicate", a refusal's reason or a skipped row's kind."""
    answers = []
    for row in reading_of(*rows, merged=merged):
        match row:
            case PersonRow():
                answers.append((row.row, "person"))
            case DuplicateRow():
                answers.append((row.row, "duplicate"))
            case RefusedRow():
                answers.append((row.row, row.reason.key))
            case SkippedRow():
                answers.append((row.row, row.kind))
    return answers


def families(found: Sequence[PersonRow]) -> list[list[str]]:
    """The names of each household, households in order of appearance."""
    homes: dict[bytes, list[str]] = {}
    for person in found:
        homes.setdefault(person.household_key, []).append(person.name)
    return list(homes.values())
