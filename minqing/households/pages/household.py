from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.committee.queries import keeper_of
from minqing.households import actions
from minqing.households.forms import LeaveForm, NewHouseholdForm, NumberForm
from minqing.households.models import Household, Relation
from minqing.households.pages.history import told
from minqing.households.pages.homes import to_household
from minqing.households.queries import household_card
from minqing.territory.asking import asked, carried_out, sent_before


@desk_page
def household(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households(), pk=pk)
    card = household_card(viewer, found)
    return render(
        request,
        "households/household.html",
        {
            "household": found,
            "card": card,
            "keeper": keeper_of(found, viewer.today),
            "history": told(viewer, card.history),
        },
    )


@desk_page
def household_new(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    home = one_of(viewer.dwellings().filter(gone_on__isnull=True).select_related("courtyard"), pk=pk)
    form = NewHouseholdForm(request.POST or None, today=viewer.today, initial={"relation": Relation.HEAD})
    if made := sent_before(form, Household):
        return to_household(viewer, made)

    def settle(said: dict[str, Any]) -> None:
        actions.settle_household(
            by=viewer.actor,
            at=viewer.now,
            dwelling=home,
            day=said["day"],
            people=[form.person()],
            number=said["number"],
            confirmed_on=viewer.today,
            id=said["fact"],
        )

    if carried_out(request, form, settle):
        messages.success(request, _("The household is added. Now add who else lives there."))
        return to_household(viewer, form.cleaned_data["fact"])
    back = reverse("courtyard", args=[viewer.code, home.courtyard_id])
    return asked(request, "households/household_new.html", form, back=back, dwelling=home)


@desk_page
@require_POST
def household_confirm(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households().filter(ended_on__isnull=True), pk=pk)
    actions.confirm_household(by=viewer.actor, at=viewer.now, household=found)
    messages.success(request, _("Confirmed: everything is as it stands here."))
    return redirect("household", viewer.code, pk)


@desk_page
@require_POST
def household_visits(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households(), pk=pk)
    if request.POST.get("wish") == "decline":
        actions.decline_visits(by=viewer.actor, at=viewer.now, household=found)
        messages.success(request, _("Noted: this household wishes no visits. It counts as visited."))
    else:
        actions.accept_visits(by=viewer.actor, at=viewer.now, household=found)
        messages.success(request, _("Noted: this household welcomes visits."))
    return redirect("household", viewer.code, pk)


@desk_page
def household_change(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households(), pk=pk)
    form = NumberForm(request.POST or None, initial={"number": found.number})

    def change(said: dict[str, Any]) -> None:
        actions.correct_household(by=viewer.actor, at=viewer.now, household=found, number=said["number"])

    if carried_out(request, form, change):
        messages.success(request, _("Saved."))
        return redirect("household", viewer.code, pk)
    back = reverse("household", args=[viewer.code, pk])
    return asked(request, "households/household_change.html", form, back=back)


@desk_page
def household_end(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households().filter(ended_on__isnull=True), pk=pk)
    form = LeaveForm(request.POST or None, today=viewer.today)

    def end(said: dict[str, Any]) -> None:
        actions.end_household(by=viewer.actor, at=viewer.now, household=found, day=said["day"])

    if carried_out(request, form, end):
        messages.success(request, _("The household has left; its history stays."))
        return to_household(viewer, pk)  # a member no longer sees a household that left; the secretary does
    back = reverse("household", args=[viewer.code, pk])
    return asked(request, "households/household_end.html", form, back=back)
