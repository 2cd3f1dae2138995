"""How the phone's door says no to a whole request: `{code, text, now}` in the phone's language, never a page."""

import errno
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

# Every code of a problem, with its words; `docs/decisions/0008` lists the same.
WORDS: dict[str, LazyText] = {
    "sign_in": _("Sign in again on this phone."),
    "forget": _("This phone is to be emptied: send what waits, then it is wiped."),
    "update": _(
        "This version of the notebook is too old. Open it with network to update it; what waits is kept."
    ),
    "busy": _("Many phones are sending at this moment. It is tried again in a little while."),
    "restored": _("The server was put back from a backup. The phone sends again what it still holds."),
    "unreadable": _("This could not be read."),
    "missing": _("This is not here."),
    "too_large": _("This is too large to be sent at once."),
}
STATUS = {
    "sign_in": 401,
    "forget": 410,
    "update": 426,
    "busy": 429,
    "restored": 409,
    "unreadable": 422,
    "missing": 404,
    "too_large": 413,
}
FULL = _("The server has no room on its disk. What you wrote stays on the phone and is sent again by itself.")
FULL_FOR = 60
"""Seconds after which a phone asks again whether somebody has made room."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DATABASE_HAS_NO_ROOM = "53100"  # PostgreSQL: disk_full


class Problem(Exception):
    """The whole request is not taken; `code` is one of `WORDS`, `retry_after` in seconds for `busy`.

    `text` says more than the words of its code, in the reader's language.
    """

    def __init__(
        self,
        code: str,
        *,
        retry_after: int | None = None,
        status: int | None = None,
        text: str | LazyText = "",
    ) -> None:
        self.code, self.retry_after, self.text = code, retry_after, text
        self.status = status or STATUS[code]
        super().__init__(code)


def no_room() -> Problem:
    """The disk under the server is full: nothing was taken. In the protocol it is one kind of `busy`."""
    return Problem("busy", status=503, retry_after=FULL_FOR, text=FULL)


def spelled(moment: datetime) -> str:
    """A moment as the protocol writes it: UTC, with milliseconds and a Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def language_of(request: HttpRequest) -> str:
    """The language that `Accept-Language` asks for, among those that there are; Chinese where it asks for none."""
    for wanted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        if wanted == "*":
            break
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return "zh-hans"


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer that tells a problem."""
    with translation.override(language_of(request)):
        body = {
            "code": problem.code,
            "text": str(problem.text or WORDS[problem.code]),
            "now": spelled(timezone.now()),
        }
    answer = JsonResponse(body, status=problem.status, json_dumps_params={"ensure_ascii": False})
    if problem.retry_after is not None:
        answer.headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def tell_problems(api: NinjaAPI) -> None:
    """Have the api answer every refusal in the protocol's words."""

    def known(request: HttpRequest, problem: Any) -> HttpResponse:
        return told(request, problem)

    def fixed(code: str) -> Callable[[HttpRequest, Any], HttpResponse]:
        def answer(request: HttpRequest, error: Any) -> HttpResponse:
            return told(request, Problem(code))

        return answer

    def unreadable(request: HttpRequest, error: Any) -> HttpResponse:
        # What ninja says for a body that is no JSON, or that the reading refused with a problem of its own.
        cause = error.__cause__
        return told(request, cause if isinstance(cause, Problem) else Problem("unreadable"))

    def database_away(request: HttpRequest, error: Any) -> HttpResponse:
        # No connection free, a lock waited for too long, a deadlock, no room: nothing was taken, so it may be sent again.
        full = getattr(error.__cause__, "sqlstate", None) == _DATABASE_HAS_NO_ROOM
        return told(request, no_room() if full else Problem("busy", status=503, retry_after=5))

    def disk(request: HttpRequest, error: Any) -> HttpResponse:
        if error.errno not in _NO_ROOM:
            raise error
        return told(request, no_room())

    api.add_exception_handler(Problem, known)
    api.add_exception_handler(AuthenticationError, fixed("sign_in"))
    api.add_exception_handler(HttpError, unreadable)
    api.add_exception_handler(RequestDataTooBig, fixed("too_large"))
    api.add_exception_handler(ValidationError, fixed("unreadable"))
    api.add_exception_handler(Http404, fixed("missing"))
    api.add_exception_handler(PermissionDenied, fixed("missing"))
    api.add_exception_handler(OperationalError, database_away)
    api.add_exception_handler(OSError, disk)
