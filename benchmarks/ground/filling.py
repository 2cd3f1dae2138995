"""Filling a street's schema: its people, and a history of any length, by set-based SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

HERE = Path(__file__).parent
PASSWORD = "benchmark-only-1"


@dataclass(frozen=True)
class History:
    """A diary's length and its working set: what is unread and open now; the rest is long read and closed.

    `recent` entries come `daily` a day; the older ones are spread over `years`.
    """

    entries: int
    unread: int = 200
    open: int = 150
    late: int = 20
    recent: int = 700
    daily: int = 12
    years: int = 10


def make_accounts(secret: str = "") -> list[UUID]:
    """The secretary's account and nine members', the same for every street that is laid."""
    from minqing.accounts.models import Account

    names = ["secretary", *(f"member{n}" for n in range(1, 10))]
    return [Account.objects.create_user(name, secret or None, name=name).pk for name in names]


def lay_street(code: str, accounts: Sequence[UUID], people: str = "people.sql", **sizes: int) -> None:
    """A street with one community, its posts and its people (a file of statements and the sizes that it asks for)."""
    from datetime import date

    from django.utils import timezone

    from ground.cluster import owner
    from minqing.access.acting import in_community
    from minqing.access.actions import found_community
    from minqing.access.models import Post, Role
    from minqing.ledger.actor import SYSTEM
    from minqing.site.tenancy import make_street

    street = make_street(code[:9], "示例街道")
    with in_community(code):
        found_community(by=SYSTEM, at=timezone.now(), code=code, name="示例社区")
    for place, account in enumerate(accounts):
        role = Role.MEMBER if place else Role.SECRETARY
        Post.objects.create(account_id=account, role=role, code=code, from_day=date(2016, 1, 1))
    line = owner(street.schema_name)
    words = (HERE / people).read_text(encoding="utf-8")
    line.execute(words, {"code": code, "accounts": list(accounts), **sizes})
    look_at(line)
    line.close()


def fill(code: str, history: History, secretary: UUID) -> None:
    """Write the history, and let the database look at it (VACUUM ANALYZE).

    Foreign keys are not looked up row by row: the statements make consistent rows.
    """
    from ground.cluster import owner

    line = owner(f"s{code[:9]}", superuser=True)
    line.execute("SET session_replication_role = replica")
    line.execute("SET maintenance_work_mem = '256MB'")
    line.execute("SET work_mem = '256MB'")
    words = (HERE / "history.sql").read_text(encoding="utf-8")
    line.execute(words, {"code": code, "secretary": secretary, **vars(history)})
    line.execute(
        "INSERT INTO ledger_head (community, seq, hash, counters)"
        " SELECT community, max(seq), decode(repeat('ef', 32), 'hex'), '{}' FROM ledger_record GROUP BY 1"
        " ON CONFLICT (community) DO UPDATE SET seq = excluded.seq"
    )
    look_at(line)
    line.close()


def look_at(line: Any) -> None:
    """Let the database count what its tables hold, as it does by itself a minute after they were filled."""
    named = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()"
    for (table,) in line.execute(named).fetchall():
        line.execute(f"VACUUM ANALYZE {table}")
