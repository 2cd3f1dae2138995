"""Plain characters: full-width forms and odd spaces as people type them, made one."""

import re
from typing import Final

# One character becomes one character, so positions in the plain text are positions in the original.
_TO_PLAIN: Final[dict[int, str]] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TO_PLAIN.update(dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F), " "))
_TO_PLAIN.update(dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-"))

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES: Final = re.compile(r"\s+")


def half_width(text: str) -> str:
    """The text with full-width letters, digits, signs and spaces made half-width, dashes made one.

    Length is kept, so a position in the answer is the same position in the text.
    """
    return text if text.isascii() else text.translate(_TO_PLAIN)


def tidy(text: str) -> str:
    """Half-width, without invisible characters, runs of white space made one space, ends trimmed."""
    if text.isascii():
        return text if text.isalnum() else _SPACES.sub(" ", text).strip()
    plain = half_width(text)
    if not plain.isascii():
        plain = _INVISIBLE.sub("", plain)
    return _SPACES.sub(" ", plain).strip()


def cell_text(cell: object) -> str:
    """What a spreadsheet cell says, as tidy text: 202.0 reads "202", an empty cell reads "".

    A whole number loses its ".0" because spreadsheets keep door numbers and telephones as floats.
    """
    if isinstance(cell, str):
        return tidy(cell) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def is_chinese(character: str) -> bool:
    """Whether the character is a Han character, extensions and 〇 included."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\U00020000" <= character <= "\U0003ffff"
        or "\uf900" <= character <= "\ufaff"
        or character == "〇"
    )
