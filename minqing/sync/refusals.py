"""Why a fact is refused, in the protocol's codes; and facts that go to somebody else instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as NotReadable

from minqing.committee.models import Member
from minqing.households.models import Household

WORDS: dict[str, LazyText] = {
    "invalid": gettext_lazy("This cannot be taken as it is."),
    "not_yours": gettext_lazy("This belongs to a colleague's zone, or it is not yours to do."),
    "missing": gettext_lazy("What this speaks of is not there."),
    "id_taken": gettext_lazy("This cannot be taken under its number."),
    "erased": gettext_lazy("This speaks of somebody whose data were erased."),
    "closed": gettext_lazy("What this speaks of is closed already."),
    "unknown_kind": gettext_lazy("This server does not know this kind of note yet."),
}


class Refusal(Exception):
    """A fact is refused: `code` of the protocol, words for the member, and words by field of the body."""

    def __init__(self, code: str, text: str = "", fields: Mapping[str, str] | None = None) -> None:
        self.code, self.fields = code, dict(fields or {})
        self.text = text or str(WORDS[code])
        super().__init__(code)


@dataclass
class Late(Exception):
    """A fact comes late: what it is about is another's now, to whose tray it goes (`None`: nobody keeps it)."""

    to: Member | None
    household: Household | None = field(default=None)


def of_action(error: ValidationError, said: Mapping[str, str]) -> Refusal:
    """An action's refusal: its words by field, or in one line. `said`: how the body calls the action's fields."""
    if hasattr(error, "error_dict"):
        fields = {said.get(name, name): " ".join(words) for name, words in error.message_dict.items()}
        return Refusal("invalid", " ".join(fields.values()), fields)
    return Refusal("invalid", " ".join(error.messages))


def of_reading(error: NotReadable) -> Refusal:
    """A body that is not of its kind's form: by the first name in it, in words for a person."""
    fields: dict[str, str] = {}
    for one in error.errors(include_url=False, include_context=True, include_input=False):
        name = str(one["loc"][0])[:40] if one["loc"] else "body"
        fields.setdefault(_plain(name), _words(one["type"], one.get("ctx", {})))
    return Refusal("invalid", fields=fields)


def _plain(name: str) -> str:
    """A name that came from outside, as far as it can be said back."""
    return name.encode("ascii", "replace").decode().replace("\0", "?")


def _words(kind: str, context: Mapping[str, object]) -> str:
    if kind == "missing":
        return _("This is needed.")
    if kind == "string_too_long":
        return _("At most %(count)s characters.") % {"count": context.get("max_length", "")}
    if kind == "extra_forbidden":
        return _("This version of the server does not know this.")
    return _("This could not be read.")
