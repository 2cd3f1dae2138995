"""What the role of the web pages could do in the database, were a page made to run whatever a stranger wrote."""

import pytest
from django.db import Error, connection, transaction

from minqing.access.acting import WEB, in_community
from minqing.cli import serve
from minqing.ledger.chain import locked_head
from tests.factories.ground import OWN

pytestmark = pytest.mark.django_db


def asked(sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows that a query finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def test_it_owns_nothing_makes_no_tables_and_stands_above_no_row_security():
    assert asked("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = %s", WEB) == [(0,)]
    assert asked("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles"
                 " WHERE rolname = %s", WEB) == [(False,) * 5]  # fmt: skip
    schemas = (
        "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(%s, oid, 'CREATE') AND nspname !~ '^pg_'"
    )
    assert asked(schemas, WEB) == []


def test_no_function_lends_it_the_rights_of_another():
    assert asked("SELECT proname FROM pg_proc WHERE prosecdef") == []


def test_every_table_of_a_street_shows_only_the_rows_of_the_community_that_is_entered():
    open_tables = (
        "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname ~ '^s[0-9]{9}$' AND relkind = 'r' AND NOT relrowsecurity"
    )
    assert {name for (name,) in asked(open_tables)} == {"django_migrations"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_record SET kind = 'x'",
        "DELETE FROM ledger_record",
        "TRUNCATE ledger_record",
        "DELETE FROM ledger_head",
        "TRUNCATE ledger_head",
        "DELETE FROM django_migrations",
        "ALTER TABLE ledger_record DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE ledger_record DISABLE TRIGGER ALL",
        "DROP POLICY own_communities ON ledger_record",
    ],
)
def test_it_cannot_undo_the_ledger_or_the_walls(sql):
    with in_community(OWN):
        locked_head(OWN)
        with pytest.raises(Error, match="permission denied|must be owner"), transaction.atomic():
            asked(f"{sql} RETURNING 1" if sql.startswith("DELETE") else sql)


def test_real_use_has_neither_the_demos_doors_nor_programmers_error_pages(monkeypatch):
    monkeypatch.setenv("MINQING_DEMO", "1")
    monkeypatch.setenv("MINQING_DEBUG", "1")
    given: list[dict[str, str]] = []

    class Program:
        def __init__(self, settings: dict[str, str] | None = None) -> None:
            given.append(settings or {})

        def run(self, *steps: object) -> int:
            return 0

    monkeypatch.setattr(serve, "Program", Program)
    monkeypatch.setattr(serve, "use_of", lambda place: "real")
    serve.run(type("Asked", (), {"with_parent": False})())
    assert given == [{"MINQING_DEMO": "0", "MINQING_DEBUG": "0"}]
