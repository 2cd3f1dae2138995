"""No request fills the disk: Django would write all of it down before a page is asked whether it wants it."""

import asyncio
from typing import Any

import pytest

from minqing.site.bodies import MOST, MOST_OF_STRANGERS, bounded

SESSION = (b"cookie", b"csrftoken=y; sessionid=x")


def sent(pieces: list[bytes], *headers: tuple[bytes, bytes]) -> tuple[int, int]:
    """Post these pieces: the status of the answer, and how many bytes came as far as the application."""
    came = 0

    async def application(scope: Any, receive: Any, send: Any) -> None:
        nonlocal came
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            came += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    waiting = iter([*({"type": "http.request", "body": piece, "more_body": True} for piece in pieces)])
    end = {"type": "http.request", "body": b"", "more_body": False}
    statuses: list[int] = []

    async def receive() -> Any:
        return next(waiting, end)

    async def send(message: Any) -> None:
        statuses.extend([message["status"]] if "status" in message else [])

    scope = {"type": "http", "headers": list(headers)}
    asyncio.run(bounded(application)(scope, receive, send))
    (status,) = statuses
    return status, came


def test_what_says_that_it_is_too_large_is_refused_unread():
    said = (b"content-length", str(MOST + 1).encode())
    assert sent([b"x" * 1000], said, SESSION) == (413, 0)


@pytest.mark.parametrize(("headers", "most"), [((), MOST_OF_STRANGERS), ((SESSION,), MOST)])
def test_what_does_not_say_its_size_is_cut_off_where_it_grows_too_large(headers, most):
    piece = b"x" * (MOST_OF_STRANGERS // 2)
    enough = most // len(piece)
    assert sent([piece] * enough, *headers) == (200, most)
    assert sent([piece] * (enough + 3), *headers) == (413, most)


def test_the_web_server_loads_the_bounded_application():
    from minqing.site.asgi import application

    assert application.__qualname__.startswith("bounded.")
