from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import holding, one_of
from minqing.committee import actions, queries
from minqing.committee.forms import GiveForm, HandOverForm, ZoneChangeForm, ZoneEndForm, ZoneForm
from minqing.committee.models import Keeping, Spread, Zone
from minqing.committee.pages.asking import asked_again, carried_out, only_dividers
from minqing.households.models import Residence
from minqing.ledger.errors import Refused


@desk_page
def zones(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    found = queries.zones_now(viewer.code, viewer.today)
    bare = queries.uncovered(viewer.code, viewer.today)
    loads = queries.balance(found)
    return render(
        request,
        "committee/zones.html",
        {
            "zones": found,
            "mine": set(viewer.zone_ids),
            "bare": bare,
            "bare_households": sum(each.households for each in bare),
            "loads": loads,
            "mean": round(loads[0].mean) if loads else 0,
        },
    )


@desk_page
def zone(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(Zone.objects.filter(community=viewer.code), pk=pk)
    now = next((each for each in queries.zones_now(viewer.code, viewer.today) if each.zone == found), None)
    away = queries.leaves_ahead(viewer.code, viewer.today)
    return render(
        request,
        "committee/zone.html",
        {
            "zone": found,
            "now": now,
            "parts": queries.parts_of(found, viewer.today),
            "keepings": found.keepings.select_related("member").order_by("-from_day"),
            "spreads": Spread.objects.filter(zone=found, to_day__gt=viewer.today).order_by("from_day"),
            "leaves": away.filter(member=now.keeper) if now and now.keeper else [],
        },
    )


@desk_page
def zone_new(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    form = ZoneForm(request.POST or None)

    def draw(asked: dict[str, Any]) -> None:
        if not Zone.objects.filter(pk=asked["fact"]).exists():
            actions.draw_zone(
                by=viewer.actor, at=viewer.now, community=viewer.code, name=asked["name"], fact=asked["fact"]
            )

    if carried_out(request, form, draw):
        messages.success(request, _("Drawn. Now choose the courtyards that lie in it."))
        return redirect("zone_homes", viewer.code, form.cleaned_data["fact"])
    return asked_again(request, "committee/zone_new.html", form)


@desk_page
def zone_change(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(Zone.objects.filter(community=viewer.code), pk=pk)
    form = ZoneChangeForm(request.POST or None, initial={"name": found.name, "hue": found.hue})

    def change(asked: dict[str, Any]) -> None:
        actions.change_zone(by=viewer.actor, at=viewer.now, zone=found, name=asked["name"], hue=asked["hue"])

    if carried_out(request, form, change):
        messages.success(request, _("Changed."))
        return redirect("zone", viewer.code, pk)
    return asked_again(request, "committee/zone_change.html", form, zone=found)


@desk_page
def zone_end(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(Zone.objects.filter(community=viewer.code, ended_on__isnull=True), pk=pk)
    form = ZoneEndForm(request.POST or None, today=viewer.today)

    def end(asked: dict[str, Any]) -> None:
        actions.end_zone(by=viewer.actor, at=viewer.now, zone=found, on=asked["on"])

    if carried_out(request, form, end):
        messages.success(request, _("The zone has ended; its history stays."))
        return redirect("zones", viewer.code)
    return asked_again(request, "committee/zone_end.html", form, zone=found)


@desk_page
def zone_keeper(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(Zone.objects.filter(community=viewer.code, ended_on__isnull=True), pk=pk)
    stood = Keeping.objects.filter(holding(viewer.today), zone=found).select_related("member").first()
    members = queries.in_office(viewer.code, viewer.today)
    if stood is None:
        return _give(request, found)
    form = HandOverForm(
        request.POST or None,
        initial={"keeper": stood.member_id},
        members=members.exclude(pk=stood.member_id),
        today=viewer.today,
    )

    def hand_over(asked: dict[str, Any]) -> None:
        actions.hand_over_zone(
            by=viewer.actor,
            at=viewer.now,
            zone=found,
            to_member=asked["to_member"],
            on=asked["on"],
            from_member=viewer.members().filter(pk=asked["keeper"]).first(),
        )

    if carried_out(request, form, hand_over):
        come = form.cleaned_data["on"] <= viewer.today
        messages.success(request, _("Handed over.") if come else _("Planned. It takes effect on its day."))
        return redirect("zone", viewer.code, pk)
    return asked_again(request, "committee/zone_keeper.html", form, zone=found, stood=stood)


def _give(request: DeskRequest, found: Zone) -> HttpResponse:
    viewer = request.viewer
    form = GiveForm(
        request.POST or None, members=queries.in_office(viewer.code, viewer.today), today=viewer.today
    )

    def give(asked: dict[str, Any]) -> None:
        actions.give_zone(
            by=viewer.actor, at=viewer.now, zone=found, member=asked["member"], from_day=asked["from_day"]
        )

    if carried_out(request, form, give):
        messages.success(request, _("The zone has a keeper."))
        return redirect("zone", viewer.code, found.pk)
    return asked_again(request, "committee/zone_keeper.html", form, zone=found, stood=None)


@require_POST
@desk_page
def hand_over_call_off(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    planned = one_of(Keeping.objects.filter(community=viewer.code).select_related("zone"), pk=pk)
    try:
        actions.call_off_hand_over(by=viewer.actor, at=viewer.now, keeping=planned)
        messages.success(request, _("Called off. The keeper stays."))
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("zone", viewer.code, planned.zone_id)


@desk_page
def household_keepers(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    lived = Prefetch(
        "residences", Residence.objects.select_related("dwelling__courtyard").order_by("-from_day")
    )
    household = one_of(viewer.households().prefetch_related(lived), pk=pk)
    return render(
        request,
        "committee/household_keepers.html",
        {
            "household": household,
            "home": household.residences.all()[0].dwelling if household.residences.all() else None,
            "history": list(reversed(queries.keepers_of(household))),
            "today": viewer.today,
        },
    )
