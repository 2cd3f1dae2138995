"""A photo, shown only to those who may see its entry, and never kept by a browser or a proxy."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from minqing.access.pages import DeskRequest, desk_page
from minqing.access.scope import one_of
from minqing.diary.actions import remove_photo
from minqing.diary.files import path_of
from minqing.diary.models import Photo
from minqing.diary.pages.refusals import say_refusal
from minqing.ledger.errors import Refused


@require_safe
@desk_page
def photo(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    rows = Photo.objects.filter(community=viewer.code, entry__in=viewer.entries())
    found = one_of(rows, pk=pk)
    try:
        data = path_of(found).read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return HttpResponse(
        data,
        content_type="image/jpeg",
        headers={"Cache-Control": "private, no-store", "Content-Disposition": "inline"},
    )


@require_POST
@desk_page
def photo_remove(request: DeskRequest, pk: UUID) -> HttpResponse:
    viewer = request.viewer
    rows = Photo.objects.filter(community=viewer.code, entry__in=viewer.entries())
    found = one_of(rows.select_related("entry"), pk=pk)
    entry = found.entry_id
    try:
        remove_photo(by=viewer.actor, at=viewer.now, photo=found)
    except Refused as refused:
        say_refusal(request, refused)
    return HttpResponseRedirect(reverse("entry_edit", args=[viewer.code, entry]), status=303)
