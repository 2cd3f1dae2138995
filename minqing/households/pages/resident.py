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
from minqing.households import actions
from minqing.households.forms import (
    EndRoleForm,
    LeaveForm,
    NewPersonForm,
    PersonForm,
    RoleForm,
    facts_as_typed,
)
from minqing.households.models import ActiveRole, Membership, Resident
from minqing.households.pages.history import told
from minqing.households.queries import resident_card
from minqing.territory.asking import asked, carried_out, sent_before


@desk_page
def resident(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.residents(), pk=pk)
    card = resident_card(viewer, found)
    return render(
        request,
        "households/resident.html",
        {"resident": found, "card": card, "history": told(viewer, card.history)},
    )


@desk_page
def resident_new(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    household = one_of(viewer.households().filter(ended_on__isnull=True), pk=pk)
    form = NewPersonForm(request.POST or None, today=viewer.today)
    if sent_before(form, Resident):
        return redirect("household", viewer.code, pk)

    def add(said: dict[str, Any]) -> None:
        actions.add_resident(
            by=viewer.actor,
            at=viewer.now,
            household=household,
            person=form.person(),
            day=said["day"],
            confirmed_on=viewer.today,
            id=said["fact"],
        )

    if carried_out(request, form, add):
        messages.success(request, _("The person is added."))
        return redirect("household", viewer.code, pk)
    back = reverse("household", args=[viewer.code, pk])
    return asked(request, "households/resident_new.html", form, back=back)


@desk_page
def resident_change(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.residents(), pk=pk)
    now = Membership.objects.filter(resident=found, to_day__isnull=True).first()
    form = PersonForm(request.POST or None, initial=facts_as_typed(found, now.relation if now else ""))

    def change(said: dict[str, Any]) -> None:
        actions.correct_resident(by=viewer.actor, at=viewer.now, resident=found, person=form.person())

    if carried_out(request, form, change):
        messages.success(request, _("Corrected."))
        return redirect("resident", viewer.code, pk)
    back = reverse("resident", args=[viewer.code, pk])
    return asked(request, "households/resident_change.html", form, back=back, resident=found)


@desk_page
@require_POST
def resident_confirm(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.residents(), pk=pk)
    actions.confirm_resident(by=viewer.actor, at=viewer.now, resident=found)
    messages.success(request, _("Confirmed: everything is as it stands here."))
    return redirect("resident", viewer.code, pk)


@desk_page
def resident_leave(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.residents().filter(left_on__isnull=True), pk=pk)
    membership = one_of(Membership.objects.filter(to_day__isnull=True), resident=found)
    form = LeaveForm(request.POST or None, today=viewer.today)

    def leave(said: dict[str, Any]) -> None:
        actions.resident_leaves(by=viewer.actor, at=viewer.now, resident=found, day=said["day"])

    if carried_out(request, form, leave):
        messages.success(request, _("Noted as left; the history stays."))
        if viewer.households().filter(pk=membership.household_id).exists():
            return redirect("household", viewer.code, membership.household_id)
        return redirect("courtyards", viewer.code)
    back = reverse("resident", args=[viewer.code, pk])
    return asked(request, "households/resident_leave.html", form, back=back, resident=found)


@desk_page
def role_new(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.residents().filter(left_on__isnull=True), pk=pk)
    form = RoleForm(request.POST or None, courtyards=viewer.courtyards(), today=viewer.today)
    if sent_before(form, ActiveRole):
        return redirect("resident", viewer.code, pk)

    def agree(said: dict[str, Any]) -> None:
        fact = said.pop("fact")
        actions.agree_to_role(by=viewer.actor, at=viewer.now, resident=found, id=fact, **said)

    if carried_out(request, form, agree):
        messages.success(request, _("The role is noted."))
        return redirect("resident", viewer.code, pk)
    back = reverse("resident", args=[viewer.code, pk])
    return asked(request, "households/role_new.html", form, back=back, resident=found)


@desk_page
def role_end(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    rows = ActiveRole.objects.filter(to_day__isnull=True, resident__in=viewer.residents())
    role = one_of(rows.select_related("resident"), pk=pk)
    form = EndRoleForm(request.POST or None, today=viewer.today)

    def end(said: dict[str, Any]) -> None:
        actions.end_role(by=viewer.actor, at=viewer.now, role=role, day=said["day"])

    if carried_out(request, form, end):
        messages.success(request, _("The role has ended."))
        return redirect("resident", viewer.code, role.resident_id)
    back = reverse("resident", args=[viewer.code, role.resident_id])
    return asked(request, "households/role_end.html", form, back=back, role=role)
