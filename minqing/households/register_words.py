"""The register's fields, changes and values in words, for the pages of importing."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.households.models import Relation, Resident
from minqing.households.register_in.reasons import sentence
from minqing.language.register import Note
from minqing.territory.models import Tenure

# What a column can be read as, in the order of the list; "" leaves it out.
COLUMN_WORDS: dict[str, Any] = {
    "": gettext_lazy("— left out —"),
    "name": gettext_lazy("Name"),
    "sex": gettext_lazy("Sex"),
    "birth_date": gettext_lazy("Date of birth"),
    "phone": gettext_lazy("Telephone"),
    "relation": gettext_lazy("Relation to the head"),
    "address": gettext_lazy("Address"),
    "courtyard": gettext_lazy("Courtyard, lane or estate"),
    "building": gettext_lazy("Building number"),
    "entrance": gettext_lazy("Entrance number"),
    "dwelling": gettext_lazy("Home (room, door)"),
    "household_number": gettext_lazy("Household number"),
    "serial": gettext_lazy("Serial number"),
    "head_name": gettext_lazy("Name of the head"),
    "head_phone": gettext_lazy("Telephone of the head"),
    "tenure": gettext_lazy("Tenure"),
    "registered_elsewhere": gettext_lazy("Registered elsewhere"),
    "id_number": gettext_lazy("Identity-card number (to recognise doubles, not kept)"),
}
_CHANGED_WORDS: dict[str, Any] = {
    "number": gettext_lazy("Household number"),
    "home": gettext_lazy("Home"),
    "tenure": gettext_lazy("Tenure"),
    "sex": gettext_lazy("Sex"),
    "born": gettext_lazy("Date of birth"),
    "phones": gettext_lazy("Telephone"),
    "registered_elsewhere": gettext_lazy("Registered elsewhere"),
    "relation": gettext_lazy("Relation to the head"),
}
KIND_WORDS: dict[str, Any] = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "unchanged": gettext_lazy("Unchanged"),
    "refused": gettext_lazy("Refused"),
    "twice": gettext_lazy("Said twice"),
    "noted": gettext_lazy("To look at"),
}


def change_in_words(field: str, old: Any, new: Any) -> dict[str, str]:
    """A field's name, what stands, what would stand."""
    return {"field": str(_CHANGED_WORDS[field]), "old": _value(field, old), "new": _value(field, new)}


def _value(field: str, value: Any) -> str:
    if value in ("", None, []):
        return _("not known")
    if field == "registered_elsewhere":
        return _("Yes") if value else _("No")
    if field == "phones":
        return "、".join(value)
    choices: dict[str, Any] = {"sex": Resident.Sex, "tenure": Tenure, "relation": Relation}
    return str(choices[field](value).label) if field in choices else str(value)


def reason_in_words(key: str, particulars: dict[str, str]) -> str:
    """The sentence of a note that was kept as its key and particulars."""
    return sentence(Note(key, tuple(particulars.items())))
