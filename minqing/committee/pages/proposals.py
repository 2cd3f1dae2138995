from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import Viewer
from minqing.committee.actions.zoning import adopt_proposal, edit_proposal, undo_edit
from minqing.committee.models import Proposal
from minqing.committee.pages.asking import asked_again, carried_out
from minqing.committee.pages.zoning import run_of
from minqing.committee.queries.zoning import in_words, what_breaks
from minqing.committee.zoning_forms import AdoptForm, MoveForm
from minqing.committee.zoning_views import ProposalView, RunView
from minqing.ledger.errors import Refused


@require_safe
@desk_page
def proposal(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    shown = _shown(request.viewer, pk, number)
    return render(request, "committee/proposal.html", _context(shown))


@require_POST
@desk_page
def proposal_move(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    viewer = request.viewer
    shown = _shown(viewer, pk, number)
    form = MoveForm(
        request.POST,
        courtyards=[(unit.id, unit.name) for unit in shown.of.ground.units],
        members=list(shown.of.names.items()),
    )
    edited = shown.proposal

    def move(given: dict[str, Any]) -> None:
        nonlocal edited
        edited = edit_proposal(
            by=viewer.actor,
            at=viewer.now,
            proposal=shown.proposal,
            courtyards=given["courtyards"],
            member=given["member"],
        )

    if not carried_out(request, form, move):
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
    return redirect("proposal", viewer.code, pk, edited.number)


@require_POST
@desk_page
def proposal_undo(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    viewer = request.viewer
    shown = _shown(viewer, pk, number)
    try:
        undo_edit(by=viewer.actor, at=viewer.now, proposal=shown.proposal)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("proposal", viewer.code, pk, number)


@desk_page
def proposal_adopt(request: DeskRequest, pk: UUID, number: int) -> HttpResponse:
    viewer = request.viewer
    shown = _shown(viewer, pk, number)
    form = AdoptForm(request.POST or None, today=viewer.today)

    def adopt(given: dict[str, Any]) -> None:
        adopt_proposal(by=viewer.actor, at=viewer.now, proposal=shown.proposal, from_day=given["from_day"])

    if carried_out(request, form, adopt):
        messages.success(request, _("Adopted. Every home has its member from that day on."))
        return redirect("zones", viewer.code)
    return asked_again(request, "committee/proposal_adopt.html", form, **_context(shown))


def _shown(viewer: Viewer, pk: UUID, number: int) -> ProposalView:
    run = run_of(viewer, pk)
    found = Proposal.objects.filter(run=run, number=number).first()
    if found is None:
        raise Http404
    return ProposalView(RunView(run, list(viewer.members())), found)


def _context(shown: ProposalView) -> dict[str, Any]:
    run = shown.of.run
    wrong = [in_words(run, each) for each in what_breaks(run, shown.zones)]
    return {"shown": shown, "run": run, "wrong": wrong}
