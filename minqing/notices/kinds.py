"""The kinds of notices: what each says, in the reader's language, filled with a place, a number and names of workers.

No sentence has room for a resident's name or for what the resident said: a notice may be read over a shoulder.
"""

from collections.abc import Mapping

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, LazyText] = {
    "urgent_concern": _("Urgent: %(number)s at %(place)s. Please acknowledge it within %(minutes)s minutes."),
    "concern_handed": _("%(who)s has handed you %(number)s at %(place)s."),
    "zone_concerns": _("%(zone)s is yours now, and with it %(count)s open concerns."),
    "concern_reported": _("%(who)s has reported %(number)s at %(place)s."),
    "concern_reopened": _("%(number)s at %(place)s is open again."),
    "concern_commented": _("%(who)s has commented on %(number)s at %(place)s."),
    "dispatch_objected": _("%(who)s objects to having %(number)s at %(place)s; please decide."),
    "objection_decided": _("%(who)s has decided on your objection about %(number)s at %(place)s."),
    "promise_extended": _("%(who)s has extended a promise of %(number)s at %(place)s."),
    "promise_soon": _("%(number)s at %(place)s is due soon."),
    "promise_late": _("%(number)s at %(place)s is late."),
    "entry_commented": _("%(who)s has commented on your entry of %(day)s."),
    "entry_praised": _("%(who)s has praised your entry of %(day)s."),
    "entry_returned": _("%(who)s has returned your entry of %(day)s with a note."),
    "entry_answered": _("%(who)s has answered your comment on the entry of %(day)s."),
    "zone_handed": _("From %(day)s on you keep %(zone)s."),
    "cover_begins": _("From %(day)s on you cover for %(who)s."),
    "care_reviews": _(
        "%(count)s care needs of your households are to be confirmed or erased, the first by %(day)s."
    ),
}


def sentence(kind: str, params: Mapping[str, object]) -> str:
    """What a notice says, in the language that is active. Raises KeyError for an unknown kind or a missing word."""
    return str(KINDS[kind]) % params
