"""A slow line: a small proxy that lets so many bits a second through in either direction, and counts the bytes."""

import socket
import threading
import time
from types import TracebackType

PIECE = 1250
"""Bytes that pass at once: ten milliseconds of a line of one megabit a second."""


class SlowLine:
    """Listens on `port` of this machine and leads to another port, `bits` a second; `down` and `up` are bytes so far."""

    def __init__(self, to: int, bits: int) -> None:
        self.to, self.bytes_a_second = to, bits / 8
        self.down = self.up = 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])

    def __enter__(self) -> "SlowLine":
        threading.Thread(target=self._welcome, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._door.close()

    def _welcome(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.to))
            for line in (near, far):
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._pass, args=(near, far, "up"), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, "down"), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, way: str) -> None:
        """Pass on what comes, each piece once the line is free again after those before it."""
        free = 0.0
        try:
            while piece := source.recv(PIECE):
                free = max(free, time.perf_counter()) + len(piece) / self.bytes_a_second
                time.sleep(max(0.0, free - time.perf_counter()))
                target.sendall(piece)
                setattr(self, way, getattr(self, way) + len(piece))
        except OSError:
            pass
        finally:
            for line in (source, target):
                try:
                    line.shutdown(socket.SHUT_RDWR)
                except OSError:
                    line.close()
