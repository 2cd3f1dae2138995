"""What a courtyard has: noted, corrected, checked, gone."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.territory import actions
from minqing.territory.asking import asked, carried_out, sent_before
from minqing.territory.models import Courtyard, Fixture
from minqing.territory.pages.plan_reading import drawn, scene_of
from minqing.territory.plan_forms import CheckForm, FixtureForm, GoneForm, NewFixtureForm
from minqing.territory.plan_layers import layers_for
from minqing.territory.plan_queries import drawing_in, homes_for, newest_plan


def _around(viewer: Viewer, courtyard: Courtyard) -> dict[str, Any]:
    """What every page of a fixture shows: the plan to point at, and the way back."""
    newest = newest_plan(courtyard)
    drawing, homes = drawing_in(newest), homes_for(courtyard)
    layers = list(layers_for(viewer, courtyard, [], ["fixtures"]).values())
    picture = drawn(drawing, scene_of(drawing, homes, layers), courtyard.name) if newest else ""
    return {
        "courtyard": courtyard,
        "picture": "" if drawing.is_building else picture,
        "back": reverse("courtyard_plan", args=[viewer.code, courtyard.pk]),
    }


def _fixture(viewer: Viewer, pk: UUID) -> Fixture:
    rows = Fixture.objects.filter(community=viewer.code, gone_on__isnull=True).select_related("courtyard")
    return one_of(rows, pk=pk)


@desk_page
def fixture_new(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.courtyards(), pk=pk)
    form = NewFixtureForm(request.POST or None)
    if sent_before(form, Fixture):
        return redirect("courtyard_plan", viewer.code, pk)

    def place(said: dict[str, Any]) -> None:
        fact = said.pop("fact")
        actions.place_fixture(by=viewer.actor, at=viewer.now, courtyard=found, id=fact, **said)

    if carried_out(request, form, place):
        messages.success(request, _("Noted on the plan."))
        return redirect("courtyard_plan", viewer.code, pk)
    return asked(request, "territory/fixture_change.html", form, **_around(viewer, found))


@desk_page
def fixture_change(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = _fixture(viewer, pk)
    fields = ("kind", "note", "x", "y", "floor", "check_by")
    form = FixtureForm(request.POST or None, initial={name: getattr(found, name) for name in fields})

    def change(said: dict[str, Any]) -> None:
        actions.change_fixture(by=viewer.actor, at=viewer.now, fixture=found, **said)

    if carried_out(request, form, change):
        messages.success(request, _("Saved."))
        return redirect("courtyard_plan", viewer.code, found.courtyard_id)
    return asked(
        request, "territory/fixture_change.html", form, fixture=found, **_around(viewer, found.courtyard)
    )


@desk_page
def fixture_check(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = _fixture(viewer, pk)
    form = CheckForm(request.POST or None, initial={"day": viewer.today})

    def check(said: dict[str, Any]) -> None:
        actions.check_fixture(by=viewer.actor, at=viewer.now, fixture=found, **said)

    if carried_out(request, form, check):
        messages.success(request, _("The check is noted."))
        return redirect("courtyard_plan", viewer.code, found.courtyard_id)
    back = reverse("courtyard_plan", args=[viewer.code, found.courtyard_id])
    return asked(request, "territory/fixture_check.html", form, fixture=found, back=back)


@desk_page
def fixture_gone(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = _fixture(viewer, pk)
    form = GoneForm(request.POST or None, initial={"day": viewer.today})

    def end(said: dict[str, Any]) -> None:
        actions.remove_fixture(by=viewer.actor, at=viewer.now, fixture=found, day=said["day"])

    if carried_out(request, form, end):
        messages.success(request, _("It is off the plan; that it was there stays known."))
        return redirect("courtyard_plan", viewer.code, found.courtyard_id)
    back = reverse("courtyard_plan", args=[viewer.code, found.courtyard_id])
    return asked(request, "territory/fixture_gone.html", form, fixture=found, back=back)
