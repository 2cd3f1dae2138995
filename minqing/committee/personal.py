"""What the room keeps about persons: its members at work, whom residents and colleagues must be able to reach."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_BASIS = _("Needed for the employment of committee members (PIPL article 13, second ground)")
_COLLEAGUES = _("The committee of the community")
_TERM = _("As long as the diaries that carry it")
_ERASED = _("Not in this version: what was done keeps the name of who did it")
_LEAVE_READERS = _("The member and the secretary; colleagues see the days and who covers")

PERSONAL: Mapping[str, Personal] = {
    "committee.Member.account": Personal(
        _("To sign in and answer for what was done"), _BASIS, _COLLEAGUES, _TERM, _ERASED
    ),
    "committee.Member.name": Personal(
        _("To know who answers for a household, and for the diary's title page"),
        _BASIS,
        _COLLEAGUES,
        _TERM,
        _ERASED,
    ),
    "committee.Member.sex": Personal(_("For the diary's title page"), _BASIS, _COLLEAGUES, _TERM, _ERASED),
    "committee.Member.post": Personal(_("For the diary's title page"), _BASIS, _COLLEAGUES, _TERM, _ERASED),
    "committee.Member.unit": Personal(_("For the diary's title page"), _BASIS, _COLLEAGUES, _TERM, _ERASED),
    "committee.Member.telephone": Personal(
        _("To reach a member, and for the diary's title page"), _BASIS, _COLLEAGUES, _TERM, _ERASED
    ),
    "committee.Member.joined_on": Personal(
        _("To know from when someone may keep a zone"), _BASIS, _COLLEAGUES, _TERM, _ERASED
    ),
    "committee.Member.left_on": Personal(
        _("To know until when someone may keep a zone"), _BASIS, _COLLEAGUES, _TERM, _ERASED
    ),
    "committee.Leave.member": Personal(
        _("So that no household is without someone while its member is away"),
        _BASIS,
        _COLLEAGUES,
        _TERM,
        _ERASED,
    ),
    "committee.MemberWish.kind": Personal(
        _("To fit each one's ability when the zones are divided"),
        _BASIS,
        _("The secretary"),
        _("Until it is taken away, or the member leaves the committee"),
        _("Not in this version: what was done keeps the name of who did it"),
    ),
    "committee.Leave.kind": Personal(
        _("For the office's record of absences"), _BASIS, _LEAVE_READERS, _TERM, _ERASED
    ),
}

_PLAIN = {
    "Member": "id community",
    "Portfolio": "id community name",
    "PortfolioHolding": "id community from_day to_day member portfolio",
    "Zone": "id community name hue ended_on",
    "Coverage": "id community from_day to_day zone dwelling",
    "Keeping": "id community from_day to_day zone member taken_up_at",
    "Leave": "id community from_day to_day cover",
    "Deputy": "id community from_day to_day member deputy",
    "Duty": "id community day member",
    "MemberWish": "id community member courtyard",
    "ZoningRun": "id community account asked_at ended_at state asked ground done why",
    "Proposal": "id community run number by_hand zones numbers adopted_from undo",
    "Spread": "id community from_day to_day leave zone",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"committee.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
