"""What the room keeps about persons: who is to be visited when, and when members visit. No place of anybody, ever."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from minqing.privacy.register import Personal

_SERVICE = _("Needed for the service to residents (PIPL article 13, third ground)")
_WORK = _("Needed for the employment of committee members (PIPL article 13, second ground)")
_KEEPER = _("The member of the zone and the secretary")
_OWN = _("The member and the secretary")
_TERM = _("As long as the household lives here")
_WITH = _("With the household's other data")
_NOT = _("Not in this version: what was done keeps the name of who did it")

PERSONAL: Mapping[str, Personal] = {
    "visits.VisitWindow.begins": Personal(
        _("To come when the household asked for it"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.VisitWindow.ends": Personal(
        _("To come when the household asked for it"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.CallRhythm.every_days": Personal(
        _("To call more often where that is wanted; not why"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.PlannedStop.household": Personal(
        _("To prepare the visits of a day"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.PlannedStop.why": Personal(
        _("To say why a visit is due, in neutral words"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.PlannedStop.begins": Personal(
        _("To come when the household asked for it"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.PlannedStop.ends": Personal(
        _("To come when the household asked for it"), _SERVICE, _KEEPER, _TERM, _WITH
    ),
    "visits.PlannedStop.skip_reason": Personal(_("To plan the next visit"), _SERVICE, _KEEPER, _TERM, _WITH),
    "visits.VisitingHours.member": Personal(
        _("To know when a member visits"), _WORK, _OWN, _("As long as the member's diaries"), _NOT
    ),
    "visits.DayPlan.member": Personal(
        _("To prepare the visits of a day"), _WORK, _OWN, _("As long as the member's diaries"), _NOT
    ),
    "visits.FeedKey.member": Personal(
        _("To show a member's visiting hours in their own calendar"),
        _WORK,
        _("Whoever holds the address with its key"),
        _("Until it is revoked"),
        _NOT,
    ),
}

_PLAIN = {
    "VisitingHours": "id community from_day to_day weekday begins ends",
    "VisitWindow": "id community household",
    "CallRhythm": "id community household",
    "DayPlan": "id community day made_at begin changed_at waiting by_map",
    "PlannedStop": "id community plan place courtyard arrive_at minutes added_by_hand skipped_at",
    "FeedKey": "id community digest made_at revoked_at",
}
NOT_PERSONAL: frozenset[str] = frozenset(
    f"visits.{model}.{name}" for model, names in _PLAIN.items() for name in names.split()
)
