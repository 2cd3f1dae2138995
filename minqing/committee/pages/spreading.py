from collections import defaultdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, holding, one_of
from minqing.committee.actions.spreading import end_spread, homes_in, spread_zone, zones_beside
from minqing.committee.forms import BackForm
from minqing.committee.models import Coverage, Leave, Spread, Zone
from minqing.committee.pages.asking import asked_again, carried_out, only_dividers
from minqing.committee.queries.zones import households_by_zone
from minqing.committee.queries.zoning import neighbours_of
from minqing.committee.zoning_forms import SpreadForm
from minqing.households.models import Residence
from minqing.language.order import reading_order
from minqing.planning.spreading import spread_over_neighbours


@desk_page
def leave_spread(request: DeskRequest, pk: UUID, zone: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    leave = one_of(Leave.objects.filter(community=viewer.code).select_related("member"), pk=pk)
    found = one_of(
        Zone.objects.filter(holding(leave.from_day, "keepings__"), community=viewer.code).filter(
            keepings__member=leave.member
        ),
        pk=zone,
    )
    first = max(viewer.today, leave.from_day)
    homes = homes_in(found, first)
    courtyards = sorted(
        viewer.courtyards().filter(pk__in=homes), key=lambda each: (reading_order(each.name), each.pk)
    )
    beside = zones_beside(viewer.code, found, first)
    zones = {str(each.pk): each for member, each in beside.items() if member != leave.member_id}
    form = SpreadForm(
        request.POST or None,
        today=first,
        courtyards=[(str(each.pk), each.name) for each in courtyards],
        zones=[(key, each.name) for key, each in zones.items()],
        proposed=_proposed(viewer, found, zones, [each.pk for each in courtyards]) if zones else {},
    )

    def spread(given: dict[str, Any]) -> None:
        to = {UUID(key): zones[given[f"to-{key}"]] for key in form.keys}
        spread_zone(
            by=viewer.actor, at=viewer.now, leave=leave, zone=found, to=to, from_day=given["from_day"]
        )

    if carried_out(request, form, spread):
        messages.success(request, _("Spread over the neighbours. It comes back by itself."))
        return redirect("zone", viewer.code, found.pk)
    return asked_again(request, "committee/leave_spread.html", form, leave=leave, zone=found, zones=zones)


@desk_page
def spread_gather(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    rows = Spread.objects.filter(community=viewer.code, to_day__gt=viewer.today).select_related("zone")
    spread = one_of(rows, pk=pk)
    form = BackForm(request.POST or None, today=max(viewer.today, spread.from_day))

    def gather(given: dict[str, Any]) -> None:
        end_spread(by=viewer.actor, at=viewer.now, spread=spread, on=given["on"])

    if carried_out(request, form, gather):
        messages.success(request, _("The zone is whole again from that day."))
        return redirect("zone", viewer.code, spread.zone_id)
    return asked_again(request, "committee/spread_gather.html", form, spread=spread)


def _proposed(viewer: Viewer, zone: Zone, zones: dict[str, Zone], courtyards: list[UUID]) -> dict[str, str]:
    """To which zone each courtyard might go: one that it borders on, the households evenly."""
    households: dict[str, float] = defaultdict(float)
    living = Residence.objects.filter(holding(viewer.today), community=viewer.code)
    for courtyard in living.values_list("dwelling__courtyard", flat=True):
        households[str(courtyard)] += 1
    lying = Coverage.objects.filter(holding(viewer.today), zone__in=list(zones))
    others = {
        str(courtyard): str(key)
        for courtyard, key in lying.values_list("dwelling__courtyard", "zone").distinct()
    }
    loads = households_by_zone(viewer.code, viewer.today)
    return spread_over_neighbours(
        {str(key): households[str(key)] for key in courtyards},
        neighbours_of(viewer.code, viewer.today),
        others,
        {key: float(loads.get(each.pk, 0)) for key, each in zones.items()},
    )
