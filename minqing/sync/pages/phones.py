from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.desk.toasts import tell_with_undo
from minqing.ledger.errors import Refused
from minqing.sync import queries
from minqing.sync.actions.devices import forget_device
from minqing.sync.actions.phones import keep_device


@require_safe
@desk_page
def phones(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    context = {
        "mine": queries.own_phones(viewer),
        "others": queries.phones_of_others(viewer),
        "address": request.build_absolute_uri(reverse("notebook", args=[viewer.code])),
    }
    return render(request, "sync/phones.html", context)


@require_POST
@desk_page
def phone_forget(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    device = one_of(queries.phones(viewer), pk=pk)
    try:
        forget_device(by=viewer.actor, at=viewer.now, device=device)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        words = _("“%(name)s” empties itself at its next contact, after sending what waits.")
        tell_with_undo(
            request, words % {"name": device.name}, reverse("phone_keep", args=[viewer.code, device.pk])
        )
    return _back(viewer.code)


@require_POST
@desk_page
def phone_keep(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    device = one_of(queries.phones(viewer), pk=pk)
    try:
        keep_device(by=viewer.actor, at=viewer.now, device=device)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("“%(name)s” keeps the notebook.") % {"name": device.name})
    return _back(viewer.code)


def _back(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("phones", args=[code]), status=303)
