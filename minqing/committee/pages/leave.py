from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.rules import require
from minqing.access.scope import Viewer, holding, one_of
from minqing.committee import actions, queries
from minqing.committee.forms import BackForm, CoverForm, LeaveForm
from minqing.committee.models import Deputy, Leave, Member
from minqing.committee.pages.asking import asked_again, carried_out


@desk_page
def my_leave(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    ahead = queries.leaves_ahead(viewer.code, viewer.today)
    mine = Leave.objects.filter(member=viewer.member).select_related("cover")
    return render(
        request,
        "committee/my_leave.html",
        {
            "member": viewer.member,
            "ahead": ahead.filter(member=viewer.member) if viewer.member else [],
            "covering": ahead.filter(cover=viewer.member) if viewer.member else [],
            "past": mine.filter(to_day__lte=viewer.today).order_by("-from_day")[:20],
        },
    )


@desk_page
def member_leave(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(viewer.members(), pk=pk)
    require(rules.may_take_leave(viewer.actor, viewer.code, found.account_id))
    deputy = Deputy.objects.filter(holding(viewer.today), member=found).first()
    form = LeaveForm(
        request.POST or None,
        members=queries.in_office(viewer.code, viewer.today).exclude(pk=pk),
        today=viewer.today,
        initial={"cover": deputy.deputy_id if deputy else None},
    )

    def take(asked: dict[str, Any]) -> None:
        if not Leave.objects.filter(pk=asked["fact"]).exists():
            last = asked["last_day"]
            actions.take_leave(
                by=viewer.actor,
                at=viewer.now,
                member=found,
                from_day=asked["from_day"],
                to_day=last + timedelta(days=1) if last else None,
                cover=asked["cover"],
                kind=asked["kind"],
                fact=asked["fact"],
            )

    if carried_out(request, form, take):
        messages.success(request, _("Noted. Who covers sees the zone meanwhile."))
        return _back_to(viewer, found)
    return asked_again(request, "committee/member_leave.html", form, member=found)


@desk_page
def leave_back(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    leave = _own_leave(viewer, pk)
    form = BackForm(request.POST or None, today=viewer.today)

    def come_back(asked: dict[str, Any]) -> None:
        actions.end_leave_early(by=viewer.actor, at=viewer.now, leave=leave, on=asked["on"])

    if carried_out(request, form, come_back):
        messages.success(request, _("Saved."))
        return _back_to(viewer, leave.member)
    return asked_again(request, "committee/leave_back.html", form, leave=leave)


@desk_page
def leave_cover(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    leave = _own_leave(viewer, pk)
    members = queries.in_office(viewer.code, viewer.today).exclude(pk__in=[leave.member_id, leave.cover_id])
    form = CoverForm(request.POST or None, members=members, today=max(viewer.today, leave.from_day))

    def change(asked: dict[str, Any]) -> None:
        actions.change_cover(
            by=viewer.actor, at=viewer.now, leave=leave, cover=asked["cover"], on=asked["on"]
        )

    if carried_out(request, form, change):
        messages.success(request, _("Saved."))
        return _back_to(viewer, leave.member)
    return asked_again(request, "committee/leave_cover.html", form, leave=leave)


def _own_leave(viewer: Viewer, pk: UUID) -> Leave:
    """An absence that the viewer may change: anyone's for the secretary, the own for a member."""
    rows = Leave.objects.filter(community=viewer.code).select_related("member", "cover")
    leave = one_of(rows, pk=pk)
    require(rules.may_take_leave(viewer.actor, viewer.code, leave.member.account_id))
    return leave


def _back_to(viewer: Viewer, member: Member) -> HttpResponse:
    if member.account_id == viewer.actor.account:
        return redirect("my_leave", viewer.code)
    return redirect("member", viewer.code, member.pk)
