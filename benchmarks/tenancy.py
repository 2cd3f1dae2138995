"""What does keeping streets apart cost? Microseconds beside a bare `SELECT 1`, all in one run and on one database.

Row security itself is in every query's plan; this measures what comes on top: setting role, schema and communities when
a connection is taken from the pool, moving to another street within a connection, and forgetting all when it goes back.
Run: python benchmarks/tenancy.py [--rounds 3000].
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from ground.cluster import own_home, parameters

OURS, THEIRS = "110101005012", "110101006001"


def microseconds(work: Callable[[], object], rounds: int) -> float:
    """The median of so many rounds, after a tenth as many that do not count."""
    took = []
    for number in range(rounds + rounds // 10):
        began = time.perf_counter()
        work()
        if number >= rounds // 10:
            took.append(time.perf_counter() - began)
    return statistics.median(took) * 1e6


def works(pool: Any) -> dict[str, Callable[[], object]]:
    """What is compared, by name: each asks `SELECT 1` once and does something about the street around it."""
    from django.db import connection

    from minqing.access.acting import in_community
    from minqing.ledger.models import Head

    line = pool.getconn()

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def stay() -> None:
        with in_community(OURS):
            ask()

    places = [OURS, THEIRS]

    def move() -> None:
        places.reverse()
        with in_community(places[0]):
            ask()

    def bare_checkout() -> None:
        with pool.connection() as other:
            other.execute("SELECT 1")

    def checkout() -> None:
        with in_community(OURS):
            ask()
        connection.close()

    def look() -> None:
        with in_community(OURS):
            Head.objects.values_list("seq").first()

    return {
        "psycopg: SELECT 1": lambda: line.execute("SELECT 1").fetchone(),
        "Django, staying in a street: SELECT 1": stay,
        "Django, another street each time: SELECT 1": move,
        "psycopg pool: take, SELECT 1, give back": bare_checkout,
        "Django and our pool: take, enter a street, SELECT 1, forget, give back": checkout,
        "Django, staying: one row through row security": look,
    }


def main() -> None:
    """Two streets, then each work in turn; the first is the measure of the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3000)
    args = parser.parse_args()
    with own_home(safe=False):
        from django.utils import timezone
        from psycopg_pool import ConnectionPool

        from minqing.access.acting import in_community
        from minqing.access.actions import found_community
        from minqing.ledger.actor import SYSTEM
        from minqing.site.tenancy import make_street

        for code in (OURS, THEIRS):
            make_street(code[:9], "示例街道")
            with in_community(code):
                found_community(by=SYSTEM, at=timezone.now(), code=code, name="示例社区")
        with ConnectionPool(kwargs={**parameters(), "autocommit": True}, min_size=2, open=True) as pool:
            report({name: microseconds(work, args.rounds) for name, work in works(pool).items()})


def report(found: dict[str, float]) -> None:
    """The table, and what a switch and a request's checkout cost."""
    values = list(found.values())
    for name, value in found.items():
        print(f"{name:<74}{value:>8.0f} µs{value / values[0]:>8.1f} ×")
    print(f"\na switch of street: {values[2] - values[1]:.0f} µs")
    print(f"a checkout with its street, against a bare one: {values[4] - values[3]:.0f} µs a request")


if __name__ == "__main__":
    main()
