"""A plan taken out of the house: to scale on A4, as a picture or a drawing; the care layer only with a reason."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.ledger.errors import Refused
from minqing.territory import actions
from minqing.territory.asking import show_refusal
from minqing.territory.drawing import Drawing
from minqing.territory.models import Courtyard, PlanVersion
from minqing.territory.pages.plan_drawing import drawer_of
from minqing.territory.pages.plan_reading import AT_FIRST, scene_of
from minqing.territory.plan_forms import PrintForm
from minqing.territory.plan_layers import Layer, layers_for
from minqing.territory.plan_queries import PlanHome, drawing_in, homes_for, newest_plan, unplaced
from minqing.territory.plan_scale import sheet_for
from minqing.territory.plan_svg import Scene, frame, plan_svg
from minqing.territory.plan_typst import can_print, printed

TYPES = {"pdf": "application/pdf", "png": "image/png", "svg": "image/svg+xml"}


@desk_page
def courtyard_plan_print(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    newest = newest_plan(found)
    if newest is None:
        raise Http404
    homes = homes_for(found)
    layers = layers_for(viewer, found, homes)
    choices = [(name, layer.title) for name, layer in layers.items() if layer.open]
    first = [name for name, _title in choices if name in AT_FIRST]
    form = PrintForm(request.POST or None, layers=choices, initial={"layers": first, "form": "pdf"})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = [layers[name] for name in said["layers"]]
        try:
            if said["form"] != "svg" and not can_print():
                raise Refused({"form": _("This server cannot print yet. The SVG drawing can be had.")})
            actions.note_plan_taken_out(
                by=viewer.actor,
                at=viewer.now,
                courtyard=found,
                layers=tuple(said["layers"]),
                form=said["form"],
                reason=said["reason"],
            )
            return _file(viewer, found, newest, homes, wanted, said["form"])
        except Refused as refused:
            show_refusal(form, refused)
    context = {
        "courtyard": found,
        "form": form,
        "printer": can_print(),
        "back": reverse("courtyard_plan", args=[viewer.code, pk]),
    }
    return render(
        request, "territory/courtyard_plan_print.html", context, status=422 if form.is_bound else 200
    )


def _file(
    viewer: Viewer,
    courtyard: Courtyard,
    version: PlanVersion,
    homes: list[PlanHome],
    layers: list[Layer],
    form: str,
) -> HttpResponse:
    drawing = drawing_in(version)
    scene = scene_of(drawing, homes, layers)
    data = (
        plan_svg(drawing, scene, title=courtyard.name).encode()
        if form == "svg"
        else printed(
            sheet_words(viewer, courtyard, version, homes, layers, drawing, scene),
            "png" if form == "png" else "pdf",
        )
    )
    name = quote(f"{courtyard.name}-{version.number}.{form}")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=TYPES[form], headers=headers)


def sheet_words(
    viewer: Viewer,
    courtyard: Courtyard,
    version: PlanVersion,
    homes: list[PlanHome],
    layers: list[Layer],
    drawing: Drawing,
    scene: Scene,
) -> dict[str, str]:
    """What stands on the sheet: the plan at a usual scale, its bar, title, legend, who drew and who printed it."""
    _x, _y, width, height = frame(drawing, scene)
    sheet = sheet_for(width, height)
    size = (f"{sheet.width:.2f}mm", f"{sheet.height:.2f}mm")
    letter = 36.0 if drawing.is_building else sheet.letter()
    legend = [f"{mark.sign} {mark.means}" for layer in layers for mark in layer.legend]
    left = len(unplaced(homes, drawing))
    if left:
        legend.append(_("Homes without a place: %(n)s") % {"n": left})
    at = version.drawn_at.astimezone(viewer.zone_of_time)
    scale: dict[str, Any] = {"scale": sheet.scale}
    return {
        "title": courtyard.name,
        "drawn": _("Version %(n)s · %(who)s · %(day)s")
        % {"n": version.number, "who": drawer_of(version), "day": at.date().isoformat()},
        "plan": plan_svg(drawing, scene, title=courtyard.name, letter=letter, size=size),
        "width": size[0],
        "room": "138mm" if sheet.landscape else "225mm",
        "landscape": "yes" if sheet.landscape else "no",
        "lang": "zh" if (get_language() or "").startswith("zh") else "en",
        "legend": "   ".join(legend),
        "scale": _("Not to scale") if drawing.is_building else _("Scale 1:%(scale)s") % scale,
        "bar": "" if drawing.is_building else f"{sheet.bar_mm:.2f}mm",
        "metres": _("%(n)s m") % {"n": sheet.bar_metres},
        "foot": _("Printed %(day)s by %(who)s · for the committee's work only")
        % {"day": viewer.today.isoformat(), "who": viewer.actor.name},
    }
