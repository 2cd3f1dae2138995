"""How fast are a phone's facts accepted through HTTP in batches of 20, beside bare psycopg inserting the same rows?

The program's own web server (granian, ASGI, one process, its pool, row security, ledger) on its own database, synced to
disk as in real use. Enrolled phones send what members write in a day: 12 entries, 2 notes below them, 3 concerns with
their promises, 3 steps; a batch is one request and one transaction. Then the very rows that this wrote, of whatever table
(facts and ledger records among them), are inserted into another street's schema (same tables, indexes, triggers, foreign
keys) by bare psycopg from as many connections: a transaction a batch, the chain's head moved once a batch, at its end.
Twice: a statement a row (that is the peer of the goal, 0.35), and an executemany a table, which psycopg pipelines.

Favouring the peer: it knows every value beforehand, asks nothing, locks nothing but what its inserts lock, and of rows
that the program changed after inserting them (a concern's stage) it writes the last state only.

Run: python benchmarks/accept_facts.py [--batches 100] [--rounds 5] [--phones 1,4] [--entries-alone] [--profile].
"""

import argparse
import cProfile
import http.client
import json
import pstats
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from accept_entries import CODE, MATTERS, PEER, at_once, homes_of, key, make_equal, web_server, written_rows
from ground.browser import Browser
from ground.cluster import own_home, owner, parameters
from ground.filling import PASSWORD, lay_street, make_accounts

BATCH = 20
Words = dict[str, Any]
Row = tuple[str, Words]
# In the order of their foreign keys; whatever else is found to have been written comes before the ledger's.
FIRST = (
    "diary_entry",
    "diary_addendum",
    "concerns_concern",
    "concerns_affected",
    "concerns_step",
    "concerns_promise",
)
LAST = ("ledger_fact", "ledger_record")


def moment(at: datetime) -> str:
    """As the protocol writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Writer:
    """A member who writes; `facts` keeps which batch each id was in."""

    def __init__(self, member: int, entries_alone: bool) -> None:
        self.homes, self.entries_alone = homes_of(member), entries_alone
        self.written = 0
        self.contact: Words | None = None
        self.batches: list[list[str]] = []

    def batch(self) -> Words:
        """Twenty facts, in the order in which they are written."""
        entries = [self._entry() for _each in range(BATCH if self.entries_alone else 12)]
        facts = list(entries)
        if not self.entries_alone:
            note = {"text": "下午又去看过，已经修好。", "kind": "note"}
            facts += [self._fact("entry.add", {"entry": one["id"], **note}) for one in entries[:2]]
            concerns = [self._concern(one) for one in entries[2:5]]
            facts += concerns
            facts += [self._step(one) for one in concerns]
        self.batches.append([one["id"] for one in facts])
        return {"sent_at": moment(datetime.now(UTC)), "facts": facts}

    def _fact(self, kind: str, body: Words) -> Words:
        from minqing.ledger.ids import uuid7

        now = moment(datetime.now(UTC))
        return {"id": str(uuid7()), "kind": kind, "noted_at": now, "clock": self.contact, "body": body}

    def _place(self) -> Words:
        self.written += 1
        home = self.homes[self.written % len(self.homes)]
        return {"courtyard": key(1, 1 + home % 60), "household": key(3, home)}

    def _matter(self) -> str:
        return (
            f"反映{MATTERS[self.written % 6]}，已有{self.written % 30}天，希望社区帮助联系有关单位尽快处理。"
        )

    def _entry(self) -> Words:
        place = self._place()
        words = {"matter": self._matter(), "handling": "当面了解情况，记录在案，答应三日内回话。"}
        began = moment(datetime.now(UTC) - timedelta(minutes=20))
        return self._fact(
            "entry.write", {"began_at": began, "outcome": "met", "purposes": ["need"], **place, **words}
        )

    def _concern(self, entry: Words) -> Words:
        place = {name: entry["body"][name] for name in ("courtyard", "household")}
        grade = "difficult" if self.written % 3 == 0 else "ordinary"
        sorts = {"category": "housing", "grade": grade, "source": "visit", "level": "member"}
        return self._fact("concern.open", {"matter": self._matter(), "entry": entry["id"], **sorts, **place})

    def _step(self, concern: Words) -> Words:
        return self._fact(
            "concern.step", {"concern": concern["id"], "kind": "report", "text": "已报街道房管科。"}
        )


class Phone:
    """An enrolled phone on one kept connection."""

    def __init__(self, port: int, member: int, entries_alone: bool) -> None:
        self.writer = Writer(member, entries_alone)
        self._line = http.client.HTTPConnection("localhost", port, timeout=120)
        self._token = ""
        self._enrol(Browser(port), member)

    def _enrol(self, browser: Browser, member: int) -> None:
        browser.sign_in(f"member{member}", PASSWORD)
        cookies = browser.cookies()
        session = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": cookies["csrftoken"],
        }
        answer = self._ask("enrol", {"name": f"Phone {member}"}, session)
        self._token = answer["token"]
        self.writer.contact = {"offset_ms": 0, "contact_at": answer["now"]}

    def send(self, count: int) -> None:
        """So many batches, each when the one before is answered; all must be received."""
        for _each in range(count):
            answer = self._ask("facts", self.writer.batch(), {"Authorization": f"Bearer {self._token}"})
            states = {one["state"] for one in answer["receipts"]}
            assert states == {"received"}, [one for one in answer["receipts"] if one["state"] != "received"][
                :3
            ]

    def connect_anew(self) -> None:
        """Close the connection; the next request opens one."""
        self._line.close()

    def _ask(self, what: str, body: Words, headers: dict[str, str]) -> Words:
        whole = {"Content-Type": "application/json", "X-Minqing-Client": "1", **headers}
        self._line.request("POST", f"/{CODE}/sync/v1/{what}", json.dumps(body).encode(), whole)
        reply = self._line.getresponse()
        text = reply.read()
        assert reply.status == 200, (reply.status, text[:2000].decode(errors="replace"))
        answer: Words = json.loads(text)
        return answer


def in_batches(found: dict[str, list[Words]], batches: Sequence[Sequence[str]]) -> list[list[Row]]:
    """The rows as they were committed: each with the batch of the fact that it came from."""
    place = {fact: number for number, facts in enumerate(batches) for fact in facts}
    between = [name for name in found if name not in FIRST + LAST]
    commits: dict[int, list[Row]] = defaultdict(list)
    for table in (*FIRST, *between, *LAST):
        for row in found.get(table, []):
            roots = [str(row.get(name)) for name in ("id", "subject_id", "concern_id", "entry_id", "about")]
            number = next(place[root] for root in roots if root in place)
            commits[number].append((table, row))
    return [commits[number] for number in sorted(commits)]


def statement(table: str, row: Words) -> str:
    """The insert of a row."""
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    return f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE VALUES ({places})"


def row_by_row(line: Any, rows: Sequence[Row]) -> None:
    """A statement a row."""
    for table, row in rows:
        line.execute(statement(table, row), list(row.values()))


def by_table(line: Any, rows: Sequence[Row]) -> None:
    """An executemany a table, pipelined."""
    tables: dict[str, list[Words]] = defaultdict(list)
    for table, row in rows:
        tables[table].append(row)
    with line.cursor() as cursor:
        for table, many in tables.items():
            cursor.executemany(statement(table, many[0]), [list(row.values()) for row in many])


def insert(commits: Sequence[Sequence[Row]], way: Callable[[Any, Sequence[Row]], None]) -> None:
    """Bare psycopg: a connection, a transaction a batch, the head moved at its end, so that others wait the least."""
    import psycopg
    from psycopg.types.json import JsonbDumper

    with psycopg.connect(**parameters(), options=f"-c search_path=s{PEER},public") as line:
        line.adapters.register_dumper(dict, JsonbDumper)
        for rows in commits:
            last = max((row for table, row in rows if table == "ledger_record"), key=lambda row: row["seq"])
            head = [last["seq"], last["hash"], CODE]
            way(line, rows)
            line.execute("UPDATE ledger_head SET seq = %s, hash = %s WHERE community = %s", head)
            line.commit()


def peer_seconds(
    commits: Sequence[Sequence[Row]], phones: int, way: Callable[[Any, Sequence[Row]], None]
) -> float:
    """How long the peer takes; what it inserted is taken out again."""
    shares = [commits[place::phones] for place in range(phones)]
    seconds = at_once([lambda each=each: insert(each, way) for each in shares])
    take_out(commits)
    return seconds


def take_out(commits: Sequence[Sequence[Row]]) -> None:
    """Remove the peer's rows, and let the database look at its tables, so that the next way begins like this one."""
    line = owner(f"s{PEER}", superuser=True)
    line.execute("SET session_replication_role = replica")
    tables: dict[str, list[Any]] = defaultdict(list)
    for rows in commits:
        for table, row in rows:
            tables[table].append(row["id"])
    for table, ids in tables.items():
        line.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [ids])
        line.execute(f"VACUUM ANALYZE {table}")
    line.close()


def one_round(line: Any, phones: Sequence[Phone], share: int) -> tuple[list[float], dict[str, list[Words]]]:
    """So many batches of each phone, then the same rows by the peer: seconds of ours and of its two ways, and the rows."""
    make_equal(line)
    for phone in phones:
        phone.connect_anew()
        phone.writer.batches.clear()
    ours = at_once([lambda each=each: each.send(share) for each in phones])
    found = written_rows(line)
    commits = in_batches(found, [batch for phone in phones for batch in phone.writer.batches])
    assert len(commits) == share * len(phones), (len(commits), share, len(phones))
    return [ours, *(peer_seconds(commits, len(phones), way) for way in (row_by_row, by_table))], found


def compare(phones: Sequence[Phone], batches: int, rounds: int) -> None:
    """As many phones at once: facts a second and the ratios, over all rounds and the middle one of them.

    In turns, for what else the machine does changes from one minute to the next.
    """
    line = owner(superuser=True)
    share = batches // len(phones) // rounds
    seconds: list[list[float]] = []
    tables: dict[str, int] = defaultdict(int)
    for _round in range(rounds):
        took, found = one_round(line, phones, share)
        seconds.append(took)
        for name, rows in found.items():
            tables[name] += len(rows)
    facts = share * len(phones) * BATCH * rounds
    ours, single, many = map(sum, zip(*seconds, strict=True))
    middle = statistics.median(took[1] / took[0] for took in seconds)
    print(
        f"{len(phones):>7}{facts:>8}{sum(tables.values()) / facts:>9.1f}{facts / ours:>14.0f}{facts / single:>14.0f}"
        f"{single / ours:>9.3f}{middle:>9.3f}{facts / many:>18.0f}{many / ours:>9.3f}",
        flush=True,
    )
    print(
        "       (" + ", ".join(f"{name} {count}" for name, count in sorted(tables.items())) + ")", flush=True
    )
    line.close()


def profile(batches: int, entries_alone: bool) -> None:
    """Where the time goes, in this process and without a web server: the functions with the most time of their own."""
    from django.test import Client

    from minqing.accounts.models import Account

    client, writer = Client(HTTP_HOST="localhost"), Writer(1, entries_alone)
    client.force_login(Account.objects.get(username="member1"))
    door = f"/{CODE}/sync/v1"
    answer = client.post(f"{door}/enrol", {"name": "Phone"}, content_type="application/json").json()
    token = {"Authorization": f"Bearer {answer['token']}"}
    writer.contact = {"offset_ms": 0, "contact_at": answer["now"]}  # without, every time would be in doubt

    def send() -> Iterator[Any]:
        for _each in range(batches):
            yield client.post(f"{door}/facts", writer.batch(), content_type="application/json", headers=token)

    next(send())
    with cProfile.Profile() as seen:
        states = {one["state"] for reply in send() for one in reply.json()["receipts"]}
    assert states == {"received"}, states
    pstats.Stats(seen).sort_stats("tottime").print_stats(30)
    pstats.Stats(seen).sort_stats("cumtime").print_stats("minqing", 40)


def main() -> None:
    """Lay the street, start the server, enrol the phones, warm up, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--batches", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5, help="in turns with the peer")
    parser.add_argument("--phones", default="1,4")
    parser.add_argument(
        "--entries-alone", action="store_true", help="twenty entries a batch and nothing else"
    )
    parser.add_argument("--profile", action="store_true", help="no peer: where our time goes")
    args = parser.parse_args()
    with own_home(safe=True):
        from minqing.site.tenancy import make_street

        lay_street(CODE, make_accounts(PASSWORD))
        if args.profile:
            profile(args.batches, args.entries_alone)
            return
        make_street(PEER, "另一街道")
        with web_server("1") as port:
            phones = [Phone(port, member, args.entries_alone) for member in range(1, 5)]
            for phone in phones:
                phone.send(2)
            print(
                f"{'phones':>7}{'facts':>8}{'a fact':>9}{'facts/s, HTTP':>14}{'row by row':>14}"
                f"{'ratio':>9}{'middle':>9}{'executemany':>18}{'ratio':>9}"
            )
            for many in map(int, args.phones.split(",")):
                compare(phones[:many], args.batches, args.rounds)


if __name__ == "__main__":
    main()
