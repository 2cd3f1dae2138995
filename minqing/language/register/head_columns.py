"""Sheets with the head of the household in columns of its own: heads who are not among the members below."""

from collections.abc import Iterable, Iterator

from minqing.language.register.person import RowReader
from minqing.language.register.reasons import note
from minqing.language.register.rows import DuplicateRow, PersonRow, RowReading

_LONGEST_FAMILY = 100  # rows held back; a longer run is no family, and its head is not added


def with_heads_of_columns(readings: Iterable[RowReading], reader: RowReader) -> Iterator[RowReading]:
    """The readings, with each head who stands only in the head's columns added before the family.

    Such a head has name, telephone and address, nothing else, because the sheet says nothing else.
    """
    family: list[RowReading] = []
    begun = 0
    for reading in readings:
        if reader.families_begun != begun or len(family) >= _LONGEST_FAMILY:
            yield from _with_head(family, reader, complete=reader.families_begun != begun)
            family, begun = [], reader.families_begun
        family.append(reading)
    yield from _with_head(family, reader, complete=True, last=True)


def _with_head(
    family: list[RowReading], reader: RowReader, *, complete: bool, last: bool = False
) -> Iterator[RowReading]:
    head = reader.head if last else reader.head_before
    first = next((reading for reading in family if isinstance(reading, PersonRow)), None)
    if complete and first is not None and head is not None and not head.listed:
        person = first._replace(
            row=head.row, name=head.name, sex=None, birth_date=None, phones=head.phones, relation="head",
            registered_elsewhere=None, is_head=True, warnings=(note("head_from_head_column"),),
        )  # fmt: skip
        met = reader.people.met(person, None)
        if not isinstance(met, DuplicateRow):
            yield met
    yield from family
