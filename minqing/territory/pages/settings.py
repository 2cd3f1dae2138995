from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import may_set_up, require
from minqing.territory import actions
from minqing.territory.asking import asked, carried_out
from minqing.territory.forms import ZONES, CommunityForm, HoursForm
from minqing.territory.queries import calendar_years, unknown_years


@desk_page
def settings(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    year = viewer.today.year
    return render(
        request,
        "territory/settings.html",
        {
            "community": viewer.community,
            "years": calendar_years(viewer.community, year - 1, year + 1),
            "unknown": unknown_years(viewer.community, viewer.today),
            "zone_name": dict(ZONES).get(viewer.community.timezone, viewer.community.timezone),
        },
    )


@desk_page
def settings_hours(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    community = viewer.community
    now = {"start": community.duty_start, "end": community.duty_end, "timezone": community.timezone}
    form = HoursForm(request.POST or None, initial=now, zone=community.timezone)

    def change(said: dict[str, Any]) -> None:
        actions.set_duty_hours(by=viewer.actor, at=viewer.now, community=community, **said)

    if carried_out(request, form, change):
        messages.success(request, _("Saved. Promises already given stay as they were."))
        return redirect("settings", viewer.code)
    return asked(request, "territory/settings_hours.html", form, back=reverse("settings", args=[viewer.code]))


@desk_page
def settings_name(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(may_set_up(viewer.actor, viewer.code))
    community = viewer.community
    now = {"name": community.name, "days": community.visit_period_days}
    form = CommunityForm(request.POST or None, initial=now)

    def change(said: dict[str, Any]) -> None:
        who: dict[str, Any] = {"by": viewer.actor, "at": viewer.now, "community": community}
        if said["name"] != now["name"]:
            actions.rename_community(**who, name=said["name"])
        if said["days"] != now["days"]:
            actions.set_visit_period(**who, days=said["days"])

    if carried_out(request, form, change):
        messages.success(request, _("Saved."))
        return redirect("settings", viewer.code)
    return asked(request, "territory/settings_name.html", form, back=reverse("settings", args=[viewer.code]))
