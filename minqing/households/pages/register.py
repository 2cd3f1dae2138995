from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_export_register, may_import_register
from minqing.access.scope import Viewer, holding
from minqing.committee.models import Coverage, Zone
from minqing.committee.queries import keepers_of_dwellings
from minqing.desk.components import Chip
from minqing.households.pages.chips import address, chosen, words_asked
from minqing.households.queries import RegisterFilter, RegisterPage, register_rows
from minqing.households.queries.register import STALE_AFTER, Whose, residents_asked
from minqing.language.order import reading_order
from minqing.territory.models import Dwelling


@desk_page
def register(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    zone = chosen(request, "zone", UUID)
    asked = RegisterFilter(
        words=words_asked(request),
        courtyard=chosen(request, "courtyard", UUID),
        within=_homes_of(viewer, zone) if zone else None,
        whose=_whose(request.GET.get("whose", ""), viewer),
    )
    after = request.GET.get("after", "")
    page = register_rows(viewer, asked, after)
    return render(
        request,
        "households/register.html",
        {
            "rows": _rows_with_keepers(viewer, page),
            "asked": asked,
            "count": None if after else residents_asked(viewer, asked).count(),
            "whose_chips": _whose_chips(request, viewer, asked),
            "zone_chips": _zone_chips(request, viewer, zone),
            "courtyard": viewer.courtyards().filter(pk=asked.courtyard).first() if asked.courtyard else None,
            "without_courtyard": address(request, courtyard=None),
            "next_url": f"{address(request)}{'&' if '?' in address(request) else '?'}after={page.next}"
            if page.next
            else "",
            "stale_before": viewer.today - STALE_AFTER,
            "narrowed": bool(asked.words or asked.courtyard or zone or asked.whose),
            "may_import": may_import_register(viewer.actor, viewer.code),
            "may_export": may_export_register(viewer.actor, viewer.code),
        },
    )


def _rows_with_keepers(viewer: Viewer, page: RegisterPage) -> list[tuple[object, object]]:
    keepers = keepers_of_dwellings([row.home.pk for row in page.rows if row.home], viewer.today)
    return [(row, keepers.get(row.home.pk) if row.home else None) for row in page.rows]


def _homes_of(viewer: Viewer, zone: UUID) -> QuerySet[Dwelling]:
    lying = Coverage.objects.filter(holding(viewer.today), community=viewer.code, zone=zone)
    return Dwelling.objects.filter(pk__in=lying.values("dwelling"))


def _whose(word: str, viewer: Viewer) -> Whose:
    known = {"elsewhere", "here", "stale", "never", "arrived", *(["left"] if viewer.sees_all else [])}
    return cast(Whose, word if word in known else "")


def _whose_chips(request: DeskRequest, viewer: Viewer, asked: RegisterFilter) -> list[Chip]:
    words = [
        ("", _("All")),
        ("stale", _("Not confirmed for half a year")),
        ("never", _("Never confirmed")),
        ("elsewhere", _("Registered elsewhere")),
        ("here", _("Registered here")),
        ("arrived", _("Newly arrived")),
        *([("left", _("Left"))] if viewer.sees_all else []),
    ]
    return [Chip(label, address(request, whose=word or None), word == asked.whose) for word, label in words]


def _zone_chips(request: DeskRequest, viewer: Viewer, zone: UUID | None) -> list[Chip]:
    rows = Zone.objects.filter(community=viewer.code, ended_on__isnull=True)
    mine = rows if viewer.sees_all else rows.filter(pk__in=viewer.zone_ids)
    zones = sorted(mine, key=lambda zone: reading_order(zone.name))
    if len(zones) < 2:
        return []
    return [
        Chip(_("Every zone"), address(request, zone=None), zone is None),
        *(Chip(each.name, address(request, zone=each.pk), each.pk == zone) for each in zones),
    ]
