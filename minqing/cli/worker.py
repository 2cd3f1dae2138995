"""`minqing worker`: does the jobs that wait in the database, until it is told to stop.

Its heartbeat is part of `/readyz`.
"""

import argparse
import asyncio
from typing import TYPE_CHECKING

from minqing.site.at_hand import check_answers, start_django
from minqing.site.words import words_of

if TYPE_CHECKING:
    from procrastinate import App

_ = words_of("cli")

# A job that is still running when the worker is told to stop gets so long, in seconds; it is taken up again
# later.
PATIENCE = 5.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """How many jobs at once."""
    parser.add_argument("--jobs", type=int, default=2, help=_("how many jobs at once (default 2)"))


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; a running job is waited for a little."""
    check_answers(seconds=30)
    start_django()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        asyncio.run(_work(working, args.jobs))
    return 0


async def _work(app: "App", jobs: int) -> None:
    async with app.open_async():
        await app.run_worker_async(
            name="minqing",
            concurrency=jobs,
            shutdown_graceful_timeout=PATIENCE,
            update_heartbeat_interval=5.0,
            delete_jobs="successful",
        )
