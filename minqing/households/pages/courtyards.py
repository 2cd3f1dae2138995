from collections import defaultdict
from uuid import UUID

from django.db.models import Count, F
from django.http import HttpResponse
from django.shortcuts import render

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, holding, one_of
from minqing.committee.models import Coverage, Zone
from minqing.committee.queries import keepers_of_dwellings
from minqing.desk.components import Chip
from minqing.households.pages.chips import address, chosen
from minqing.households.queries import courtyard_card, courtyard_lines
from minqing.language.order import reading_order


@desk_page
def courtyards(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    zones = zones_by_courtyard(viewer)
    own = set(viewer.zone_ids)
    wanted = chosen(request, "zone", UUID)
    lines = [
        (line, zones[line.courtyard.pk])
        for line in courtyard_lines(viewer)
        if wanted is None or wanted in {zone.pk for zone in zones[line.courtyard.pk]}
    ]
    known = sorted(
        {zone for of_one in zones.values() for zone in of_one}, key=lambda zone: reading_order(zone.name)
    )
    chips = [
        Chip(zone.name, address(request, zone=zone.pk), zone.pk == wanted)
        for zone in sorted(known, key=lambda zone: (zone.pk not in own, reading_order(zone.name)))
    ]
    return render(
        request,
        "households/courtyards.html",
        {"lines": lines, "chips": chips, "all_url": address(request, zone=None), "wanted": wanted},
    )


def zones_by_courtyard(viewer: Viewer) -> dict[UUID, list[Zone]]:
    """Courtyard ids to the zones in which homes of each lie today, the one with most homes first. Two
    queries.
    """
    rows = (
        Coverage.objects.filter(holding(viewer.today), community=viewer.code, dwelling__gone_on__isnull=True)
        .values("zone", courtyard=F("dwelling__courtyard"))
        .annotate(homes=Count("id"))
        .order_by("-homes")
    )
    zones = {zone.pk: zone for zone in Zone.objects.filter(community=viewer.code)}
    found: dict[UUID, list[Zone]] = defaultdict(list)
    for row in rows:
        found[row["courtyard"]].append(zones[row["zone"]])
    return found


@desk_page
def courtyard(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards().select_related("building"), pk=pk)
    card = courtyard_card(viewer, found)
    keepers = keepers_of_dwellings([home.dwelling.pk for home in card.homes], viewer.today)
    mine = set(viewer.zone_ids)
    homes = [
        (
            home,
            keeper := keepers.get(home.dwelling.pk),
            viewer.sees_all or (keeper and keeper.zone.pk in mine),
        )
        for home in card.homes
    ]
    parts = sorted({(keeper.zone.name, keeper.answering.name) for keeper in keepers.values()})
    return render(
        request,
        "households/courtyard.html",
        {
            "courtyard": found,
            "card": card,
            "homes": homes,
            "parts": parts,
            "bare": sum(home.dwelling.pk not in keepers for home in card.homes),
            "entrances": list(found.entrances.order_by("name")),
        },
    )
