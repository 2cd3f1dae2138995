from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import require
from minqing.access.scope import Viewer
from minqing.committee.models import Member
from minqing.visits.making import make_plan
from minqing.visits.pages.asked import day_asked, member_seen, myself
from minqing.visits.queries.doors import zones_of
from minqing.visits.queries.plans import plan_lines, plan_on, plan_shown
from minqing.visits.schedule import schedule_of
from minqing.visits.tasks import plan_day


@desk_page
def plan(request: DeskRequest) -> HttpResponse:
    """The own plan of a day."""
    viewer = request.viewer
    day = day_asked(request, viewer.today)
    if viewer.member is None or (viewer.sees_all and not zones_of(viewer.member, day)):
        return redirect("plans", viewer.code)
    return render(request, "visits/plan.html", _shown(viewer, viewer.member, day, own=True))


@require_POST
@desk_page
def plan_make(request: DeskRequest) -> HttpResponse:
    """Make the own plan of a day now, or anew while it was not changed by hand."""
    viewer = request.viewer
    day = day_asked(request, viewer.today)
    member = myself(viewer)
    made = make_plan(by=viewer.actor, at=viewer.now, member=member, community=viewer.community, day=day)
    if made.changed_at is not None:
        messages.info(request, _("You changed this plan yourself: it stays as you arranged it."))
    return _to_plan(viewer, day)


@desk_page
def plan_of(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A member's plan, to read: for the secretary."""
    viewer = request.viewer
    member = member_seen(viewer, pk)
    day = day_asked(request, viewer.today)
    return render(request, "visits/plan.html", _shown(viewer, member, day, own=False))


@desk_page
def plan_print(request: DeskRequest) -> HttpResponse:
    """The own plan on paper: one page."""
    viewer = request.viewer
    day = day_asked(request, viewer.today)
    return render(request, "visits/plan_print.html", _shown(viewer, myself(viewer), day, own=True))


@desk_page
def plans(request: DeskRequest) -> HttpResponse:
    """All members' plans of a day, by name: for the secretary."""
    viewer = request.viewer
    require(rules.may_set_up(viewer.actor, viewer.code))
    day = day_asked(request, viewer.today)
    return render(request, "visits/plans.html", {**_days(viewer, day), "lines": plan_lines(viewer, day)})


@require_POST
@desk_page
def plans_make(request: DeskRequest) -> HttpResponse:
    """Have all plans of a day made."""
    viewer = request.viewer
    require(rules.may_set_up(viewer.actor, viewer.code))
    day = day_asked(request, viewer.today)
    plan_day.defer(community=viewer.code, day=day.isoformat())
    messages.success(request, _("The plans are being made."))
    return redirect(f"{reverse('plans', args=[viewer.code])}?day={day}&making=1")


@desk_page
def plans_progress(request: DeskRequest) -> HttpResponse:
    """How many of the plans of a day are there."""
    viewer = request.viewer
    require(rules.may_set_up(viewer.actor, viewer.code))
    day = day_asked(request, viewer.today)
    return render(request, "visits/plans_progress.html", _progress(viewer, day))


def _progress(viewer: Viewer, day: date) -> dict[str, object]:
    expected = [
        line for line in plan_lines(viewer, day) if schedule_of(line.member, viewer.community).visits(day)
    ]
    return {"day": day, "done": sum(1 for line in expected if line.plan), "total": len(expected)}


def _shown(viewer: Viewer, member: Member, day: date, *, own: bool) -> dict[str, object]:
    found = plan_on(member, day)
    schedule = schedule_of(member, viewer.community)
    return {
        **_days(viewer, day),
        "member": member,
        "own": own,
        "shown": plan_shown(viewer, found) if found else None,
        "away": schedule.leave_on(day),
        "visits": schedule.visits(day),
        "spans": schedule.spans(day),
    }


def _days(viewer: Viewer, day: date) -> dict[str, object]:
    return {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "today": viewer.today,
    }


def _to_plan(viewer: Viewer, day: date) -> HttpResponse:
    where = reverse("plan", args=[viewer.code])
    return redirect(where if day == viewer.today else f"{where}?day={day}")
