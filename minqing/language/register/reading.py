"""Reading a register: rows of cells in, persons, duplicates, refusals and skipped rows out, one by one.

Memory holds the first few hundred rows, then one row and a few numbers for each person and household met.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import Final

from minqing.language.register.fields import ADDRESS_FIELDS, Field
from minqing.language.register.filling import MergedFill
from minqing.language.register.head_columns import with_heads_of_columns
from minqing.language.register.headers import HEADER_WITHIN, HeaderReading, MergedRange, Row, read_header
from minqing.language.register.layout import Layout, layout_of
from minqing.language.register.person import RowReader
from minqing.language.register.rows import RowReading, SkippedRow

SAMPLE_ROWS: Final = 600  # rows from which the sheet's habits are told

# Merged over several rows, these columns speak of the household, so of each row they cover.
_OF_HOUSEHOLD: Final[tuple[Field, ...]] = (
    *ADDRESS_FIELDS,
    "household_number",
    "serial",
    "tenure",
    "registered_elsewhere",
)


class SheetReading:
    """One sheet, its header read, its rows still to come: iterate once.

    `header` is for showing and correcting; where `header.problem` is set there is nothing to iterate.
    """

    def __init__(
        self,
        header: HeaderReading,
        layout: Layout | None,
        rows: Iterable[Row],
        merged: Sequence[MergedRange],
        today: date,
    ) -> None:
        self.header = header
        self.layout = layout
        self._rows = rows
        self._merged = merged
        self._today = today

    @property
    def left_out(self) -> tuple[str, ...]:
        """The headers of the columns of which nothing is kept; a serial number of persons is one of them."""
        serial = self.header.column_of("serial")
        counts_persons = serial is not None and self.layout is not None and self.layout.number != serial
        return tuple(
            column.text
            for column in self.header.columns
            if column.left_out or (counts_persons and column.position == serial)
        )

    @property
    def numbers_households(self) -> bool:
        """Whether the sheet numbers its households."""
        return self.layout is not None and self.layout.number is not None

    def __iter__(self) -> Iterator[RowReading]:
        if self.layout is None:
            return iter(())
        reader = RowReader(self.header, self.layout, self._today)
        readings = self._read(reader, _filler(self.header, self._merged))
        if "head_name" in self.layout.columns:
            return with_heads_of_columns(readings, reader)
        return readings

    def _read(self, reader: RowReader, merged: MergedFill) -> Iterator[RowReading]:
        first, last = self.header.first_row, self.header.last_row
        for number, cells in self._rows:
            if number < first:
                yield SkippedRow(number, "title" if any(cells) else "blank")
            elif number <= last:
                yield SkippedRow(number, "header")
            else:
                yield reader.read(number, cells, merged.filled(number, cells))


def _filler(header: HeaderReading, merged: Sequence[MergedRange]) -> MergedFill:
    columns = [column.position for column in header.columns if column.field in _OF_HOUSEHOLD]
    return MergedFill(merged, columns, header.last_row)


def read_register(
    rows: Iterable[Row],
    merged: Sequence[MergedRange] = (),
    *,
    today: date,
    mapping: Mapping[int, Field | None] | None = None,
) -> SheetReading:
    """Read a register's sheet.

    `rows` are (sheet row number from 1, cells), in order; `merged` the merged ranges counted from 0; `today`
    bounds dates of birth; `mapping` (column index to field, or None to leave out) is a header reading
    corrected by hand. Nothing raises for what a sheet says: see `header.problem` and the refused rows.
    """
    coming = iter(rows)
    sample = list(islice(coming, HEADER_WITHIN + SAMPLE_ROWS))
    header = read_header(sample, merged, mapping)
    if header.problem:
        return SheetReading(header, None, (), (), today)
    fill = _filler(header, merged)
    data = [fill.filled(number, cells) for number, cells in sample if number > header.last_row]
    return SheetReading(header, layout_of(header, data), chain(sample, coming), merged, today)
