"""Fairness among phones: one batch of a phone at a time, a bounded number at once, in order of arrival.

A morning when a whole district comes back from a basement must not keep pages from their database connections. Each
process of the server has its own line; a phone that finds it too long is told to come back (`busy`, Retry-After).
"""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition
from uuid import UUID

from django.db import connection

from minqing.sync.problems import Problem

AT_ONCE = 6
LONGEST_LINE = 40
LONGEST_WAIT = 8.0  # seconds
COME_BACK = 3  # seconds


class Line:
    """A line of phones. `at_once` batches are taken at a time; the others wait in the order in which they came."""

    def __init__(self, at_once: int, longest: int, wait: float) -> None:
        self.at_once, self.longest, self.wait = at_once, longest, wait
        self._changed = Condition()
        self._waiting: deque[tuple[object, UUID]] = deque()
        self._inside: set[UUID] = set()

    @contextmanager
    def turn(self, device: UUID) -> Iterator[None]:
        """Wait for this phone's turn and hold it within the block. Raises Problem `busy`."""
        self._come_in(device)
        try:
            yield
        finally:
            with self._changed:
                self._inside.discard(device)
                self._changed.notify_all()

    def _come_in(self, device: UUID) -> None:
        ticket = (object(), device)
        until = time.monotonic() + self.wait
        with self._changed:
            if len(self._waiting) >= self.longest:
                raise Problem("busy", retry_after=COME_BACK)
            self._waiting.append(ticket)
            try:
                while not self._is_next(ticket):
                    _give_connection_back()
                    left = until - time.monotonic()
                    if left <= 0:
                        raise Problem("busy", retry_after=COME_BACK)
                    self._changed.wait(left)
                self._inside.add(device)
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()

    def _is_next(self, ticket: tuple[object, UUID]) -> bool:
        """Whether there is room, and nobody who came before could go in instead."""
        if len(self._inside) >= self.at_once:
            return False
        first = next((one for one in self._waiting if one[1] not in self._inside), None)
        return first is ticket


def _give_connection_back() -> None:
    """Wait without holding a connection that a page could use."""
    if not connection.in_atomic_block:
        connection.close()


line = Line(AT_ONCE, LONGEST_LINE, LONGEST_WAIT)
