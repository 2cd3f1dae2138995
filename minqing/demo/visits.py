"""The demo's visits: fixed hours, who asks for the evening, who is called on monthly, and today's and tomorrow's plans."""

from datetime import time, timedelta
from typing import Any

from minqing.access.scope import holding
from minqing.committee.models import Coverage, Keeping, Member
from minqing.demo.clock import DemoClock
from minqing.demo.office import Office
from minqing.demo.people import COMMUNITY
from minqing.households.models import Household, Residence
from minqing.ledger.actor import SYSTEM
from minqing.territory.models import Community
from minqing.visits.actions import Span, set_call_rhythm, set_visit_window, set_visiting_hours
from minqing.visits.making import make_plan, make_plans

MORNING, AFTERNOON = (time(9), time(11, 30)), (time(14, 30), time(17, 30))
EVENING = (time(18), time(19, 30))


def prepare_visits(office: Office, clock: DemoClock, community: Community) -> None:
    """Hours for each member from the first day of the diaries on; then plans, so that the pages live.

    Today's plans are made also on a day off: whoever looks at the demo on a Sunday sees one.
    """
    since = clock.days[0]
    for place, member in enumerate(office.members):
        set_visiting_hours(
            by=SYSTEM, at=clock.now, member=member, spans=_spans(late=place % 4), from_day=since
        )
        for number, household in enumerate(_some_doors(member, clock)):
            told: dict[str, Any] = {"by": SYSTEM, "at": clock.now, "household": household}
            if number % 3 == 0:
                set_visit_window(**told, begins=time(17), ends=None)
            elif number % 3 == 1:
                set_call_rhythm(**told, every_days=30)
    for member in office.members:
        make_plan(by=SYSTEM, at=clock.now, member=member, community=community, day=clock.today)
    for _plan in make_plans(by=SYSTEM, at=clock.now, code=COMMUNITY, day=clock.today + timedelta(days=1)):
        pass


def _spans(late: int) -> list[Span]:
    """Mornings and afternoons of working days, and one evening."""
    spans = [Span(day, *hours) for day in range(5) for hours in (MORNING, AFTERNOON)]
    return [
        *(each for each in spans if (each.weekday, each.begins) != (late, AFTERNOON[0])),
        Span(late, *EVENING),
    ]


def _some_doors(member: Member, clock: DemoClock) -> list[Household]:
    """Six doors of the member's zones, always the same."""
    zones = Keeping.objects.filter(holding(clock.today), member=member).values("zone")
    homes = Coverage.objects.filter(holding(clock.today), zone__in=zones).values("dwelling")
    lives = Residence.objects.filter(holding(clock.today), dwelling__in=homes).select_related("household")
    return [each.household for each in lives.order_by("dwelling__courtyard__key", "dwelling__unit")[:48:8]]
