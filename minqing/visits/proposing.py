"""Tomorrow's plan as it would be: whose turn it is, in the order of the walk. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from minqing.committee.models import Member
from minqing.planning.rhythm import Pick, picks_of
from minqing.territory.models import Community
from minqing.visits.queries.doors import doors_of
from minqing.visits.schedule import schedule_of, visiting_days
from minqing.visits.walking import walked


@dataclass(frozen=True)
class ProposedStop:
    """A stop as a plan would keep it."""

    courtyard: UUID
    household: UUID | None
    why: list[dict[str, Any]]
    minutes: int
    begins: time | None = None
    ends: time | None = None
    arrive_at: time | None = None


@dataclass(frozen=True)
class Proposal:
    """A day's plan, not yet written: `waiting` did not fit, `by_map` tells what gave the order."""

    begin: time
    stops: list[ProposedStop] = field(default_factory=list)
    waiting: int = 0
    by_map: bool = True


def propose(member: Member, community: Community, day: date) -> Proposal:
    """Whom the member would go to see on a day, and in which order. The day need not be one with visits."""
    schedule = schedule_of(member, community)
    known = doors_of(member, day, ZoneInfo(community.timezone))
    least, most = schedule.room(day)
    picks = picks_of(
        known.doors,
        day,
        visiting_days(schedule),
        period_days=community.visit_period_days,
        least=least,
        most=most,
    )
    hours = schedule.walk(day)
    places = [known.places[pick.key] for pick in picks.picks]
    order, by_map = walked(places, hours)
    stops = []
    for number, arrive in order:
        place = places[number]
        household = picks.picks[number].key
        stops.append(
            ProposedStop(
                courtyard=place.courtyard.pk,
                household=None if household.startswith("yard:") else UUID(household),
                why=_why(picks.picks[number]),
                minutes=place.whole_minutes,
                begins=place.begins,
                ends=place.ends,
                arrive_at=arrive,
            )
        )
    return Proposal(hours.begin, stops, picks.waiting, by_map)


def _why(pick: Pick) -> list[dict[str, Any]]:
    return [{"code": reason.code, "params": dict(reason.params)} for reason in pick.reasons]
