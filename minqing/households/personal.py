"""What the room keeps about persons: who lives where with whom, how to reach them, what they agreed to do."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_DUTY = _(
    "Needed for the duties of a residents' committee under its organic law (PIPL article 13, third ground)"
)
_CONSENT = _("Consent of the person (PIPL article 13, first ground)")
_SEPARATE = _("Separate consent for sensitive data (PIPL articles 28 to 31)")
_NEED = _("Whose duty it is: who answers for the household, who covers for them, the secretary")
_ROLE = _("The committee; neighbours ask for them by this role")
_SEALED = _("Who answers for the household, who covers for them, the secretary; each reading with a reason")
_HERE = _("While they live in the community; after that until they are erased")
_HISTORY = _("While somebody of the household is in the register; without a name after erasing")
_ROLE_TERM = _("While the role is held; after that until the resident is erased")
_CARE_TERM = _("Until the need ends or its day of review passes, a year at most")
_IMPORT_TERM = _("Until the file is taken, or a day")
_BLANKED = _("Erasing the resident blanks it")
_ENDED = _("Erasing the resident ends it and leaves no name behind it")
_DESTROYED = _("Ending the need, withdrawing the consent or erasing the resident destroys what is sealed")
_FILE_GONE = _("The file is deleted when it is taken, or after a day")


def _resident(purpose: str) -> Personal:
    return Personal(purpose, _DUTY, _NEED, _HERE, _BLANKED)


def _history(purpose: str) -> Personal:
    return Personal(purpose, _DUTY, _NEED, _HISTORY, _ENDED)


def _role(purpose: str) -> Personal:
    return Personal(purpose, _CONSENT, _ROLE, _ROLE_TERM, _ENDED)


def _care(purpose: str) -> Personal:
    return Personal(purpose, _SEPARATE, _SEALED, _CARE_TERM, _DESTROYED)


PERSONAL: Mapping[str, Personal] = {
    "households.Resident.name": _resident(_("To address the person, and to find them")),
    "households.Resident.pinyin": _resident(_("To find a name by its sound")),
    "households.Resident.sex": _resident(_("To address the person properly")),
    "households.Resident.born": _resident(_("To offer services that depend on age")),
    "households.Resident.phones": _resident(_("To call before a visit, and to answer a concern")),
    "households.Resident.registered_elsewhere": _resident(
        _(
            "To welcome newcomers and tell them which services are given here and which where they are registered"
        )
    ),
    "households.Resident.confirmed_on": _resident(_("To keep what is written down true")),
    "households.Resident.left_on": _resident(_("To visit nobody who no longer lives here")),
    "households.Membership.resident": _history(_("To know who lives together")),
    "households.Membership.household": _history(_("To know who lives together")),
    "households.Membership.relation": _history(_("To speak with the right person of a household")),
    "households.Membership.from_day": _history(_("To know since when, and to welcome newcomers")),
    "households.Membership.to_day": _history(_("To know until when")),
    "households.Residence.household": _history(_("To find the door")),
    "households.Residence.dwelling": _history(_("To find the door")),
    "households.Residence.from_day": _history(_("To know since when, and to welcome newcomers")),
    "households.Residence.to_day": _history(_("To know until when")),
    "households.Household.number": _history(_("To match the office's own list")),
    "households.Household.split_from": _history(_("To keep the history of a household that parted")),
    "households.Household.joined_into": _history(_("To keep the history of households that became one")),
    "households.Household.declines_visits": _history(_("To respect that a household wishes no visits")),
    "households.Household.confirmed_on": _history(_("To keep what is written down true")),
    "households.ActiveRole.resident": _role(_("To know whom to turn to in a courtyard or lane")),
    "households.ActiveRole.kind": _role(_("To know whom to turn to in a courtyard or lane")),
    "households.ActiveRole.courtyard": _role(_("To know whom to turn to in a courtyard or lane")),
    "households.ActiveRole.agreed_on": _role(_("To show that the person agreed")),
    "households.ActiveRole.from_day": _role(_("To know since when")),
    "households.ActiveRole.to_day": _role(_("To know until when")),
    "households.CareNeed.resident": _care(_("To visit and help somebody who needs particular care")),
    "households.CareNeed.consent": _care(_("To keep a need only while its consent holds")),
    "households.CareNeed.sealed": _care(_("To visit and help somebody who needs particular care")),
    "households.CareNeed.review_by": _care(_("To ask again whether the care is still needed")),
    "households.CareNeed.noted_by": _care(_("To know which worker wrote it down")),
    "households.CareNeed.ended_on": _care(_("To know until when")),
    "households.RegisterImport.account": Personal(
        _("To show an import to whoever sent it alone"),
        _DUTY,
        _("Who sent the file"),
        _IMPORT_TERM,
        _FILE_GONE,
    ),
    "households.SavedView.account": Personal(
        _("To show a kept view to whoever keeps it"),
        _DUTY,
        _("Who kept the view; of a shared one, the committee"),
        _("Until they put it away"),
        _("Putting it away deletes it"),
    ),
    "households.RegisterImport.report": Personal(
        _("To show before anything is taken what would be new, changed or refused"),
        _DUTY,
        _("Who sent the file"),
        _IMPORT_TERM,
        _FILE_GONE,
    ),
}

_PLAIN = {
    "Household": "id community formed_on ended_on",
    "Residence": "id community",
    "Resident": "id community erased_at",
    "Membership": "id community",
    "ActiveRole": "id community",
    "CareNeed": "id community key_id",
    "SavedView": "id community name asked shared",
    "RegisterImport": "id community file_name state mapping problem received_at ended_at",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"households.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
