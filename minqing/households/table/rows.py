"""The rows of the table: what stands in each cell, read for a part of the order at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import F

from minqing.access.scope import Viewer, holding
from minqing.households.models import ActiveRole
from minqing.households.table.asked import Asked
from minqing.households.table.checking import Checks, checks_of_rows, every_check
from minqing.households.table.columns import BY_KEY, ROLES, Column
from minqing.households.table.index import Index, index_of, joined
from minqing.households.table.words import CHECK_WORDS
from minqing.method.checks import Staleness, staleness

MOST = 200  # rows handed over at once
WHOLE = 2000  # rows read at once for a file
_BASE = ("pk", "confirmed_on", "belongs__household_id")


@dataclass(frozen=True)
class TableRow:
    """One row: the cells' texts in the order of the columns asked for, and what else the row needs to be drawn."""

    key: UUID
    household: UUID | None
    age: Staleness
    cells: tuple[str, ...]
    checks: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class TablePart:
    """Rows from a place on, of so many in all; `mark` changes when the order may have changed."""

    start: int
    total: int
    mark: int
    rows: tuple[TableRow | None, ...]


def part_of(viewer: Viewer, asked: Asked, start: int, stop: int) -> TablePart:
    """The rows from `start` up to, but without, `stop`; MOST at most. The number of queries does not depend on either.

    A row that was taken from the viewer this moment is None: what stands after it keeps its place.
    """
    index = index_of(viewer, asked)
    start = min(max(start, 0), len(index))
    keys = index.part(start, min(stop, start + MOST))
    found = rows_of(viewer, asked, keys)
    return TablePart(start, len(index), index.mark, tuple(found.get(key) for key in keys))


def every_row(viewer: Viewer, asked: Asked, index: Index) -> Iterator[TableRow]:
    """All rows of an order, as the parts would show them one after the other."""
    every = every_check(viewer) if "checks" in asked.columns else None
    for start in range(0, len(index), WHOLE):
        keys = index.part(start, start + WHOLE)
        found = rows_of(viewer, asked, keys, every)
        yield from (found[key] for key in keys if key in found)


def rows_of(
    viewer: Viewer, asked: Asked, keys: list[UUID], every: Checks | None = None
) -> dict[UUID, TableRow]:
    """Rows by resident, of those that the viewer may see; `every` check of theirs, where it is known already."""
    columns = [BY_KEY[key] for key in asked.columns]
    values = _values(viewer, columns, keys)
    checks: Checks = every or {}
    if "checks" in asked.columns and every is None:
        households = {row["belongs__household_id"] for row in values} - {None}
        checks = checks_of_rows(viewer, (row["pk"] for row in values), households)
    roles = _roles(viewer, (row["pk"] for row in values)) if "roles" in asked.columns else {}
    return {row["pk"]: _row(viewer, columns, row, checks.get(row["pk"], ()), roles) for row in values}


def _values(viewer: Viewer, columns: list[Column], keys: list[UUID]) -> list[dict[str, Any]]:
    needed = {*_BASE}
    for column in columns:
        if not column.gathered:
            needed.update((column.path, *column.needs))
    rows = joined(viewer.residents(), viewer.today).filter(pk__in=keys).order_by()
    rows = rows.annotate(**{name: F(name) for name in ("people", "presence") if name in needed})
    return list(rows.values(*sorted(needed)))


def _row(
    viewer: Viewer,
    columns: list[Column],
    values: dict[str, Any],
    checks: tuple[str, ...],
    roles: dict[UUID, str],
) -> TableRow:
    gathered = {
        "checks": "; ".join(str(CHECK_WORDS[one].name) for one in checks),
        "roles": roles.get(values["pk"], ""),
    }
    cells = tuple(
        gathered[column.key] if column.gathered else column.text(values, viewer.today) for column in columns
    )
    age = staleness(values["confirmed_on"], viewer.today)
    return TableRow(values["pk"], values["belongs__household_id"], age, cells, checks)


def _roles(viewer: Viewer, keys: Iterable[UUID]) -> dict[UUID, str]:
    rows = ActiveRole.objects.filter(holding(viewer.today), resident__in=list(keys)).order_by("kind")
    found: dict[UUID, list[str]] = {}
    for key, kind in rows.values_list("resident_id", "kind"):
        word = str(ROLES[kind])
        if word not in found.setdefault(key, []):
            found[key].append(word)
    return {key: "; ".join(words) for key, words in found.items()}
