"""The map of the community: the page with its table, its data, and what is drawn on it."""

import json
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_divide_zones, may_import_register, may_keep_register
from minqing.access.scope import Viewer
from minqing.desk.components import Chip
from minqing.desk.map_data import map_document
from minqing.desk.map_drawing import draw
from minqing.desk.map_reading import Filters, Ground, Yard, read_ground
from minqing.households.pages.chips import address, chosen, words_asked
from minqing.ledger.errors import Refused
from minqing.site.middleware import POLICY
from minqing.territory.backdrop_source import host_of, policy_with, tiles_address
from minqing.territory.cells import areas_present
from minqing.territory.geometry import GCJ02, WGS84
from minqing.territory.map_queries import backdrop_of, barriers_of
from minqing.territory.models import Backdrop

PAGE = 100
LARGEST = 2_000_000  # bytes of one drawing
NO_ID = UUID(int=0)


@desk_page
def community_map(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    ground, filters, backdrop = read_ground(viewer), _filters(request), backdrop_of(viewer.code)
    rows = ground.shown(filters)
    start = max(0, chosen(request, "after", int) or 0)
    response = render(
        request,
        "desk/community_map.html",
        {
            "rows": rows[start : start + PAGE],
            "more": address(request, after=start + PAGE) if len(rows) > start + PAGE else "",
            "count": len(rows),
            "totals": _totals(rows),
            "unplaced": sum(yard.spot.point is None for yard in ground.yards),
            "empty": not ground.yards,
            "zone_chips": _zone_chips(request, ground, filters),
            "show_chips": _show_chips(request, filters),
            "filters": filters,
            "zones": ground.zones,
            "areas_present": areas_present(),
            "no_id": NO_ID,
            "data_url": f"{reverse('map_data', args=[viewer.code])}?{request.GET.urlencode()}",
            "backdrop": _backdrop_words(viewer, backdrop),
            "backdrop_host": host_of(backdrop.template) if backdrop else "",
            "keeps": may_keep_register(viewer.actor, viewer.code),
            "divides": may_divide_zones(viewer.actor, viewer.code),
            "imports": may_import_register(viewer.actor, viewer.code),
        },
    )
    response.headers["Content-Security-Policy"] = policy_with(POLICY, backdrop)
    return response


@desk_page
def map_data(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    backdrop = backdrop_of(viewer.code)
    datum = GCJ02 if backdrop is not None and backdrop.gcj02 else WGS84
    told = map_document(read_ground(viewer), barriers_of(viewer.code), _filters(request), datum)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


@require_POST
@desk_page
def map_draw(request: DeskRequest) -> HttpResponse:
    try:
        said = json.loads(request.read(LARGEST + 1)[:LARGEST])
        if not isinstance(said, dict):
            raise ValueError
    except ValueError:
        return JsonResponse({"error": _("This cannot be drawn. Load the page again.")}, status=422)
    try:
        back = draw(request.viewer, said)
    except Refused as refused:
        return JsonResponse({"error": " ".join(refused.messages)}, status=422)
    return JsonResponse({"undo": back} if back else {})


def _filters(request: DeskRequest) -> Filters:
    return Filters(chosen(request, "zone", UUID), request.GET.get("show", ""), words_asked(request).strip())


def _backdrop_words(viewer: Viewer, backdrop: Backdrop | None) -> str:
    if backdrop is None:
        return ""
    url = tiles_address(backdrop.template)
    if backdrop.kind == Backdrop.Kind.PMTILES:
        url = reverse("map_tiles", args=[viewer.code])
    return json.dumps({"kind": backdrop.kind, "url": url, "attribution": backdrop.attribution})


def _totals(rows: list[Yard]) -> dict[str, int]:
    names = ("households", "late", "today", "waiting", "due")
    return {name: sum(getattr(yard, name) for yard in rows) for name in names}


def _zone_chips(request: DeskRequest, ground: Ground, filters: Filters) -> list[Chip]:
    every = Chip(_("Every zone"), address(request, zone=None), filters.zone is None)
    own = set(request.viewer.zone_ids)
    zones = sorted(ground.zones, key=lambda zone: zone.pk not in own)
    return [every, *(Chip(z.name, address(request, zone=z.pk), z.pk == filters.zone) for z in zones)]


def _show_chips(request: DeskRequest, filters: Filters) -> list[Chip]:
    labels = {
        "": _("All courtyards"),
        "late": _("With late concerns"),
        "concerns": _("With open concerns"),
        "due": _("With visits due"),
        "bare": _("In no zone"),
        "unplaced": _("Not on the map yet"),
    }
    return [
        Chip(label, address(request, show=show or None), filters.show == show)
        for show, label in labels.items()
    ]
