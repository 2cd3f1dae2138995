"""A refusal shown where it belongs: at its field of the form, or as a message where there is no form."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from minqing.ledger.errors import Refused


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """Put what was refused at the form's fields, and above them what belongs to none."""
    if not hasattr(refused, "error_dict"):
        form.add_error(None, refused.messages)
        return
    for field, words in refused.message_dict.items():
        form.add_error(field if field in form.fields else None, words)


def say_refusal(request: HttpRequest, refused: Refused) -> None:
    """Say it on the next page."""
    messages.error(request, " ".join(refused.messages))
