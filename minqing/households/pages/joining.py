from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.households import actions
from minqing.households.forms import IntoForm, PersonIntoForm
from minqing.households.models import Membership
from minqing.households.pages.chips import words_asked
from minqing.households.queries import HouseholdLine, home_on, households_like
from minqing.households.queries.households import without_household
from minqing.territory.asking import asked, carried_out


@desk_page
def household_join(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households().filter(ended_on__isnull=True), pk=pk)
    home = home_on([pk], viewer.today).get(pk)
    form = IntoForm(
        request.POST or None, households=viewer.households().filter(ended_on__isnull=True), today=viewer.today
    )

    def join(said: dict[str, Any]) -> None:
        actions.join_households(
            by=viewer.actor, at=viewer.now, household=found, into=said["into"], day=said["day"]
        )

    if carried_out(request, form, join):
        messages.success(request, _("The two are one household now."))
        return redirect("household", viewer.code, form.cleaned_data["into"].pk)
    words = words_asked(request, home.courtyard.name if home else "")
    return asked(
        request,
        "households/household_join.html",
        form,
        back=reverse("household", args=[viewer.code, pk]),
        words=words,
        lines=_others(viewer, words, pk),
    )


@desk_page
def resident_move(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.residents(), pk=pk)
    now = one_of(Membership.objects.filter(to_day__isnull=True), resident=found)
    home = home_on([now.household_id], viewer.today).get(now.household_id)
    form = PersonIntoForm(
        request.POST or None, households=viewer.households().filter(ended_on__isnull=True), today=viewer.today
    )

    def move(said: dict[str, Any]) -> None:
        actions.move_resident(
            by=viewer.actor,
            at=viewer.now,
            resident=found,
            household=said["into"],
            day=said["day"],
            relation=said["relation"],
        )

    if carried_out(request, form, move):
        messages.success(request, _("Moved. Where they belonged before stays in the history."))
        return redirect("resident", viewer.code, pk)
    words = words_asked(request, home.courtyard.name if home else "")
    return asked(
        request,
        "households/resident_move.html",
        form,
        back=reverse("resident", args=[viewer.code, pk]),
        resident=found,
        words=words,
        lines=_others(viewer, words, now.household_id),
    )


@desk_page
def resident_return(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(without_household(viewer), pk=pk)
    form = PersonIntoForm(
        request.POST or None, households=viewer.households().filter(ended_on__isnull=True), today=viewer.today
    )

    def come_back(said: dict[str, Any]) -> None:
        actions.resident_returns(
            by=viewer.actor,
            at=viewer.now,
            resident=found,
            household=said["into"],
            day=said["day"],
            relation=said["relation"],
        )

    if carried_out(request, form, come_back):
        messages.success(request, _("Welcome back. The time away stays in the history."))
        return redirect("resident", viewer.code, pk)
    words = words_asked(request)
    return asked(
        request,
        "households/resident_return.html",
        form,
        back=reverse("resident", args=[viewer.code, pk]),
        resident=found,
        words=words,
        lines=households_like(viewer, words),
    )


def _others(viewer: Viewer, words: str, but: UUID) -> list[HouseholdLine]:
    """The viewer's households that the words mean, without one."""
    return [line for line in households_like(viewer, words) if line.household.pk != but]
