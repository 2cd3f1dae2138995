"""Filters that live in the address: read with care, written without losing the others."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

T = TypeVar("T")


def chosen(request: HttpRequest, name: str, read: Callable[[str], T]) -> T | None:
    """What a parameter of the address says, or None where it is missing or unreadable."""
    try:
        return read(request.GET[name])
    except (KeyError, ValueError):
        return None


def words_asked(request: HttpRequest, default: str = "") -> str:
    """What was typed into the search box, without the one character that PostgreSQL keeps in no text."""
    return request.GET.get("q", default).replace("\0", "")[:80]


def address(request: HttpRequest, **changes: object) -> str:
    """This page's address with some parameters changed (None removes one); the page of a list begins anew."""
    wanted = request.GET.copy()
    wanted.pop("after", None)
    for name, value in changes.items():
        wanted.pop(name, None)
        if value is not None:
            wanted[name] = str(value)
    return f"?{wanted.urlencode()}" if wanted else request.path
