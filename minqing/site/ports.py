"""The port: free or taken, and whether the server that answers on it is ours."""

import http.client
import json
import socket
import time
from collections.abc import Callable

from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")


def check_free(address: str, port: int) -> None:
    """Trouble where somebody listens on the port already. (A second web server would silently share it.)"""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError as error:
            raise Trouble(
                _(
                    "Port {port} on {address} cannot be used: {reason}. Another program, perhaps another Minqing, uses it."
                    " Stop that one, or choose another port: MINQING_PORT={other}"
                ).format(port=port, address=address, reason=error.strerror, other=port + 1)
            ) from None


def answer(address: str, port: int, token: str) -> bool:
    """Whether the server on the port says it is ready *and* was started with our token."""
    line = http.client.HTTPConnection(_reachable(address), port, timeout=5)
    try:
        line.request("GET", "/readyz", headers={"Host": "localhost"})
        reply = line.getresponse()
        return reply.status == 200 and json.loads(reply.read()).get("start") == token
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        line.close()


def wait_until_ready(address: str, port: int, token: str, *, seconds: float, still: Callable[[], bool]) -> bool:
    """Ask until our server is ready; False where the time runs out or `still` says there is nothing to wait for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and still():
        if answer(address, port, token):
            return True
        time.sleep(0.05)
    return False


def _reachable(address: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
