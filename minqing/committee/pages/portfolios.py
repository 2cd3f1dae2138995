from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minqing.access.pages import DeskRequest, desk_page
from minqing.committee import actions, queries
from minqing.committee.forms import PortfolioForm
from minqing.committee.models import Portfolio
from minqing.committee.pages.asking import asked_again, carried_out, only_dividers


@desk_page
def portfolio_matrix(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    zones = queries.zones_now(viewer.code, viewer.today)
    return render(
        request,
        "committee/portfolio_matrix.html",
        {"matrix": queries.matrix(viewer.code, viewer.today, zones)},
    )


@desk_page
def portfolio_new(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    form = PortfolioForm(request.POST or None)

    def add(asked: dict[str, Any]) -> None:
        if not Portfolio.objects.filter(pk=asked["fact"]).exists():
            actions.add_portfolio(
                by=viewer.actor, at=viewer.now, community=viewer.code, name=asked["name"], fact=asked["fact"]
            )

    if carried_out(request, form, add):
        messages.success(request, _("Added. Give it to a member on their page."))
        return redirect("portfolio_matrix", viewer.code)
    return asked_again(request, "committee/portfolio_new.html", form)
