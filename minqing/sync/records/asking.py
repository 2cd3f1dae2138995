"""Asking the database in its own words, and spelling what it answers as the contract does."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from minqing.privacy.erasures import erased_ids

V = TypeVar("V")


def rows(sql: str, **given: Any) -> list[tuple[Any, ...]]:
    """The rows of a query with named parameters, as plain values; `erased` is given where `not_erased` asks for it."""
    if "%(erased)s" in sql:
        given["erased"] = list(erased_ids())
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def not_erased(person: str) -> str:
    """The condition that a resident of this name was not erased, also where a backup that was put back names them again."""
    return f"{person}.erased_at IS NULL AND {person}.id <> ALL(%(erased)s::uuid[])"


def holds(spell: str) -> str:
    """The condition, in SQL, that a spell of this name holds on the parameter `day` (as `access.scope.holding`)."""
    return f"{spell}.from_day <= %(day)s AND ({spell}.to_day IS NULL OR {spell}.to_day > %(day)s)"


def among(column: str, ids: Collection[UUID] | None) -> str:
    """The condition that a column is one of the parameter `ids`; none at all where all are asked for."""
    return "true" if ids is None else f"{column} = ANY(%(ids)s::uuid[])"


def day_of(day: date | None) -> str | None:
    """`2026-11-24`."""
    return None if day is None else day.isoformat()


def moment_of(moment: datetime) -> str:
    """`2026-11-24T01:12:33.123Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment_or_none(moment: datetime | None) -> str | None:
    """As `moment_of`, where there may be none."""
    return None if moment is None else moment_of(moment)


def id_or_none(key: UUID | None) -> str | None:
    """A row's id as text, where there may be none."""
    return None if key is None else str(key)


def grouped(pairs: "list[tuple[UUID, V]]") -> dict[UUID, list[V]]:
    """Values by the key before them, in their order."""
    found: dict[UUID, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
