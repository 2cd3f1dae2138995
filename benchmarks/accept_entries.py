"""How fast are diary entries with concerns accepted through HTTP, beside bare psycopg inserting the very same rows?

The program's own web server (granian, ASGI, one process, its pool, row security, ledger) on its own database, synced to
disk as in real use. Signed-in members post what the pages' forms post: an entry that is handed in, then the concern that
begins with it; every request is a transaction. Then the rows that this wrote, of whatever table, are inserted into another
street's schema (same tables, indexes, triggers, foreign keys) by bare psycopg, a statement a row, with as many commits,
from as many connections. Rows that were only changed (chain heads, the session's last sight) are not asked of the peer.

Run: python benchmarks/accept_entries.py [--entries 200] [--concurrency 1,4].
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from ground.browser import Browser
from ground.cluster import own_home, owner
from ground.filling import PASSWORD, lay_street, make_accounts

CODE, PEER = "110101005012", "110101006"
# In the order of their foreign keys; `misc` is whatever else is found to have been written.
TABLES = (
    *("diary_entry", "concerns_concern", "concerns_affected", "concerns_step", "concerns_promise"),
    *("notices_notice", "ledger_record"),
)
MATTERS = ("屋顶漏水", "楼道堆物", "下水堵塞", "路灯不亮", "邻居噪声", "老人就医")


def key(kind: int, number: int) -> str:
    """The id of a row of people.sql."""
    return str(UUID(f"0192{kind:04x}70008000{number:016x}"))


def homes_of(member: int) -> list[int]:
    """The households of the zone that a member (1 to 9) keeps, by people.sql."""
    return [n for n in range(1, 1101) if n % 60 % 9 == member - 1]


class Writer:
    """A member at a browser who writes entries and opens a concern with each."""

    def __init__(self, port: int, member: int) -> None:
        self.browser = Browser(port)
        self.browser.sign_in(f"member{member}", PASSWORD)
        self.homes = homes_of(member)
        self.written = 0

    def write(self, count: int) -> None:
        """So many entries, each with its concern: two requests."""
        from django.utils import timezone

        for _each in range(count):
            self.written += 1
            home = self.homes[self.written % len(self.homes)]
            minute = timezone.localtime(timezone.now(), timezone.get_default_timezone())
            at = minute.strftime("%Y-%m-%dT%H:%M")
            entry = self._entry(home, at)
            self._concern(home, at, entry)

    def _matter(self) -> str:
        return (
            f"反映{MATTERS[self.written % 6]}，已有{self.written % 30}天，希望社区帮助联系有关单位尽快处理。"
        )

    def _entry(self, home: int, at: str) -> str:
        from minqing.ledger.ids import uuid7

        fact = str(uuid7())
        place = {"courtyard": key(1, 1 + home % 60), "household": key(3, home)}
        said = {
            "matter": self._matter(),
            "handling": "当面了解情况，记录在案，答应三日内回话。",
            "result": "",
        }
        marks = {
            "outcome": "met",
            "purposes": "need",
            "satisfaction": "not_asked",
            "wish": "",
            "then": "concern",
        }
        went = self.browser.post(
            f"/{CODE}/desk/diary/entries/new/",
            {"fact": fact, "began_at": at, "ended_at": "", **place, **said, **marks},
        )
        assert went.endswith(f"?entry={fact}"), went
        return fact

    def _concern(self, home: int, at: str, entry: str) -> None:
        from minqing.ledger.ids import uuid7

        fact = str(uuid7())
        place = {"courtyard": key(1, 1 + home % 60), "household": key(3, home)}
        sorts = {
            "category": "housing",
            "grade": "difficult" if self.written % 7 == 0 else "ordinary",
            "source": "visit",
            "level": "member",
            "people": key(5, home - 1 or 1100),
        }
        said = {"matter": self._matter(), "noted_at": at, "settled": ""}
        went = self.browser.post(
            f"/{CODE}/desk/concerns/new/", {"fact": fact, "entry": entry, **place, **sorts, **said}
        )
        assert fact in went, went


@contextmanager
def web_server(workers: str) -> Iterator[int]:
    """The program's web server on the benchmark's home, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = {**os.environ, "MINQING_PORT": str(port), "MINQING_WEB_WORKERS": workers}
    words = Path(os.environ["MINQING_HOME"]) / "logs" / "bench-web.log"
    with words.open("wb") as log:
        command = [sys.executable, "-m", "minqing.site.web"]
        server = subprocess.Popen(command, env=settings, stdout=log, stderr=log)
        try:
            until = time.monotonic() + 60
            while not Browser(port).answers("/healthz"):
                assert server.poll() is None and time.monotonic() < until, "the web server does not start"
                time.sleep(0.1)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def written_rows(line: Any) -> dict[str, list[dict[str, Any]]]:
    """What is in the street's tables and not in the peer's: what was written since both were made equal."""
    from psycopg.rows import dict_row

    found = {}
    for table in tables_of(line):
        if table == "ledger_head":
            continue
        cursor = line.cursor(row_factory=dict_row)
        asked = f"SELECT * FROM s{CODE[:9]}.{table} t WHERE NOT EXISTS (SELECT FROM s{PEER}.{table} p WHERE p.id = t.id)"
        if rows := cursor.execute(asked).fetchall():
            found[table] = rows
    return found


def tables_of(line: Any) -> list[str]:
    """The tables of a street's schema, but for Django's own."""
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename <> 'django_migrations' ORDER BY 1"
    return [name for (name,) in line.execute(asked, [f"s{PEER}"]).fetchall()]


def make_equal(line: Any) -> None:
    """Copy what the street has into the peer's schema, so that what is written from now on is told apart."""
    line.execute("SET session_replication_role = replica")
    for table in tables_of(line):
        into, whence = f"s{PEER}.{table}", f"s{CODE[:9]}.{table}"
        line.execute(
            f"INSERT INTO {into} OVERRIDING SYSTEM VALUE SELECT * FROM {whence} ON CONFLICT DO NOTHING"
        )
    line.execute("SET session_replication_role = origin")


def in_commits(found: dict[str, list[dict[str, Any]]]) -> list[list[tuple[str, dict[str, Any]]]]:
    """The rows as they were committed: an entry with its record, a concern with all that belongs to it."""
    commits: dict[object, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for table in (*TABLES, *(name for name in found if name not in TABLES)):
        for row in found.get(table, []):
            about = row.get("subject_id") or row.get("concern_id") or row.get("about") or row["id"]
            commits[about].append((table, row))
    return sorted(commits.values(), key=lambda rows: str(rows[0][1]["id"]))


def insert(commits: Sequence[Sequence[tuple[str, dict[str, Any]]]]) -> None:
    """Bare psycopg: a connection, a statement a row, a commit a group."""
    import psycopg
    from ground.cluster import parameters
    from psycopg.types.json import JsonbDumper

    statements: dict[str, str] = {}
    with psycopg.connect(**parameters(), options=f"-c search_path=s{PEER},public") as line:
        line.adapters.register_dumper(dict, JsonbDumper)
        for rows in commits:
            for table, row in rows:
                if table not in statements:
                    names = ", ".join(f'"{name}"' for name in row)
                    places = ", ".join(["%s"] * len(row))
                    statements[table] = (
                        f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({places})"
                    )
                line.execute(statements[table], list(row.values()))
            line.commit()


def at_once(works: Sequence[Any]) -> float:
    """Seconds that works take, each in a thread of its own, from the first start to the last end."""
    with ThreadPoolExecutor(len(works)) as pool:
        began = time.perf_counter()
        for done in [pool.submit(work) for work in works]:
            done.result()
        return time.perf_counter() - began


def compare(writers: Sequence[Writer], entries: int) -> None:
    """One concurrency: through HTTP, then the same rows by psycopg; rows a second and the ratio."""
    line = owner(superuser=True)
    make_equal(line)
    share = entries // len(writers)
    for writer in writers:
        writer.browser.connect_anew()
    ours = at_once([lambda each=each: each.write(share) for each in writers])
    found = written_rows(line)
    count = sum(map(len, found.values()))
    commits = in_commits(found)
    requests = 2 * share * len(writers)
    assert len(commits) == requests, (len(commits), requests)
    # Concerns point at entries, which other connections may be writing: all entries first, then the concerns.
    theirs = 0.0
    for table in ("diary_entry", "concerns_concern"):
        halves = [rows for rows in commits if rows[0][0] == table]
        shares = [halves[place :: len(writers)] for place in range(len(writers))]
        theirs += at_once([lambda each=each: insert(each) for each in shares])
    print(
        f"{len(writers):>11}{requests:>10}{count:>8}{count / requests:>10.1f}{requests / ours:>14.0f}"
        f"{count / ours:>14.0f}{count / theirs:>16.0f}{theirs / ours:>10.3f}",
        flush=True,
    )
    tables = ", ".join(f"{name} {len(rows)}" for name, rows in sorted(found.items()))
    print(f"            ({tables})", flush=True)
    line.close()


def main() -> None:
    """Lay the street, start the server, sign in, warm up, compare at each concurrency."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=200)
    parser.add_argument("--concurrency", default="1,4")
    parser.add_argument("--workers", default="1", help="processes of the web server (MINQING_WEB_WORKERS)")
    args = parser.parse_args()
    with own_home(safe=True):
        from minqing.site.tenancy import make_street

        lay_street(CODE, make_accounts(PASSWORD))
        make_street(PEER, "另一街道")
        with web_server(args.workers) as port:
            writers = [Writer(port, member) for member in range(1, 5)]
            for writer in writers:
                writer.write(5)
            print(
                f"{'concurrency':>11}{'requests':>10}{'rows':>8}{'a request':>10}{'requests/s':>14}"
                f"{'rows/s, HTTP':>14}{'rows/s, psycopg':>16}{'ratio':>10}"
            )
            for many in map(int, args.concurrency.split(",")):
                compare(writers[:many], args.entries)


if __name__ == "__main__":
    main()
