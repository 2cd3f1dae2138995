"""What concerns do when a zone changes hands: the open ones go to the new keeper with it."""

from datetime import date, datetime

from django.urls import reverse

from minqing.committee.happenings import zone_handed_over
from minqing.committee.models import Member, Zone
from minqing.concerns.actions import hand_concern
from minqing.concerns.queries import open_in_zone
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
