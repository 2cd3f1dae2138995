"""Mainland identity-card numbers in free text: found, masked, never kept.

The method's line: identity-card numbers are recognised where someone pastes one, and refused. So the
search errs a little towards finding: the check digit is not asked for where area and date of birth are
plausible, because people mistype it. Form after GB 11643: six digits of area, the date of birth, three
of order, one check character; the older form has a two-digit year and no check character.
"""

import hashlib
import re
import secrets
from datetime import date
from typing import Final, NamedTuple

from minqing.language.characters import half_width

_AREA: Final = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)(?!00)\d{4}")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_SEPARATORS: Final = r"[ \t\-._/\u00b7\u200b-\u200d\u2060\ufeff]"
_RUN: Final = re.compile(rf"\d+(?:{_SEPARATORS}{{1,3}}\d+)*(?:{_SEPARATORS}{{0,3}}[Xx](?![A-Za-z]))?")
_PIECE: Final = re.compile(r"\d+|[Xx]")
_NOT_SIGNIFICANT: Final = re.compile(r"[^0-9Xx]")
_LONG_ENOUGH: Final = re.compile(r"(?:\d[^\d]{0,3}){15}")

# Made anew in each process: the keys below cannot be turned back by trying every number, nor outlive the run.
_PROCESS_SECRET: Final = secrets.token_bytes(32)


class Span(NamedTuple):
    """A place in a text: from `start` up to, not including, `end`, counted in characters."""

    start: int
    end: int


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_character(first_seventeen: str) -> str:
    """The eighteenth character that belongs to the first seventeen digits (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def has_form_of_id_number(number: str) -> bool:
    """Whether 15 or 18 characters without separators have the area and the day of an identity number.

    The check character may be any digit or X: mistyped numbers are recognised too.
    """
    if not _AREA.match(number):
        return False
    if len(number) == 18:
        digits = number[:17]
        if not digits.isdigit() or not (number[17].isdigit() or number[17] in "Xx"):
            return False
        year = int(number[6:10])
        return 1850 <= year <= 2099 and _is_day(year, int(number[10:12]), int(number[12:14]))
    if len(number) == 15 and number.isdigit():
        return _is_day(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    return False


def _spans_in_run(plain: str, run: re.Match[str]) -> list[Span]:
    """Identity numbers among the pieces of one run of digits and separators, leftmost first."""
    pieces = [match.span() for match in _PIECE.finditer(plain, run.start(), run.end())]
    spans: list[Span] = []
    first = 0
    while first < len(pieces):
        found = _end_of_number(plain, pieces, first)
        if found is None:
            first += 1
        else:
            spans.append(Span(pieces[first][0], pieces[found][1]))
            first = found + 1
    return spans


def _end_of_number(plain: str, pieces: list[tuple[int, int]], first: int) -> int | None:
    """The index of the piece with which a number begun at `first` ends, the longest such."""
    number, best = "", None
    for last in range(first, len(pieces)):
        number += plain[pieces[last][0] : pieces[last][1]]
        if len(number) > 18:
            break
        if not has_form_of_id_number(number):
            continue
        # Pieces cut out of a longer run (a bank card in groups, two telephones) need the check character.
        alone = first == 0 and last == len(pieces) - 1
        tail_is_x = last == first + 1 and number[-1] in "Xx"
        if first == last or alone or tail_is_x or _checks(number):
            best = last
    return best


def _checks(number: str) -> bool:
    return len(number) == 18 and check_character(number[:17]) == number[17].upper()


def find_id_numbers(text: str) -> list[Span]:
    """Where identity-card numbers stand in the text: 15 or 18 digits, full-width too, with spaces or
    dashes inside, the check character in either case. Telephones, longer order numbers and bank cards
    whose digits are no area and day are not found."""
    if not _LONG_ENOUGH.search(text):
        return []
    plain = half_width(text)
    return [span for run in _RUN.finditer(plain) for span in _spans_in_run(plain, run)]


def without_id_numbers(text: str, mask: str = "…") -> str:
    """The text with each identity-card number replaced by the mask."""
    spans = find_id_numbers(text)
    for span in reversed(spans):
        text = text[: span.start] + mask + text[span.end :]
    return text


def same_person_key(id_number: str) -> bytes | None:
    """An eight-byte key that two spellings of one identity number share, or None where it is none.

    For memory only: it is keyed with a secret of this process, cannot be turned back, and means nothing
    in another run. A 15-digit number and the 18-digit number of the same person give the same key.
    """
    number = id_number if id_number.isascii() and id_number.isalnum() else half_width(id_number)
    number = _NOT_SIGNIFICANT.sub("", number)
    if not has_form_of_id_number(number):
        return None
    body = number[:17] if len(number) == 18 else f"{number[:6]}19{number[6:]}"
    return hashlib.blake2b(body.encode(), digest_size=8, key=_PROCESS_SECRET).digest()
