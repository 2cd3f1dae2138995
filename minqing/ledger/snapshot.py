"""Rows as the ledger sees them: a name and a digest of every field, the same from memory as from the database."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models

from minqing.ledger.digests import digest_of
from minqing.ledger.rows import Row


@cache
def label_of(model: type[models.Model]) -> str:
    """`concerns.concern`: how a body names the model of a row."""
    return model._meta.label_lower


@cache
def fields_of(model: type[models.Model]) -> "tuple[models.Field[Any, Any], ...]":
    """The concrete fields in the order of their names."""
    return tuple(sorted(model._meta.concrete_fields, key=lambda field: field.attname))


def values_of(row: models.Model) -> list[Any]:
    """The values of a row in the order of `fields_of`, as they come back from the database."""
    return [field.to_python(getattr(row, field.attname)) for field in fields_of(type(row))]


def row_name(row: Row) -> str:
    """`concerns.concern:0190…`."""
    return f"{label_of(type(row))}:{row.pk}"


def digests_of(rows: Iterable[Row]) -> dict[str, str]:
    """Row names to digests."""
    return {row_name(row): digest_of(values_of(row)) for row in rows}
