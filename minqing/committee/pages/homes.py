from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.committee import actions
from minqing.committee.forms import CourtyardsForm, CourtyardZoneForm, HomesForm
from minqing.committee.models import Zone
from minqing.committee.pages.asking import asked_again, carried_out, only_dividers
from minqing.committee.queries import courtyards_by_zone, homes_of
from minqing.territory.models import Dwelling


@desk_page
def zone_homes(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(Zone.objects.filter(community=viewer.code, ended_on__isnull=True), pk=pk)
    form = CourtyardsForm(request.POST or None, courtyards=viewer.courtyards(), today=viewer.today)
    came = 0

    def cover(asked: dict[str, Any]) -> None:
        nonlocal came
        homes = Dwelling.objects.filter(community=viewer.code, courtyard__in=asked["courtyards"])
        standing = homes.filter(Q(gone_on__isnull=True) | Q(gone_on__gt=asked["from_day"]))
        came = actions.cover_dwellings(
            by=viewer.actor, at=viewer.now, zone=found, dwellings=standing, from_day=asked["from_day"]
        )

    if carried_out(request, form, cover):
        messages.success(
            request,
            ngettext("%(n)d home came into the zone.", "%(n)d homes came into the zone.", came) % {"n": came},
        )
        return redirect("zone", viewer.code, pk)
    shares = courtyards_by_zone(viewer.code, found, viewer.today)
    chosen = set(request.POST.getlist("courtyards"))
    return asked_again(request, "committee/zone_homes.html", form, zone=found, shares=shares, chosen=chosen)


@desk_page
def zone_courtyard(request: DeskRequest, pk: UUID, courtyard: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(Zone.objects.filter(community=viewer.code, ended_on__isnull=True), pk=pk)
    yard = one_of(viewer.courtyards(), pk=courtyard)
    homes = homes_of(yard, viewer.today)
    form = HomesForm(
        request.POST or None, dwellings=Dwelling.objects.filter(courtyard=yard), today=viewer.today
    )

    def share(asked: dict[str, Any]) -> None:
        actions.share_courtyard(
            by=viewer.actor,
            at=viewer.now,
            zone=found,
            courtyard=yard,
            dwellings=asked["dwellings"],
            from_day=asked["from_day"],
        )

    if carried_out(request, form, share):
        messages.success(request, _("Saved."))
        return redirect("zone", viewer.code, pk)
    ticked = (
        set(request.POST.getlist("dwellings"))
        if form.is_bound
        else {str(each.dwelling.pk) for each in homes if each.zone == found}
    )
    rows = [(each, str(each.dwelling.pk) in ticked) for each in homes]
    return asked_again(request, "committee/zone_courtyard.html", form, zone=found, courtyard=yard, rows=rows)


@desk_page
def courtyard_zone(request: DeskRequest, courtyard: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    yard = one_of(viewer.courtyards(), pk=courtyard)
    zones = Zone.objects.filter(community=viewer.code, ended_on__isnull=True).order_by("name")
    form = CourtyardZoneForm(request.POST or None, zones=zones, today=viewer.today)

    def cover(asked: dict[str, Any]) -> None:
        chosen = [
            each.dwelling
            for each in homes_of(yard, asked["from_day"])
            if asked["homes"] == "all" or each.zone is None
        ]
        actions.cover_dwellings(
            by=viewer.actor, at=viewer.now, zone=asked["zone"], dwellings=chosen, from_day=asked["from_day"]
        )

    if carried_out(request, form, cover):
        messages.success(request, _("Saved."))
        return redirect("zones", viewer.code)
    homes = homes_of(yard, viewer.today)
    return asked_again(
        request,
        "committee/courtyard_zone.html",
        form,
        courtyard=yard,
        homes=homes,
        bare=sum(each.zone is None for each in homes),
        zones=zones,
    )
