"""Reading what a phone sends: JSON in UTF-8, within bounds, and nothing else."""

import json
from typing import Any, NoReturn, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from ninja.parser import Parser
from ninja.types import DictStrAny

from minqing.sync.problems import Problem

MOST_BYTES = 2 * 1024 * 1024
"""Fifty facts of the longest texts are less than 2 MB."""


class JsonAlone(Parser):
    """The body of a request; whatever it is, the answer is a problem in the protocol's words, never a trace."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        """The JSON. Raises Problem `too_large`, and ValueError or RecursionError for what is none."""
        if request.content_type != "application/json":
            raise ValueError("not JSON")
        return cast(DictStrAny, json.loads(body_of(request).decode(), parse_constant=_no_number))


def body_of(request: HttpRequest, most: int = MOST_BYTES) -> bytes:
    """The bytes of the request. Raises Problem `too_large` above `most`."""
    try:
        body = request.body
    except RequestDataTooBig:
        raise Problem("too_large") from None
    if len(body) > most:
        raise Problem("too_large")
    return body


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def canonical_bytes(value: Any) -> bytes:
    """One spelling of plain JSON, for a digest. ValueError where it holds half a surrogate pair."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
