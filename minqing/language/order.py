"""In which order people read names that hold numbers: 第二片区 before 第十片区, 2号院 before 12号院."""

import re

_PARTS = re.compile(r"(\d+|[零一二三四五六七八九十百]+)")
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100}


def chinese_number(text: str) -> int:
    """The value of a number written in characters, up to 999; digits in a row (二〇 aside) are read one by one."""
    if not any(character in _UNITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def reading_order(text: str) -> tuple[tuple[int, str], ...]:
    """A key to sort by: numbers, in digits or characters, by their value; the rest by its characters."""
    return tuple(
        (chinese_number(part) if part[0] in _DIGITS or part[0] in _UNITS else int(part), "")
        if place % 2
        else (-1, part)
        for place, part in enumerate(_PARTS.split(text))
    )
