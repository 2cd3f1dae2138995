from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.committee.pages.asking import asked_again, carried_out
from minqing.ledger.errors import Refused
from minqing.sync import queries
from minqing.sync.actions.handing import put_aside
from minqing.sync.taking_up import take_up_handed


class DropForm(forms.Form):
    """Why what came late is put aside."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it put aside?"), max_length=200, widget=forms.Textarea({"rows": 2})
    )


@require_safe
@desk_page
def handed(request: DeskRequest) -> HttpResponse:
    return render(request, "sync/handed.html", {"lines": queries.handed_lines(request.viewer)})


@require_POST
@desk_page
def handed_take(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(queries.handed_waiting(viewer), pk=pk)
    try:
        take_up_handed(viewer, found)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Taken up. It stands where it belongs."))
    return _back(viewer.code)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def handed_drop(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    found = one_of(queries.handed_waiting(viewer), pk=pk)
    form = DropForm(request.POST if request.method == "POST" else None)

    def drop(asked: dict[str, str]) -> None:
        put_aside(by=viewer.actor, at=viewer.now, handed=found, reason=asked["reason"])

    if carried_out(request, form, drop):
        messages.success(request, _("Put aside."))
        return _back(viewer.code)
    return asked_again(request, "sync/handed_drop.html", form, line=queries.handed_line(viewer, found))


def _back(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("handed", args=[code]), status=303)
