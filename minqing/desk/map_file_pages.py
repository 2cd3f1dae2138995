"""Places in from files and out into files: sent, looked at, taken; and taken out."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_export_register, may_import_register, require
from minqing.access.scope import Viewer
from minqing.desk.fields import DayField
from minqing.desk.map_out import courtyards_out, zones_out
from minqing.desk.map_reading import read_ground
from minqing.desk.map_zones import ZoneRow, matched_zones, take_zones, zone_row_from
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.territory.actions import place_courtyards
from minqing.territory.asking import FactForm, asked, show_refusal
from minqing.territory.cells import areas_present
from minqing.territory.map_forms import DatumForm
from minqing.territory.map_in.features import LARGEST
from minqing.territory.map_in.matching import Row, matched_courtyards, places_of, row_from
from minqing.territory.map_in.reading import features_of
from minqing.territory.map_in.waiting import forget, keep, kept
from minqing.territory.map_out import as_csv, as_geojson, as_kml

SHOWN = 500  # rows of a preview
KINDS = ("new", "moved", "same", "left")
TYPES = {"geojson": "application/geo+json", "csv": "text/csv", "kml": "application/vnd.google-earth.kml+xml"}


class PlacesFileForm(FactForm, DatumForm):
    what = forms.ChoiceField(
        label=gettext_lazy("What is in the file"),
        choices=[
            ("courtyards", gettext_lazy("Courtyards: points or outlines")),
            ("zones", gettext_lazy("Zones: areas")),
        ],
        initial="courtyards",
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("GeoJSON, KML or CSV, 20 MB at most.")
    )
    field_order = ("file", "what", "datum")


class FromDayForm(forms.Form):
    from_day = DayField(label=gettext_lazy("From this day on"))


@desk_page
def map_import(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_import_register(viewer.actor, viewer.code))
    form = PlacesFileForm(request.POST or None, request.FILES or None)
    back = reverse("community_map", args=[viewer.code])
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("map_import_preview", viewer.code, _keep(viewer, form.cleaned_data))
        except Refused as refused:
            show_refusal(form, refused)
    return asked(request, "desk/map_import.html", form, back=back)


def _keep(viewer: Viewer, said: dict[str, Any]) -> UUID:
    """Read and match what was sent; keep it for the preview. Refuses what cannot be read."""
    sent = said["file"]
    if sent.size > LARGEST:
        raise Refused({"file": _("This file is larger than 20 MB.")})
    features, datum = features_of(sent.read()), said["datum"]
    rows: list[Row] | list[ZoneRow]
    if said["what"] == "zones":
        rows = matched_zones(read_ground(viewer), features, datum)
    else:
        rows = matched_courtyards(viewer.code, features, datum)
    document = {
        "community": viewer.code,
        "account": str(viewer.account),
        "file_name": sent.name[:120],
        "what": said["what"],
        "rows": [row.as_json() for row in rows],
    }
    pk: UUID = said["fact"]
    try:
        keep(pk, document)
    except FileExistsError:
        pk = uuid7()
        keep(pk, document)
    return pk


@desk_page
def map_import_preview(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    require(may_import_register(viewer.actor, viewer.code))
    document = kept(pk, viewer.code, viewer.account)
    if document is None:
        raise Http404
    zones = document["what"] == "zones"
    rows: list[Any] = [(zone_row_from if zones else row_from)(each) for each in document["rows"]]
    form = FromDayForm(request.POST or None if zones else None, initial={"from_day": viewer.today})
    if request.method == "POST" and (not zones or form.is_valid()):
        try:
            came = _take(viewer, rows, form.cleaned_data["from_day"] if zones else None)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            forget(pk)
            words = ngettext("%(n)s courtyard is taken over.", "%(n)s courtyards are taken over.", came)
            messages.success(request, words % {"n": came})
            return redirect("community_map", viewer.code)
    counts = {kind: sum(row.kind == kind for row in rows) for kind in KINDS}
    context = {
        "rows": sorted(rows, key=lambda row: KINDS[::-1].index(row.kind))[:SHOWN],
        "hidden": max(0, len(rows) - SHOWN),
        "counts": counts,
        "takes": counts["new"] + counts["moved"],
        "zones": zones,
        "file_name": document["file_name"],
        "pk": pk,
        "form": form,
    }
    return render(request, "desk/map_import_preview.html", context, status=422 if form.errors else 200)


def _take(viewer: Viewer, rows: list[Any], from_day: date | None) -> int:
    if from_day is not None:
        return take_zones(viewer, rows, from_day)
    places = places_of(rows)
    return place_courtyards(by=viewer.actor, at=viewer.now, community=viewer.code, places=places)


@require_safe
@desk_page
def map_export(request: DeskRequest) -> HttpResponse:
    require(may_export_register(request.viewer.actor, request.viewer.code))
    return render(request, "desk/map_export.html", {"areas_present": areas_present(), "kinds": list(TYPES)})


@require_safe
@desk_page
def map_export_file(request: DeskRequest, what: str, kind: str) -> HttpResponse:
    viewer = request.viewer
    require(may_export_register(viewer.actor, viewer.code))
    if kind not in TYPES or what not in ("courtyards", "zones"):
        raise Http404
    ground = read_ground(viewer)
    things = courtyards_out(ground) if what == "courtyards" else zones_out(ground)
    title = f"{viewer.community.name} · {_('Courtyards') if what == 'courtyards' else _('Zones')}"
    body = {"geojson": as_geojson, "csv": as_csv}[kind](things) if kind != "kml" else as_kml(things, title)
    answer = HttpResponse(body, content_type=f"{TYPES[kind]}; charset=utf-8")
    name = f"{viewer.community.name}-{viewer.today:%Y-%m-%d}-{what}.{kind}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer
