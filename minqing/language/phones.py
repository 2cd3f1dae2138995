"""Telephone cells: one or several numbers, mobile or landline, remarks left out. Nothing is guessed."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from minqing.language.characters import cell_text, tidy

_REMARK: Final = re.compile(r"[(\[【][^)\]】]*[)\]】]?")
# Chinese around a number says whose it is ("儿子 138…", "宅电：64…"): a remark, and remarks are not kept.
_WORDS: Final = re.compile(r"[\u3400-\u9fff:：]+")
_PART: Final = re.compile(r"[/\\;；,，、|\n\r]+| {1,}(?=\+?\d)")
_COUNTRY: Final = re.compile(r"^(?:\+|00)?86[ \-]?(?=1[3-9]\d|0?\d{2,3}[ \-])")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_LANDLINE: Final = re.compile(
    r"(?:\(?(0[12]\d|0[3-9]\d{2})\)?[ \-]?)?([2-8]\d{6,7})(?:[ \-转]{1,2}(\d{1,6}))?"
)
_SERVICE: Final = re.compile(r"[48]00[ \-]?\d{3}[ \-]?\d{4}")
_FOREIGN: Final = re.compile(r"\+(?!86)\d{1,3}[ \-]?\d{4,12}")
_AREA_IN_BRACKETS: Final = re.compile(r"\((0\d{2,3})\)")
_EXTENSION: Final = re.compile(r"(?<=\d) ?转 ?(?=\d)")
_GAPS_IN_MOBILE: Final = re.compile(r"(?<!\d)(1[3-9]\d)[ \-](\d{4})[ \-](\d{4})(?!\d)")
_SPACE_AFTER_AREA: Final = re.compile(r"(?<!\d)(0\d{2,3}) (?=[2-8]\d{6,7}(?!\d))")
_SPACE_AFTER_COUNTRY: Final = re.compile(r"(\+\d{1,3}) (?=\d)")
_ORDINARY: Final = re.compile(r"[\d\-/;,]+")
_BLANK: Final = frozenset(("", "-", "--", "/", "无", "none", "n/a", "null"))


class PhoneCell(NamedTuple):
    """The numbers in a cell, in order, each once; and what could not be read as one."""

    numbers: tuple[str, ...]
    unreadable: tuple[str, ...]


_EMPTY: Final = PhoneCell((), ())


def read_phones(cell: object) -> PhoneCell:
    """The telephone numbers in a cell.

    Numbers parted by / ; , 、 or spaces; full-width digits; numbers stored as number cells; landlines keep
    their area code ("010-64000247") and extension ("-801"). Words and bracketed remarks are left out. A
    piece that is no Chinese mobile or landline number and no international one (+…) is unreadable.
    """
    text = cell if isinstance(cell, str) and cell.isalnum() else cell_text(cell)
    if len(text) == 11 and text.isascii() and text.isdigit() and text[0] == "1" and text[1] > "2":
        return PhoneCell((text,), ())
    return _read(tidy(text)) if text else _EMPTY


@lru_cache(maxsize=4096)
def _read(text: str) -> PhoneCell:
    if text.lower() in _BLANK:
        return _EMPTY
    if not _ORDINARY.fullmatch(text):
        text = _without_remarks(text)
    numbers: list[str] = []
    unreadable: list[str] = []
    for part in _PART.split(text):
        piece = part.strip(" -.;")
        if not piece:
            continue
        number = _number(piece)
        if number is None:
            unreadable.append(piece)
        elif number not in numbers:
            numbers.append(number)
    return PhoneCell(tuple(numbers), tuple(unreadable))


def _without_remarks(text: str) -> str:
    """The numbers of a cell alone, area codes and grouped digits joined to them."""
    text = _AREA_IN_BRACKETS.sub(r"\1-", text)
    text = _EXTENSION.sub("-", _REMARK.sub(" ", text))
    text = _GAPS_IN_MOBILE.sub(r"\1\2\3", _WORDS.sub(" ", text)).replace("--", "-")
    return _SPACE_AFTER_AREA.sub(r"\1-", _SPACE_AFTER_COUNTRY.sub(r"\1-", text))


def _number(piece: str) -> str | None:
    """The number in its one spelling, or None."""
    if piece.startswith("+") and _FOREIGN.fullmatch(piece):
        return "+" + re.sub(r"\D", "", piece)
    bare = _COUNTRY.sub("", piece)
    squeezed = bare.replace(" ", "").replace("-", "")
    if _MOBILE.fullmatch(squeezed):
        return squeezed
    if _SERVICE.fullmatch(bare):
        return squeezed
    landline = _LANDLINE.fullmatch(bare) or (_LANDLINE.fullmatch("0" + bare) if bare != piece else None)
    if landline is None:
        return None
    area, local, extension = landline.groups()
    return "-".join(part for part in (area, local, extension) if part)
