"""`PUT photos/<id>`: the bytes of a photo that an entry named, after the entry (decision 0008, "Photos")."""

from hashlib import sha256
from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext as _
from ninja import Router

from minqing.access.scope import one_of
from minqing.diary.files import is_here, keep_file
from minqing.diary.models import Photo
from minqing.sync.answers import PhotoAnswer, ProblemAnswer
from minqing.sync.door import PhoneRequest, at_the_door, phone_even_forgotten
from minqing.sync.jpegs import Unfit, check_jpeg
from minqing.sync.problems import Problem, spelled
from minqing.sync.reading import body_of

router = Router(tags=["photos"])


@router.put(
    "photos/{uuid:id}",
    auth=phone_even_forgotten,
    response={200: PhotoAnswer, (401, 404, 413, 422, 426, 503): ProblemAnswer},
    url_name="sync_photo",
    openapi_extra={
        "parameters": [
            {"in": "header", "name": "X-Sha256", "required": True, "schema": {"type": "string"}},
        ],
        "requestBody": {
            "required": True,
            "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        },
    },
)
@at_the_door
def put_photo(request: PhoneRequest, id: UUID) -> JsonResponse:
    """Take the bytes of a photo of the sender's own diary, once; the second arrival is answered like the first.

    Missing (404) where no entry of the own book names this photo. Unreadable (422) where the bytes are not those that
    the entry named, or are no stripped JPEG (minqing.sync.jpegs).
    """
    viewer = request.auth.viewer
    rows = Photo.objects.filter(community=viewer.code, entry__in=viewer.own_entries())
    photo = one_of(rows, pk=id)
    data = body_of(request)
    if (
        request.headers.get("X-Sha256", "").lower() != photo.sha256
        or sha256(data).hexdigest() != photo.sha256
    ):
        raise Problem("unreadable", text=_("These are not the bytes that the entry named."))
    if not is_here(photo):
        _check(photo, data)
        keep_file(photo, data)
    return JsonResponse({"now": spelled(viewer.now), "state": "received"})


def _check(photo: Photo, data: bytes) -> None:
    if len(data) != photo.size:
        raise Problem("unreadable", text=_("These are not the bytes that the entry named."))
    try:
        check_jpeg(data, photo.width, photo.height)
    except Unfit as unfit:
        raise Problem("unreadable", text=str(unfit)) from None
