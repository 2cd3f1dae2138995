"""Households with a keeper, consents and care needs, made by their actions."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from minqing.committee.models import Member
from minqing.households.care import note_care_need
from minqing.households.models import CareNeed, Household, Resident
from minqing.ledger.actor import Actor
from minqing.privacy.actions import record_consent
from minqing.privacy.models import Consent
from tests.factories.people import a_household, a_member, a_secretary, a_zone, as_actor, home_of

# Pages look with the clock's own now; so what is made here is made today.
TODAY = timezone.localdate()
NOON = datetime.combine(TODAY, time(12), ZoneInfo("Asia/Shanghai"))
NEXT_YEAR = TODAY + timedelta(days=365)


@dataclass(frozen=True)
class Door:
    """A household of one person, its keeper, another member and the secretary."""

    household: Household
    resident: Resident
    keeper: Member
    other: Member
    secretary: Member

    @property
    def by(self) -> Actor:
        """The keeper as who acts."""
        return as_actor(self.keeper)


def a_door(name: str = "赵奶奶") -> Door:
    """A door that the keeper answers for; the other member keeps another home."""
    household = a_household(name)
    keeper, other, secretary = a_member("王委员"), a_member("刘委员"), a_secretary()
    a_zone(keeper, home_of(household))
    a_zone(other, home_of(a_household("钱某")))
    return Door(household, Resident.objects.get(name=name), keeper, other, secretary)


def a_consent(door: Door, **more: object) -> Consent:
    """The resident agreed at the door, for a year."""
    words: dict[str, object] = {
        "purpose": "需要时有人上门照看",
        "told": "记什么、谁能看、记多久、随时可撤回",
        "how": Consent.How.SPOKEN,
        "given_on": TODAY,
        "until": NEXT_YEAR,
    }
    place = {"community": door.resident.community, "resident_id": door.resident.pk}
    return record_consent(by=door.by, at=NOON, **place, **(words | more))  # type: ignore[arg-type]


def a_care_need(door: Door, consent: Consent | None = None, **more: object) -> CareNeed:
    """The resident lives alone and is visited every seven days."""
    words: dict[str, object] = {"kind": "lives_alone", "note": "女儿在外地，每周二通电话", "every_days": 7}
    words |= {"resident": door.resident, "consent": consent or a_consent(door)} | more
    return note_care_need(by=door.by, at=NOON, **words)  # type: ignore[arg-type]
