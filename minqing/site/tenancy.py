"""Streets as schemas: making one, and closing each to whoever may not see its rows.

Two roles own nothing: `minqing_web` reads and writes rows of the communities it is set to (row security), and
`minqing_eraser` may, besides, empty the bodies of ledger records. Only the owner changes tables.
"""

from django.db import connection, transaction

from minqing.access.acting import ERASER, WEB, as_owner, schema_of
from minqing.access.models import Division, Street
from minqing.site.migrated import comment

ROLES = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WEB}') THEN CREATE ROLE {WEB} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ERASER}') THEN CREATE ROLE {ERASER} NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '{WEB}', 'SET') THEN
    GRANT {WEB} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE;
  END IF;
  IF NOT pg_has_role(current_user, '{ERASER}', 'SET') THEN
    GRANT {ERASER} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE;
  END IF;
EXCEPTION WHEN unique_violation OR internal_error THEN NULL; END $$;
"""
SHARED = f"""
GRANT USAGE ON SCHEMA public TO {WEB}, {ERASER};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {WEB};
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {WEB};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {WEB};
"""
SCOPE = (
    "community = any ((select string_to_array(current_setting('minqing.communities', true), ','))::text[])"
)


def make_roles() -> None:
    """Make the two roles where they are missing (they belong to the whole server, other databases may share them)."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(ROLES)


def secure_shared() -> None:
    """Give the web role its rights on the shared schema; again after each migration, for new tables."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(SHARED)


def secure_street(schema: str) -> None:
    """Give the web role its rights on a street's schema, and row security to every table that names a community."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'GRANT USAGE ON SCHEMA "{schema}" TO {WEB}, {ERASER}')
        cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "{schema}" TO {WEB}')
        cursor.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA "{schema}" TO {WEB}, {ERASER}')
        cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON "{schema}".django_migrations FROM {WEB}')
        cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{schema}".ledger_record FROM {WEB}')
        cursor.execute(f'REVOKE DELETE, TRUNCATE ON "{schema}".ledger_head FROM {WEB}')
        cursor.execute(f'GRANT SELECT, UPDATE ON "{schema}".ledger_record TO {ERASER}')
        for table in _tables_with_community(schema):
            name = f'"{schema}"."{table}"'
            cursor.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS own_communities ON {name}")
            cursor.execute(f"CREATE POLICY own_communities ON {name} USING ({SCOPE}) WITH CHECK ({SCOPE})")


def _tables_with_community(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t"
            " USING (table_schema, table_name)"
            " WHERE c.table_schema = %s AND c.column_name = 'community' AND t.table_type = 'BASE TABLE'",
            [schema],
        )
        return [row[0] for row in cursor.fetchall()]


def mark_migrated(schema: str) -> None:
    """Write on a schema that it stands where this program's migrations end."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"comment on schema {connection.ops.quote_name(schema)} is '{comment()}'")


def make_street(code: str, name: str) -> Street:
    """The street of these nine digits with its schema, made where there is none yet (about two seconds)."""
    street: Street | None = Street.objects.filter(code=code).first()
    with as_owner():
        if street is None:
            Division.objects.get_or_create(code=code, defaults={"name": name})
            street = Street.objects.create(code=code, name=name, schema_name=schema_of(code))
        if street.create_schema(check_if_exists=True, verbosity=0) is not False:  # False: it was there
            secure_street(street.schema_name)
            mark_migrated(street.schema_name)
    return street


def street_exists(code: str) -> bool:
    """Whether the street of these nine digits (or of a community's twelve) is set up here."""
    return bool(Street.objects.filter(code=code[:9]).exists())
