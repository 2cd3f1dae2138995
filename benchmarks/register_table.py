"""The register as one table over 60,000 residents: what a range costs, anywhere, and how it scrolls.

Lays one community and asks the endpoint of rows for 100 rows at the start, in the middle and at the end: first with
nothing kept (the order is worked out), then with the order kept. The peer is bare psycopg running the same statements of
the same request; the ratio is what the page adds. Then Chromium scrolls the table from end to end, and jumps.

Run: python benchmarks/register_table.py [--people 60000] [--rounds 9] [--without-browser]
"""

import argparse
import gzip
import os
import statistics
import time
from pathlib import Path
from typing import Any

from accept_entries import web_server
from ground.browser import Browser
from ground.cluster import own_home, owner
from ground.filling import PASSWORD, lay_street, make_accounts
from notebook_budgets import FLAGS, chromium

CODE = "110101098001"
LIMIT = 300  # ms on the server, wherever one jumps
COLUMNS = "c=name,home,relation,sex,born,age,phones,tenure,elsewhere,zone,keeper,confirmed,checks"
ASKED = {
    "by sound": f"{COLUMNS}&f=presence:is:here&sort=name",
    "by address": f"{COLUMNS}&f=presence:is:here&sort=home",
    "by birth, newest first": f"{COLUMNS}&f=presence:is:here&sort=-born",
    "women over 60, by age": f"{COLUMNS}&f=presence:is:here&f=sex:is:female&f=age:least:60&sort=-age",
    "one zone, not confirmed": f"{COLUMNS}&f=presence:is:here&f=confirmed:age:stale,never&f=zone:is:ZONE&sort=home",
    "found by initials": f"{COLUMNS}&f=presence:is:here&q=wwy&sort=name",
    "with a check": f"{COLUMNS}&f=presence:is:here&f=checks:filled&sort=name",
}
SCROLL = """async seconds => {
  const box = document.querySelector('.rt')
  const end = box.scrollHeight - box.clientHeight
  const frames = []
  const begun = performance.now()
  let last = begun
  while (last - begun < seconds * 1000) {
    const now = await new Promise(requestAnimationFrame)
    frames.push(now - last)
    last = now
    box.scrollTop = end * Math.min(1, (now - begun) / (seconds * 1000))
  }
  return frames.slice(1)
}"""
JUMP = """async part => {
  const box = document.querySelector('.rt')
  const begun = performance.now()
  box.scrollTop = (box.scrollHeight - box.clientHeight) * part
  await new Promise(requestAnimationFrame)
  for (let turn = 0; turn < 600; turn++) {
    await new Promise(requestAnimationFrame)
    const top = box.scrollTop / (box.scrollHeight / (Number(box.getAttribute('aria-rowcount')) - 1))
    const row = box.querySelector(`.rt-row[aria-rowindex="${Math.floor(top) + 4}"] a`)
    if (row) return performance.now() - begun
  }
  return -1
}"""


def session(name: str) -> Any:
    """A signed-in session of an account."""
    from django.test import Client

    from minqing.accounts.models import Account

    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=name))
    return client


def forget() -> None:
    """Nothing is kept: as after any change in the community."""
    from minqing.households.table import checking, index

    index.forget()
    checking.forget()


def asked(client: Any, query: str, start: int) -> tuple[float, int]:
    """Milliseconds for a hundred rows, and the whole number."""
    began = time.perf_counter()
    reply = client.get(f"/{CODE}/desk/register/table/rows/?{query}&from={start}&to={start + 100}")
    took = (time.perf_counter() - began) * 1000
    assert reply.status_code == 200, reply.content[:300]
    return took, reply.json()["total"]


def statements(client: Any, query: str, start: int) -> list[str]:
    """The statements of one request, as the database gets them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        asked(client, query, start)
    return [one["sql"] for one in caught.captured_queries if one["sql"].startswith("SELECT")]


def bare(line: Any, told: list[str]) -> float:
    """Milliseconds in which bare psycopg runs the statements and fetches what they give."""
    began = time.perf_counter()
    for statement in told:
        line.execute(statement).fetchall()
    return (time.perf_counter() - began) * 1000


def measure(args: argparse.Namespace, who: str, zone: str) -> None:
    """Every question at three places, cold and warm, beside bare psycopg."""
    client, line = session(who), owner(f"s{CODE[:9]}")
    told = f"limit {LIMIT}; load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
    print(f"\n{who}: 100 rows of 13 columns, best of {args.rounds}, ms on the server ({told})")
    heads = ("rows", "queries", "order new", "÷ bare", "start", "middle", "end", "÷ bare")
    print(f"{'':<26}" + "".join(f"{head:>10}" for head in heads))
    for name, query in list(ASKED.items())[: None if who == "secretary" else 3]:
        query = query.replace("ZONE", zone)
        if who != "secretary":  # who has left is no column of a member's
            query = query.replace("f=presence:is:here&", "f=&" if query.count("f=") == 1 else "")
        forget()
        _took, total = asked(client, query, 0)
        forget()
        cold_told = statements(client, query, total // 2)
        warm_told = statements(client, query, total // 2)
        cold, peer, warm, warm_peer = [], [], {0: [], 1: [], 2: []}, []
        for _round in range(args.rounds):
            forget()
            cold.append(asked(client, query, total // 2)[0])
            peer.append(bare(line, cold_told))
            for place in warm:
                warm[place].append(asked(client, query, max(0, (total - 100) * place // 2))[0])
            warm_peer.append(bare(line, warm_told))
        new, kept = min(cold), [min(times) for times in warm.values()]
        ratios = new / min(peer), kept[1] / min(warm_peer)
        over = "" if new <= LIMIT and max(kept) <= LIMIT else "   OVER"
        print(
            f"{name:<26}{total:>10,}{len(cold_told):>10}{new:>10.0f}{ratios[0]:>10.1f}"
            f"{kept[0]:>10.0f}{kept[1]:>10.0f}{kept[2]:>10.0f}{ratios[1]:>10.1f}{over}",
            flush=True,
        )
    line.close()


def take_out(args: argparse.Namespace) -> None:
    """The whole table as a file."""
    import io

    from django.http import QueryDict
    from django.utils import timezone

    from minqing.access.acting import in_community
    from minqing.access.actors import actor_of
    from minqing.access.scope import Viewer
    from minqing.accounts.models import Account
    from minqing.households.table.asked import read_asked
    from minqing.households.table.index import index_of
    from minqing.households.table.out import write_table
    from minqing.households.table.rows import every_row
    from minqing.territory.models import Community

    with in_community(CODE):
        actor = actor_of(Account.objects.get(username="secretary"), timezone.localdate())
        viewer = Viewer(actor, Community.objects.get(community=CODE), timezone.now())
        what = read_asked(QueryDict(ASKED["by sound"]), viewer)
        began, file = time.perf_counter(), io.BytesIO()
        write_table(file, what, every_row(viewer, what, index_of(viewer, what)), "mark")
        size = len(file.getvalue()) / 1e6
    print(f"\nthe table as a file: {time.perf_counter() - began:.1f} s, {size:.1f} MB", flush=True)


def weigh(page: bytes, rows: bytes) -> None:
    """What the table's page brings beside the desk's own script and style, gzipped."""
    import minqing.site

    build = Path(minqing.site.__file__).parent / "static/build"
    parts = {
        name: (build / name).read_bytes()
        for name in ("register.js", "register.css")
        if (build / name).exists()
    }
    parts |= {"page": page, "100 rows": rows}
    print(
        "\npage weight, kB gzipped: "
        + ", ".join(f"{n} {len(gzip.compress(b, 6)) / 1000:.1f}" for n, b in parts.items())
    )


def scroll(args: argparse.Namespace) -> None:
    """From end to end in ten seconds, then jumps by the scrollbar, in Chromium."""
    with web_server("1") as port, chromium() as (kind, executable):
        browser = Browser(port)
        browser.sign_in("secretary", PASSWORD)
        one = kind.launch(executable_path=executable, args=FLAGS)
        context = one.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        url = f"http://localhost:{port}"
        context.add_cookies([{"name": "sessionid", "value": browser.cookies()["sessionid"], "url": url}])
        page = context.new_page()
        began = time.perf_counter()
        page.goto(f"{url}/{CODE}/desk/register/table/")
        page.wait_for_selector(".rt-body .rt-row a")
        print(f"\nChromium 1440 × 900: first rows after {(time.perf_counter() - began) * 1000:.0f} ms")
        jumps = [page.evaluate(JUMP, part) for part in (0.5, 0.9, 0.1, 1, 0.33, 0.66, 0)]
        print(
            f"jumps, ms until the rows stand there: median {statistics.median(jumps):.0f}, worst {max(jumps):.0f}"
        )
        frames = sorted(page.evaluate(SCROLL, 10))
        middle, tail = statistics.median(frames), frames[int(len(frames) * 0.95)]
        print(
            f"scrolled over all rows in 10 s: {len(frames) / sum(frames) * 1000:.0f} frames a second,"
            f" median {middle:.1f} ms, 95th of 100 {tail:.1f} ms, worst {frames[-1]:.0f} ms"
        )
        one.close()


def main() -> None:
    """Lay, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=60_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--without-browser", action="store_true")
    args = parser.parse_args()
    with own_home(safe=False):
        from django.conf import settings

        accounts = make_accounts(PASSWORD)
        sizes = {
            "residents": args.people,
            "households": args.people * 2 // 5,
            "courtyards": max(args.people // 50, 9),
        }
        lay_street(CODE, accounts, "register.sql", **sizes)
        before = settings.STORAGES["staticfiles"]["BACKEND"]
        settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        line = owner(f"s{CODE[:9]}")
        zone = str(line.execute("SELECT id FROM committee_zone ORDER BY name LIMIT 1").fetchone()[0])
        line.close()
        measure(args, "secretary", zone)
        measure(args, "member1", zone)
        take_out(args)
        client = session("secretary")
        page = client.get(f"/{CODE}/desk/register/table/").content
        rows = client.get(f"/{CODE}/desk/register/table/rows/?{ASKED['by sound']}&from=0&to=100").content
        weigh(page, rows)
        settings.STORAGES["staticfiles"]["BACKEND"] = before
        if not args.without_browser:
            scroll(args)


if __name__ == "__main__":
    main()
