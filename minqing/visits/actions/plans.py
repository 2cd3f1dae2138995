"""A member's plan of a day: made by the program or the member, changed by the member's hand alone."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.access.scope import holding
from minqing.committee.models import Member
from minqing.households.models import Household, Residence
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Community, Courtyard
from minqing.visits.models import DayPlan, PlannedStop, SkipReason, VisitWindow
from minqing.visits.proposing import Proposal, ProposedStop
from minqing.visits.schedule import schedule_of
from minqing.visits.walking import FLOOR_MINUTES, MINUTES, Place, arrivals

# A plan is walked by one person in one day.
MOST_STOPS = 60


@act("plan.make")
def make_day_plan(
    w: Writing, *, by: Actor, at: datetime, member: Member, day: date, proposal: Proposal
) -> DayPlan:
    """Write the plan of a day, or write it anew while nobody has changed it by hand.

    A plan that was changed stays as it is: what a member arranged is never overwritten (method, step 4). The member
    is locked, so that two that make it at once make one.
    """
    require(rules.may_keep_plan(by, member.community, member.account_id))
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    plan = DayPlan.objects.filter(member=member, day=day).first()
    facts = {"begin": proposal.begin, "waiting": proposal.waiting, "by_map": proposal.by_map}
    if plan is None:
        plan = w.add(
            DayPlan(id=uuid7(), community=member.community, member=member, day=day, made_at=at, **facts)
        )
    elif plan.changed_at is None:
        for stop in PlannedStop.objects.filter(plan=plan):
            w.remove(stop)
        w.change(plan, made_at=at, **facts)
    if plan.changed_at is None:
        stops = [_stop(plan, place, each) for place, each in enumerate(proposal.stops)]
        w.add_all(PlannedStop, stops)
    w.about(plan, day=day.isoformat(), stops=PlannedStop.objects.filter(plan=plan).count())
    return plan


@act("plan.order")
def reorder_plan(
    w: Writing, *, by: Actor, at: datetime, plan: DayPlan, order: Sequence[UUID]
) -> list[PlannedStop]:
    """Put the stops of a plan into the member's own order; arrivals are reckoned anew.

    Refuses an order that is not of this plan's stops, each once. A stop that came meanwhile stays behind the others.
    """
    plan = _own(by, plan)
    stops = _stops(plan)
    known = {stop.pk: stop for stop in stops}
    if len(set(order)) != len(order) or not set(order) <= set(known):
        raise Refused(_("The plan has changed meanwhile. Look at it again."))
    rest = [stop.pk for stop in stops if stop.pk not in set(order)]
    _set_order(w, plan, [known[key] for key in [*order, *rest]])
    w.change(plan, changed_at=at)
    w.about(plan, stops=len(stops))
    return _stops(plan)


@act("plan.skip")
def skip_stop(w: Writing, *, by: Actor, at: datetime, stop: PlannedStop, reason: str) -> PlannedStop:
    """Leave a door out today, with one of the reasons that say nothing about people; it stays visible in the plan."""
    plan = _own(by, stop.plan)
    if reason not in SkipReason.values:
        raise Refused({"reason": _("Choose from the list.")})
    stop = PlannedStop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    w.change(stop, skipped_at=at, skip_reason=reason)
    w.change(plan, changed_at=at)
    w.about(stop, reason=reason)
    return stop


@act("plan.restore")
def restore_stop(w: Writing, *, by: Actor, at: datetime, stop: PlannedStop) -> PlannedStop:
    """Take a door that was left out into the plan again, at its old place."""
    plan = _own(by, stop.plan)
    stop = PlannedStop.objects.select_for_update(of=("self",)).get(pk=stop.pk)
    w.change(stop, skipped_at=None, skip_reason="")
    w.change(plan, changed_at=at)
    w.about(stop)
    return stop


@act("plan.add")
def add_stop(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    member: Member,
    day: date,
    household: Household | None = None,
    courtyard: Courtyard | None = None,
    fact: UUID | None = None,
) -> PlannedStop:
    """Add a door of one's own to a day's plan, as its last stop; a plan that is not there yet is begun by it.

    A household that stands in the plan already is taken into it again if it was left out. `fact` is the new row's id.
    Refuses a household without a home, one of another community, and more than sixty stops.
    """
    require(rules.may_keep_plan(by, member.community, member.account_id))
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    plan = DayPlan.objects.filter(member=member, day=day).first()
    community = Community.objects.get(community=member.community)
    if plan is None:
        begin = schedule_of(member, community).walk(day).begin
        plan = w.add(
            DayPlan(id=uuid7(), community=member.community, member=member, day=day, made_at=at, begin=begin)
        )
    courtyard, floor = _where(member.community, household, courtyard, day)
    stops = _stops(plan)
    there = next(
        (each for each in stops if household is not None and each.household_id == household.pk), None
    )
    if there is not None:
        w.change(there, skipped_at=None, skip_reason="")
        w.change(plan, changed_at=at)
        w.about(there)
        return there
    if len(stops) >= MOST_STOPS:
        raise Refused(_("A plan holds no more than sixty doors."))
    window = VisitWindow.objects.filter(household=household).first() if household else None
    stop = w.add(
        PlannedStop(
            id=fact or uuid7(),
            community=member.community,
            plan=plan,
            place=stops[-1].place + 1 if stops else 0,
            courtyard=courtyard,
            household=household,
            why=[{"code": "by_hand", "params": {}}],
            minutes=MINUTES + max(0, (floor or 1) - 1) * FLOOR_MINUTES,
            begins=window.begins if window else None,
            ends=window.ends if window else None,
            added_by_hand=True,
        )
    )
    _set_order(w, plan, [*stops, stop])
    w.change(plan, changed_at=at)
    w.about(stop)
    return stop


def _own(by: Actor, plan: DayPlan) -> DayPlan:
    """The plan, locked; denied unless it is the actor's own."""
    require(rules.may_keep_plan(by, plan.community, plan.member.account_id))
    return DayPlan.objects.select_for_update(of=("self",)).select_related("member").get(pk=plan.pk)


def _stops(plan: DayPlan) -> list[PlannedStop]:
    return list(PlannedStop.objects.filter(plan=plan).select_related("courtyard").order_by("place", "pk"))


def _stop(plan: DayPlan, place: int, each: ProposedStop) -> PlannedStop:
    return PlannedStop(
        id=uuid7(),
        community=plan.community,
        plan=plan,
        place=place,
        courtyard_id=each.courtyard,
        household_id=each.household,
        why=each.why,
        arrive_at=each.arrive_at,
        minutes=each.minutes,
        begins=each.begins,
        ends=each.ends,
    )


def _set_order(w: Writing, plan: DayPlan, stops: Sequence[PlannedStop]) -> None:
    """Number the stops and reckon when each is reached, those left out not counted."""
    going = [stop for stop in stops if stop.skipped_at is None]
    community = Community.objects.get(community=plan.community)
    places = [Place(stop.courtyard, None, stop.begins, stop.ends, stop.minutes) for stop in going]
    hours = schedule_of(plan.member, community).walk(plan.day)
    reached = dict(zip((stop.pk for stop in going), arrivals(places, hours), strict=True))
    for place, stop in enumerate(stops):
        arrive = reached.get(stop.pk)
        if (stop.place, stop.arrive_at) != (place, arrive):
            w.change(stop, place=place, arrive_at=arrive)


def _where(
    code: str, household: Household | None, courtyard: Courtyard | None, day: date
) -> tuple[Courtyard, int | None]:
    """The courtyard and floor to go to. Refused where there is none in this community."""
    if household is not None:
        if household.community != code:
            raise Refused({"household": _("There is no such household.")})
        homes = Residence.objects.filter(holding(day), household=household).select_related(
            "dwelling__courtyard"
        )
        home = homes.first()
        if home is None:
            raise Refused({"household": _("This household has no home yet.")})
        return home.dwelling.courtyard, home.dwelling.floor
    if courtyard is None or courtyard.community != code:
        raise Refused({"household": _("Choose a door.")})
    return courtyard, None
