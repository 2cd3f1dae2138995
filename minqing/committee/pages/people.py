import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from minqing.access import rules
from minqing.access.actions import appoint
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import require
from minqing.access.scope import one_of
from minqing.committee import actions, queries
from minqing.committee.forms import DeputyForm, HoldingsForm, MemberForm, PartForm
from minqing.committee.models import Deputy, Portfolio
from minqing.committee.pages.asking import asked_again, carried_out, only_dividers

# Letters and digits that nobody mistakes for each other when they are read out or copied by hand.
CLEAR = "abcdefghjkmnpqrstuvwxyz23456789"


@desk_page
def committee(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    return render(
        request,
        "committee/committee.html",
        {
            "members": queries.members_now(viewer.code, viewer.today),
            "leaves": queries.leaves_ahead(viewer.code, viewer.today),
        },
    )


@desk_page
def member(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.members(), pk=pk)
    now = next(
        (each for each in queries.members_now(viewer.code, viewer.today) if each.member == found), None
    )
    lasting = Q(to_day__isnull=True) | Q(to_day__gt=viewer.today)
    own = found.account_id == viewer.actor.account
    return render(
        request,
        "committee/member.html",
        {
            "member": found,
            "now": now,
            "own": own,
            "deputies": Deputy.objects.filter(lasting, member=found)
            .select_related("deputy")
            .order_by("from_day"),
            "keepings": found.keepings.select_related("zone").order_by("-from_day"),
            "leaves": queries.leaves_ahead(viewer.code, viewer.today).filter(member=found),
            "may_leave": rules.may_take_leave(viewer.actor, viewer.code, found.account_id),
        },
    )


@never_cache
@desk_page
def member_new(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    require(rules.may_appoint(viewer.actor, viewer.code))
    form = MemberForm(request.POST or None, today=viewer.today)
    password = one_time_password()

    def add(asked: dict[str, Any]) -> None:
        appoint(by=viewer.actor, at=viewer.now, community=viewer.community, password=password, **asked)

    if carried_out(request, form, add):
        # Shown in this answer alone: it is kept nowhere, so there is no page to go on to that could show it.
        return render(
            request, "committee/member_new.html", {"added": form.cleaned_data, "password": password}
        )
    return asked_again(request, "committee/member_new.html", form)


@desk_page
def member_part(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    require(rules.may_appoint(viewer.actor, viewer.code))
    found = one_of(viewer.members().filter(left_on__isnull=True), pk=pk)
    form = PartForm(request.POST or None, today=viewer.today)

    def part(asked: dict[str, Any]) -> None:
        actions.part_with_member(by=viewer.actor, at=viewer.now, member=found, on=asked["on"])

    if carried_out(request, form, part):
        messages.success(request, _("Noted. Their diary stays with the community."))
        return redirect("committee", viewer.code)
    kept = found.keepings.filter(Q(to_day__isnull=True) | Q(to_day__gt=viewer.today)).select_related("zone")
    return asked_again(request, "committee/member_part.html", form, member=found, kept=kept)


@desk_page
def member_deputy(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(viewer.members(), pk=pk)
    form = DeputyForm(
        request.POST or None,
        members=queries.in_office(viewer.code, viewer.today).exclude(pk=pk),
        today=viewer.today,
    )

    def name(asked: dict[str, Any]) -> None:
        actions.name_deputy(
            by=viewer.actor, at=viewer.now, member=found, deputy=asked["deputy"], from_day=asked["from_day"]
        )

    if carried_out(request, form, name):
        messages.success(request, _("Saved."))
        return redirect("member", viewer.code, pk)
    return asked_again(request, "committee/member_deputy.html", form, member=found)


@desk_page
def member_portfolios(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    found = one_of(viewer.members(), pk=pk)
    held = queries.portfolios_by_member(viewer.code, viewer.today).get(found.pk, [])
    portfolios = Portfolio.objects.filter(community=viewer.code).order_by("name")
    form = HoldingsForm(
        request.POST or None, portfolios=portfolios, today=viewer.today, initial={"portfolios": held}
    )

    def share(asked: dict[str, Any]) -> None:
        actions.share_portfolios(
            by=viewer.actor,
            at=viewer.now,
            member=found,
            portfolios=list(asked["portfolios"]),
            from_day=asked["from_day"],
        )

    if carried_out(request, form, share):
        messages.success(request, _("Saved."))
        return redirect("member", viewer.code, pk)
    return asked_again(request, "committee/member_portfolios.html", form, member=found, portfolios=portfolios)


def one_time_password() -> str:
    """A password to be read out once and changed at the first sign-in: sixteen clear characters (79 bits)."""
    return "-".join("".join(secrets.choice(CLEAR) for _place in range(4)) for _group in range(4))
