from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import require
from minqing.committee import actions, queries
from minqing.committee.forms import DutyForm
from minqing.committee.pages.asking import asked_again, carried_out


@desk_page
def duty_roster(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    month = _month(request.GET.get("month", ""), viewer.today)
    weeks = queries.roster(viewer.community, month)
    may_put = rules.may_divide_zones(viewer.actor, viewer.code)
    ahead = [each.day for week in weeks for each in week if each.day >= viewer.today]
    form = DutyForm(
        request.POST or None,
        members=queries.in_office(viewer.code, viewer.today),
        days=ahead,
        weeks=[week[0].day for week in weeks],
    )

    def put(asked: dict[str, Any]) -> None:
        whole = [monday + timedelta(days=place) for monday in asked["weeks"] for place in range(7)]
        days = {*asked["days"], *(day for day in whole if day >= viewer.today)}
        actions.put_on_duty(
            by=viewer.actor,
            at=viewer.now,
            community=viewer.code,
            days=dict.fromkeys(sorted(days), asked["member"]),
        )

    if request.method == "POST":
        require(may_put)
    if carried_out(request, form, put):
        messages.success(request, _("Saved."))
        query = urlencode({"month": month.strftime("%Y-%m")})
        return redirect(f"{reverse('duty_roster', args=[viewer.code])}?{query}")
    return asked_again(
        request,
        "committee/duty_roster.html",
        form,
        month=month,
        before=(month - timedelta(days=1)).replace(day=1),
        after=(month + timedelta(days=32)).replace(day=1),
        weeks=weeks,
        today=viewer.today,
        may_put=may_put,
        ticked=set(request.POST.getlist("days")),
    )


def _month(words: str, today: date) -> date:
    """The first day of the month that an address names ("2026-11"), else of this month."""
    try:
        month = date.fromisoformat(f"{words}-01")
    except ValueError:
        return today.replace(day=1)
    return month if 2000 <= month.year < 2100 else today.replace(day=1)
