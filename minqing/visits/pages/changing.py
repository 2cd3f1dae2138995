from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.committee.pages.asking import asked_again, carried_out
from minqing.households.queries import household_lines, households_like
from minqing.ledger.errors import Refused
from minqing.visits.actions import add_stop, reorder_plan, restore_stop, skip_stop
from minqing.visits.forms import AddForm, SkipForm
from minqing.visits.models import DayPlan, PlannedStop
from minqing.visits.pages.asked import day_asked, myself, own_plan, own_stop

SHOWN = 30


@require_POST
@desk_page
def plan_order(request: DeskRequest, pk: UUID) -> HttpResponse:
    """A stop one place up or down, or the whole order as it was dragged."""
    viewer = request.viewer
    plan = own_plan(viewer, pk)
    try:
        order = _order(plan, request.POST.get("order", ""), request.POST.get("up"), request.POST.get("down"))
        reorder_plan(by=viewer.actor, at=viewer.now, plan=plan, order=order)
    except (Refused, ValueError):
        messages.error(request, _("The plan has changed meanwhile. Look at it again."))
    moved = request.POST.get("up") or request.POST.get("down") or ""
    return _back(viewer, plan, f"#stop-{moved}" if moved else "")


@desk_page
def stop_skip(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Leave a door out today, with the reason."""
    viewer = request.viewer
    stop = own_stop(viewer, pk)
    form = SkipForm(request.POST if request.method == "POST" else None)

    def skip(asked: dict[str, str]) -> None:
        skip_stop(by=viewer.actor, at=viewer.now, stop=stop, reason=asked["reason"])

    if carried_out(request, form, skip):
        return _back(viewer, stop.plan)
    return asked_again(request, "visits/stop_skip.html", form, stop=stop, where=_where(stop))


@require_POST
@desk_page
def stop_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Take a door that was left out into the plan again."""
    viewer = request.viewer
    stop = own_stop(viewer, pk)
    restore_stop(by=viewer.actor, at=viewer.now, stop=stop)
    return _back(viewer, stop.plan)


@desk_page
def plan_add(request: DeskRequest) -> HttpResponse:
    """Choose a door of the own zone to add to a day's plan."""
    viewer = request.viewer
    member, day = myself(viewer), day_asked(request, viewer.today)
    form = AddForm(request.POST if request.method == "POST" else None)

    def add(asked: dict[str, UUID]) -> None:
        household = one_of(viewer.households(), pk=asked["household"])
        if not PlannedStop.objects.filter(pk=asked["fact"]).exists():
            add_stop(
                by=viewer.actor,
                at=viewer.now,
                member=member,
                day=day,
                household=household,
                fact=asked["fact"],
            )

    if carried_out(request, form, add):
        return redirect(f"{reverse('plan', args=[viewer.code])}?day={day}")
    words = request.GET.get("q", "").strip()
    planned = PlannedStop.objects.filter(plan__member=member, plan__day=day, skipped_at=None).values(
        "household"
    )
    rows = viewer.households().filter(ended_on=None).exclude(pk__in=planned)
    lines = (
        households_like(viewer, words, SHOWN)
        if words
        else household_lines(rows.order_by("pk")[:SHOWN], viewer.today)
    )
    context = {"day": day, "words": words, "lines": [each for each in lines if each.home], "form": form}
    return render(request, "visits/plan_add.html", context, status=422 if form.is_bound else 200)


def _order(plan: DayPlan, words: str, up: str | None, down: str | None) -> list[UUID]:
    """The order asked for. ValueError where it names what is no stop."""
    if words:
        return [UUID(each) for each in words.split(",")]
    order = list(plan.stops.order_by("place", "pk").values_list("pk", flat=True))
    moved = UUID(up or down or "")
    at = order.index(moved)
    other = at - 1 if up else at + 1
    if 0 <= other < len(order):
        order[at], order[other] = order[other], order[at]
    return order


def _where(stop: PlannedStop) -> str:
    if stop.household is None:
        return stop.courtyard.name
    (line,) = household_lines([stop.household], stop.plan.day)
    return line.address or stop.courtyard.name


def _back(viewer: Viewer, plan: DayPlan, at: str = "") -> HttpResponse:
    where = reverse("plan", args=[viewer.code])
    return redirect((where if plan.day == viewer.today else f"{where}?day={plan.day}") + at)
