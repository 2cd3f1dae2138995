"""Choosing a courtyard in a form: all of the viewer's, in the order in which people read their names."""

from django import forms
from django.db.models import QuerySet

from minqing.language.order import reading_order
from minqing.territory.models import Courtyard


def offer_courtyards(field: forms.Field, courtyards: QuerySet[Courtyard]) -> None:
    """Let a form's field choose among these courtyards, 「9号院」 before 「13号院」."""
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = courtyards
    names = sorted(courtyards.values_list("pk", "name"), key=lambda one: reading_order(one[1]))
    blank = [("", field.empty_label)] if field.empty_label else []
    field.choices = [*blank, *((str(key), name) for key, name in names)]
