"""What the room keeps about persons: who did what about which row; digests of rows, never their words."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_BASIS = _("Duty of a public body, and security of processing (PIPL articles 13, 9 and 51)")
_READERS = _("Nobody on a page; the program when it verifies the ledger")
_TERM = _("As long as the community's ledger is kept")
_ERASED = _("Erasing the resident empties it; the chain still verifies")

PERSONAL: Mapping[str, Personal] = {
    "ledger.Record.actor": Personal(_("To answer for who did it"), _BASIS, _READERS, _TERM, _ERASED),
    "ledger.Record.subject_id": Personal(
        _("To know which row it was about"), _BASIS, _READERS, _TERM, _ERASED
    ),
    "ledger.Record.body": Personal(
        _("To prove that no row was altered: digests and ids, no text about a person"),
        _BASIS,
        _READERS,
        _TERM,
        _ERASED,
    ),
    "ledger.Fact.account": Personal(
        _("To accept what a worker's phone sends only once"),
        _BASIS,
        _READERS,
        _TERM,
        _("Not in this version: what was done keeps the name of who did it"),
    ),
}

_PLAIN = {
    "Head": "community seq hash counters",
    "Record": (
        "id community seq kind subject_type device_at server_at salt commitment previous hash erased_at"
    ),
    "Fact": "id community digest answer received_at",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"ledger.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
