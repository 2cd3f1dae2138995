from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.ledger.errors import Refused
from minqing.sync import queries
from minqing.sync.actions.correcting import settle_clash


@require_safe
@desk_page
def clashes(request: DeskRequest) -> HttpResponse:
    return render(request, "sync/clashes.html", {"lines": queries.clash_lines(request.viewer)})


@require_POST
@desk_page
def clash_settle(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    clash = one_of(queries.clashes_waiting(viewer), pk=pk)
    choose = request.POST.get("choose")
    if choose not in ("shown", "other"):
        messages.error(request, _("Choose one of the two."))
    else:
        try:
            settle_clash(by=viewer.actor, at=viewer.now, clash=clash, choose=choose)
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Settled. Every phone shows it at its next contact."))
    return HttpResponseRedirect(reverse("clashes", args=[viewer.code]), status=303)
