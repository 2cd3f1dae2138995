"""What the room keeps about persons: matters in residents' words, what was done, whom it is about."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_BASIS = _("Duty of a public body (PIPL article 13, third ground)")
_READERS = _("The lead, the keeper of the household, who covers for them, the secretary")
_TERM = _("Three years after it was closed")
_ERASED = _("Erasing the resident takes the name away; free text is not searched in this version")

PERSONAL: Mapping[str, Personal] = {
    "concerns.Concern.matter": Personal(
        _("To settle what the resident asks for"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Concern.household": Personal(
        _("To find the door and call back"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Concern.satisfaction": Personal(
        _("To know by the resident's word whether it is settled"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Affected.resident": Personal(
        _("To answer and call back who raised it"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Affected.part": Personal(
        _("To tell who raised it from who is affected"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Step.text": Personal(
        _("To know what was done and answer for it"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Step.parties": Personal(_("To know who takes part"), _BASIS, _READERS, _TERM, _ERASED),
    "concerns.Step.satisfaction": Personal(
        _("To keep the resident's word of that day"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Step.said": Personal(
        _("To name the member it was handed to, or the other concern"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "concerns.Promise.reason": Personal(
        _("To know why a promised time was extended"), _BASIS, _READERS, _TERM, _ERASED
    ),
}

_PLAIN = {
    "Concern": (
        "id community number category grade level source stage stage_at noted_at entry courtyard lead "
        "acknowledged_at word_at closed_at closed_as merged_into next_due"
    ),
    "Affected": "id community concern",
    "Step": "id community concern kind told_resident by at",
    "Promise": "id community concern name given_at due why calendar_known state ended_at ended_by ended_why extends",
    "Link": "id community concern other kind",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"concerns.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
