"""What the room keeps about persons: their consents, and who read something about them."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_PROOF = _(
    "Proof of consent (PIPL article 14; articles 29 and 31 for sensitive data and children under fourteen)"
)
_ACCESS_LOG = _("Security and accountability of processing (PIPL articles 9 and 51)")
_ANSWERS = _("Who answers for the household, who covers for them, the secretary; the resident who asks")
_CONSENT_TERM = _("As long as the resident is in the register")
_CONSENT_ERASED = _("Erasing the resident blanks the words and the guardian; that there was a consent stays")
_READING_TERM = _("As long as the resident is in the register")

PERSONAL: Mapping[str, Personal] = {
    "privacy.Consent.resident_id": Personal(
        _("To know whose consent it is"),
        _PROOF,
        _ANSWERS,
        _CONSENT_TERM,
        _("Erasing the resident leaves no name behind it"),
    ),
    "privacy.Consent.purpose": Personal(
        _("To keep to what was agreed"), _PROOF, _ANSWERS, _CONSENT_TERM, _CONSENT_ERASED
    ),
    "privacy.Consent.told": Personal(
        _("To show that the resident knew what they agreed to"),
        _PROOF,
        _ANSWERS,
        _CONSENT_TERM,
        _CONSENT_ERASED,
    ),
    "privacy.Consent.how": Personal(
        _("To show how it was given"), _PROOF, _ANSWERS, _CONSENT_TERM, _CONSENT_ERASED
    ),
    "privacy.Consent.given_by": Personal(
        _("To show which guardian consented for a child"), _PROOF, _ANSWERS, _CONSENT_TERM, _CONSENT_ERASED
    ),
    "privacy.Consent.taken_by": Personal(
        _("To know which worker told the resident"),
        _PROOF,
        _ANSWERS,
        _CONSENT_TERM,
        _("Not in this version: what was done keeps the name of who did it"),
    ),
    "privacy.Reading.account": Personal(
        _("To show the resident who read something about them"),
        _ACCESS_LOG,
        _ANSWERS,
        _READING_TERM,
        _("Not in this version: what was done keeps the name of who did it"),
    ),
    "privacy.Reading.resident_id": Personal(
        _("To show the resident who read something about them"),
        _ACCESS_LOG,
        _ANSWERS,
        _READING_TERM,
        _("Erasing the resident leaves no name behind it"),
    ),
    "privacy.Reading.reason": Personal(
        _("To answer for why it was read"),
        _ACCESS_LOG,
        _ANSWERS,
        _READING_TERM,
        _("Erasing the resident blanks it"),
    ),
}

_PLAIN = {
    "Consent": "id community given_on until withdrawn_at",
    "Reading": "id community subject_type subject_id read_at",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"privacy.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
