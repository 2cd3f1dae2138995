"""What an editor sends, read with care."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import JsonResponse
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest

MOST_BYTES = 1_000_000


def sent(request: DeskRequest) -> dict[str, Any] | None:
    """The JSON that was sent, or None for what is too large, too deep, no object, or holds a number that is none."""
    try:
        body = request.body
        if len(body) > MOST_BYTES:
            return None
        told = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError, RequestDataTooBig):
        return None
    return told if isinstance(told, dict) else None


def _no_number(name: str) -> float:
    raise ValueError(name)


def unreadable() -> JsonResponse:
    """The answer to what cannot be read."""
    words = _("This is no drawing that can be read. Your last version is safe.")
    return JsonResponse({"words": words}, status=422)
