"""A database at hand for one command: the running program's, an external one, or the built-in one for the
command's length.
"""

import contextlib
import logging
import os
import signal
import time
from collections.abc import Iterator

from minqing.site.child import Child
from minqing.site.embedded import Cluster, cluster_of, database_parameters
from minqing.site.home import made_home
from minqing.site.knobs import knob
from minqing.site.lock import HomeLock
from minqing.site.migrated import QUESTION, schemas_behind
from minqing.site.trouble import Trouble
from minqing.site.words import language, words_of

_ = words_of("site")

OLDEST_SERVER = 160000  # PostgreSQL 16, as libpq counts


@contextlib.contextmanager
def database_at_hand() -> Iterator[None]:
    """The database answers inside this context. Trouble, with a remedy, where it cannot."""
    if knob("MINQING_DATABASE_URL"):
        check_answers(seconds=0)
        yield
        return
    place = made_home()
    lock = HomeLock(place)
    if not lock.take():  # the program runs (or is just starting): use its database
        check_answers(seconds=15)
        yield
        return
    with lock:
        cluster = cluster_of(place)
        cluster.make()
        server = server_child(cluster)
        server.start()
        try:
            yield
        finally:
            server.stop(seconds=30)


def server_child(cluster: Cluster) -> Child:
    """The database server as a watched child; SIGINT is PostgreSQL's fast, clean stop."""
    return Child("database", cluster.start, stop_with=signal.SIGINT)


def check_answers(*, seconds: float) -> None:
    """Wait at most so long for the database. Trouble where it does not answer, or is too old."""
    import psycopg

    until = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(**database_parameters(), connect_timeout=10) as line:  # type: ignore[arg-type]
                number = line.info.server_version
            break
        except psycopg.OperationalError as error:
            if time.monotonic() < until:
                time.sleep(0.1)
                continue
            raise Trouble(
                _(
                    "The database does not answer: {reason}. Check MINQING_DATABASE_URL, or start Minqing."
                ).format(reason=" ".join(str(error).split()))
            ) from None
    if number < OLDEST_SERVER:
        raise Trouble(
            _("The database is PostgreSQL {found}; Minqing needs 16 or newer.").format(found=number // 10000)
        )


def behind() -> list[str]:
    """Names of the schemas that migrations have still to bring up; `public` first.

    The database must answer.
    """
    import psycopg

    with psycopg.connect(**database_parameters()) as line:  # type: ignore[arg-type]
        return schemas_behind(line.execute(QUESTION).fetchall())


@contextlib.contextmanager
def django_at_hand() -> Iterator[None]:
    """Django is ready inside this context, and holds no connection after it. The database must be at hand."""
    start_django()
    from django.db import connections

    try:
        yield
    finally:
        for connection in connections.all(initialized_only=True):
            connection.close()
            connection.close_pool()  # type: ignore[attr-defined]


def start_django() -> None:
    """Make Django ready in this process, in the language of the terminal."""
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # a command's stderr is for people
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minqing.site.settings")
    import django

    django.setup()
    from django.utils import translation

    translation.activate(language())
