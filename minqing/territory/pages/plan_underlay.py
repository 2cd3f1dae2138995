"""The picture under a drawing: shown to whoever may draw, brought, placed, taken away."""

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse

from minqing.access.pages import DeskRequest
from minqing.ledger.errors import Refused
from minqing.privacy.pictures import MOST_BYTES
from minqing.territory import actions
from minqing.territory.actions.underlay import file_of
from minqing.territory.models import Courtyard, Underlay
from minqing.territory.pages.plan_sent import sent, unreadable


def show_picture(courtyard: Courtyard) -> HttpResponse:
    """The picture itself, kept by no browser and no proxy."""
    underlay = Underlay.objects.filter(courtyard=courtyard).first()
    if underlay is None:
        raise Http404
    try:
        data = file_of(underlay).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": "inline"}
    return HttpResponse(data, content_type="image/jpeg", headers=headers)


def as_sent(code: str, underlay: Underlay) -> dict[str, object]:
    """A picture as the editor takes it."""
    url = reverse("courtyard_plan_picture", args=[code, underlay.courtyard_id])
    return {
        "url": f"{url}?v={underlay.sha256[:12]}",
        "width": underlay.width,
        "height": underlay.height,
        "placing": underlay.placing,
    }


def change_picture(request: DeskRequest, courtyard: Courtyard) -> HttpResponse:
    """A file: laid under. JSON with a placing: placed so; with `null` for it: taken away."""
    viewer = request.viewer
    try:
        if file := request.FILES.get("picture"):
            made = actions.lay_under(
                by=viewer.actor, at=viewer.now, courtyard=courtyard, data=file.read(MOST_BYTES + 1)
            )
            return JsonResponse(as_sent(viewer.code, made))
        told = sent(request) if request.content_type == "application/json" else None
        underlay = Underlay.objects.filter(courtyard=courtyard).select_related("courtyard").first()
        if told is None or "placing" not in told or underlay is None:
            return unreadable()
        if told["placing"] is None:
            actions.take_from_under(by=viewer.actor, at=viewer.now, underlay=underlay)
        else:
            actions.place_under(by=viewer.actor, at=viewer.now, underlay=underlay, placing=told["placing"])
    except Refused as refused:
        return JsonResponse({"words": " ".join(refused.messages)}, status=422)
    return JsonResponse({})
