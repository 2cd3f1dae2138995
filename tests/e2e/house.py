"""The program as a browser meets it: its own web server and worker, on a database of their own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.factories.ground import OWN, SIBLING
from tests.factories.people import an_account
from tests.factories.world import World
from tests.running import free_port

PASSWORD = "zao-shang-hao-2026"
SIGNED_IN = "allauth.account.auth_backends.AuthenticationBackend"


class House:
    """A running program; `world` is a community with one row of everything, SIBLING one with nothing but people."""

    def __init__(self, template: str, folder: Path, name: str = "test_minqing_browser") -> None:
        self.name, self._folder = name, folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._copy(template)
        with self.rows():
            self._fill()

    def _copy(self, template: str) -> None:
        """The tests' database, migrated and with its ground, copied file by file: a fraction of a second."""
        from django.db import connection

        from minqing.access.acting import as_owner

        with as_owner():
            connection.close()
            connection.close_pool()
            self._go_to("postgres")
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
                # A connection that was just given back may not be gone yet; nobody else uses this database.
                cursor.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", [template]
                )
                cursor.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')
            self._go_to(template)

    def _go_to(self, name: str) -> str:
        from django.conf import settings
        from django.db import connection

        before: str = connection.settings_dict["NAME"]
        connection.close()
        connection.close_pool()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        return before

    @contextmanager
    def rows(self, code: str = OWN) -> Iterator[None]:
        """Read and write the rows that the server sees, standing in a community."""
        from minqing.access.acting import in_community

        before = self._go_to(self.name)
        try:
            with in_community(code):
                yield
        finally:
            self._go_to(before)

    def _fill(self) -> None:
        from minqing.access.acting import in_community
        from minqing.access.models import Role
        from tests.factories.people import a_secretary

        self.world = World(OWN, "银杏")
        with in_community(SIBLING):
            self.new_secretary = a_secretary("周书记")
        self.officer = an_account("街道干部", Role.OFFICER, OWN[:9])
        self.reader = an_account("查阅员", Role.READER, OWN[:6])
        self.nobody = an_account("无职务")

    def start(self) -> None:
        """Start the web server and the worker; a page is ready when this returns."""
        self.start_web()
        self._begin("worker", "-m", "minqing.cli.main", "worker")

    def start_web(self) -> None:
        """Start the web server and wait until it answers."""
        self._begin("web", "-m", "minqing.site.web")
        until = time.monotonic() + 60
        while not self._answers():
            assert self._running["web"].poll() is None, (self._folder / "web.log").read_text()
            assert time.monotonic() < until, "the web server does not answer"
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop_web(self) -> None:
        """Stop the web server alone, as a restart in the middle of the day does."""
        self._end(self._running.pop("web"))

    def _begin(self, name: str, *words: str) -> None:
        from django.db import connection

        from minqing.site.embedded import as_url

        one = connection.settings_dict
        where = {"host": one["HOST"], "port": str(one["PORT"]), "user": one["USER"], "dbname": self.name}
        if one["PASSWORD"]:
            where["password"] = one["PASSWORD"]
        kept = {key: value for key, value in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, *words],
                env={**kept, "MINQING_DATABASE_URL": as_url(where), "MINQING_PORT": str(self.port)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    @staticmethod
    def _end(process: "subprocess.Popen[bytes]") -> None:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop(self) -> None:
        """Stop everything, and remove the database."""
        from django.db import connection

        from minqing.access.acting import as_owner

        while self._running:
            self._end(self._running.popitem()[1])
        with as_owner():
            before = self._go_to("postgres")
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            self._go_to(before)

    def session_of(self, account: Any) -> str:
        """A session in which the account has just signed in: the value of its cookie."""
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        with self.rows():
            session = SessionStore()
            session[SESSION_KEY] = str(account.pk)
            session[BACKEND_SESSION_KEY] = SIGNED_IN
            session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            session.set_expiry(timedelta(hours=2))
            session.save()
            return str(session.session_key)

    def with_password(self, name: str) -> Any:
        """A member whose account opens with PASSWORD, hashed as the program hashes (the tests' own way is another)."""
        from django.contrib.auth.hashers import Argon2PasswordHasher

        from tests.factories.people import a_member

        with self.rows():
            account = a_member(name).account
            account.password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-the-browser-tests")
            account.save()
            return account

    def forget_sessions(self) -> None:
        """End every session, as time does."""
        from django.contrib.sessions.models import Session

        with self.rows():
            Session.objects.all().delete()
