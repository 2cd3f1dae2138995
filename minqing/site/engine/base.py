"""The database engine: django-tenants', with the street kept per context instead of per connection object.

The library keeps the schema on the connection of a thread; a thread that outlives a request then shows the
next one another street's rows. Here it is read from a ContextVar (minqing.access.acting) at every cursor.
"""

from types import SimpleNamespace
from typing import Any

from django.utils.asyncio import async_unsafe
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantWrapper
from psycopg.pq import TransactionStatus

from minqing.access.acting import Acting, act_as, acting

SET = (
    "SELECT pg_catalog.set_config('role', %s, false), pg_catalog.set_config('search_path', %s, false), "
    "pg_catalog.set_config('minqing.communities', %s, false)"
)


class DatabaseWrapper(TenantWrapper):
    """Applies what this context acts as; remembers it only where the setting cannot be rolled back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._applied: Acting | None = None
        super().__init__(*args, **kwargs)

    # What the library asks of `connection.tenant` and `connection.schema_name`, answered by the context.
    @property
    def tenant(self) -> Any:
        return SimpleNamespace(schema_name=acting().schema, get_tenant_type=lambda: None)

    @tenant.setter
    def tenant(self, tenant: Any) -> None:
        pass

    @property
    def schema_name(self) -> str:
        return acting().schema

    @schema_name.setter
    def schema_name(self, name: str | None) -> None:
        pass

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        now = acting()
        if now.schema != tenant.schema_name:
            act_as(Acting(tenant.schema_name, (), now.role))

    def set_schema_to_public(self) -> None:
        """Only by leaving the context: a new connection object must not move the context of its thread."""

    def set_settings_schema(self, schema_name: str) -> None:
        """Nothing: settings are shared by all threads, so no street is written there."""

    @async_unsafe
    def connect(self) -> None:
        self._applied = None
        super().connect()

    def close(self) -> None:
        self._applied = None
        super().close()

    def _handle_search_path(self, cursor: Any = None) -> None:
        wanted = acting()
        raw = self.connection
        status = raw.info.transaction_status
        if status is TransactionStatus.INERROR:
            return  # whatever comes next fails too, until the rollback
        if wanted == self._applied:
            return
        path = wanted.schema if wanted.schema == "public" else f"{wanted.schema}, public"
        # A line that was cut shows here first: told as Django's own error, or nobody takes it for what it is.
        with self.wrap_database_errors:
            raw.execute(SET, [wanted.role, path, ",".join(wanted.communities)])
        # Set inside a transaction it is undone by a rollback, also by one that Django does not hear of; so it
        # is remembered only when it was set outside of one.
        self._applied = wanted if status is TransactionStatus.IDLE and raw.autocommit else None
