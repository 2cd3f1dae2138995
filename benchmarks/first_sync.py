"""How much goes over the line, and how long does it take, until a phone holds its zone?

The program's own web server (granian, ASGI, one process) on its own database. A street a size, with one zone each: so many
households with 2.75 people each, an open concern for every seven households (60 for 400) with its steps and promises, the
member's diary of five weeks. An enrolled phone takes the snapshot as gzip, chunk after chunk on one kept connection, through
a line of 1 Mbit/s (a small proxy that also counts every byte, headers too), and then asks for what changed. The limits
are those of issue 4, for 400 households: 300 kB, 3 s; the other sizes stand beside the same limits, to show the growth.

Run: python benchmarks/first_sync.py [--sizes 200,400,800,3000] [--bits 1000000] [--rounds 3].
"""

import argparse
import gzip
import http.client
import json
import statistics
import time
from dataclasses import dataclass
from typing import Any

from accept_entries import web_server
from ground.browser import Browser
from ground.cluster import own_home
from ground.filling import PASSWORD, lay_street, make_accounts
from ground.slow_line import SlowLine

MOST_BYTES, MOST_SECONDS, LIMITED = 300_000, 3.0, 400
ENTRIES = 300


def code_of(place: int) -> str:
    """The community of one size: a street of its own."""
    return f"1101010{place + 10:02d}012"


def enrolled(port: int, code: str) -> str:
    """The token of a phone of the zone's keeper."""
    browser = Browser(port)
    browser.sign_in("member1", PASSWORD)
    cookies = browser.cookies()
    line = http.client.HTTPConnection("localhost", port, timeout=60)
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies["csrftoken"],
        "Content-Type": "application/json",
    }
    line.request("POST", f"/{code}/sync/v1/enrol", json.dumps({"name": "Phone"}), headers)
    reply = line.getresponse()
    answer = json.loads(reply.read())
    assert reply.status == 200, answer
    return str(answer["token"])


@dataclass
class Taken:
    """One first sync: records, chunks, bytes of JSON, seconds to the first chunk, to the last, and of a call for changes."""

    records: int = 0
    chunks: int = 0
    plain: int = 0
    first: float = 0.0
    whole: float = 0.0
    idle: float = 0.0


def take(port: int, code: str, token: str) -> Taken:
    """The snapshot, then the changes, on one connection."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    headers = {"Authorization": f"Bearer {token}", "X-Minqing-Client": "1", "Accept-Encoding": "gzip"}
    taken, stand, word = Taken(), None, ""

    def ask(what: str) -> Any:
        line.request("GET", f"/{code}/sync/v1/{what}", headers=headers)
        reply = line.getresponse()
        body = reply.read()
        if reply.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        assert reply.status == 200, body[:500]
        taken.plain += len(body)
        return json.loads(body)

    began = time.perf_counter()
    while word is not None:
        answer = ask(f"snapshot?after={word}" if word else "snapshot")
        taken.records += len(answer["records"])
        taken.chunks += 1
        stand = stand or answer
        word = answer["next"]
        if taken.chunks == 1:
            taken.first = time.perf_counter() - began
    assert taken.records == answer["total"], (taken.records, answer["total"])
    taken.whole = time.perf_counter() - began
    began = time.perf_counter()
    changed = ask(f"changes?since={stand['seq']}&hash={stand['hash']}&scope={stand['scope']}")
    assert not changed["reset"] and not changed["records"], changed
    taken.idle = time.perf_counter() - began
    line.close()
    return taken


def measure(port: int, code: str, households: int, bits: int, rounds: int) -> None:
    """One size: straight to the server for what the server takes, then over the slow line; medians."""
    token = enrolled(port, code)
    take(port, code, token)
    straight = statistics.median(take(port, code, token).whole for _each in range(rounds))
    runs: list[tuple[Taken, int, int]] = []
    for _each in range(rounds):
        with SlowLine(port, bits) as slow:
            runs.append((take(slow.port, code, token), slow.down, slow.up))
    taken, down, up = sorted(runs, key=lambda each: each[0].whole)[len(runs) // 2]
    limited = "" if households == LIMITED else "  (told beside the limits for 400)"
    print(
        f"{households:>10}{taken.records:>9}{taken.chunks:>8}{taken.plain / 1000:>9.0f}{down / 1000:>10.1f}{up / 1000:>7.1f}"
        f"{down / MOST_BYTES:>9.2f}{taken.first:>9.2f}{taken.whole:>9.2f}{taken.whole / MOST_SECONDS:>9.2f}"
        f"{straight:>10.2f}{1000 * taken.idle:>10.0f}{limited}",
        flush=True,
    )


def main() -> None:
    """Lay a street a size, start the server, measure each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="200,400,800,3000")
    parser.add_argument("--bits", type=int, default=1_000_000, help="bits a second of the line")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with own_home(safe=False):
        accounts = make_accounts(PASSWORD)
        for place, households in enumerate(sizes):
            lay_street(code_of(place), accounts, "zone.sql", households=households, entries=ENTRIES)
        with web_server("1") as port:
            print(
                f"{'households':>10}{'records':>9}{'chunks':>8}{'kB JSON':>9}{'kB down':>10}{'kB up':>7}{'÷ 300 kB':>9}"
                f"{'first s':>9}{'whole s':>9}{'÷ 3 s':>9}{'server s':>10}{'idle ms':>10}"
            )
            for place, households in enumerate(sizes):
                measure(port, code_of(place), households, args.bits, args.rounds)


if __name__ == "__main__":
    main()
