"""The network map of a zone: on the screen, on paper, and in words."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.committee.models import Zone
from minqing.desk.network import sheet_of
from minqing.desk.network_paper import can_print, network_pdf
from minqing.desk.network_reading import network_of
from minqing.desk.network_svg import network_svg
from minqing.desk.phrases import full_day


@require_safe
@desk_page
def zone_network(request: DeskRequest, pk: UUID) -> HttpResponse:
    zone, telephones = _zone(request.viewer, pk), "telephones" in request.GET
    network = network_of(request.viewer, zone, telephones)
    # Made by ElementTree, which escapes what people wrote.
    drawing = mark_safe(network_svg(sheet_of(network)))
    context = {"zone": zone, "network": network, "drawing": drawing, "telephones": telephones}
    return render(request, "desk/zone_network.html", {**context, "can_print": can_print()})


@require_safe
@desk_page
def zone_network_pdf(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    zone = _zone(viewer, pk)
    if not can_print():
        raise Http404
    sheet = sheet_of(network_of(viewer, zone, "telephones" in request.GET))
    title = _("Network map of %(zone)s") % {"zone": zone.name}
    language = get_language() or ""
    body = network_pdf(
        {
            "lang": "zh" if language.startswith("zh") else "en",
            "title": f"{viewer.community.name} · {title}",
            "day": full_day(viewer.today),
            "drawing": network_svg(sheet, "Noto Sans SC"),
            "wide": f"{sheet.wide * sheet.scale:.1f}mm",
        }
    )
    answer = HttpResponse(body, content_type="application/pdf")
    answer.headers["Content-Disposition"] = content_disposition_header(False, f"{title}.pdf") or "inline"
    return answer


def _zone(viewer: Viewer, pk: UUID) -> Zone:
    """The zone, to its keeper, to who covers, and to the secretary: it names residents."""
    zones = Zone.objects.filter(community=viewer.code)
    return one_of(zones if viewer.sees_all else zones.filter(pk__in=viewer.zone_ids), pk=pk)
