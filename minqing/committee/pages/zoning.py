from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer, one_of
from minqing.committee.actions.zoning import ask_for_proposals, drop_wish, note_wish
from minqing.committee.models import MemberWish, Proposal, ZoningRun
from minqing.committee.pages.asking import asked_again, carried_out, only_dividers
from minqing.committee.queries.people import in_office
from minqing.committee.queries.zoning import dividing_members, in_words, keeping_members, wishes_of
from minqing.committee.tasks import propose_zones
from minqing.committee.zoning_forms import WishForm, ZoningForm
from minqing.committee.zoning_views import ProposalView, RunView, chart_of
from minqing.planning.zoning import Reason, solver_present

AT_WORK = (ZoningRun.State.WAITING, ZoningRun.State.RUNNING)


@desk_page
def zoning(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    form = ZoningForm(
        request.POST or None,
        members=dividing_members(viewer.code, viewer.today),
        keeping=keeping_members(viewer.code, viewer.today),
    )

    def ask(given: dict[str, Any]) -> None:
        if ZoningRun.objects.filter(pk=given["fact"]).exists():
            return
        run = ask_for_proposals(
            by=viewer.actor, at=viewer.now, community=viewer.code, asked=form.asked(), fact=given["fact"]
        )
        propose_zones.defer(community=viewer.code, id=str(run.pk))

    if carried_out(request, form, ask):
        return redirect("zoning_run", viewer.code, form.cleaned_data["fact"])
    runs = ZoningRun.objects.filter(community=viewer.code).order_by("-asked_at")[:10]
    return asked_again(
        request,
        "committee/zoning.html",
        form,
        runs=runs,
        solver=solver_present(),
        wishes=len(wishes_of(viewer.code)),
    )


@require_safe
@desk_page
def zoning_run(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    run = run_of(viewer, pk)
    shown = RunView(run, list(viewer.members()))
    if run.state in AT_WORK:
        template = "committee/zoning_at_work.html"
        if request.headers.get("HX-Request"):
            template = "committee/parts/zoning_progress.html"
        return render(request, template, {"run": run})
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    rows = Proposal.objects.filter(run=run).order_by("number")
    proposals = [ProposalView(shown, row) for row in rows]
    return render(
        request,
        "committee/zoning_run.html",
        {
            "run": run,
            "shown": shown,
            "proposals": proposals,
            "chart": chart_of(proposals),
            "why": in_words(run, Reason(run.why["rule"], run.why["params"])) if run.why else "",
        },
    )


def run_of(viewer: Viewer, pk: UUID) -> ZoningRun:
    """A run of the viewer's community; for whoever does not divide the work it is missing."""
    only_dividers(viewer)
    return one_of(ZoningRun.objects.filter(community=viewer.code), pk=pk)


@desk_page
def member_wishes(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    form = WishForm(
        request.POST or None,
        members=in_office(viewer.code, viewer.today),
        courtyards=viewer.courtyards().order_by("lane", "name"),
    )

    def note(given: dict[str, Any]) -> None:
        note_wish(
            by=viewer.actor,
            at=viewer.now,
            member=given["member"],
            courtyard=given["courtyard"],
            kind=given["kind"],
        )

    if carried_out(request, form, note):
        messages.success(request, _("Noted. It counts the next time proposals are worked out."))
        return redirect("member_wishes", viewer.code)
    return asked_again(request, "committee/member_wishes.html", form, wishes=wishes_of(viewer.code))


@require_POST
@desk_page
def member_wish_drop(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    only_dividers(viewer)
    wish = one_of(MemberWish.objects.filter(community=viewer.code).select_related("member"), pk=pk)
    drop_wish(by=viewer.actor, at=viewer.now, wish=wish)
    messages.success(request, _("Taken away."))
    return redirect("member_wishes", viewer.code)
