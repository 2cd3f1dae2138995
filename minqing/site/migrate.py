"""Bringing the schemas up to this program's migrations: the shared one first, then each street's."""

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

from minqing.access.acting import as_owner
from minqing.site.migrated import QUESTION, schemas_behind
from minqing.site.tenancy import make_roles, mark_migrated, secure_shared, secure_street

# Serialises two programs that migrate one external database at once; any number that nobody else uses.
_LOCK = 5_210_101


def migrate_all(said: Callable[[str, int, int], None] = lambda schema, done, total: None) -> list[str]:
    """Migrate every schema that is behind, as the owner, and give their names.

    `said(schema, done, total)` hears of each before it begins. Safe to repeat: a schema is marked only when
    it is complete, so one that was cut short is taken up again.
    """
    with as_owner():
        _ask("select pg_advisory_lock(%s)", _LOCK)
        try:
            return _migrate(said)
        finally:
            _ask("select pg_advisory_unlock(%s)", _LOCK)


def _migrate(said: Callable[[str, int, int], None]) -> list[str]:
    waiting = _behind()
    for done, schema in enumerate(waiting):
        said(schema, done, len(waiting))
        if schema == "public":
            make_roles()
            call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
            secure_shared()
        else:
            call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)
            secure_street(schema)
        mark_migrated(schema)
    return waiting


def _behind() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(QUESTION)
        return schemas_behind(cursor.fetchall())


def _ask(question: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
