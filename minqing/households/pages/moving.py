from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import holding, one_of
from minqing.households import actions
from minqing.households.forms import MoveForm, SplitForm
from minqing.households.models import Household, Membership, Resident
from minqing.households.pages.homes import home_named, to_household
from minqing.households.queries import home_on
from minqing.ledger.errors import Refused
from minqing.territory.asking import asked, carried_out, sent_before


@desk_page
def household_move(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households().filter(ended_on__isnull=True), pk=pk)
    home = home_on([pk], viewer.today).get(pk)
    form = MoveForm(
        request.POST or None,
        courtyards=viewer.courtyards(),
        today=viewer.today,
        initial={"courtyard": home.courtyard_id if home else None},
    )

    def move(said: dict[str, Any]) -> None:
        who: dict[str, Any] = {"by": viewer.actor, "at": viewer.now, "household": found}
        if said["how"] == "wrong":
            actions.correct_home(**who, dwelling=home_named(viewer, said, found.formed_on))
        elif said["day"] is None:
            raise Refused({"day": _("Write the day of the move.")})
        else:
            actions.move_household(**who, dwelling=home_named(viewer, said, said["day"]), day=said["day"])

    if carried_out(request, form, move):
        messages.success(request, _("Moved. Where it lived before stays in the history."))
        return to_household(viewer, pk)
    back = reverse("household", args=[viewer.code, pk])
    return asked(request, "households/household_move.html", form, back=back, home=home)


@desk_page
def household_split(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.households().filter(ended_on__isnull=True), pk=pk)
    home = home_on([pk], viewer.today).get(pk)
    now = Membership.objects.filter(holding(viewer.today), household=found)
    form = SplitForm(
        request.POST or None,
        people=Resident.objects.filter(pk__in=now.values("resident")).order_by("pinyin", "pk"),
        courtyards=viewer.courtyards(),
        today=viewer.today,
        initial={"courtyard": home.courtyard_id, "unit": home.unit} if home else None,
    )
    if made := sent_before(form, Household):
        return to_household(viewer, made)

    def split(said: dict[str, Any]) -> None:
        actions.split_household(
            by=viewer.actor,
            at=viewer.now,
            household=found,
            members=list(said["members"]),
            head=said["head"],
            dwelling=home_named(viewer, said, said["day"]),
            day=said["day"],
            id=said["fact"],
        )

    if carried_out(request, form, split):
        messages.success(request, _("They are a household of their own now."))
        return to_household(viewer, form.cleaned_data["fact"])
    back = reverse("household", args=[viewer.code, pk])
    return asked(request, "households/household_split.html", form, back=back)
