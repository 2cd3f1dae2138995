"""Finding the header of a sheet: below titles, in one row or two, with merged cells."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from minqing.language.characters import cell_text
from minqing.language.id_numbers import without_id_numbers
from minqing.language.register.fields import ADDRESS_FIELDS, Field, field_of_header

HEADER_WITHIN: Final = 40  # rows in which a header must begin

# ((first row, first column), (last row, last column)), counted from 0, both ends included.
MergedRange = tuple[tuple[int, int], tuple[int, int]]
Row = tuple[int, Sequence[object]]


class HeaderColumn(NamedTuple):
    """One column: `position` from 0, its `text` as the sheet heads it, the `field` it is read as.

    `left_out` says that nothing of it is kept; `sure` is False where the word was only partly known.
    """

    position: int
    text: str
    field: Field | None
    left_out: bool
    sure: bool


class HeaderReading(NamedTuple):
    """The header: its columns, the sheet rows it takes (from 1; 0, 0 where none was found), what is wrong.

    `problem` is a reason's key ("no_header", "no_name_column", "no_address_column") or "".
    """

    columns: tuple[HeaderColumn, ...]
    first_row: int
    last_row: int
    problem: str

    def column_of(self, field: Field) -> int | None:
        """The index of the first column read as the field."""
        return next((column.position for column in self.columns if column.field == field), None)

    def columns_of(self, field: Field) -> tuple[int, ...]:
        """The indexes of all columns read as the field, left to right."""
        return tuple(column.position for column in self.columns if column.field == field)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The texts of the columns of which nothing is kept, left to right."""
        return tuple(column.text for column in self.columns if column.left_out)

    def mapping(self) -> dict[int, Field | None]:
        """What a page shows and hands back, corrected, as `mapping`."""
        return {column.position: column.field for column in self.columns}


def read_header(
    rows: Sequence[Row],
    merged: Sequence[MergedRange] = (),
    mapping: Mapping[int, Field | None] | None = None,
) -> HeaderReading:
    """The header among a sheet's first rows, given as (sheet row number from 1, cells).

    A header is the row, or pair of rows, with the most columns known, two or more of them; a pair must
    know more than either of its rows. `mapping` (column index to field) overrules what was read.
    """
    covering = _covered(merged)
    candidates: list[tuple[int, int, HeaderReading]] = []
    for place, (number, cells) in enumerate(rows[:HEADER_WITHIN]):
        single = _single(number, cells)
        candidates.append((_known(single), -place, single))
        if place + 1 < len(rows) and rows[place + 1][0] == number + 1:
            below = _single(number + 1, rows[place + 1][1])
            pair = _pair(number, cells, rows[place + 1][1], covering)
            if _known(pair) > max(_known(single), _known(below)) and _known(below) >= 2:
                candidates.append((_known(pair), -place, pair))
    best = max(candidates, key=lambda found: found[:2], default=None)
    if best is None or best[0] < 2:
        return HeaderReading((), 0, 0, "no_header")
    return _finished(_with_unheaded(best[2], rows), mapping)


def _with_unheaded(reading: HeaderReading, rows: Sequence[Row]) -> HeaderReading:
    """The reading and the columns without a header that are filled in two rows or more, by their letters."""
    headed = {column.position for column in reading.columns}
    filled: Counter[int] = Counter()
    for number, cells in rows:
        if number > reading.last_row:
            filled.update(
                place for place, cell in enumerate(cells) if place not in headed and cell_text(cell)
            )
    extra = [
        HeaderColumn(place, letter_of(place), None, False, False)
        for place, count in filled.items()
        if count > 1
    ]
    return reading._replace(columns=tuple(sorted((*reading.columns, *extra)))) if extra else reading


def letter_of(position: int) -> str:
    """The letters by which a spreadsheet calls its column: 0 is A, 26 is AA."""
    letters = ""
    while position >= 0:
        position, rest = divmod(position, 26)
        letters = chr(ord("A") + rest) + letters
        position -= 1
    return letters


def _known(reading: HeaderReading) -> int:
    return len({column.field for column in reading.columns if column.field is not None})


def _single(number: int, cells: Sequence[object]) -> HeaderReading:
    return _reading(number, number, [(cell_text(cell), "") for cell in cells])


def _pair(
    number: int,
    upper: Sequence[object],
    lower: Sequence[object],
    covering: Mapping[tuple[int, int], tuple[int, int]],
) -> HeaderReading:
    """Two rows read as one: each column under the group above it."""
    texts: list[tuple[str, str]] = []
    group, group_column = "", -1
    groups_are_merged = any(row == number - 1 for row, _ in covering)
    for index in range(max(len(upper), len(lower))):
        above = cell_text(upper[index]) if index < len(upper) else ""
        below = cell_text(lower[index]) if index < len(lower) else ""
        corner = covering.get((number - 1, index))
        if above:
            group, group_column = above, index
        elif (corner is not None and corner != (number - 1, group_column)) or (
            corner is None and groups_are_merged
        ):
            group, group_column = "", -1
        texts.append((below, group) if below else (above, ""))
    return _reading(number, number + 1, texts)


def _covered(merged: Sequence[MergedRange]) -> dict[tuple[int, int], tuple[int, int]]:
    """For cells in the first rows that a merged cell covers: the corner that carries its text."""
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in merged:
        if top > HEADER_WITHIN:
            continue
        for row in range(top, min(bottom, HEADER_WITHIN) + 1):
            for column in range(left, min(right, left + 200) + 1):
                corners[row, column] = (top, left)
    return corners


def _reading(first: int, last: int, texts: Sequence[tuple[str, str]]) -> HeaderReading:
    columns: list[HeaderColumn] = []
    for index, (text, group) in enumerate(texts):
        if not text and not group:
            continue
        if len(text) > 40:  # a sentence is no header
            field, sure = None, False
        else:
            field, sure = field_of_header(text, group)
        shown = f"{group}/{text}" if group and text and group != text else text or group
        shown = without_id_numbers(shown)  # headers are told and kept with what became of the sheet
        columns.append(HeaderColumn(index, shown, field, False, sure))
    return HeaderReading(tuple(columns), first, last, "")


_SEVERAL: Final = frozenset(("phone", "head_phone", "id_number"))


def _finished(reading: HeaderReading, mapping: Mapping[int, Field | None] | None) -> HeaderReading:
    """The reading with each field once, the mapping applied, and what is left out marked."""
    columns = list(reading.columns)
    if mapping is None:
        columns = _doors_as_addresses(_each_field_once(_heads_as_names(columns)))
    else:
        known = {column.position for column in columns}
        columns.extend(HeaderColumn(index, "", None, False, True) for index in mapping if index not in known)
        columns = [
            column._replace(field=mapping[column.position], sure=True)
            if column.position in mapping
            else column
            for column in sorted(columns)
        ]
        columns = _each_field_once(columns)
    columns = [column._replace(left_out=column.field in (None, "id_number")) for column in columns]
    fields = {column.field for column in columns}
    problem = ""
    if "name" not in fields:
        problem = "no_name_column"
    elif not fields.intersection(ADDRESS_FIELDS):
        problem = "no_address_column"
    return HeaderReading(tuple(columns), reading.first_row, reading.last_row, problem)


def _heads_as_names(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """Where a sheet names only heads of households, they are its persons."""
    if any(column.field == "name" for column in columns):
        return columns
    as_person: dict[str, Field] = {"head_name": "name", "head_phone": "phone"}
    return [
        column._replace(field=as_person[column.field]) if column.field in as_person else column
        for column in columns
    ]


def _doors_as_addresses(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """Where a sheet has a door's column and no other place, the door's column holds the whole address."""
    if any(column.field in ("address", "courtyard", "building") for column in columns):
        return columns
    return [column._replace(field="address") if column.field == "dwelling" else column for column in columns]


def _each_field_once(columns: list[HeaderColumn]) -> list[HeaderColumn]:
    """Of two columns read as one field the surer, then the first, keeps it; telephones may be several."""
    best: dict[Field, HeaderColumn] = {}
    for column in columns:
        if column.field is not None and column.field not in _SEVERAL:
            held = best.get(column.field)
            if held is None or (column.sure and not held.sure):
                best[column.field] = column
    return [
        column
        if column.field is None or column.field in _SEVERAL or best[column.field] is column
        else column._replace(field=None, sure=False)
        for column in columns
    ]
