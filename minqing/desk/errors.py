"""Pages that say what happened, what is safe and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it is not the viewer's to see: both look alike."""
    return HttpResponse(render_to_string("404.html", {"request": request}), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours failed. Drawn without asking the database anything."""
    return HttpResponse(render_to_string("500.html", {"request": request}), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the token of this session: nothing was saved, what was typed is kept in the browser."""
    return render(request, "403_csrf.html", status=403)
