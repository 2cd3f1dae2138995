"""The port: free or taken, and whether the server that answers on it is ours."""

import http.client
import json
import socket
import time
from collections.abc import Callable

from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")


def check_free(address: str, port: int, *, patience: float = 0.0) -> None:
    """Trouble where somebody listens on the port already: a second web server would silently share it.

    `patience`, in seconds, is for the web server of a killed program, which ends a moment after it.
    """
    until = time.monotonic() + patience
    while (reason := _why_not(address, port)) and time.monotonic() < until:
        time.sleep(0.1)
    if reason:
        raise Trouble(
            _(
                "Port {port} on {address} cannot be used: {reason}. Another program, perhaps another Minqing,"
                " uses it. Stop that one, or choose another port, for example MINQING_PORT={other}."
            ).format(port=port, address=address, reason=reason, other=port + 1 if port < 65535 else 8000)
        )


def _why_not(address: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((address, port))
            probe.listen(1)
        except OSError as error:
            return error.strerror or str(error)
        except OverflowError:
            return _("there is no such port")
    return ""


def answer(address: str, port: int, token: str) -> bool:
    """Whether the server on the port says it is ready *and* was started with our token."""
    said = _readiness(address, port)
    return said.get("ready") is True and said.get("start") == token


def missing(address: str, port: int) -> list[str]:
    """What the server on the port lacks to be ready, in the names of `/readyz`; `web` where it does not answer."""
    said = _readiness(address, port)
    return (
        [name for name in ("database", "migrations", "worker") if said.get(name) is False]
        if said
        else ["web"]
    )


def _readiness(address: str, port: int) -> dict[str, object]:
    line = http.client.HTTPConnection(_reachable(address), port, timeout=5)
    try:
        line.request("GET", "/readyz", headers={"Host": "localhost"})
        said = json.loads(line.getresponse().read())
        return said if isinstance(said, dict) else {}
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    finally:
        line.close()


def wait_until_ready(
    address: str, port: int, token: str, *, seconds: float, still: Callable[[], bool]
) -> bool:
    """Ask until our server is ready; False where the time runs out or `still` says there is nothing to wait
    for.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until and still():
        if answer(address, port, token):
            return True
        time.sleep(0.05)
    return False


def _reachable(address: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
