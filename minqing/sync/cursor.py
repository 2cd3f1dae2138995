"""Where a snapshot goes on: packed into one word that means nothing to the phone."""

import base64
import binascii
import json
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

VERSION = 1


class BadCursor(ValueError):
    """The word was not made here, or by another version."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a snapshot: which part, after which key of it, and what the first chunk decided for all the others.

    `led` are the courtyards whose households come first, `near` the key of the last concern of the first chunk (null
    where it had none), `total` the number of records counted then.
    """

    part: str
    after: tuple[Any, ...] | None
    led: tuple[UUID, ...]
    near: tuple[Any, ...] | None
    total: int

    def at(self, part: str, after: tuple[Any, ...] | None) -> "Cursor":
        """The same snapshot at another place."""
        return replace(self, part=part, after=after)

    def packed(self) -> str:
        """As a phone keeps it and a URL carries it."""
        said = json.dumps({"v": VERSION, **asdict(self)}, separators=(",", ":"), default=str)
        return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def unpacked(word: str) -> Cursor:
    """The place that a word names. Raises BadCursor. It only chooses within the phone's own reach, so nobody gains
    anything by making one up."""
    try:
        said = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if said.pop("v") != VERSION or type(said["total"]) is not int or type(said["part"]) is not str:
            raise BadCursor(word)
        keys = {name: _key(said[name]) for name in ("after", "near")}
        return Cursor(
            said["part"], keys["after"], tuple(UUID(key) for key in said["led"]), keys["near"], said["total"]
        )
    except (
        binascii.Error,
        UnicodeError,
        RecursionError,
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
    ) as error:
        raise BadCursor(word) from error


def _key(said: Any) -> tuple[Any, ...] | None:
    """A key: numbers, and ids where they are written as such."""
    if said is None:
        return None
    return tuple(UUID(part) if type(part) is str else _number(part) for part in said)


def _number(part: Any) -> float:
    if type(part) not in (int, float, bool):
        raise TypeError("no number")
    return float(part)
