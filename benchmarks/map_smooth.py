"""Does the map stay smooth with ten thousand courtyards?

Lays a community a size (two households a courtyard, every fourth outlined, 25 zones, an open concern at every tenth),
opens its map in Chromium at 1440 × 900 and moves it as a hand does: dragged to and fro, zoomed in and out by the wheel.
Prints for each size the frames drawn a second meanwhile, the longest wait for one, the time from the navigation until
everything stands there, what the data weigh (whole and gzip), the server's time for them and its number of queries,
which must be equal. Without a graphics card Chromium draws in software on the processor: the smallest size is what the
machine can do, and the ratio to it is what the number of courtyards costs.

Run: python benchmarks/map_smooth.py [--sizes 100,1000,10000] [--rounds 3].
"""

import argparse
import gzip
import statistics
import time
from collections.abc import Sequence
from datetime import timedelta
from math import isqrt
from typing import Any

from accept_entries import web_server
from ground.browser import Browser
from ground.cluster import own_home
from ground.filling import PASSWORD, lay_street, make_accounts
from notebook_budgets import chromium

FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FRAMES = """() => {
  const at = window.__frames = []
  const note = now => { at.push(now); if (window.__frames === at) requestAnimationFrame(note) }
  requestAnimationFrame(note)
}"""
GOAL = 0.5  # of the smallest size's frames


def code_of(place: int) -> str:
    """The community of a size."""
    return f"1101010{place + 10:02d}001"


def lay(code: str, accounts: Sequence[Any], courtyards: int) -> None:
    """Courtyards, homes, zones by statements; concerns, which lie on few of them, row by row."""
    from django.utils import timezone

    from minqing.access.acting import in_community
    from minqing.committee.models import Member
    from minqing.concerns.models import Concern
    from minqing.territory.models import Courtyard

    lay_street(code, accounts, "map.sql", courtyards=courtyards, side=isqrt(courtyards))
    now = timezone.now()
    with in_community(code):
        lead = Member.objects.order_by("pk")[0]
        Concern.objects.bulk_create(
            Concern(
                community=code,
                number=f"{number:06d}",
                matter="楼道灯不亮",
                stage_at=now,
                noted_at=now,
                courtyard_id=key,
                lead=lead,
                next_due=now + timedelta(days=number % 5 - 1),
            )
            for number, key in enumerate(Courtyard.objects.order_by("pk").values_list("pk", flat=True)[::10])
        )


def served(code: str) -> tuple[float, int, int, int]:
    """The data as the server gives them: milliseconds (median of five), bytes, bytes in gzip, queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from minqing.accounts.models import Account

    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username="secretary"))
    address, times = f"/{code}/desk/map/data/", []
    for _round in range(5):
        began = time.perf_counter()
        reply = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        assert reply.status_code == 200
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return statistics.median(times), len(reply.content), len(gzip.compress(reply.content, 6)), len(caught)


def moved(page: Any) -> tuple[float, float]:
    """The map dragged and zoomed for some seconds: frames a second, and the longest wait for one (milliseconds)."""
    box = page.locator(".maplibregl-canvas").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(FRAMES)
    for way in (1, -1, 1, -1):
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 16):
            page.mouse.move(x + way * step * 14, y + way * step * 8)
        page.mouse.up()
    for way in (-1, 1):
        for _step in range(12):
            page.mouse.wheel(0, way * 120)
            page.wait_for_timeout(60)
    page.wait_for_timeout(500)
    at = page.evaluate("() => { const at = window.__frames; window.__frames = null; return at }")
    waits = [later - sooner for sooner, later in zip(at, at[1:], strict=False)]
    return 1000 * len(waits) / sum(waits), max(waits)


def main() -> None:
    """Lay, open, move, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000,10000")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with own_home(safe=False):
        accounts = make_accounts(PASSWORD)
        for place, size in enumerate(sizes):
            lay(code_of(place), accounts, size)
        told = {size: served(code_of(place)) for place, size in enumerate(sizes)}
        frames: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
        opened: dict[int, list[float]] = {size: [] for size in sizes}
        with web_server("1") as port, chromium() as (kind, executable):
            line = Browser(port)
            line.sign_in("secretary", PASSWORD)
            browser = kind.launch(executable_path=executable, args=FLAGS)
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
            url = f"http://localhost:{port}"
            context.add_cookies([{"name": "sessionid", "value": line.cookies()["sessionid"], "url": url}])
            page = context.new_page()
            for _round in range(args.rounds):
                for place, size in enumerate(sizes):
                    page.goto(f"{url}/{code_of(place)}/desk/map/")
                    page.wait_for_selector("[data-ready]", timeout=60_000)
                    opened[size].append(page.evaluate("performance.now()"))
                    page.wait_for_timeout(1500)
                    frames[size].append(moved(page))
            browser.close()
    tell(sizes, told, frames, opened)


def tell(sizes: Sequence[int], told: Any, frames: Any, opened: Any) -> None:
    """A line a size: medians over the rounds."""
    heads = ("frames/s", "÷ first", "longest ms", "open ms", "kB", "gzip kB", "server ms", "queries")
    print(f"{'courtyards':>10}" + "".join(f"{head:>12}" for head in heads))
    first = statistics.median(each for each, _wait in frames[sizes[0]])
    for size in sizes:
        rate = statistics.median(each for each, _wait in frames[size])
        longest = statistics.median(wait for _each, wait in frames[size])
        server, whole, packed, queries = told[size]
        columns = (
            f"{rate:.0f}",
            f"{rate / first:.2f}" + ("" if rate / first >= GOAL else " missed"),
            f"{longest:.0f}",
            f"{statistics.median(opened[size]):.0f}",
            f"{whole / 1000:.0f}",
            f"{packed / 1000:.0f}",
            f"{server:.0f}",
            f"{queries}",
        )
        print(f"{size:>10}" + "".join(f"{column:>12}" for column in columns))


if __name__ == "__main__":
    main()
