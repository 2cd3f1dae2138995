from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.committee.pages.asking import asked_again, carried_out
from minqing.households.queries import household_lines
from minqing.visits.actions import set_call_rhythm, set_visit_window
from minqing.visits.forms import AsksForm
from minqing.visits.models import CallRhythm, VisitWindow


@desk_page
def household_asks(request: DeskRequest, pk: UUID) -> HttpResponse:
    """When and how often a household asks to be visited."""
    viewer = request.viewer
    household = one_of(viewer.households(), pk=pk)
    window = VisitWindow.objects.filter(household=household).first()
    rhythm = CallRhythm.objects.filter(household=household).first()
    initial = {
        "begins": window.begins if window else None,
        "ends": window.ends if window else None,
        "every_days": rhythm.every_days if rhythm else None,
    }
    form = AsksForm(request.POST if request.method == "POST" else None, initial=initial)

    def keep(asked: dict[str, Any]) -> None:
        told: dict[str, Any] = {"by": viewer.actor, "at": viewer.now, "household": household}
        set_visit_window(**told, begins=asked["begins"], ends=asked["ends"])
        if asked["every_days"] != initial["every_days"]:
            set_call_rhythm(**told, every_days=asked["every_days"])

    if carried_out(request, form, keep):
        messages.success(request, _("Saved."))
        return redirect("household", viewer.code, household.pk)
    (line,) = household_lines([household], viewer.today)
    return asked_again(request, "visits/household_asks.html", form, household=household, line=line)
