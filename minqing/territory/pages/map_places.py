from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_divide_zones, require
from minqing.access.scope import one_of
from minqing.territory import actions
from minqing.territory.asking import asked, carried_out, sent_before
from minqing.territory.map_forms import BarrierForm, PlaceOnMapForm, spelled
from minqing.territory.map_queries import barriers_of
from minqing.territory.models import Barrier


@desk_page
def map_place(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    point = (
        [(found.longitude, found.latitude)]
        if found.longitude is not None and found.latitude is not None
        else []
    )
    now = {"point": spelled(point), "outline": spelled(found.outline[:-1] if found.outline else [])}
    form = PlaceOnMapForm(request.POST or None, initial=now)

    def place(said: dict[str, Any]) -> None:
        who: dict[str, Any] = {"by": viewer.actor, "at": viewer.now, "courtyard": found}
        places, ring = form.places("point"), form.places("outline")
        if places or not ring:
            actions.place_courtyard(**who, point=places[0] if places else None)
        if ring or found.outline:
            actions.outline_courtyard(**who, ring=ring or None)

    if carried_out(request, form, place):
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('community_map', args=[viewer.code])}?q={found.name}")
    back = reverse("community_map", args=[viewer.code])
    return asked(request, "territory/map_place.html", form, back=back, courtyard=found)


@desk_page
def map_barriers(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    divides = may_divide_zones(viewer.actor, viewer.code)
    form = BarrierForm(request.POST or None)
    if request.method == "POST":
        require(divides)
    if sent_before(form, Barrier):
        return redirect("map_barriers", viewer.code)

    def draw(said: dict[str, Any]) -> None:
        actions.draw_barrier(
            by=viewer.actor,
            at=viewer.now,
            community=viewer.code,
            name=said["name"],
            line=form.places("line"),
            id=said["fact"],
        )

    if carried_out(request, form, draw):
        messages.success(request, _("The barrier is drawn."))
        return redirect("map_barriers", viewer.code)
    rows = [(barrier, spelled(barrier.line)) for barrier in barriers_of(viewer.code)]
    context = {"form": form, "rows": rows, "divides": divides}
    return render(request, "territory/map_barriers.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk_page
def map_barrier_remove(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    require(may_divide_zones(viewer.actor, viewer.code))
    barrier = one_of(Barrier.objects.filter(community=viewer.code), pk=pk)
    actions.remove_barrier(by=viewer.actor, at=viewer.now, barrier=barrier)
    messages.success(request, _("The barrier is removed."))
    return redirect("map_barriers", viewer.code)
