"""Corrections of one record by several people, some of them without network (issue 4, point 6; decision 0008).

A correction says what it had seen. What somebody else changed meanwhile is a clash: the later noted shows, both are kept,
and a person chooses. Nothing is guessed from the values themselves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from .calendar import aware

Value = object  # what JSON can say: text, a number, true or false, null, a list


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A field that two people corrected in different ways: what shows, what it displaced, when each was noted.

    `other_at` or `shown_at` is None where the value stood since before corrections were counted. `theirs_shown` is true
    where what stood already goes on showing.
    """

    field: str
    shown: Value
    other: Value
    shown_at: datetime | None
    other_at: datetime | None
    theirs_shown: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """`values`: what is to be written. `clashes`: in the order of the fields' names.

    `noted`: when each field spoken of was last noted, from now on (also where nothing is written: two who say the same).
    """

    values: dict[str, Value]
    clashes: tuple[FieldClash, ...]
    noted: dict[str, datetime]


def merge(
    *,
    seen: Mapping[str, Value],
    set_: Mapping[str, Value],
    now: Mapping[str, Value],
    noted: Mapping[str, datetime],
    at: datetime,
) -> Merged:
    """What a correction noted at `at` does to a record that stands at `now`.

    `seen` is what its writer had before them, `set_` what they wrote, `noted` when each field was last corrected (aware).
    A field that was not changed against `seen` is never written. In whatever order corrections arrive, what was noted last
    shows in the end, and what is displaced without having been seen is in a clash. Raises NaiveInstant.
    """
    moment = aware(at).astimezone(UTC)
    values: dict[str, Value] = {}
    clashes: list[FieldClash] = []
    times: dict[str, datetime] = {}
    for field in sorted(set_):
        wanted, before, stands = set_[field], seen.get(field), now.get(field)
        if same_value(wanted, before):
            continue
        last = aware(noted[field]).astimezone(UTC) if field in noted else None
        times[field] = moment if last is None else max(moment, last)
        if same_value(wanted, stands):
            continue
        # Noted later though it looks as it was seen: changed and changed back meanwhile.
        meanwhile = not same_value(stands, before) or (last is not None and last > moment)
        if not meanwhile:
            values[field] = wanted
        elif _is_later(moment, wanted, last, stands):
            values[field] = wanted
            clashes.append(FieldClash(field, wanted, stands, moment, last, theirs_shown=False))
        else:
            clashes.append(FieldClash(field, stands, wanted, last, moment, theirs_shown=True))
    return Merged(values, tuple(clashes), times)


def same_value(one: Value, other: Value) -> bool:
    """Whether two values say the same: equal, or both nothing (null, empty text, an empty list)."""
    return (_says_nothing(one) and _says_nothing(other)) or _spelled(one) == _spelled(other)


def _says_nothing(value: Value) -> bool:
    return value is None or value == "" or value == []


def _spelled(value: Value) -> str:
    """One spelling of a value: true is not 1 here, and a tuple is a list."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _is_later(moment: datetime, wanted: Value, last: datetime | None, stands: Value) -> bool:
    """Whether the correction shows; of two noted in the same moment the one whose spelling sorts later, on any machine."""
    if last is None or moment != last:
        return last is None or moment > last
    return _spelled(wanted) > _spelled(stands)
