"""How much one request may bring. Django writes all of it to disk before a page is asked whether it wants it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext as _

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

MOST: Final = 150 * 1024 * 1024  # nine photos of 15 MB, the largest thing that a page takes
MOST_OF_STRANGERS: Final = 1024 * 1024  # who carries no session can only sign in


def bounded(application: Application) -> Application:
    """The application behind a door that too large a request does not come through (413).

    What says its size is refused unread; what does not is cut off where it grows too large.
    """

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        most, got = _most_for(scope), 0
        if _length_of(scope) > most:
            await _refuse(send)
            return

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            # To Django it looks as if the sender had gone: it drops what it has, and answers nothing.
            return message if got <= most else {"type": "http.disconnect"}

        async def said(message: Message) -> None:
            if got <= most:
                await send(message)

        await application(scope, counted, said)
        if got > most:
            await _refuse(send)

    return door


def _most_for(scope: Scope) -> int:
    from django.conf import settings

    name = f"{settings.SESSION_COOKIE_NAME}=".encode()
    cookies = b";".join(value for key, value in scope["headers"] if key == b"cookie")
    known = any(each.strip().startswith(name) for each in cookies.split(b";"))
    return MOST if known else MOST_OF_STRANGERS


def _length_of(scope: Scope) -> int:
    """What the request says it brings; 0 where it does not say."""
    said = next((value for key, value in scope["headers"] if key == b"content-length"), b"")
    return int(said) if said.isdigit() else 0


async def _refuse(send: Send) -> None:
    with translation.override("zh-hans"):
        words = _("This is too large to be sent at once. Go back and send less.").encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(words)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": words})
