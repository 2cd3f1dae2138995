"""Rows as the ledger sees them: a name and a digest of every field, the same from memory as from the database."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models

from minqing.ledger.digests import digest_of, plain
from minqing.ledger.rows import Row


@cache
def label_of(model: type[models.Model]) -> str:
    """`concerns.concern`: how a body names the model of a row."""
    return model._meta.label_lower


@cache
def fields_of(model: type[models.Model]) -> "tuple[models.Field[Any, Any], ...]":
    """The concrete fields in the order of their names; those that came later behind the others."""
    later: tuple[str, ...] = getattr(model, "later", ())
    return tuple(sorted(model._meta.concrete_fields, key=lambda field: (field.name in later, field.attname)))


def values_of(row: models.Model) -> list[Any]:
    """What a digest of the row is made of: its values in the order of `fields_of`, as they come back from the database."""
    return told(type(row), [field.to_python(getattr(row, field.attname)) for field in fields_of(type(row))])


def told(model: type[models.Model], values: list[Any]) -> list[Any]:
    """What a digest is made of, of all values in the order of `fields_of`, plain or not.

    A field that came later is named and only there where it is not as it is by default: so a row that was told before
    the field existed has the digest that it had.
    """
    later = _later_of(model)
    if not later:
        return values
    first = len(values) - len(later)
    set_ones = [
        [name, value]
        for (name, default), value in zip(later, values[first:], strict=True)
        if plain(value) != default
    ]
    return values[:first] + set_ones


@cache
def _later_of(model: type[models.Model]) -> tuple[tuple[str, Any], ...]:
    """The fields that came later, each with its plain default."""
    names: tuple[str, ...] = getattr(model, "later", ())
    return tuple(
        (field.attname, plain(field.get_default())) for field in fields_of(model) if field.name in names
    )


def row_name(row: Row) -> str:
    """`concerns.concern:0190…`."""
    return f"{label_of(type(row))}:{row.pk}"


def digests_of(rows: Iterable[Row]) -> dict[str, str]:
    """Row names to digests."""
    return {row_name(row): digest_of(values_of(row)) for row in rows}
