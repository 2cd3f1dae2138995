"""What concerns do when a zone changes hands, and what they add to a resident's file."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.committee.happenings import zone_handed_over
from minqing.committee.models import Member, Zone
from minqing.concerns.actions import hand_concern
from minqing.concerns.models import Affected
from minqing.concerns.queries import open_in_zone
from minqing.households.happenings import resident_exported
from minqing.households.models import Resident
from minqing.ledger.actor import Actor
from minqing.notices.actions import tell


@zone_handed_over.fill
def _hand_concerns(
    zone: Zone, from_member: Member, to_member: Member, on: date, by: Actor, at: datetime
) -> None:
    """Open concerns of the zone's households that the old keeper leads go to the new one, each with its record."""
    moving = open_in_zone(zone, from_member, on)
    for concern in moving:
        hand_concern(by=by, at=at, concern=concern, to=to_member, text=zone.name, with_zone=True)
    if moving:
        tell(
            community=zone.community,
            to_accounts=[to_member.account_id],
            kind="zone_concerns",
            params={"zone": zone.name, "count": str(len(moving))},
            url=reverse("concerns", args=[zone.community]),
            once=f"zone_concerns:{zone.pk}:{on.isoformat()}:{to_member.pk}",
            at=at,
        )


@resident_exported.fill
def _concerns_held(resident: Resident, held: dict[str, object]) -> None:
    """The concerns that a resident raised or is affected by, for the file that is handed to them."""
    parts = Affected.objects.filter(resident=resident).select_related("concern").order_by("concern__noted_at")
    held[_("Concerns")] = [
        {
            _("Number"): part.concern.number,
            _("Part"): str(part.get_part_display()),
            _("Noted at"): part.concern.noted_at.isoformat(timespec="seconds"),
            _("Matter"): part.concern.matter if part.part == Affected.Part.RAISED else "",
            _("Stage"): str(part.concern.get_stage_display()),
        }
        for part in parts
    ]
