from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.notices.actions import read_all_notices, read_notice
from minqing.notices.queries import notices_of, notices_to_read, unread_count


@desk_page
def notices(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    return render(
        request,
        "notices/notices.html",
        {
            "told": notices_to_read(viewer.actor.account, viewer.code),
            "unread": unread_count(viewer.actor.account, viewer.code),
        },
    )


@desk_page
def notice(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Opening it is reading it; then on to what it speaks of."""
    viewer = request.viewer
    found = one_of(notices_of(viewer.actor.account, viewer.code), pk=pk)
    read_notice(by=viewer.actor, at=viewer.now, notice=found)
    ours = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return redirect(found.url if ours else reverse("notices", args=[viewer.code]))


@require_POST
@desk_page
def notices_all_read(request: DeskRequest) -> HttpResponse:
    viewer = request.viewer
    read_all_notices(by=viewer.actor, at=viewer.now, community=viewer.code)
    messages.success(request, _("All read."))
    return redirect("notices", viewer.code)
