"""Many actions written as one: their rows and records are gathered in memory and go out a statement a table.

A phone's batch is twenty actions; written one by one that is a round trip for every row, and the chain's head locked and
moved for every record. Within `gathered` (minqing.ledger.writing) an action runs as ever, and what it adds waits here. It
cannot be missed: any statement that could see it, or be seen by it, has it written first (`before`). What actions of
one batch would ask again and again (`known_once`) is asked once, until something is written that could change the answer.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import connection, models

from minqing.ledger.models import Head
from minqing.ledger.rows import Row
from minqing.ledger.spelling import Part, inserting, updating, write_at_once

M = TypeVar("M", bound=Row)
A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Told:
    """What a record will say, before it has its place in the chain."""

    community: str
    kind: str
    subject_type: str
    subject_id: UUID
    actor: UUID | None
    device_at: datetime
    body: str


@dataclass
class Gathering:
    """What waits to be written, and what is known. `keep` says how records are appended to their chains."""

    keep: Callable[["Gathering", Sequence[Told]], list[Part]]
    # The heads that this transaction holds locked, as they will stand.
    heads: dict[str, Head] = field(default_factory=dict)
    # Communities of which a number was taken that no head in the database knows yet.
    numbered: set[str] = field(default_factory=set)
    _rows: dict[type[Row], dict[Hashable, Row]] = field(default_factory=dict)
    _changed: dict[type[Row], dict[Any, tuple[Row, set[str]]]] = field(default_factory=dict)
    _told: list[Told] = field(default_factory=list)
    _made: dict[type[Row], dict[Any, Row]] = field(default_factory=dict)
    _known: dict[Hashable, tuple[tuple[type[models.Model], ...], Any]] = field(default_factory=dict)
    _once: set[type[Row]] = field(default_factory=set)
    _writing: bool = False

    def add(self, row: Row, *, once_by: Hashable = None) -> None:
        """Have a row inserted. `once_by`: what is unique in it, where one that is there already is to be left as it is."""
        model = type(row)
        self._rows.setdefault(model, {})[row.pk if once_by is None else once_by] = row
        self._made.setdefault(model, {})[row.pk] = row
        if once_by is not None:
            self._once.add(model)
        row._state.adding, row._state.db = False, connection.alias
        self._doubt(model)

    def waiting(self, model: type[Row], key: Hashable) -> bool:
        """Whether a row that is unique by this key waits already."""
        return key in self._rows.get(model, {})

    def change(self, row: Row, names: Iterable[str]) -> None:
        """Have these fields of a row updated; one that is still to be inserted goes in as it is now."""
        model, key = type(row), row.pk
        self._doubt(model)
        made = self._made.get(model, {}).get(key)
        if made is not None and made is not row:
            self._made = {}  # what was made here is no longer all that is known of it
        waiting = self._rows.get(model, {}).get(key)
        before = self._changed.get(model, {}).get(key)
        if waiting is row:
            return
        if waiting is not None or (before is not None and before[0] is not row):
            self.write()
            before = None
        self._changed.setdefault(model, {})[key] = (row, {*names, *(before[1] if before else ())})

    def tell(self, told: Told) -> None:
        """Have a record appended."""
        self._told.append(told)

    def made(self, model: type[M], pk: Any) -> M | None:
        """The row with this key, where this transaction made it and nothing else has changed it since."""
        return cast("M | None", self._made.get(model, {}).get(pk))

    def below(self, model: type[M], name: str, pk: Any) -> list[M]:
        """The rows of a model that this transaction made and that point at a key."""
        rows = cast("Iterable[M]", self._made.get(model, {}).values())
        return [row for row in rows if getattr(row, name) == pk]

    def known(self, key: Hashable, models: tuple[type[models.Model], ...], ask: Callable[[], A]) -> A:
        """The answer to `ask`, asked once."""
        if key not in self._known:
            self._known[key] = (models, ask())
        return cast(A, self._known[key][1])

    def know(self, key: Hashable, models: tuple[type[models.Model], ...], answer: object) -> None:
        """Have an answer that was found with others be what `known` answers."""
        self._known[key] = (models, answer)

    def write(self) -> None:
        """Write what waits, rows and the records that speak of them, in one statement.

        Foreign keys are looked at when the transaction commits, so no table need be written before another.
        """
        rows, changed, told = self._rows, self._changed, self._told
        if self._writing or not (rows or changed or told or self.numbered):
            return
        self._rows, self._changed, self._told = {}, {}, []
        updates = [
            (model, updating(model, row, names))
            for model, changes in changed.items()
            for row, names in changes.values()
        ]
        # Of one table changes go first: they make room where only one row may stand.
        first = [part for model, part in updates if model in rows]
        with self.unseen():
            if first:
                write_at_once(first)
            write_at_once(
                [
                    *self.keep(self, told),
                    *(
                        inserting(model, list(rows[model].values()), leaving=model in self._once)
                        for model in rows
                    ),
                    *(part for model, part in updates if model not in rows),
                ]
            )

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Statements of the gathering's own, which nothing has to be written for."""
        before, self._writing = self._writing, True
        try:
            yield
        finally:
            self._writing = before

    def before(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Around every statement of the transaction: write first what it could see."""
        if not self._writing:
            self._make_way_for(sql if isinstance(sql, str) else "")
        return execute(sql, params, many, context)

    def _make_way_for(self, sql: str) -> None:
        if sql.startswith("ROLLBACK"):  # to a savepoint, before which everything was written
            self._rows, self._changed, self._told = {}, {}, []
            self.heads, self.numbered = {}, set()
            self._forget()
        elif not sql.startswith(("SELECT", "(SELECT")):
            self.write()
            if not sql.startswith(("SAVEPOINT", "RELEASE")):
                self._forget()
        elif (
            self._told
            and "ledger_" in sql
            or any(model._meta.db_table in sql for model in (*self._rows, *self._changed))
        ):
            self.write()

    def _forget(self) -> None:
        self._made, self._known = {}, {}

    def _doubt(self, model: type[Row]) -> None:
        """Ask again what could be answered otherwise now."""
        for key in [key for key, (of, _answer) in self._known.items() if model in of]:
            del self._known[key]


_now: ContextVar[Gathering | None] = ContextVar("minqing_gathering", default=None)


def gathering() -> Gathering | None:
    """What is being gathered in this context, if anything is."""
    return _now.get()


@contextmanager
def gathering_with(keep: Callable[[Gathering, Sequence[Told]], list[Part]]) -> Iterator[Gathering]:
    """Gather what is written within the block and write it at its end; nothing of it where the block raises."""
    one = Gathering(keep)
    before = _now.set(one)
    try:
        with connection.execute_wrapper(one.before):
            yield one
            one.write()
    finally:
        _now.reset(before)


def known_once(key: Hashable, models: tuple[type[models.Model], ...], ask: Callable[[], A]) -> A:
    """The answer to `ask`, which depends on rows of `models`; within a gathering it is asked once."""
    one = _now.get()
    return ask() if one is None else one.known(key, models, ask)


def made_here(model: type[M], pk: Any) -> M | None:
    """The row with this key, where the gathering made it: then nobody else can hold or change it."""
    one = _now.get()
    return None if one is None else one.made(model, pk)


def made_below(parent: type[Row], pk: Any, model: type[M], name: str) -> list[M] | None:
    """The rows that point at a row which the gathering made: nobody else can have any. None where it did not make it."""
    one = _now.get()
    return None if one is None or one.made(parent, pk) is None else one.below(model, name, pk)
