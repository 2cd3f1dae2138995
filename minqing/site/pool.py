"""The pool of database connections, and what is left on one that goes back to it: nothing."""

from typing import Any

from psycopg import Connection

RESET = "RESET role; SET search_path = ''; SET minqing.communities = ''"


def forget(connection: "Connection[Any]") -> None:
    """Leave no street, no communities and no role on a connection: with nothing set it shows no row."""
    if not connection.autocommit:
        connection.rollback()
        connection.autocommit = True
    connection.execute(RESET)


# Short waits: a page that finds no connection says so instead of hanging (seconds).
POOL: dict[str, Any] = {"min_size": 1, "max_size": 16, "timeout": 10, "reset": forget}
