"""Names and labels of places in one spelling, and what a location may be. Pure: words in, words out."""

import re

from minqing.language.addresses import Address, read_address
from minqing.language.characters import tidy

# The box that holds China; what lies outside was typed wrongly, most often with the two numbers exchanged.
SOUTH, NORTH, WEST, EAST = 3.0, 54.0, 73.0, 136.0
_NUMBERED_HOME = re.compile(r"(\d{1,2})\d{2}[A-Z]?")
_HOUSE_NUMBER = re.compile(r"[甲乙丙丁]?\d.*$")


def courtyard_address(name: str) -> Address | None:
    """The address that a courtyard's name is, or None for a blank one; `.courtyard_key` recognises it
    anywhere.
    """
    return read_address(name)


def unit_label(unit: str) -> str:
    """A home's label within its courtyard in one spelling: 「403室」 and 「403」 are "403"; 「北房」 stays.

    Read as the end of an address, so that it equals the label that a spreadsheet's address gives the same
    home.
    """
    words = tidy(unit)
    if not words:
        return ""
    read = read_address(f"某胡同1号院 {words}")
    return read.dwelling if read is not None and read.numbered else words


def floor_of(unit: str) -> int | None:
    """The floor that an apartment's number tells ("1203": 12), or None where the label is no such number."""
    numbered = _NUMBERED_HOME.fullmatch(unit)
    return int(numbered.group(1)) if numbered else None


def lane_of(name: str) -> str:
    """The lane or estate that a courtyard's name begins with: 「九道湾东巷57号院」 lies in 「九道湾东巷」."""
    return _HOUSE_NUMBER.sub("", tidy(name)).strip()


def lies_in_china(latitude: float, longitude: float) -> bool:
    """Whether a location in degrees (WGS 84) lies in the box around China."""
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
