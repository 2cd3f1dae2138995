"""What the room keeps about persons: what was raised and done at a door, and who wrote, went along, commented."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_WORK = _("Needed for the employment of committee members (PIPL article 13, second ground)")
_DUTY = _("Needed for the committee's statutory duty to serve residents (PIPL article 13, third ground)")
_READERS = _("The writer, who went along, the keeper of the household's zone, the secretary")
_WRITERS = _("The writer and the secretary; others who may see the entry")
_TERM = _("Five years after the book's year")
_DRAFT = _("As the entry; a draft thrown away for thirty days")
_ERASED = _("Erasing the resident takes the name away; free text is not searched in this version")
_CLOSED = _("Not in this version: what was done keeps the name of who did it")
_TITLE = _("For the diary's title page: who kept it then")

PERSONAL: Mapping[str, Personal] = {
    "diary.Book.member": Personal(_("To know whose diary it is"), _WORK, _WRITERS, _TERM, _CLOSED),
    "diary.Book.name": Personal(_TITLE, _WORK, _WRITERS, _TERM, _CLOSED),
    "diary.Book.sex": Personal(_TITLE, _WORK, _WRITERS, _TERM, _CLOSED),
    "diary.Book.post": Personal(_TITLE, _WORK, _WRITERS, _TERM, _CLOSED),
    "diary.Book.unit": Personal(_TITLE, _WORK, _WRITERS, _TERM, _CLOSED),
    "diary.Book.telephone": Personal(_TITLE, _WORK, _WRITERS, _TERM, _CLOSED),
    "diary.Entry.household": Personal(
        _("To know at whose door something was raised, and to bring the answer back there"),
        _DUTY,
        _READERS,
        _TERM,
        _ERASED,
    ),
    "diary.Entry.began_at": Personal(
        _("To know when a household was visited, and how many hours a member visits"),
        _DUTY,
        _READERS,
        _TERM,
        _ERASED,
    ),
    "diary.Entry.ended_at": Personal(
        _("To know how many hours a member visits"), _WORK, _READERS, _TERM, _ERASED
    ),
    "diary.Entry.outcome": Personal(
        _("So that whoever declines a visit is left in peace, and a visit to nobody is made again"),
        _DUTY,
        _READERS,
        _TERM,
        _ERASED,
    ),
    "diary.Entry.matter": Personal(
        _("To settle what a resident asks for, and to answer for it"), _DUTY, _READERS, _DRAFT, _ERASED
    ),
    "diary.Entry.handling": Personal(_("To know what was done about it"), _DUTY, _READERS, _DRAFT, _ERASED),
    "diary.Entry.result": Personal(_("To know what came of it"), _DUTY, _READERS, _DRAFT, _ERASED),
    "diary.Entry.satisfaction": Personal(
        _("The resident's own word on whether it was settled"), _DUTY, _READERS, _TERM, _ERASED
    ),
    "diary.Entry.wish": Personal(
        _("To make a wish come true that someone told"), _DUTY, _READERS, _TERM, _ERASED
    ),
    "diary.Companion.member": Personal(
        _("To know who made a visit together"), _WORK, _READERS, _TERM, _CLOSED
    ),
    "diary.Addendum.text": Personal(
        _("To correct and complete an entry without rewriting it"), _DUTY, _READERS, _TERM, _ERASED
    ),
    "diary.Addendum.by": Personal(_("To know who added it"), _WORK, _READERS, _TERM, _CLOSED),
    "diary.Addendum.moved_to_household": Personal(
        _("To file an entry under the right door"), _DUTY, _READERS, _TERM, _ERASED
    ),
    "diary.Photo.sha256": Personal(
        _("To show what a member found; place and camera are removed from photos"),
        _DUTY,
        _READERS,
        _DRAFT,
        _ERASED,
    ),
    "diary.Photo.caption": Personal(_("To say what a photo shows"), _DUTY, _READERS, _DRAFT, _ERASED),
    "diary.Comment.text": Personal(_("The secretary's review of the work"), _WORK, _READERS, _TERM, _CLOSED),
    "diary.Comment.by": Personal(_("To know who commented"), _WORK, _READERS, _TERM, _CLOSED),
}

_PLAIN = {
    "Book": "id community year",
    "Entry": (
        "id community book written_at from_paper courtyard purposes important handed_in_at discarded_at read_at"
        " returned_at wish_fulfilled_on"
    ),
    "Companion": "id community entry",
    "Addendum": "id community entry kind at comment moved_to_courtyard",
    "Photo": "id community entry width height size added_at",
    "Comment": "id community entry kind at",
    # An opinion is nobody's: docs/decisions (opinions stand alone).
    "Opinion": "id community topic text month",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"diary.{model}.{field}" for model, fields in _PLAIN.items() for field in fields.split()
)
