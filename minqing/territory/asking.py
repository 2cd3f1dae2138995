"""A form and its action: carried out, or shown again with what was typed and why not."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7

SAME_MOMENT = _("Somebody else changed this just now. Look at it again, then repeat.")


class FactForm(forms.Form):
    """A form that carries the id of what it makes, so that sending it twice makes it once."""

    fact = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


def sent_before(form: forms.Form, model: Any) -> UUID | None:
    """The id of what this form made when it was sent before, or None where it makes something new."""
    fact = form.cleaned_data.get("fact") if form.is_bound and form.is_valid() else None
    return fact if fact is not None and model.objects.filter(pk=fact).exists() else None


def carried_out(request: HttpRequest, form: forms.Form, do: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, read well and its action not refused; refusals then stand in the form.

    All that `do` does happens together: where its second action is refused, its first is taken back too.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        with transaction.atomic():
            do(form.cleaned_data)
    except Refused as refused:
        show_refusal(form, refused)
    except IntegrityError:
        # Somebody else changed the same thing in the same moment; the database kept it consistent.
        form.add_error(None, SAME_MOMENT)
    return not form.errors


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put what an action refused beside the fields of the form that it speaks of, the rest above them."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused)
        return
    for field, errors in refused.error_dict.items():
        known = field in form.fields and field != NON_FIELD_ERRORS
        form.add_error(field if known else None, errors)


def asked(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """The page with its form: empty at first, else (422) as it was sent, with what is wrong."""
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
