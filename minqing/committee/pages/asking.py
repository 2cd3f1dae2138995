"""A form and its action: carried out, or shown again with what was typed and why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from minqing.access import rules
from minqing.access.rules import require
from minqing.access.scope import Viewer
from minqing.committee.forms import show_refusal
from minqing.ledger.errors import Refused
from minqing.territory.asking import SAME_MOMENT


def carried_out(request: HttpRequest, form: forms.Form, do: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, read well and its action not refused; refusals then stand in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            do(form.cleaned_data)
    except Refused as refused:
        show_refusal(form, refused)
    except IntegrityError:
        # Pressed twice, or somebody else did the same in the same moment: the database kept it to once.
        form.add_error(None, SAME_MOMENT)
    return not form.errors


def asked_again(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page with its form: empty at first, else (422) as it was sent, with what is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)


def only_dividers(viewer: Viewer) -> None:
    """Go on only for who divides the work: the secretary; for the others the page is missing."""
    require(rules.may_divide_zones(viewer.actor, viewer.code))
