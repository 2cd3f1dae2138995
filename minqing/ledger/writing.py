"""The one way to write: `@act` runs an action in a transaction and appends what it wrote to the ledger."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from minqing.ledger import chain
from minqing.ledger.actor import Actor
from minqing.ledger.copying import copy_in, copy_over
from minqing.ledger.gathering import Gathering, gathering, gathering_with
from minqing.ledger.rows import Row

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Row)

# How often an action is begun at most, where another and it waited for each other.
TRIES = 4

ACTIONS: dict[str, Callable[..., Any]] = {}
_depth: ContextVar[int] = ContextVar("minqing_action_depth", default=0)


class NothingRecorded(RuntimeError):
    """An action ended without saying what it was about: a mistake in the action."""


@dataclass
class Writing:
    """What an action writes. Rows go through `add`, `change` and `remove`, so the ledger hears of each.

    `by` is who acts, `at` when it happened by their device (aware), `kind` the action's name.
    """

    kind: str
    by: Actor
    at: datetime
    _rows: dict[tuple[type[Row], Any], Row] = field(default_factory=dict)
    _gone: list[tuple[type[Row], Any]] = field(default_factory=list)
    _subject: Row | None = None
    _said: dict[str, Any] = field(default_factory=dict)
    _done: bool = False

    def add(self, row: M) -> M:
        """Insert a row."""
        one = gathering()
        if one is None:
            row.save(force_insert=True)
        else:
            one.add(row)
        self._note(row)
        return row

    def add_all(self, model: type[M], rows: Sequence[M]) -> Sequence[M]:
        """Insert many rows of one model at once."""
        one = gathering()
        if one is None:
            model._default_manager.bulk_create(rows, batch_size=2000)
        for row in rows:
            if one is not None:
                one.add(row)
            self._note(row)
        return rows

    def copy_in(self, model: type[Row], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert very many rows by COPY. The ledger hears of them by `tell_many`, with digests made by the caller."""
        copy_in(model, columns, rows)

    def copy_over(self, model: type[Row], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Overwrite very many rows, found by `id`. The ledger hears of them by `tell_many`."""
        copy_over(model, columns, rows)

    def tell_many(self, community: str, tellings: Sequence[chain.Telling]) -> None:
        """Append a record for each telling of rows copied; an import tells one a person and one a household."""
        chain.append_many(community=community, kind=self.kind, by=self.by, at=self.at, tellings=tellings)
        self._done = True

    def change(self, row: M, **values: Any) -> M:
        """Set fields of a row and save just these."""
        for name, value in values.items():
            setattr(row, name, value)
        one = gathering()
        if one is None:
            row.save(update_fields=list(values))
        else:
            one.change(row, values)
        self._note(row)
        return row

    def witness(self, row: Row) -> None:
        """Tell again how a row stands, without changing it (what told of it before is being erased)."""
        self._note(row)

    def remove(self, row: Row) -> None:
        """Delete a row that may go (a draft's photo, a link); most rows are ended, not removed."""
        key = (type(row), row.pk)
        row.delete()
        self._rows.pop(key, None)
        self._gone.append(key)

    def number(self, community: str, counter: str) -> int:
        """The next number of a counter of the community, from 1, without gaps; takes the chain head's lock."""
        return chain.next_number(community, counter)

    def about(self, subject: Row, **said: Any) -> None:
        """Name what the record is about and what is worth saying in it (no personal text: ids, states)."""
        self._subject = subject
        self.say(**said)

    def say(self, **said: Any) -> None:
        """Say something more in the record, whoever names its subject."""
        self._said |= said

    def tell(self) -> None:
        """Append a record for what was written so far; an import calls it once a person."""
        if self._subject is None:
            raise NothingRecorded(self.kind)
        chain.append(
            kind=self.kind,
            by=self.by,
            at=self.at,
            subject=self._subject,
            rows=[row for row in self._rows.values() if row.ledgered],
            gone=self._gone,
            said=self._said,
        )
        self._rows, self._gone, self._subject, self._said, self._done = {}, [], None, {}, True

    def leave_no_record(self) -> None:
        """End without a record: only for what must never lead back to anyone, not even by its minute (opinions)."""
        self._rows, self._gone, self._subject, self._said, self._done = {}, [], None, {}, True

    def _note(self, row: Row) -> None:
        self._rows[(type(row), row.pk)] = row

    def finish(self) -> None:
        """Append what is left to tell; an action that told nothing at all is a mistake."""
        if self._subject is not None or self._rows or not self._done:
            self.tell()


def act(kind: str) -> Callable[[Callable[Concatenate[Writing, P], R]], Callable[P, R]]:
    """Make a function an action named `kind`. It is called without its first argument, by keyword.

    The action gets a `Writing`, checks a rule of minqing.access.rules, writes through it and says what it was
    `about`. All happens in one transaction; an action called inside another shares it and appends its own record.
    Every action takes `by: Actor` and `at: datetime` (aware: the device's time). Two that wait for each other (a page
    holds a row and waits for the chain's head, a phone's batch the other way round) are told apart by PostgreSQL, which
    ends one: that one is done again from its start.
    """

    def decorate(function: Callable[Concatenate[Writing, P], R]) -> Callable[P, R]:
        @wraps(function)
        def action(*args: P.args, **kwargs: P.kwargs) -> R:
            if in_action() or connection.in_atomic_block:
                return once(*args, **kwargs)
            for _try in range(TRIES - 1):
                try:
                    return once(*args, **kwargs)
                except OperationalError as error:
                    if not isinstance(error.__cause__, DeadlockDetected):
                        raise
            return once(*args, **kwargs)

        def once(*args: P.args, **kwargs: P.kwargs) -> R:
            by, at = kwargs["by"], kwargs["at"]
            assert isinstance(by, Actor) and isinstance(at, datetime) and at.tzinfo is not None
            writing = Writing(kind, by, at)
            # An action inside another stands and falls with it, so it needs no savepoint of its own.
            with transaction.atomic(savepoint=not in_action()):
                depth = _depth.set(_depth.get() + 1)
                try:
                    result = function(writing, *args, **kwargs)
                finally:
                    _depth.reset(depth)
                writing.finish()
            return result

        if kind in ACTIONS:
            raise RuntimeError(f"two actions are named {kind}")
        ACTIONS[kind] = action
        return action

    return decorate


@contextmanager
def gathered() -> Iterator[Gathering]:
    """Write what the actions within the block write together, at its end. Within an action; it is all or nothing.

    The same rows and records as one by one, in the same order; only that a row which an action refuses to be in the
    database (a key that is taken) is heard of at the end.
    """
    assert in_action() and gathering() is None
    with gathering_with(chain.appending) as one:
        yield one


def in_action() -> bool:
    """Whether an action is under way in this context."""
    return _depth.get() > 0
