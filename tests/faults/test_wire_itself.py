"""The bad network of the tests does what its faults are named for; else the tests behind it prove nothing."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest

from tests.faults.wire import FAULTS, PORTAL, Wire, any_faults
from tests.sync.lines import Answer, Lost, over_http


class Server:
    """A server that counts what arrives and answers with the count."""

    def __init__(self) -> None:
        arrived = self.arrived = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                arrived.append(self.rfile.read(int(self.headers["Content-Length"])))
                body = b'{"count": %d}' % len(arrived)
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    arrived: list[bytes]


@pytest.fixture
def server() -> Iterator[Server]:
    """The counting server."""
    one = Server()
    yield one
    one.http.shutdown()
    one.http.server_close()


def said(server: Server, *faults: str) -> list[Answer | None]:
    """The answers to one request a fault; None where none came."""
    answers: list[Answer | None] = []
    with Wire(server.http.server_address[1], faults) as wire:
        ask = over_http(wire.port, seconds=10)
        for place in range(len(faults)):
            try:
                answers.append(ask("POST", "/", b"%d" % place, {}))
            except Lost:
                answers.append(None)
    assert wire.met == list(faults)
    return answers


# fault: how often the request arrives, what the caller sees of it
WHAT_HAPPENS = {
    "fine": (1, '{"count": 1}'),
    "lost request": (0, None),
    "lost answer": (1, None),
    "twice": (2, '{"count": 2}'),
    "overtaken": (1, None),
    "slow": (1, '{"count": 1}'),
    "cut answer": (1, None),
    "gateway": (0, "<h1>502 Bad Gateway</h1>"),
    "gateway after": (1, "<h1>504 Gateway Time-out</h1>"),
    "portal": (0, PORTAL.decode()),
    "portal elsewhere": (0, ""),
    "portal in json": (0, '{"login":"required"}'),
    "garbage": (1, None),
}


@pytest.mark.parametrize("fault", WHAT_HAPPENS)
def test_a_fault_is_what_it_is_named_for(server: Server, fault: str) -> None:
    (answer,) = said(server, fault)
    assert (len(server.arrived), answer and answer.body.decode()) == WHAT_HAPPENS[fault]


def test_twice_at_once_arrives_twice(server: Server) -> None:
    (answer,) = said(server, "twice at once")
    assert answer is not None and len(server.arrived) == 2


def test_a_request_cut_in_the_middle_is_not_a_whole_one(server: Server) -> None:
    assert said(server, "cut request") == [None]
    assert b"0" not in server.arrived


def test_what_was_overtaken_arrives_behind_a_later_one(server: Server) -> None:
    said(server, "overtaken", "fine")
    assert server.arrived == [b"1", b"0"]


def test_the_same_seed_meets_the_same_faults() -> None:
    first, again, other = (list(islice(any_faults(seed), 200)) for seed in (7, 7, 8))
    assert first == again != other
    assert set(first) == set(FAULTS)
