"""Single cells of a register's row, read with what there is to say about them."""

import re
from functools import _lru_cache_wrapper, lru_cache
from typing import Final, TypeVar

from minqing.language.addresses import Address, AddressCells, read_address_cells
from minqing.language.characters import cell_text, tidy
from minqing.language.formulas import fused
from minqing.language.id_numbers import find_id_numbers, without_id_numbers
from minqing.language.names import normalised_name
from minqing.language.phones import read_phones
from minqing.language.register.reasons import Note, note
from minqing.language.register.values import (
    BLANK_WORDS,
    Relation,
    Sex,
    Tenure,
    read_registered_elsewhere,
    read_relation,
    read_sex,
    read_tenure,
)

Answer = TypeVar("Answer")

_NOBODY: Final = frozenset(
    ("空户", "空房", "空置", "空置房", "无人", "无人居住", "vacant", "empty", "是", "否", "√", "×")
)
# What offices write for "as above"; the last is the Japanese ditto sign that Chinese input methods give.
DITTO: Final = frozenset(
    ("同上", "同前", "同 上", "〃", "″", '"', "''", "”", "“", "＂", "-〃-", "ditto", "Ditto", "々")
)
_BRACKETED: Final = re.compile(r"[(\[【{][^)\]】}]*[)\]】}]?")
_SHORTER_THAN_ID: Final = 14
_ID_LEFT_OUT: Final = note("id_number_left_out")
_REMARK_LEFT_OUT: Final = note("name_remark_left_out")


def _uncached_if_long(read: "_lru_cache_wrapper[Answer]", cell: object) -> Answer:
    """The reading of a cell; what could be an identity number is not remembered by the readings' caches."""
    return read.__wrapped__(cell) if isinstance(cell, str) and len(cell) > _SHORTER_THAN_ID else read(cell)


def shown(cell: object) -> str:
    """What a note may quote of a cell: shortened, identity numbers masked."""
    return without_id_numbers(cell_text(cell))[:40]


def plain_cell(cell: object) -> str:
    """The cell's text as it was before an export guarded it against formulas."""
    text = cell_text(cell)
    return fused(text) if text.startswith("'") else text


def told_number(number: str, notes: list[Note]) -> str:
    """A household's number as it may be told: "" for one that is an identity number, which only tells households
    apart while the file is read."""
    if len(number) > _SHORTER_THAN_ID and find_id_numbers(number):
        notes.append(_ID_LEFT_OUT)
        return ""
    return number


def read_name(cell: object) -> tuple[str, tuple[Note, ...]]:
    """The name in a cell, normalised, and what was left out beside it; "" where nobody is named."""
    if isinstance(cell, str) and cell.isalpha() and min(cell) >= "\u3400" and max(cell) <= "\u9fff":
        return ("", ()) if cell in _NOBODY or cell in BLANK_WORDS else (cell, ())
    text = plain_cell(cell)
    if find_id_numbers(text):
        name, notes = _read_odd_name(without_id_numbers(text, ""))
        return name, (_ID_LEFT_OUT, *notes)
    return _read_odd_name(text)


@lru_cache(maxsize=4096)
def _read_odd_name(text: str) -> tuple[str, tuple[Note, ...]]:
    notes: tuple[Note, ...] = ()
    bare = tidy(text)
    if (unbracketed := _BRACKETED.sub("", bare)) != bare:
        bare = unbracketed
        notes = (_REMARK_LEFT_OUT,)
    name = normalised_name(bare)
    if name.lower() in BLANK_WORDS or name.lower() in _NOBODY or not any(map(str.isalpha, name)):
        return "", ()
    return name, notes


def read_address_row(cells: AddressCells) -> tuple[Address | None, tuple[Note, ...]]:
    """The address that the row's columns tell together, and what there is to look at in it."""
    if any(text.startswith("'") for text in cells):
        cells = AddressCells(*map(fused, cells))
    if any(len(text) > _SHORTER_THAN_ID and find_id_numbers(text) for text in cells):
        address, notes = _read_address_row(AddressCells(*(without_id_numbers(text, "") for text in cells)))
        return address, (_ID_LEFT_OUT, *notes)
    return _read_address_row(cells)


@lru_cache(maxsize=16384)
def _read_address_row(cells: AddressCells) -> tuple[Address | None, tuple[Note, ...]]:
    notes: list[Note] = []
    address = read_address_cells(cells)
    if address is None:
        return None, ()
    if not address.numbered:
        notes.append(note("no_house_number"))
    elif address.kind != "courtyard" and not address.dwelling:
        notes.append(note("no_room"))
    return address, tuple(notes)


def read_phone_cells(cells: list[object]) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """The telephone numbers of one or several cells, each once, and what could not be read."""
    numbers: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    for cell in cells:
        if cell == "" or cell is None:
            continue
        text = cell if isinstance(cell, str) else cell_text(cell)
        if len(text) > _SHORTER_THAN_ID and find_id_numbers(text):
            cell, notes = without_id_numbers(text, " "), (*notes, _ID_LEFT_OUT)
        read = read_phones(plain_cell(cell) if isinstance(cell, str) and cell[:1] == "'" else cell)
        numbers = read.numbers if not numbers else tuple(dict.fromkeys(numbers + read.numbers))
        notes += tuple(note("phone_unreadable", text=piece[:40]) for piece in read.unreadable)
    return numbers, notes


def sex_cell(cell: object, notes: list[Note]) -> Sex | None:
    """The sex in a cell; what cannot be read is noted."""
    sex = _uncached_if_long(read_sex, cell)
    if sex is False:
        notes.append(note("sex_unreadable", text=shown(cell)))
        return None
    return sex


def relation_cell(cell: object, sex: Sex | None, notes: list[Note]) -> Relation | None:
    """The relation to the head in a cell; noted is what cannot be read, and a word for the other sex."""
    found = _uncached_if_long(read_relation, cell)
    if found is False:
        notes.append(note("relation_unreadable", text=shown(cell)))
        return None
    if found is None:
        return None
    if found.told_sex is not None and sex is not None and found.told_sex != sex:
        notes.append(note("sex_unlike_relation", text=shown(cell)))
    return found.relation


def tenure_cell(cell: object, notes: list[Note]) -> Tenure | None:
    """The tenure in a cell; what cannot be read is noted."""
    tenure = _uncached_if_long(read_tenure, cell)
    if tenure is False:
        notes.append(note("tenure_unreadable", text=shown(cell)))
        return None
    return tenure


def registered_elsewhere_cell(cell: object, notes: list[Note]) -> bool | None:
    """Whether registered elsewhere; what is neither yes nor no is noted."""
    answer = _uncached_if_long(read_registered_elsewhere, cell)
    if answer == "unreadable":
        notes.append(note("registered_elsewhere_unreadable", text=shown(cell)))
        return None
    return answer
