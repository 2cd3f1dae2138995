"""Live pages: one LISTEN connection a process, fanned out to every page that is open, as server-sent events.

An event says only that something was done in the community (`seq`, the kind where that gives nobody away, nothing of
whom); the page then reads anew through its own viewer's rows.
"""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any

import psycopg
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from minqing.ledger.chain import CHANNEL

log = logging.getLogger(__name__)

BEAT_SECONDS = 20
# A stream ends after a while and the page comes again: so a post that was ended is noticed.
LIFE_SECONDS = 600
MOST_WAITING = 100
# Rooms whose events say their kind. Of the others every desk hears only that something happened: that a care need
# was opened or a person erased at this minute is nobody's business but theirs who did it.
SAID = frozenset(("concern", "promise", "diary", "zone", "leave", "duty"))


class Hub:
    """The process's ear: hears every community's chain move and tells who listens to that community."""

    def __init__(self) -> None:
        self._ears: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self._listening: asyncio.Task[None] | None = None

    async def events(self, community: str) -> AsyncIterator[str]:
        """Server-sent events of one community, with a beat while nothing happens, until the stream's life ends."""
        self._listen()
        waiting: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._ears[community].add(waiting)
        ends = asyncio.get_running_loop().time() + LIFE_SECONDS
        try:
            yield "retry: 3000\n\n"
            while asyncio.get_running_loop().time() < ends:
                try:
                    told = await asyncio.wait_for(waiting.get(), BEAT_SECONDS)
                except TimeoutError:
                    yield ": beat\n\n"
                else:
                    yield f"data: {told}\n\n"
        finally:
            self._ears[community].discard(waiting)

    def _listen(self) -> None:
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**parameters(), autocommit=True) as ear:
                    await ear.execute(f"LISTEN {CHANNEL}")
                    async for notice in ear.notifies():
                        self._tell(json.loads(notice.payload))
            except psycopg.Error as error:
                log.warning("the line to the database is cut, listening again soon: %s", error)
                await asyncio.sleep(2)

    def _tell(self, told: dict[str, Any]) -> None:
        room = str(told["kind"]).partition(".")[0]
        line = json.dumps({"kind": told["kind"] if room in SAID else "", "seq": told["seq"]})
        for waiting in self._ears.get(told["community"], ()):
            if not waiting.full():  # a page so far behind reads anew at the next event it gets
                waiting.put_nowait(line)


def parameters() -> dict[str, Any]:
    """How to reach the database that Django's connection reaches, outside of the pool."""
    assert isinstance(connection, DatabaseWrapper) or hasattr(connection, "get_connection_params")
    found: dict[str, Any] = connection.get_connection_params()
    return {
        key: value for key, value in found.items() if key in ("host", "port", "dbname", "user", "password")
    }


hub = Hub()
