"""What the desk calls the kinds of facts and the fields of a person."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.households.models import Relation, Resident

KINDS: Mapping[str, LazyText] = {
    "entry.write": gettext_lazy("An entry"),
    "entry.add": gettext_lazy("Addendum to an entry"),
    "comment.answer": gettext_lazy("Answer to a comment"),
    "wish.fulfil": gettext_lazy("A wish came true"),
    "concern.open": gettext_lazy("A concern"),
    "concern.step": gettext_lazy("A step on a concern"),
    "household.confirm": gettext_lazy("Household confirmed"),
    "household.decline": gettext_lazy("Household declines visits"),
    "household.accept": gettext_lazy("Household accepts visits again"),
    "household.left": gettext_lazy("Household moved away"),
    "household.add": gettext_lazy("A household met at the door"),
    "resident.confirm": gettext_lazy("Person confirmed"),
    "resident.correct": gettext_lazy("A correction of a person"),
    "resident.add": gettext_lazy("A person met at the door"),
    "resident.left": gettext_lazy("Person moved away"),
}
FIELDS: Mapping[str, LazyText] = {
    "name": gettext_lazy("Name"),
    "sex": gettext_lazy("Sex"),
    "born": gettext_lazy("Born"),
    "phones": gettext_lazy("Telephones"),
    "registered_elsewhere": gettext_lazy("Registered elsewhere"),
    "relation": gettext_lazy("Relation to the head"),
}


def kind_words(kind: str) -> str:
    """What a fact of this kind is called; one that this version does not know is a note."""
    return str(KINDS.get(kind, _("A note")))


def field_words(field: str) -> str:
    """What a field of a person is called."""
    return str(FIELDS.get(field, _("Another field")))


def value_words(field: str, value: Any) -> str:
    """A field's value as a person reads it; nothing known is said in words."""
    if field == "registered_elsewhere" and value is not None:
        return _("yes") if value else _("no")
    if not value:
        return _("not known")
    if field == "sex":
        return str(dict(Resident.Sex.choices).get(value, value))
    if field == "relation":
        return str(dict(Relation.choices).get(value, value))
    return _(", ").join(map(str, value)) if isinstance(value, list) else str(value)
