"""Rows as plain values for COPY and for the ledger's digests: one table's columns and the rows on their way to it."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

from minqing.ledger.digests import canonical_of_plain, plain
from minqing.ledger.rows import Row
from minqing.ledger.snapshot import fields_of, label_of, told
from minqing.ledger.writing import Writing


class PlainTable:
    """Rows of one model as plain values in the order in which the ledger digests a row's fields."""

    def __init__(self, model: type[Row]) -> None:
        self.model = model
        self.label = label_of(model)
        self.columns = tuple(field.attname for field in fields_of(model))
        self._defaults = {field.attname: plain(field.get_default()) for field in fields_of(model)}
        self._new: list[list[Any]] = []
        self._over: list[list[Any]] = []

    def add(self, names: dict[str, str | None], **values: Any) -> None:
        """A new row; `names` is given its name and digest."""
        self._new.append(self._row(names, self._defaults | values))

    def overwrite(self, names: dict[str, str | None], was: dict[str, Any], **values: Any) -> None:
        """A row that is there, as it `was`, with other values; `names` is given its name and digest."""
        self._over.append(self._row(names, was | values))

    def _row(self, names: dict[str, str | None], values: dict[str, Any]) -> list[Any]:
        row = [values[name] for name in self.columns]
        spelled = canonical_of_plain(told(self.model, row))
        names[f"{self.label}:{values['id']}"] = sha256(spelled.encode()).hexdigest()
        return row

    def as_they_are(self, ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
        """The rows of these ids as plain values by column. One query."""
        rows = self.model._default_manager.filter(pk__in=list(ids)).values(*self.columns)
        return {row["id"]: {name: plain(value) for name, value in row.items()} for row in rows}

    def write(self, w: Writing) -> None:
        """Copy what has gathered into the table: first what ends or changes, so that what begins finds room."""
        if self._over:
            w.copy_over(self.model, self.columns, self._over)
        if self._new:
            w.copy_in(self.model, self.columns, self._new)
        self._new, self._over = [], []
