"""The ground that every test stands on, once a session: two streets, three communities, their names."""

from django.db import connection
from django.utils import timezone

from minqing.access.acting import as_owner, in_community
from minqing.access.actions import found_community
from minqing.access.models import Division
from minqing.ledger.actor import SYSTEM

OWN = "110101005012"
SIBLING = "110101005013"
OTHER = "110101006001"
NAMES = {OWN: "本社区", SIBLING: "邻社区", OTHER: "外街社区"}


def lay_ground() -> None:
    """District, streets and communities, as `minqing init` lays them."""
    Division.objects.get_or_create(code="110101", defaults={"name": "示例区"})
    for code, name in NAMES.items():
        with in_community(code):
            found_community(by=SYSTEM, at=timezone.now(), code=code, name=name)


def clear_ground() -> None:
    """Empty every table of ours after a test that really committed, and lay the ground anew."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE (schemaname = 'public' OR schemaname ~ '^s[0-9]{9}$')"
            " AND tablename NOT IN ('django_migrations', 'django_content_type', 'access_street')"
            " AND tablename NOT LIKE 'auth\\_permission%'"
        )
        tables = ", ".join(row[0] for row in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    lay_ground()
