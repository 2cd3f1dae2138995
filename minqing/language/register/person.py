"""One row of a register, read in the light of the rows above it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from minqing.language.addresses import Address, AddressCells
from minqing.language.characters import cell_text
from minqing.language.dates import BirthDate, DateRefusal, read_birth_date
from minqing.language.id_numbers import same_person_key
from minqing.language.register.cells import (
    DITTO,
    plain_cell,
    read_address_row,
    read_name,
    read_phone_cells,
    registered_elsewhere_cell,
    relation_cell,
    sex_cell,
    shown,
    tenure_cell,
    told_number,
)
from minqing.language.register.headers import HeaderReading
from minqing.language.register.homes import Household, HouseholdsSeen
from minqing.language.register.kinds import INSTRUCTIONS_WITHIN, is_instructions, is_note, is_total
from minqing.language.register.layout import Layout
from minqing.language.register.people import PeopleSeen
from minqing.language.register.reasons import Note, note
from minqing.language.register.rows import PersonRow, RefusedRow, RowReading, SkippedRow
from minqing.language.register.values import Tenure

_NOTHING: Final = AddressCells()
_LEVELS: Final = ("courtyard", "address", "building", "entrance", "dwelling")


class HeadOfColumns:
    """The head that the head's columns name for the rows from here on, and whether a row was theirs."""

    __slots__ = ("address", "listed", "name", "phones", "row")

    def __init__(self, row: int, name: str, phones: tuple[str, ...], address: Address | None) -> None:
        self.row, self.name, self.phones, self.address, self.listed = row, name, phones, address, False


class RowReader:
    """Reads the data rows of one sheet, in order, remembering what later rows may refer to."""

    def __init__(self, header: HeaderReading, layout: Layout, today: date) -> None:
        self._layout = layout
        self._today = today
        columns = layout.columns
        self._width = max((column.position for column in header.columns), default=0) + 1
        self._sex, self._birth = columns.get("sex"), columns.get("birth_date")
        self._relation, self._tenure = columns.get("relation"), columns.get("tenure")
        self._elsewhere, self._head_name = columns.get("registered_elsewhere"), columns.get("head_name")
        self._phones, self._id_numbers = layout.phones, layout.id_numbers
        self._places = tuple((level, columns[level]) for level in _LEVELS if level in columns)
        self._header_texts = {column.text.rpartition("/")[2] for column in header.columns if column.text}
        self._header_texts |= {column.text.partition("/")[0] for column in header.columns if column.text}
        self._personal = [index for index in (self._sex, self._birth, self._relation) if index is not None]
        self._data_begins = header.last_row + 1
        self._above: Sequence[object] = ()
        self._address_above = _NOTHING
        self._raw_address: list[object] | None = None
        self._address_read: tuple[Address | None, tuple[Note, ...]] = (None, ())
        self._tenure_above: tuple[bytes, Tenure | None] = (b"", None)
        self._heads: dict[bytes, int] = {}
        self._households = HouseholdsSeen()
        self.people = PeopleSeen()
        self.head: HeadOfColumns | None = None
        self.head_before: HeadOfColumns | None = None
        self.families_begun = 0

    def read(self, number: int, raw: Sequence[object], filled: Sequence[object]) -> RowReading:
        """What a row is. `raw` are its cells as they stand, `filled` with merged cells' texts."""
        cells = filled
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        if not DITTO.isdisjoint(cells):
            cells = self._without_dittos(cells)
        kind = self._kind(number, raw, cells)
        if kind:
            return SkippedRow(number, kind)
        self._above = cells
        return self._read_person(number, cells)

    def _without_dittos(self, cells: Sequence[object]) -> list[object]:
        """The cells with what stands above in place of 〃 and 同上; a name is never "as above"."""
        above = [*self._above, *[""] * (len(cells) - len(self._above))]
        above[self._layout.name] = ""
        return [above[index] if cell in DITTO else cell for index, cell in enumerate(cells)]

    def _kind(self, number: int, raw: Sequence[object], cells: Sequence[object]) -> str:
        """The kind of a row that is nobody's, or ""."""
        name = cells[self._layout.name]
        if name in ("", None):
            texts = [text for text in map(cell_text, raw) if text]
            if not texts:
                return "blank"
            if len(texts) > 1 and self._header_texts.issuperset(texts):
                return "header_again"
            if self._head_name is not None and cells[self._head_name] not in ("", None):
                return "total" if is_total(raw) else ""
            if number < self._data_begins + INSTRUCTIONS_WITHIN and is_instructions(raw, ""):
                return "instructions"
            return (
                "total"
                if is_total(raw)
                else "note"
                if is_note(raw, [index for _, index in self._places])
                else ""
            )
        if is_total(raw):
            return "total"
        if name in self._header_texts and self._repeats_header(raw):
            return "header_again"
        if number < self._data_begins + INSTRUCTIONS_WITHIN and is_instructions(raw, cell_text(name)):
            return "instructions"
        return ""

    def _repeats_header(self, raw: Sequence[object]) -> bool:
        texts = [text for text in map(cell_text, raw) if text]
        return 2 * sum(text in self._header_texts for text in texts) > len(texts)

    def _read_person(self, number: int, cells: Sequence[object]) -> RowReading:
        name, warnings = read_name(cells[self._layout.name])
        address, told = self._address(cells)
        household, clash = self._household(cells, address)
        from_head_column = False
        if self._head_name is not None:
            from_head_column = self._meet_head(number, cells, name, address)
            if from_head_column and self.head is not None:
                name = self.head.name
        if not name:
            return RefusedRow(number, note("no_name"))
        if household is None:
            return RefusedRow(number, note("no_address"))
        birth = None if self._birth is None else read_birth_date(cells[self._birth], self._today)
        if isinstance(birth, DateRefusal):
            return RefusedRow(number, note(birth.reason, text=shown(birth.text)))
        person = self._person(
            number, cells, name, birth, household, (*warnings, *told, *clash), from_head_column
        )
        return self.people.met(person, self._id_key(cells))

    def _address(self, cells: Sequence[object]) -> tuple[Address | None, tuple[Note, ...]]:
        """The row's address, blanks taken from above where that is the sheet's habit.

        Only leading blanks are: a row with its own door takes the courtyard above, one with its own
        courtyard takes nothing.
        """
        raw = [cells[index] for _, index in self._places]
        if raw == self._raw_address:
            return self._address_read
        self._raw_address = raw
        said = {
            level: cells[index] if type(cells[index]) is str else cell_text(cells[index])
            for level, index in self._places
        }
        if self._layout.carries_address:
            for level, _ in self._places:
                if said[level]:
                    break
                said[level] = getattr(self._address_above, level)
        own = AddressCells(**said)  # type: ignore[arg-type]
        if own != _NOTHING:
            self._address_above = own
        self._address_read = read_address_row(own)
        return self._address_read

    def _household(
        self, cells: Sequence[object], address: Address | None
    ) -> tuple[Household | None, tuple[Note, ...]]:
        column = self._layout.number
        if column is None:
            return (None if address is None else self._households.at_address(address)), ()
        number = plain_cell(cells[column])
        if address is None and not number and not self._layout.carries_address:
            return None, ()
        if self._own_address_blank(cells):
            # A late member with its household's number belongs to that household's home, not the one above.
            address = (self._households.known_address(number) or address) if number else None
        household = self._households.numbered(number, address)
        if household is None or address is None or household.address.dwelling_key == address.dwelling_key:
            return household, ()
        return household, (note("address_unlike_household", number=shown(household.number)),)

    def _own_address_blank(self, cells: Sequence[object]) -> bool:
        return all(cells[index] in ("", None) for _, index in self._places)

    def _meet_head(self, number: int, cells: Sequence[object], name: str, address: Address | None) -> bool:
        """Note the head whom the head's columns name; whether the row is that head's own, its member columns
        blank."""
        head_name, _ = read_name(cells[self._head_name or 0])
        head = self.head
        moved = head is not None and address is not None and address != head.address
        if head_name and (head is None or head_name != head.name or moved):
            phones, _ = read_phone_cells([cells[index] for index in self._layout.head_phones])
            self.head_before, self.head = head, HeadOfColumns(number, head_name, phones, address)
            self.families_begun += 1
        elif moved:
            self.head_before, self.head = head, None
            self.families_begun += 1
        if self.head is None:
            return False
        if name == self.head.name or (not name and head_name):
            self.head.listed = True
        return bool(not name and head_name) and all(cells[index] in ("", None) for index in self._personal)

    def _person(
        self, number: int, cells: Sequence[object], name: str, birth: BirthDate | None, household: Household,
        warnings: tuple[Note, ...], from_head_column: bool,
    ) -> PersonRow:  # fmt: skip
        notes = list(warnings)
        sex = None if self._sex is None else sex_cell(cells[self._sex], notes)
        relation = None if self._relation is None else relation_cell(cells[self._relation], sex, notes)
        elsewhere = (
            None if self._elsewhere is None else registered_elsewhere_cell(cells[self._elsewhere], notes)
        )
        phones, told = read_phone_cells([cells[index] for index in self._phones])
        notes.extend(told)
        named_head = self.head is not None and name == self.head.name
        if named_head and self.head is not None and self.head.phones:
            phones = tuple(dict.fromkeys(phones + self.head.phones))
        is_head = relation == "head" or (relation is None and (named_head or from_head_column))
        if is_head and (first := self._heads.setdefault(household.key, number)) != number:
            notes.append(note("second_head", first=first))
        tenure = self._read_tenure(cells, household.key, notes)
        known_as = told_number(household.number, notes)
        return PersonRow(
            number, name, sex, birth, phones, "head" if is_head else relation, household.address,
            tenure, elsewhere, household.key, known_as, is_head, tuple(notes),
        )  # fmt: skip

    def _read_tenure(self, cells: Sequence[object], household: bytes, notes: list[Note]) -> Tenure | None:
        """The tenure, a blank taken from the row above of the same household."""
        if self._tenure is None:
            return None
        tenure = tenure_cell(cells[self._tenure], notes)
        if tenure is None and self._tenure_above[0] == household:
            tenure = self._tenure_above[1]
        self._tenure_above = (household, tenure)
        return tenure

    def _id_key(self, cells: Sequence[object]) -> bytes | None:
        for index in self._id_numbers:
            if (
                cells[index] not in ("", None)
                and (key := same_person_key(cell_text(cells[index]))) is not None
            ):
                return key
        return None
