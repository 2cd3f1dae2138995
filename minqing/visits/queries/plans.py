"""A plan as it is shown: where to go, why, and what to know at the door; through the rows the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q

from minqing.access.scope import Viewer, holding
from minqing.committee.models import Member
from minqing.concerns.models import Concern
from minqing.households.models import ActiveRole
from minqing.households.queries import household_lines
from minqing.visits.models import DayPlan, PlannedStop
from minqing.visits.queries.doors import zones_of
from minqing.visits.words import reason_texts

MATTER_SHOWN = 80


@dataclass(frozen=True)
class StopShown:
    """One door: its address, the head of the household, why, and what to know before knocking."""

    stop: PlannedStop
    where: str
    who: str = ""
    declines: bool = False
    reasons: list[str] = field(default_factory=list)
    concerns: list[Concern] = field(default_factory=list)
    last_matter: str = ""
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PlanShown:
    """A plan with its doors in order; `going` are those not left out."""

    plan: DayPlan
    stops: list[StopShown]

    @property
    def going(self) -> list[StopShown]:
        """The doors that are still to be visited."""
        return [each for each in self.stops if each.stop.skipped_at is None]


@dataclass(frozen=True)
class PlanLine:
    """A member with the plan of a day, for the secretary: how many doors, left out, and not told of any of them."""

    member: Member
    plan: DayPlan | None
    doors: int = 0
    skipped: int = 0


def plan_on(member: Member, day: date) -> DayPlan | None:
    """The plan of a member's day."""
    return DayPlan.objects.filter(member=member, day=day).select_related("member").first()


def plan_shown(viewer: Viewer, plan: DayPlan) -> PlanShown:
    """A plan with what the viewer may read: a household whose zone changed hands since is not shown. Eight queries."""
    rows = PlannedStop.objects.filter(plan=plan).select_related("courtyard", "household")
    stops = list(rows.order_by("place", "pk"))
    seen = set(viewer.households().filter(planned_stops__plan=plan).values_list("pk", flat=True))
    stops = [each for each in stops if each.household_id is None or each.household_id in seen]
    households = [each.household for each in stops if each.household is not None]
    lines = {line.household.pk: line for line in household_lines(households, plan.day)}
    concerns = _concerns(viewer, stops)
    matters = _last_matters(viewer, list(seen))
    roles = _roles([each.courtyard_id for each in stops], plan.day)
    shown = []
    told: set[UUID] = set()
    for stop in stops:
        line = lines.get(stop.household_id) if stop.household_id else None
        open_here = concerns.get(stop.household_id or stop.courtyard_id, [])
        matter = matters.get(stop.household_id, "") if stop.household_id else ""
        heads = [] if stop.courtyard_id in told else roles.get(stop.courtyard_id, [])
        told.add(stop.courtyard_id)
        shown.append(
            StopShown(
                stop=stop,
                where=line.address if line else stop.courtyard.name,
                who=line.head if line else "",
                declines=bool(stop.household and stop.household.declines_visits),
                reasons=reason_texts(stop.why),
                concerns=open_here,
                last_matter=""
                if any(each.matter.startswith(matter.rstrip("…")) for each in open_here)
                else matter,
                roles=heads,
            )
        )
    return PlanShown(plan, shown)


def plan_lines(viewer: Viewer, day: date) -> list[PlanLine]:
    """All members who keep or cover a zone on a day, by name, with their plans: no order of merit."""
    plans = {
        plan.member_id: plan
        for plan in DayPlan.objects.filter(community=viewer.code, day=day).annotate(
            doors=Count("stops"), left_out=Count("stops", filter=Q(stops__skipped_at__isnull=False))
        )
    }
    lines = []
    for member in planners(viewer.code, day):
        plan = plans.get(member.pk)
        lines.append(PlanLine(member, plan, getattr(plan, "doors", 0), getattr(plan, "left_out", 0)))
    return lines


def planners(code: str, day: date) -> list[Member]:
    """The members who have a zone to visit on a day, by name."""
    members = Member.objects.filter(community=code).filter(Q(left_on__isnull=True) | Q(left_on__gt=day))
    return [each for each in members.order_by("name", "pk") if zones_of(each, day)]


def _concerns(viewer: Viewer, stops: list[PlannedStop]) -> dict[UUID, list[Concern]]:
    """Open concerns by household, and of courtyards without one."""
    households = [each.household_id for each in stops if each.household_id]
    yards = [each.courtyard_id for each in stops if not each.household_id]
    at = Q(household__in=households) | Q(household__isnull=True, courtyard__in=yards)
    found: dict[UUID, list[Concern]] = {}
    for concern in viewer.concerns().filter(at, closed_at__isnull=True).order_by("noted_at", "pk"):
        found.setdefault(concern.household_id or concern.courtyard_id, []).append(concern)  # type: ignore[arg-type]
    return found


def _last_matters(viewer: Viewer, households: list[UUID]) -> dict[UUID, str]:
    """What the newest entry about each household was about, cut short."""
    rows = viewer.entries().filter(household__in=households, handed_in_at__isnull=False).exclude(matter="")
    newest = rows.order_by().values("household").annotate(at=Max("began_at")).values_list("household", "at")
    wanted = dict(newest)
    texts = rows.filter(began_at__in=wanted.values()).values_list("household", "began_at", "matter")
    return {
        key: text if len(text) <= MATTER_SHOWN else text[:MATTER_SHOWN] + "…"
        for key, at, text in texts
        if key and wanted[key] == at
    }


def _roles(courtyards: list[UUID], day: date) -> dict[UUID, list[str]]:
    """Who is met first in a courtyard: those who agreed to a role there."""
    rows = ActiveRole.objects.filter(holding(day), courtyard__in=courtyards, resident__erased_at__isnull=True)
    found: dict[UUID, list[str]] = {}
    for role in rows.select_related("resident").order_by("kind", "pk"):
        if role.courtyard_id:
            words = f"{role.get_kind_display()} {role.resident.name}"
            found.setdefault(role.courtyard_id, []).append(words)
    return found
