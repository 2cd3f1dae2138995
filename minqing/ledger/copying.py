"""Many rows at once, by COPY: for imports, where a statement a row would take minutes.

PostgreSQL does not COPY into a table with row security; so rows are copied into a temporary table that is gone at
the end of the transaction, and go from there into their own, where row security looks at each of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models


def copy_in(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows, each the values of these columns in order. Called inside a transaction."""
    with _laid_down(model, columns, rows) as (cursor, table, temporary):
        named = _named(columns)
        cursor.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM {temporary}")


def copy_over(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Overwrite rows that are there, found by `id`, which is one of the columns. Called inside a transaction."""
    with _laid_down(model, columns, rows) as (cursor, table, temporary):
        new = ", ".join(f"{_named([name])} = new.{_named([name])}" for name in columns if name != "id")
        cursor.execute(f"UPDATE {table} AS old SET {new} FROM {temporary} AS new WHERE old.id = new.id")


@contextmanager
def _laid_down(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[tuple[Any, str, str]]:
    table = _named([model._meta.db_table])
    temporary = _named([f"coming_{model._meta.db_table}"])
    named = _named(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {temporary} ON COMMIT DROP AS SELECT {named} FROM {table} WITH NO DATA"
        )
        with cursor.copy(f"COPY {temporary} ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        yield cursor, table, temporary
        cursor.execute(f"DROP TABLE {temporary}")


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))
