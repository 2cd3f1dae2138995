"""Who was met before in the file: kept in memory only, a few numbers a person, gone with the reading."""

from operator import attrgetter
from typing import Final

from minqing.language.dates import BirthDate
from minqing.language.register.reasons import note
from minqing.language.register.rows import DuplicateRow, PersonRow

ADDABLE: Final = ("sex", "birth_date", "phones", "relation", "tenure", "registered_elsewhere")


_VALUES: Final = attrgetter(*ADDABLE)
_BLANK: Final = (None, ())


class _Seen:
    """What is remembered of a person: the row, which fields were blank, birth, sex and keys to compare."""

    __slots__ = ("birth_date", "blank", "home", "id_key", "row", "sex")

    def __init__(self, person: PersonRow, id_key: bytes | None) -> None:
        self.row = person.row
        self.blank = tuple(
            [name for name, value in zip(ADDABLE, _VALUES(person), strict=True) if value in _BLANK]
        )
        self.birth_date = person.birth_date
        self.sex = person.sex
        self.id_key = id_key
        self.home = person.household_key


class PeopleSeen:
    """The persons of a file so far, to know one who comes twice.

    One person is: the same name and identity-card number; or, unless two numbers differ, the same name in
    the same household with nothing that contradicts (birth, sex).
    """

    def __init__(self) -> None:
        self._by_id: dict[int, _Seen] = {}
        self._by_home: dict[int, _Seen] = {}
        self._by_birth: dict[int, int] = {}
        self._names_of_id: dict[bytes, int] = {}

    def has_name_in(self, name: str, household_key: bytes) -> bool:
        """Whether somebody of this name was met in the household."""
        return hash((name, household_key)) in self._by_home

    def met(self, person: PersonRow, id_key: bytes | None) -> PersonRow | DuplicateRow:
        """The person as new, perhaps with warnings, or as the duplicate of an earlier row."""
        if id_key is not None and (seen := self._by_id.get(hash((person.name, id_key)))) is not None:
            return self._duplicate(person, seen, "same_id_number")
        home = hash((person.name, person.household_key))
        seen = self._by_home.get(home)
        if seen is not None and not _contradicts(person, id_key, seen):
            both_known = person.birth_date is not None and seen.birth_date is not None
            return self._duplicate(person, seen, "same_name_birth_home" if both_known else "same_name_home")
        return self._new(person, id_key, home)

    def _new(self, person: PersonRow, id_key: bytes | None, home: int) -> PersonRow:
        seen = _Seen(person, id_key)
        self._by_home.setdefault(home, seen)
        row, birth, warnings = person.row, person.birth_date, person.warnings
        if id_key is not None:
            self._by_id[hash((person.name, id_key))] = seen
            if (first := self._names_of_id.setdefault(id_key, row)) != row:
                warnings = (*warnings, note("id_number_of_another", first=first))
        if birth is not None and birth.day is not None:
            first = self._by_birth.setdefault(hash((person.name, birth)), row)
            if first != row:
                warnings = (*warnings, note("like_another", first=first))
        return person if warnings is person.warnings else person._replace(warnings=warnings)

    def _duplicate(self, person: PersonRow, seen: _Seen, key: str) -> DuplicateRow:
        adds = {name: getattr(person, name) for name in seen.blank if getattr(person, name) not in _BLANK}
        if adds:
            seen.blank = tuple(name for name in seen.blank if name not in adds)
            birth = adds.get("birth_date")
            seen.birth_date = birth if isinstance(birth, BirthDate) else seen.birth_date
        warnings = [note(key, first=seen.row)]
        if person.household_key != seen.home:
            warnings.append(note("other_address_of_same_person"))
        return DuplicateRow(
            person.row,
            seen.row,
            person.name,
            seen.home,
            adds,
            (*warnings, *(told for told in person.warnings if told.key != "second_head")),
        )


def _contradicts(person: PersonRow, id_key: bytes | None, seen: _Seen) -> bool:
    if id_key is not None and seen.id_key is not None:
        return True  # equal ones were found before, so these differ
    if person.sex is not None and seen.sex is not None and person.sex != seen.sex:
        return True
    one, other = person.birth_date, seen.birth_date
    if one is None or other is None:
        return False
    return any(a != b for a, b in zip(one, other, strict=True) if a is not None and b is not None)
