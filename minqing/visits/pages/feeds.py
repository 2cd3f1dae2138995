from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from minqing.access.acting import Acting, acting_as, schema_of
from minqing.access.models import Street
from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.territory.models import Community
from minqing.visits.actions import make_feed_key, revoke_feed_key
from minqing.visits.models import FeedKey
from minqing.visits.pages.asked import myself
from minqing.visits.queries.feed import feed_of, member_of_key


@desk_page
def feed_keys(request: DeskRequest) -> HttpResponse:
    """The address of the own calendar: made (and shown this once), or shut."""
    viewer = request.viewer
    member = myself(viewer)
    address = ""
    if request.method == "POST":
        key = make_feed_key(by=viewer.actor, at=viewer.now, member=member)
        address = request.build_absolute_uri(reverse("calendar_feed", args=[viewer.code, key]))
    keys = FeedKey.objects.filter(member=member, revoked_at__isnull=True)
    answer = render(request, "visits/feed_keys.html", {"key": keys.first(), "address": address})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
@desk_page
def feed_key_revoke(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Shut the address."""
    viewer = request.viewer
    key = one_of(FeedKey.objects.filter(member=myself(viewer)).select_related("member"), pk=pk)
    revoke_feed_key(by=viewer.actor, at=viewer.now, key=key)
    messages.success(request, _("The address is shut."))
    return redirect("feed_keys", viewer.code)


@require_safe
def calendar_feed(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The calendar that a key opens; everything else is missing, alike. Needs no sign-in: the key is the secret."""
    if not Street.objects.filter(code=code[:9]).exists():
        raise Http404
    now = timezone.now()
    with acting_as(Acting(schema_of(code[:9]), (code,))):
        community = Community.objects.filter(community=code).first()
        member = member_of_key(key, timezone.localdate(now)) if community else None
        if community is None or member is None:
            raise Http404
        answer = HttpResponse(feed_of(member, community, now), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer
