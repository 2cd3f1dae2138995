"""Many rows in one statement: spelled as JSON, which PostgreSQL reads into rows of the table by itself.

One parameter instead of one a column: for a few dozen rows this costs a fraction of what Django's insert does.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models

# Fields whose values JSON tells as PostgreSQL reads them.
PLAIN = frozenset(
    (
        *(models.CharField, models.TextField, models.UUIDField, models.BooleanField, models.DateField),
        *(models.DateTimeField, models.TimeField, models.JSONField, models.BinaryField, ArrayField),
        *(
            models.FloatField,
            models.IntegerField,
            models.BigIntegerField,
            models.SmallIntegerField,
            models.BigAutoField,
        ),
        *(models.PositiveIntegerField, models.PositiveSmallIntegerField),
        *(models.ForeignKey, models.OneToOneField),
    )
)

# A statement that writes, and its parameters.
Part = tuple[str, list[Any]]


def inserting(model: type[models.Model], rows: Sequence[models.Model], *, leaving: bool = False) -> Part:
    """How rows are inserted. `leaving`: those that are there already are left as they are."""
    sql = _statement(model)
    return (f"{sql} ON CONFLICT DO NOTHING" if leaving else sql), [spelled(model, rows)]


def updating(model: type[models.Model], row: models.Model, names: Iterable[str]) -> Part:
    """How fields of a row, found by its key, get the values that they have in memory."""
    wanted, quote = set(names), connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if wanted & {field.name, field.attname}]
    table, columns = quote(model._meta.db_table), {column_of(field): field.attname for field in fields}
    to = ", ".join(f"{quote(column)} = new.{quote(column)}" for column in columns)
    values = _json({column: getattr(row, name) for column, name in columns.items()})
    return (
        f"UPDATE {table} AS old SET {to} FROM json_populate_record(NULL::{table}, %s::json) AS new"
        ' WHERE old."id" = %s RETURNING 1',
        [values, row.pk],
    )


def write_at_once(parts: Sequence[Part]) -> None:
    """Do several writes in one statement, in no order: none sees what another writes. Within a transaction.

    Raises what PostgreSQL raises, and DatabaseError where a row that is to be changed is not there.
    """
    named = ", ".join(f"part{place} AS ({sql})" for place, (sql, _params) in enumerate(parts))
    changes = [
        f"(SELECT count(*) FROM part{place})"
        for place, (sql, _params) in enumerate(parts)
        if sql.startswith("UPDATE")
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {named} SELECT {' + '.join(changes) or '0'}",
            [param for _sql, params in parts for param in params],
        )
        (changed,) = cursor.fetchone()
    if changed != len(changes):
        raise DatabaseError("a row that was to be changed is not there")


def spelled(model: type[models.Model], rows: Sequence[models.Model]) -> str:
    """The rows as a JSON list of objects by column."""
    columns, values = _columns(model)
    return _json([dict(zip(columns, values(row), strict=True)) for row in rows])


def rows_of(model: type[models.Model]) -> tuple[str, str]:
    """The columns of a model without one that counts by itself, and where JSON (one parameter) is read as such rows."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, _columns(model)[0]))
    return (
        names,
        f"SELECT {names} FROM json_populate_recordset(NULL::{quote(model._meta.db_table)}, %s::json)",
    )


def column_of(field: "models.Field[Any, Any]") -> str:
    """The column of a field that has one."""
    assert field.column is not None
    return field.column


@cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, ...], "attrgetter[tuple[Any, ...]]"]:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    fields = [field for field in fields if not isinstance(field, models.BigAutoField)]
    return tuple(map(column_of, fields)), attrgetter(*(field.attname for field in fields))


@cache
def _statement(model: type[models.Model]) -> str:
    odd = [field.name for field in model._meta.concrete_fields if type(field) not in PLAIN]
    if odd:
        raise TypeError(f"{model.__name__} has fields that are not told as JSON: {odd}")
    names, rows = rows_of(model)
    return f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) {rows}"


def _told(value: object) -> str:
    """A value that JSON has no form for, in the words of PostgreSQL."""
    spell = _SPELLED.get(type(value))
    if spell is None:
        raise TypeError(f"no form for {type(value).__name__}")
    return spell(value)


def _bytes(value: bytes | bytearray | memoryview) -> str:
    return f"\\x{bytes(value).hex()}"


_SPELLED: dict[type, Callable[[Any], str]] = {
    **dict.fromkeys((UUID, Decimal), str),
    **dict.fromkeys((bytes, bytearray, memoryview), _bytes),
    **{kind: kind.isoformat for kind in (datetime, date, time)},
}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_told).encode
