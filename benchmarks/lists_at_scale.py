"""Do the pages of the day cost the same after a thousand entries as after a million?

Lays one street a size in one database (people, then diaries, concerns, steps, promises and ledger by set-based SQL), and
asks each page of each street in turn, so that whatever else the machine does meets all sizes alike. Prints the number of
queries, which must be equal, and the median server time with its ratio from the first size to the last (goal: 1.3).

Run: python benchmarks/lists_at_scale.py [--sizes 1000,100000,1000000] [--rounds 21] [--growing]. `--growing` lets the
working set (unread, open, late) grow with the diary, too; by default it stays what an office has on its desk.
"""

import argparse
import statistics
import time
from collections.abc import Sequence
from typing import Any

from ground.cluster import own_home
from ground.filling import History, fill, lay_street, make_accounts

GOAL = 1.3


def histories(sizes: Sequence[int], growing: bool) -> list[History]:
    """A history a size. Growing: a full page of each list, and with every hundred entries one more that is unread and
    one more concern that is open, every eighth of them late; entries come evenly over ten years.
    """
    if not growing:
        return [History(size) for size in sizes]
    return [
        History(size, unread=40 + size // 100, open=60 + size // 100, late=45 + size // 800, recent=0)
        for size in sizes
    ]


def keys(code: str) -> dict[str, str]:
    """An open concern that is late, a closed one in the middle of the past, an unread entry: the pages opened."""
    from minqing.access.acting import in_community
    from minqing.concerns.models import Concern
    from minqing.diary.models import Entry

    with in_community(code):
        late = Concern.objects.filter(closed_at__isnull=True).order_by("next_due", "id")
        closed = Concern.objects.filter(closed_at__isnull=False).order_by("-closed_at")
        unread = Entry.objects.filter(read_at__isnull=True).order_by("handed_in_at")
        found = {
            "open": late.first(),
            "closed": closed[min(100, closed.count() - 1)],
            "unread": unread.first(),
        }
        return {name: str(row.pk) for name, row in found.items() if row is not None}


def pages(code: str) -> list[tuple[str, str, str]]:
    """Who asks, what the page is called, its address."""
    from django.urls import reverse

    desk, key = f"/{code}/desk", keys(code)
    unread = reverse("review_entry", args=[code, key["unread"]])
    return [
        ("secretary", "late list", f"{desk}/concerns/?late=1"),
        ("secretary", "review tray", f"{desk}/review/"),
        ("secretary", "case page, open", f"{desk}/concerns/{key['open']}/"),
        ("secretary", "case page, closed", f"{desk}/concerns/{key['closed']}/"),
        ("secretary", "open concerns", f"{desk}/concerns/"),
        ("secretary", "closed concerns", f"{desk}/concerns/?stage=closed"),
        ("secretary", "an entry in review", unread),
        ("secretary", "the loop", f"{desk}/"),
        ("secretary", "register", f"{desk}/register/"),
        ("member1", "late list, a member's", f"{desk}/concerns/?late=1"),
        ("member1", "own diary", f"{desk}/diary/"),
        ("member1", "the loop, a member's", f"{desk}/"),
    ]


def browser(name: str) -> Any:
    """A signed-in session of an account."""
    from django.test import Client

    from minqing.accounts.models import Account

    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username=name))
    return client


def asked(client: Any, address: str) -> float:
    """Milliseconds that the server takes for a page, which must be there."""
    began = time.perf_counter()
    reply = client.get(address)
    took = (time.perf_counter() - began) * 1000
    assert reply.status_code == 200, (address, reply.status_code)
    return took


def queries_of(client: Any, address: str, slow: bool) -> int:
    """How many queries a page takes; `slow` prints the three that take longest."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        asked(client, address)
    if slow:
        longest = sorted(caught.captured_queries, key=lambda query: -float(query["time"]))[:3]
        for query in longest:
            what = query["sql"].partition(" FROM ")[2] or query["sql"]
            if float(query["time"]) > 0.004:
                print(f"      {float(query['time']) * 1000:6.0f} ms  {what[:1200]}")
    return len(caught)


def measure(codes: Sequence[str], sizes: Sequence[int], args: argparse.Namespace) -> None:
    """Every page of every size, the sizes in turn; a table of queries, medians and ratios."""
    clients = {name: browser(name) for name in ("secretary", "member1")}
    heads = "".join(f"{size:>12,}" for size in sizes)
    print(f"{'':<22}{'queries':>10}{heads}   last ÷ first   (medians of {args.rounds}, ms)", flush=True)
    for numbered in zip(*(pages(code) for code in codes), strict=True):
        who, name, _address = numbered[0]
        if args.only and args.only not in name:
            continue
        client, addresses = clients[who], [address for _who, _name, address in numbered]
        for address in addresses * 3:
            asked(client, address)
        counts = [queries_of(client, address, args.slow) for address in addresses]
        times: list[list[float]] = [[] for _ in addresses]
        for _round in range(args.rounds):
            for place, address in enumerate(addresses):
                times[place].append(asked(client, address))
        medians = [statistics.median(each) for each in times]
        told = str(counts[0]) if len(set(counts)) == 1 else "/".join(map(str, counts))
        ratio = medians[-1] / medians[0]
        verdict = "" if ratio <= GOAL and len(set(counts)) == 1 else "   missed"
        columns = "".join(f"{each:>12.1f}" for each in medians)
        print(f"{name:<22}{told:>10}{columns}{ratio:>15.2f}{verdict}", flush=True)


def main() -> None:
    """Lay, fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--growing", action="store_true", help="measure with a growing working set as well")
    parser.add_argument("--only", default="", help="pages whose name holds these letters")
    parser.add_argument("--slow", action="store_true", help="print the longest queries")
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with own_home(safe=False):
        # Files of the look are asked for by name alone: their bundle need not be built.
        from django.conf import settings

        stores: Any = settings.STORAGES
        stores["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
        accounts = make_accounts()
        for turn, growing in enumerate([False, True] if args.growing else [False]):
            codes = [f"1101010{10 * turn + place:02}001" for place in range(1, len(sizes) + 1)]
            for code, history in zip(codes, histories(sizes, growing), strict=True):
                lay_street(code, accounts)
                began = time.perf_counter()
                fill(code, history, accounts[0])
                print(
                    f"filled {history.entries:,} entries in {time.perf_counter() - began:.0f} s", flush=True
                )
            print("\nThe working set grows, too." if growing else "\nThe working set stays.", flush=True)
            measure(codes, sizes, args)


if __name__ == "__main__":
    main()
