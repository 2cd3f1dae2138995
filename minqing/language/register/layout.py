"""How a sheet is kept, told from its first rows: are blank addresses "as above", does it number households.

Both must be known before a row can be read: in a sheet where each row has its own address a blank one is
missing and the row is refused; where only a family's first row has it, the others share it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from minqing.language.characters import cell_text
from minqing.language.register.fields import ADDRESS_FIELDS, Field
from minqing.language.register.headers import HeaderReading

# In a numbering of households at least this share of named rows has a blank or repeated number; a serial
# number of persons has at most a few forgotten ones.
_HOUSEHOLD_SHARE = 0.1


class Layout(NamedTuple):
    """Which column holds what (None: no such column) and how blanks are meant."""

    name: int
    columns: dict[Field, int]
    phones: tuple[int, ...]
    head_phones: tuple[int, ...]
    id_numbers: tuple[int, ...]
    number: int | None
    carries_address: bool


def layout_of(header: HeaderReading, sample: Sequence[Sequence[object]]) -> Layout:
    """The layout of a sheet with this header, judged by its first data rows (merged cells filled)."""
    columns: dict[Field, int] = {}
    for column in header.columns:
        if column.field is not None:
            columns.setdefault(column.field, column.position)
    name = columns["name"]
    named = [cells for cells in sample if len(cells) > name and cell_text(cells[name])]
    places = [columns[field] for field in ADDRESS_FIELDS if field in columns]
    number = columns.get("household_number")
    serial = columns.get("serial")
    if number is None and serial is not None and _numbers_households(named, serial, places):
        number = serial
    return Layout(
        name=name,
        columns=columns,
        phones=header.columns_of("phone"),
        head_phones=header.columns_of("head_phone"),
        id_numbers=header.columns_of("id_number"),
        number=number,
        carries_address=_carries(named, columns),
    )


def _at(cells: Sequence[object], index: int) -> str:
    return cell_text(cells[index]) if index < len(cells) else ""


def _numbers_households(named: Sequence[Sequence[object]], serial: int, places: Sequence[int]) -> bool:
    """Whether a numbering column counts households: members have it blank, or repeated at the
    same address (1, 2, 1, 1, 2 counts the
    persons of each family)."""
    inside, counted_up, previous, place = 0, 0, "", ""
    for cells in named:
        text = _at(cells, serial)
        address = "|".join(_at(cells, index) for index in places)
        if not text or (text == previous and address in (place, "|" * (len(places) - 1))):
            inside += 1
        else:
            counted_up += 1
        previous, place = text or previous, address or place
    return counted_up > 0 and inside > 0 and inside >= _HOUSEHOLD_SHARE * len(named)


def _carries(named: Sequence[Sequence[object]], columns: dict[Field, int]) -> bool:
    """Whether blank addresses mean "as above": there are more of them than addresses said again."""
    index = next((columns[field] for field in ("address", "courtyard", "building") if field in columns), None)
    if index is None:
        return False
    blank, again, previous = 0, 0, ""
    for cells in named:
        text = _at(cells, index)
        if not text:
            blank += bool(previous)
        elif text == previous:
            again += 1
        previous = text or previous
    return blank > again
