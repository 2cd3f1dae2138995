"""How much one request may bring. Django writes all of it to disk before a page is asked whether it wants it."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
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
# A phone carries a token instead of a session, and sends a photo of 1600 pixels or fifty facts at once.
MOST_OF_PHONES: Final = 2 * 1024 * 1024
_DOOR_OF_PHONES: Final = re.compile(r"/\d{12}/sync/")


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
            await _refuse(scope, send)
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
            await _refuse(scope, send)

    return door


def _most_for(scope: Scope) -> int:
    from django.conf import settings

    if _DOOR_OF_PHONES.match(scope.get("path", "")):
        return MOST_OF_PHONES
    name = f"{settings.SESSION_COOKIE_NAME}=".encode()
    cookies = b";".join(value for key, value in scope["headers"] if key == b"cookie")
    known = any(each.strip().startswith(name) for each in cookies.split(b";"))
    return MOST if known else MOST_OF_STRANGERS


def _length_of(scope: Scope) -> int:
    """What the request says it brings; 0 where it does not say."""
    said = next((value for key, value in scope["headers"] if key == b"content-length"), b"")
    return int(said) if said.isdigit() else 0


async def _refuse(scope: Scope, send: Send) -> None:
    with translation.override("zh-hans"):
        words = _("This is too large to be sent at once. Go back and send less.")
    kind = b"text/plain; charset=utf-8"
    if _DOOR_OF_PHONES.match(scope.get("path", "")):
        # In the words of the phone's protocol, or it takes us for a stranger on the line.
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        words = json.dumps({"code": "too_large", "text": words, "now": now}, ensure_ascii=False)
        kind = b"application/json"
    body = words.encode()
    headers = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
