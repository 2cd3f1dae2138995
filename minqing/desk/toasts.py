"""Saying what was done, with the way back."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"
"""Begins the message tag that carries the address to undo at."""


def tell_with_undo(request: HttpRequest, text: str, undo_url: str) -> None:
    """Tell on the next page what was done, with a button that posts to `undo_url` to take it back."""
    messages.success(request, text, extra_tags=UNDO + undo_url)
