"""Querysets whose SQL is made once a process: what is asked with every batch of a phone costs more to build than to answer.

The question stays a queryset, said once; only its values change. It is built with marks in their place, and each
parameter that comes back as a mark is a value to fill in.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

T = TypeVar("T")


class Prepared(Generic[T]):
    """A question asked with values by name; answers a list, as the queryset that `build` makes of them would.

    A value is a text, a day, a moment, an id, a number, bytes, or a sequence of ids, which `build` may use only with
    `__in`. None, and other forms of a question, need a `Prepared` of their own.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, T]"]) -> None:
        self._build = build
        self._made: dict[tuple[str, ...], _Made] = {}

    def __call__(self, **values: Any) -> list[T]:
        """Ask."""
        kinds = tuple(f"{name}:{_kind(value)}" for name, value in values.items())
        made = self._made.get(kinds)
        if made is None:
            made = self._made[kinds] = _Made(self._build, values)
        return made.ask(values)


class _Made:
    """The SQL of a question, which value each parameter is, and how its rows are read."""

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], values: dict[str, Any]) -> None:
        marks = {name: _mark(value, place) for place, (name, value) in enumerate(values.items())}
        asked = build(**marks)
        self._compiler = asked.query.get_compiler(connection=connection)
        sql, params = self._compiler.as_sql()
        names = {_plain(mark): name for name, mark in marks.items()}
        self._names = [names.get(param) for param in map(_plain, params)]
        self._constants = list(params)
        lists = {name for name, mark in marks.items() if isinstance(mark, list)}
        if missing := set(marks) - set(self._names):
            raise TypeError(f"not a value of the question: {missing}")
        self._sql = _with_lists(sql, [name in lists for name in self._names])
        self._read = self._reader(asked)

    def ask(self, values: dict[str, Any]) -> list[Any]:
        plain = {name: list(value) if _kind(value) == "ids" else value for name, value in values.items()}
        params = [
            self._constants[place] if name is None else plain[name] for place, name in enumerate(self._names)
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            rows: Any = cursor.fetchall()
        if self._converters:
            rows = map(tuple, self._compiler.apply_converters(rows, self._converters))
        return self._read(rows)

    def _reader(self, asked: "QuerySet[Any, Any]") -> Callable[[Any], list[Any]]:
        """As Django's own iterables read rows: into models with those that are selected with them, or into values."""
        compiler = self._compiler
        expressions = [each[0] for each in compiler.select]
        self._converters = compiler.get_converters(expressions)
        if asked._iterable_class is FlatValuesListIterable:
            return lambda rows: list(chain.from_iterable(rows))
        if asked._iterable_class is ValuesListIterable:
            return list
        assert asked._iterable_class is ModelIterable
        told = compiler.klass_info
        model, fields = told["model"], told["select_fields"]
        first, last = fields[0], fields[-1] + 1
        names = [each[0].target.attname for each in compiler.select[first:last]]
        # The stubs leave out the third argument, which Django asks for.
        related = get_related_populators(told, compiler.select, connection.alias)  # type: ignore[call-arg]

        def read(rows: Any) -> list[Any]:
            found = []
            for row in rows:
                one = model.from_db(connection.alias, names, row[first:last])
                for populator in related:
                    populator.populate(row, one)
                found.append(one)
            return found

        return read


def _kind(value: Any) -> str:
    if isinstance(value, str | UUID | date | int | bytes):
        return type(value).__name__
    if isinstance(value, Sequence | set | frozenset):
        return "ids"
    raise TypeError(f"no mark for {type(value).__name__}")


def _mark(value: Any, place: int) -> Any:
    """A value of the same kind that nothing else is equal to."""
    kind = _kind(value)
    if kind == "ids":
        return [uuid4()]
    if isinstance(value, datetime):
        return datetime(1801, 1, 1 + place, 12, 34, 56, 789, tzinfo=value.tzinfo)
    marks: dict[str, Any] = {
        "str": f"\N{REPLACEMENT CHARACTER}{place}",
        "UUID": uuid4(),
        "int": 29917 + place,
    }
    return marks.get(kind) or (date(1802, 1, 1 + place) if kind == "date" else f"mark {place}".encode())


def _plain(value: Any) -> Any:
    """What a mark is known by among parameters."""
    if isinstance(value, list):
        return _plain(value[0])
    return bytes(value) if isinstance(value, memoryview) else value


def _with_lists(sql: str, is_list: Sequence[bool]) -> str:
    """`IN (%s)` of a sequence of any length."""
    parts = sql.split("%s")
    for place, many in enumerate(is_list):
        if many:
            assert parts[place].endswith(" IN (") and parts[place + 1].startswith(")"), sql
            parts[place] = f"{parts[place].removesuffix(' IN (')} = ANY("
    return "%s".join(parts)
