"""An answer on the line: JSON without a space too many, compressed where the phone takes it.

Compression beside a secret can be made to tell it (BREACH), where somebody else chooses part of the same body and watches
its length while the victim's browser asks. Here nobody can: the body holds no secret of the door (the token comes up in a
header and never goes down), nothing of the request is repeated in it, and another site cannot make a phone ask, for it is
no cookie that speaks but that header. Pages with sessions and forms stay uncompressed; only this door's answers are packed.
"""

import gzip
import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

LEAST = 512
"""Smaller answers gain nothing."""
LEVEL = 6


def packed(request: HttpRequest, answer: Mapping[str, Any]) -> HttpResponse:
    """The answer as JSON in UTF-8, as gzip where `Accept-Encoding` takes it and it is worth while."""
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(content_type="application/json; charset=utf-8")
    patch_vary_headers(response, ["Accept-Encoding", "Authorization"])
    if len(body) >= LEAST and takes_gzip(request.headers.get("Accept-Encoding", "")):
        body = gzip.compress(body, LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = body
    response.headers["Content-Length"] = str(len(body))
    return response


def takes_gzip(accepted: str) -> bool:
    """Whether a header `Accept-Encoding` takes gzip: named, or meant by `*`, and not refused by `q=0`."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.partition(";")
        _q, _equals, number = parameter.strip().partition("=")
        try:
            weights[name.strip()] = float(number) if number else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    return weights.get("gzip", weights.get("*", 0.0)) > 0
