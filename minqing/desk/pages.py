"""The desk's own pages: the loop, what is live, who waits for a visit, what was praised."""

from asgiref.sync import sync_to_async
from django.contrib.auth.views import redirect_to_login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from minqing.access import rules
from minqing.access.actors import actor_of
from minqing.access.pages import DeskRequest, desk_page
from minqing.accounts.models import Account
from minqing.concerns.models import Concern
from minqing.desk.live import hub
from minqing.desk.loop import loop_of
from minqing.desk.readings import feed, page_of_waiting, praised_this_week, quarter_begins
from minqing.sync.queries import carries_notebook, clashes_waiting, handed_waiting

SIZE = 50
WAITS, MINE = 12, 5  # what waits: for the secretary; for a member, above the doors of the day


def _home(request: DeskRequest) -> dict[str, object]:
    viewer = request.viewer
    open_ones = viewer.concerns().filter(closed_at__isnull=True, next_due__isnull=False)
    if not viewer.sees_all:
        open_ones = open_ones.filter(lead__account_id=viewer.account)
    most = WAITS if viewer.sees_all else MINE
    waits: list[Concern] = list(
        open_ones.select_related("courtyard", "lead").order_by("next_due", "pk")[: most + 1]
    )
    return {
        "stages": loop_of(viewer),
        "waits": waits[:most],
        "is_new": viewer.sees_all and not viewer.courtyards().exists(),
        "more_waits": len(waits) > most,
        "feed": feed(viewer),
        "walk": [] if viewer.sees_all else page_of_waiting(viewer, 0, 8),
        "handed": handed_waiting(viewer).count(),
        "clashes": clashes_waiting(viewer).count(),
        "address": _address(request),
        "now": viewer.now,
    }


def _address(request: DeskRequest) -> str:
    """Where a member who has no phone yet opens the notebook; nothing for who has one, and for the secretary."""
    viewer = request.viewer
    if viewer.sees_all or carries_notebook(viewer):
        return ""
    return request.build_absolute_uri(reverse("notebook", args=[viewer.code]))


@desk_page
def home(request: DeskRequest) -> HttpResponse:
    """The loop: what the method's twelve steps hold now, and what waits for the viewer."""
    return render(request, "desk/home.html", _home(request))


@desk_page
def home_now(request: DeskRequest) -> HttpResponse:
    """The part of the loop's page that is read anew when something happens."""
    return render(request, "desk/home_now.html", _home(request))


@desk_page
def visits_due(request: DeskRequest) -> HttpResponse:
    """Households not met yet this quarter, the longest unmet first."""
    asked = request.GET.get("from", "0")
    start = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    rows = page_of_waiting(request.viewer, start, SIZE + 1)
    more = f"?from={start + SIZE}" if len(rows) > SIZE else ""
    context = {"rows": rows[:SIZE], "more": more, "since": quarter_begins(request.viewer)}
    return render(request, "desk/visits_due.html", context)


@desk_page
def praised(request: DeskRequest) -> HttpResponse:
    """What the secretary praised this week: the start of Monday's meeting."""
    return render(request, "desk/praised.html", {"rows": praised_this_week(request.viewer)})


def _may_listen(request: HttpRequest, code: str) -> HttpResponseBase | None:
    """The same door as every page of this desk; None where the viewer may enter."""
    try:
        if not isinstance(request.user, Account):
            return redirect_to_login(request.get_full_path())
        if not rules.may_enter_desk(actor_of(request.user, timezone.localdate()), code):
            raise Http404
        return None
    finally:
        # A stream lives for minutes: the connection goes back before it begins, or a dozen pages starve the site.
        connection.close()


async def live(request: HttpRequest, code: str) -> HttpResponseBase:
    """Server-sent events of the community: that something happened, nothing of whom."""
    refused = await sync_to_async(_may_listen)(request, code)
    if refused is not None:
        return refused
    answer = StreamingHttpResponse(hub.events(code), content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer
