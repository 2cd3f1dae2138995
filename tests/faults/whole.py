"""The village behind the whole program (`minqing serve`): its own database too, which can be killed and filled up."""

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from minqing.site.embedded import Cluster
from tests.factories.ground import OWN
from tests.faults.town import Town
from tests.running import Running, alive, family, free_port, within, words_of
from tests.sync.lines import Answer, Line, over_http
from tests.sync.phone import Phone


class Whole(Town):
    """A town whose program is run as people run it.

    Its database is fast and unsafe like that of the other tests, but what it has acknowledged is out of its hands.
    """

    def __init__(self, folder: Path) -> None:
        from django.conf import settings

        self.home = folder / "home"
        more = {"MINQING_SECRET_KEY": settings.SECRET_KEY, "PGOPTIONS": "-c synchronous_commit=on"}
        self.program = Running(self.home, free_port(), **more)
        self.port, self.name = self.program.port, "minqing"
        self.answers: list[int] = []
        self.cluster = Cluster(self.home / "db", self.home / "logs" / "database.log")
        try:
            self.program.wait_until_ready(240)
            self._make_community()
        except BaseException:
            self.stop()
            raise

    def _make_community(self) -> None:
        from django.utils import timezone

        from minqing.access.acting import as_owner, in_community
        from minqing.access.actions import found_community
        from minqing.access.models import Division
        from minqing.ledger.actor import SYSTEM
        from minqing.site.tenancy import make_street

        with self._there():
            with as_owner():
                make_street(OWN[:9], "示例街道")
            Division.objects.get_or_create(code=OWN[:6], defaults={"name": "示例区"})
            with in_community(OWN):
                found_community(by=SYSTEM, at=timezone.now(), code=OWN, name="本社区")
                self._fill()

    @contextmanager
    def rows(self, code: str = OWN) -> Iterator[None]:
        """Read and write the rows of this program's own database, standing in a community."""
        from minqing.access.acting import in_community

        with self._there(), in_community(code):
            yield

    @contextmanager
    def _there(self) -> Iterator[None]:
        one = self.cluster.parameters()
        where = {"HOST": one["host"], "PORT": one["port"], "USER": one["user"], "NAME": one["dbname"]}
        before = self._point_at(where)
        try:
            yield
        finally:
            self._point_at(before)

    @staticmethod
    def _point_at(there: Mapping[str, Any]) -> dict[str, Any]:
        from django.conf import settings
        from django.db import connection

        before = {name: connection.settings_dict[name] for name in there}
        connection.close()
        connection.close_pool()
        settings.DATABASES["default"].update(there)
        connection.settings_dict.update(there)
        return before

    def phone(self, line: Line | None = None, **more: Any) -> Phone:
        """A phone of 王's; what it is answered is noted in `answers`."""
        return super().phone(self._noting(line or over_http(self.port)), **more)

    def _noting(self, line: Line) -> Line:
        def ask(method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
            answer = line(method, address, body, headers)
            self.answers.append(answer.status)
            return answer

        return ask

    def stop(self) -> None:
        """Stop the program as a person does."""
        if self.program.process.poll() is None:
            everything = self.program.family()
            self.program.process.send_signal(signal.SIGTERM)
            self.program.wait_until_ended()
            assert within(60, lambda: not alive(everything))

    # ── the database under it ───────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def administering(self) -> Iterator["psycopg.Connection[Any]"]:
        """A line into its database that may do everything."""
        to = self.cluster.parameters(user="postgres")
        with psycopg.connect(**to, autocommit=True) as line:  # type: ignore[arg-type]
            yield line

    def web_says(self) -> str:
        """The last words of the web server: why it answered what it should not."""
        return (self.home / "logs" / "web.log").read_text(encoding="utf-8", errors="replace")[-6000:]

    def postmaster(self) -> set[tuple[int, int]]:
        """The database's first process; empty while there is none."""
        pid = self.cluster.running()
        return {one for one in family(pid) if one[0] == pid} if pid is not None else set()

    def backends(self) -> list[tuple[int, int]]:
        """The database's processes that serve somebody."""
        pid = self.cluster.running()
        everything = sorted(family(pid)) if pid is not None else []
        return [one for one in everything if words_of(one[0]).startswith("postgres: minqing minqing ")]

    def web(self) -> set[tuple[int, int]]:
        """The web server and its processes."""
        found = [pid for pid, _ in self.program.family() if "minqing.site.web" in words_of(pid)]
        return family(min(found))
