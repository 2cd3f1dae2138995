from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.territory import actions
from minqing.territory.asking import asked, carried_out, sent_before
from minqing.territory.forms import CourtyardForm, EndHomeForm, HomeForm, NewHomeForm, PlaceForm
from minqing.territory.models import Courtyard, Dwelling


@desk_page
def courtyard_new(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    form = CourtyardForm(request.POST or None)
    if made := sent_before(form, Courtyard):
        return redirect("courtyard", viewer.code, made)

    def add(said: dict[str, Any]) -> None:
        fact = said.pop("fact")
        actions.add_courtyard(by=viewer.actor, at=viewer.now, community=viewer.code, id=fact, **said)

    if carried_out(request, form, add):
        messages.success(request, _("Added. Now add its homes."))
        return redirect("courtyard", viewer.code, form["fact"].value())
    back = reverse("courtyards", args=[viewer.code])
    return asked(request, "territory/courtyard_new.html", form, back=back)


@desk_page
def courtyard_change(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    fields = ("name", "lane", "latitude", "longitude")
    form = PlaceForm(request.POST or None, initial={name: getattr(found, name) for name in fields})

    def change(said: dict[str, Any]) -> None:
        actions.change_courtyard(by=viewer.actor, at=viewer.now, courtyard=found, **said)

    if carried_out(request, form, change):
        messages.success(request, _("Saved."))
        return redirect("courtyard", viewer.code, pk)
    back = reverse("courtyard", args=[viewer.code, pk])
    return asked(request, "territory/courtyard_change.html", form, back=back, courtyard=found)


@desk_page
def home_new(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    form = NewHomeForm(request.POST or None)
    if sent_before(form, Dwelling):
        return redirect("courtyard", viewer.code, pk)

    def add(said: dict[str, Any]) -> None:
        fact = said.pop("fact")
        actions.add_dwelling(by=viewer.actor, at=viewer.now, courtyard=found, id=fact, **said)

    if carried_out(request, form, add):
        messages.success(request, _("The home is added."))
        return redirect("courtyard", viewer.code, pk)
    back = reverse("courtyard", args=[viewer.code, pk])
    return asked(request, "territory/home_new.html", form, back=back, courtyard=found)


@desk_page
def home_change(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.dwellings().filter(gone_on__isnull=True).select_related("courtyard"), pk=pk)
    form = HomeForm(
        request.POST or None, initial={name: getattr(found, name) for name in ("unit", "floor", "tenure")}
    )

    def change(said: dict[str, Any]) -> None:
        actions.change_dwelling(by=viewer.actor, at=viewer.now, dwelling=found, **said)

    if carried_out(request, form, change):
        messages.success(request, _("Saved."))
        return redirect("courtyard", viewer.code, found.courtyard_id)
    back = reverse("courtyard", args=[viewer.code, found.courtyard_id])
    return asked(request, "territory/home_change.html", form, back=back, dwelling=found)


@desk_page
def home_end(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.dwellings().filter(gone_on__isnull=True).select_related("courtyard"), pk=pk)
    form = EndHomeForm(request.POST or None, initial={"day": viewer.today})

    def end(said: dict[str, Any]) -> None:
        actions.end_dwelling(by=viewer.actor, at=viewer.now, dwelling=found, day=said["day"])

    if carried_out(request, form, end):
        messages.success(request, _("The home is ended; its history stays."))
        return redirect("courtyard", viewer.code, found.courtyard_id)
    back = reverse("courtyard", args=[viewer.code, found.courtyard_id])
    return asked(request, "territory/home_end.html", form, back=back, dwelling=found)
