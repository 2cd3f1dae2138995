"""A database of a benchmark's own, in a folder that is gone afterwards, and Django on it."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def own_home(*, safe: bool) -> Iterator[Path]:
    """A fresh data folder with its database running, migrated, and Django ready; removed at the end.

    `safe`: synced to disk as in real use. Otherwise nothing is synced, which filling alone gains by.
    """
    folder = Path(tempfile.mkdtemp(prefix="minqing-bench-"))
    os.environ["MINQING_HOME"] = str(folder / "home")
    os.environ["MINQING_TEST_FAST"] = "0" if safe else "1"
    os.environ["MINQING_LANGUAGE"] = "zh-hans"
    os.environ.pop("MINQING_DATABASE_URL", None)
    from minqing.site.at_hand import database_at_hand, django_at_hand

    # A stop from outside ends the database too: the folder is not left behind.
    signal.signal(signal.SIGTERM, lambda number, frame: (_ for _ in ()).throw(SystemExit(143)))
    try:
        with database_at_hand(), django_at_hand():
            from minqing.site.migrate import migrate_all

            migrate_all()
            yield folder / "home"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def parameters(user: str = "minqing") -> dict[str, Any]:
    """How to reach the benchmark's database, as libpq names it: as its owner, or as another role."""
    from minqing.site.embedded import cluster_of
    from minqing.site.home import home

    return dict(cluster_of(home()).parameters(user=user))


def owner(schema: str = "public", *, superuser: bool = False) -> Any:
    """A bare psycopg connection to the benchmark's database: its owner, or who may leave triggers out."""
    import psycopg

    given = parameters("postgres" if superuser else "minqing")
    line = psycopg.connect(**given, autocommit=True, cursor_factory=psycopg.ClientCursor)
    line.execute(f"SET search_path = {schema}, public")
    return line
