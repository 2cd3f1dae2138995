"""What the room keeps about persons: the workers who sign in; residents have no account here."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_BASIS = _("The employment of the worker (PIPL article 13, second ground)")
_COLLEAGUES = _("The worker and colleagues of the same community")
_SELF = _("The worker alone")
_NOBODY = _("Nobody; the program when the worker signs in")
_TERM = _("As long as the community's records are kept")
_ERASED = _("Not in this version: a post ends, the account stays, to say who did what")


def _worker(purpose: str, readers: str) -> Personal:
    return Personal(purpose, _BASIS, readers, _TERM, _ERASED)


PERSONAL: Mapping[str, Personal] = {
    "accounts.Account.username": _worker(_("To sign in"), _SELF),
    "accounts.Account.password": _worker(_("To sign in; kept as an argon2 hash alone"), _NOBODY),
    "accounts.Account.email": _worker(_("To send the worker notices and a way back in"), _SELF),
    "accounts.Account.name": _worker(_("To say who wrote, did or read something"), _COLLEAGUES),
    "accounts.Account.sex": _worker(_("For the title page of the diary"), _COLLEAGUES),
    "accounts.Account.telephone": _worker(
        _("To reach a colleague, and for the title page of the diary"), _COLLEAGUES
    ),
    "accounts.Account.last_login": _worker(_("To notice that somebody else used the account"), _SELF),
    "accounts.Account.language": _worker(_("To speak the worker's language"), _SELF),
}

NOT_PERSONAL: frozenset[str] = frozenset(
    f"accounts.Account.{name}" for name in ("id", "is_active", "made_at", "closed_at")
)
