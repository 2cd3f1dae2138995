"""Around every request: no street until a page enters one, safe headers, and forbidden looks like missing."""

from collections.abc import Callable
from typing import Any, cast

from asgiref.sync import iscoroutinefunction
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

from minqing.access.acting import Acting, acting_as

Answer = Callable[[HttpRequest], Any]

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "geolocation=(), microphone=(), camera=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",  # browsers too old for frame-ancestors still stand on many desks
}


@sync_and_async_middleware
def street(answer: Answer) -> Answer:
    """Begin every request in no street and end it so: only the door of a page (minqing.access.pages) enters one."""
    if iscoroutinefunction(answer):

        async def wait(request: HttpRequest) -> HttpResponse:
            with acting_as(Acting()):
                return cast(HttpResponse, await answer(request))

        return wait

    def at_once(request: HttpRequest) -> HttpResponse:
        with acting_as(Acting()):
            return cast(HttpResponse, answer(request))

    return at_once


def _safe(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.headers.get("Cache-Control"):
        response.headers["Cache-Control"] = "private, no-store"
    return response


@sync_and_async_middleware
def safe_headers(answer: Answer) -> Answer:
    """Own scripts and styles alone, no framing, and no page about people kept by a proxy or a shared browser."""
    if iscoroutinefunction(answer):

        async def wait(request: HttpRequest) -> HttpResponse:
            return _safe(await answer(request))

        return wait

    return lambda request: _safe(answer(request))


class ForbiddenIsMissing:
    """An action that refuses an actor (`Denied`) shows as 404, like a row that is not there."""

    sync_capable = True
    async_capable = False

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, self.answer(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal into the page for what is missing; a failed CSRF check never comes here."""
        if isinstance(error, PermissionDenied):
            from django.views.defaults import page_not_found

            return page_not_found(request, Http404())
        return None
