"""A bad network before a server: every request that comes through may meet a fault, the same ones for the same seed.

A connection carries one request (phones of the tests ask so). `Wire(port, faults)` listens on a port of its own.
"""

import random
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, repeat

FINE = "fine"
PORTAL = b"<!DOCTYPE html><title>Free Wi-Fi</title><h1>Please accept our terms</h1>"
# A slow line takes this long in each direction at most; real ones take hours, and the code cannot tell.
SLOW_SECONDS = 0.6
Address = tuple[str, int]


def page(status: str, body: bytes, *headers: str) -> bytes:
    """An answer that is not our server's."""
    head = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/html",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*head, *headers, "", ""]).encode() + body


class Wire:
    """The proxy. `faults` names the fault of each request in turn, and after the last all is fine."""

    def __init__(self, to: int, faults: Iterable[str] = ()) -> None:
        self._to: Address = ("127.0.0.1", to)
        self._faults: Iterator[str] = chain(faults, repeat(FINE))
        self._lock = threading.Lock()
        # Requests that were overtaken: they arrive after a later one, or when the wire is closed.
        self._late: list[bytes] = []
        self.met: list[str] = []
        self._open = True
        self._serving: list[threading.Thread] = []
        self._ear = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._ear.getsockname()[1])
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Deliver what is late, and listen no more."""
        self._open = False
        # A thread that waits in accept() is woken by a last caller.
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            pass
        self._listener.join(timeout=10)
        self._ear.close()
        self.settle()

    def meet(self, faults: Iterable[str]) -> None:
        """From now on these faults, one a request, and then none."""
        with self._lock:
            self._faults = chain(faults, repeat(FINE))

    def settle(self) -> None:
        """Wait until every request has had its fate, and let those that were overtaken arrive."""
        for thread in self._serving:
            thread.join(timeout=60)
        self.deliver_late()

    def deliver_late(self) -> None:
        """Let the requests that were overtaken arrive now; nobody waits for their answers."""
        with self._lock:
            late, self._late = self._late, []
        for request in late:
            with suppress(OSError):
                self._ask(request)

    def _listen(self) -> None:
        while self._open:
            try:
                caller, _from = self._ear.accept()
            except OSError:
                return
            serving = threading.Thread(target=self._serve, args=(caller,), daemon=True)
            serving.start()
            self._serving = [*(each for each in self._serving if each.is_alive()), serving]

    def _serve(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.settimeout(60)
            request = whole_request(caller)
            if not request:
                return
            with self._lock:
                fault = next(self._faults)
                self.met.append(fault)
            FAULTS[fault](self, caller, request)

    def _ask(self, request: bytes, slow: bool = False) -> bytes:
        """Hand a request to the server; its whole answer."""
        with socket.create_connection(self._to, timeout=60) as server:
            (slowly if slow else socket.socket.sendall)(server, request)
            return b"".join(pieces(server))

    # ── the faults ──────────────────────────────────────────────────────────────────────────────────────────────

    def _fine(self, caller: socket.socket, request: bytes) -> None:
        caller.sendall(self._ask(request))
        self.deliver_late()

    def _lost_request(self, caller: socket.socket, request: bytes) -> None:
        """It never arrives; the caller hears the line go dead."""

    def _lost_answer(self, caller: socket.socket, request: bytes) -> None:
        self._ask(request)

    def _twice(self, caller: socket.socket, request: bytes) -> None:
        self._ask(request)
        caller.sendall(self._ask(request))

    def _twice_at_once(self, caller: socket.socket, request: bytes) -> None:
        other = threading.Thread(target=self._ask, args=(request,), daemon=True)
        other.start()
        answer = self._ask(request)
        other.join()
        caller.sendall(answer)

    def _overtaken(self, caller: socket.socket, request: bytes) -> None:
        """The caller gives up on it, and it arrives after all, behind a later one."""
        with self._lock:
            self._late.append(request)

    def _slow(self, caller: socket.socket, request: bytes) -> None:
        slowly(caller, self._ask(request, slow=True))

    def _cut_answer(self, caller: socket.socket, request: bytes) -> None:
        answer = self._ask(request)
        head, end, body = answer.partition(b"\r\n\r\n")
        caller.sendall(head + end + body[: len(body) // 2])

    def _cut_request(self, caller: socket.socket, request: bytes) -> None:
        """Half of it arrives, then the line goes dead on both sides."""
        with socket.create_connection(self._to, timeout=60) as server:
            server.sendall(request[: len(request) // 2])

    def _gateway(self, caller: socket.socket, request: bytes) -> None:
        caller.sendall(page("502 Bad Gateway", b"<h1>502 Bad Gateway</h1>"))

    def _gateway_after(self, caller: socket.socket, request: bytes) -> None:
        """The server has done it, and the gateway says that it has not."""
        self._ask(request)
        caller.sendall(page("504 Gateway Time-out", b"<h1>504 Gateway Time-out</h1>"))

    def _portal(self, caller: socket.socket, request: bytes) -> None:
        caller.sendall(page("200 OK", PORTAL))

    def _portal_elsewhere(self, caller: socket.socket, request: bytes) -> None:
        caller.sendall(page("302 Found", b"", "Location: http://portal.invalid/"))

    def _portal_in_json(self, caller: socket.socket, request: bytes) -> None:
        """A portal that answers every request with what it takes for a polite refusal."""
        caller.sendall(page("200 OK", b'{"login":"required"}').replace(b"text/html", b"application/json"))

    def _garbage(self, caller: socket.socket, request: bytes) -> None:
        self._ask(request)
        caller.sendall(random.Random(len(request)).randbytes(400))


FAULTS: dict[str, Callable[[Wire, socket.socket, bytes], None]] = {
    FINE: Wire._fine,
    "lost request": Wire._lost_request,
    "lost answer": Wire._lost_answer,
    "twice": Wire._twice,
    "twice at once": Wire._twice_at_once,
    "overtaken": Wire._overtaken,
    "slow": Wire._slow,
    "cut answer": Wire._cut_answer,
    "cut request": Wire._cut_request,
    "gateway": Wire._gateway,
    "gateway after": Wire._gateway_after,
    "portal": Wire._portal,
    "portal elsewhere": Wire._portal_elsewhere,
    "portal in json": Wire._portal_in_json,
    "garbage": Wire._garbage,
}


def any_faults(seed: int, share: float = 0.5, of: Sequence[str] = tuple(FAULTS)) -> Iterator[str]:
    """Endless: a fault in this share of the requests."""
    chance = random.Random(seed)
    while True:
        yield chance.choice(of) if chance.random() < share else FINE


def whole_request(caller: socket.socket) -> bytes:
    """Read one request to its end, by its Content-Length."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = caller.recv(65536)
        if not piece:
            return b""
        got += piece
    head, _end, body = got.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = caller.recv(65536)
        if not piece:
            return b""
        body += piece
    return head + b"\r\n\r\n" + body


def pieces(line: socket.socket) -> Iterator[bytes]:
    """What comes until the other side closes."""
    while piece := line.recv(65536):
        yield piece


def slowly(line: socket.socket, data: bytes) -> None:
    """A byte at a time, the first three hundred; the rest in pieces, so that it ends in SLOW_SECONDS."""
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    cuts = [*range(min(300, len(data))), *range(300, len(data), max(1, (len(data) - 300) // 50))]
    for start, end in zip(cuts, [*cuts[1:], len(data)], strict=True):
        line.sendall(data[start:end])
        time.sleep(SLOW_SECONDS / len(cuts))
