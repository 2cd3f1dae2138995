"""A few sealed care needs, each with its consent, so that the demo shows how they are opened and who is told."""

from datetime import date, timedelta

from minqing.committee.models import Zone
from minqing.demo.clock import DemoClock
from minqing.demo.diaries import doors_of
from minqing.demo.office import Office
from minqing.demo.people import COMMUNITY
from minqing.households.care import note_care_need
from minqing.households.models import Resident
from minqing.privacy.actions import record_consent

NEEDS = (
    ("lives_alone", "一个人住，每周打两次电话。", 7),
    ("very_old", "耳背，敲门要久一点。", 14),
    ("disabled", "下楼要人扶，送餐到门。", 14),
)


def note_care(office: Office, clock: DemoClock, zones: list[Zone]) -> None:
    """Three needs in each zone, noted by its keeper with the consent of the person."""
    today = clock.today
    for place, zone in enumerate(zones):
        by = office.actor(office.members[place], today)
        households = [door.household for door in doors_of(zone)]
        old = Resident.objects.filter(
            memberships__household__in=households,
            born__lt=str(today.year - 72),
            born__gt=str(today.year - 95),
        )
        for resident, (kind, note, days) in zip(old.order_by("born", "name")[:3], NEEDS, strict=False):
            consent = record_consent(
                by=by,
                at=clock.now,
                community=COMMUNITY,
                resident_id=resident.pk,
                purpose="定期走访和上门帮助",
                told="记什么、谁能看、到哪天为止，都当面说清楚了。",
                how="spoken",
                given_on=today - timedelta(days=3),
                until=date(today.year + 1, 6, 30),
            )
            note_care_need(
                by=by, at=clock.now, resident=resident, consent=consent, kind=kind, note=note, every_days=days
            )
