"""Why a row was refused or needs a look: the reader's sentences, and the import's own."""

from typing import Final

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from minqing.language.id_numbers import without_id_numbers
from minqing.language.register.reasons import REASON_KEYS, Note, reason_text

_SENTENCES: Final[dict[str, str]] = {
    # Refused.
    "name_too_long": gettext_noop("The name is longer than 60 characters."),
    "address_too_long": gettext_noop("The address is too long: 80 characters for the courtyard, 40 for the home."),
    # Taken, with something to look at.
    "phones_too_many": gettext_noop("More than five telephones; these were left out: %(text)s."),
    "number_left_out": gettext_noop("The household's number is too long or an identity number and was left out."),
    "tenure_unlike_home": gettext_noop("The home stands above with another tenure; this one was not taken."),
    "like_resident": gettext_noop(
        "May be the same as %(name)s, who lives at %(home)s. Taken as another person."
        " If they moved, write the move down first, then read the file again."
    ),
    "like_former_resident": gettext_noop(
        "May be the same as %(name)s, who left. Taken as another person."
        " If they came back, write the return down first, then read the file again."
    ),
    "others_in_household": gettext_noop("%(count)s residents of this household are not in the file; they stay as they are."),
    "nobody_of_household": gettext_noop(
        "Nobody who is written down in this household is in the file; these people share its home and were taken"
        " into it. If the others moved away, write that down."
    ),
    "others_in_home": gettext_noop("Another household is written down in this home; it stays as it is."),
    "no_longer_head": gettext_noop("%(name)s was the head until now; how they are related to the new head is open."),
    "move_planned": gettext_noop("The household's next move is written down already; its home was left as it is."),
}  # fmt: skip
OWN_KEYS: Final = frozenset(_SENTENCES)


def masked(reason: Note) -> Note:
    """The note without any identity number in its particulars: it may be kept and shown."""
    return Note(reason.key, tuple((name, without_id_numbers(value)) for name, value in reason.params))


def sentence(reason: Note) -> str:
    """The note's sentence in the active language. Raises KeyError for a key without one."""
    if reason.key in REASON_KEYS:
        return reason_text(reason, "en" if (get_language() or "zh").startswith("en") else "zh")
    return _(_SENTENCES[reason.key]) % dict(reason.params)
