"""How a phone of the tests reaches the server: a line is called with a request and gives an answer, or `Lost`.

Through Django's test client (in process), or by real HTTP (through a faulty wire, to a running program).
"""

import http.client
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.test import Client


class Lost(Exception):
    """No answer came: whether the request arrived, nobody knows."""


@dataclass(frozen=True)
class Answer:
    """What came back, whoever sent it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def words(self) -> dict[str, Any] | None:
        """The JSON object of the answer; None where it is none of ours (a portal's page, a gateway's, garbage)."""
        if "json" not in self.headers.get("content-type", ""):
            return None
        try:
            found = json.loads(self.body)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


# (method, address, body, headers)
Line = Callable[[str, str, bytes | None, Mapping[str, str]], Answer]


def through_django(client: Client | None = None) -> Line:
    """A line into the program in this process; with a signed-in client, the line of that session."""
    asker = client or Client()

    def ask(method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        kind = headers.get("Content-Type", "application/json")
        reply = asker.generic(method, address, body or b"", content_type=kind, headers=dict(headers))
        whole = reply.getvalue()
        return Answer(reply.status_code, {key.lower(): value for key, value in reply.items()}, whole)

    return ask


def over_http(port: int, seconds: float = 20.0, host: str = "127.0.0.1") -> Line:
    """A line over HTTP to a port of this machine: a connection a request, as through a bad network."""

    def ask(method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        line = http.client.HTTPConnection(host, port, timeout=seconds)
        try:
            line.request(
                method, address, body, {"Host": f"localhost:{port}", "Connection": "close", **headers}
            )
            reply = line.getresponse()
            whole = reply.read()
            return Answer(reply.status, {key.lower(): value for key, value in reply.getheaders()}, whole)
        except (OSError, http.client.HTTPException) as lost:
            raise Lost(repr(lost)) from lost
        finally:
            line.close()

    return ask
