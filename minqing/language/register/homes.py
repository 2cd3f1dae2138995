"""Which household a row belongs to: by the sheet's numbering, else by address and home."""

import hashlib
from functools import lru_cache
from typing import NamedTuple

from minqing.language.addresses import Address


class Household(NamedTuple):
    """A household of the file: its key, its number in the sheet ("" without numbering), its address."""

    key: bytes
    number: str
    address: Address


@lru_cache(maxsize=1024)
def household_key(text: str) -> bytes:
    """Eight bytes for a household's numbering or home; the same in every run."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


class HouseholdsSeen:
    """The households of a file so far. Late members, even at the end of the file, find theirs again."""

    def __init__(self) -> None:
        self._by_number: dict[tuple[int, str], Household] = {}
        self._by_home: dict[bytes, Household] = {}
        self._section = 1
        self._current: Household | None = None

    def at_address(self, address: Address) -> Household:
        """The household of a sheet without numbering: who shares address and home is one."""
        current = self._current
        if current is not None and current.address is address:
            return current
        key = household_key("a|" + address.dwelling_key)
        self._current = Household(key, "", address)
        return self._current

    def numbered(self, number: str, address: Address | None) -> Household | None:
        """The household in a sheet that numbers them.

        A number names its household wherever it stands; a blank number continues the one above, unless the
        row has an address of its own that is another's. When numbering begins again at 1 with another
        address, a new section has begun. None: there is no address to be had.
        """
        if not number:
            return self._without_number(address)
        if number == "1" and self._restarts(address):
            self._section += 1
        known = self._by_number.get((self._section, number))
        if known is None:
            if address is None:
                return None
            known = Household(household_key(f"n|{self._section}|{number}"), number, address)
            self._by_number[self._section, number] = known
            self._by_home.setdefault(household_key("a|" + address.dwelling_key), known)
        self._current = known
        return known

    def known_address(self, number: str) -> Address | None:
        """The address under which a number was met."""
        known = self._by_number.get((self._section, number))
        return known.address if known is not None else None

    def _restarts(self, address: Address | None) -> bool:
        first = self._by_number.get((self._section, "1"))
        if first is None or address is None or self._current is None or self._current.number == "1":
            return False
        return first.address.dwelling_key != address.dwelling_key

    def _without_number(self, address: Address | None) -> Household | None:
        current = self._current
        if address is None or (current is not None and current.address.dwelling_key == address.dwelling_key):
            return current
        home = household_key("a|" + address.dwelling_key)
        known = self._by_home.get(home)
        if known is None:
            known = self._by_home[home] = Household(home, "", address)
        self._current = known
        return known
