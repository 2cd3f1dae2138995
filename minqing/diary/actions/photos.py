"""Photos of an entry, while it is a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.diary.actions.drafts import own_draft
from minqing.diary.files import forget_file, keep_file, path_of
from minqing.diary.models import Entry, Photo
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.pictures import Picture, fit_picture
from minqing.privacy.refusals import no_id_numbers

MOST = 9


@dataclass(frozen=True)
class PhotoNamed:
    """A photo that an entry names before its bytes have come: SHA-256 in hex, pixels, bytes."""

    id: UUID
    sha256: str
    width: int
    height: int
    size: int
    caption: str = ""


def name_photos(w: Writing, entry: Entry, photos: Sequence[PhotoNamed], at: datetime) -> None:
    """Write the rows of photos whose bytes follow, while the entry is not handed in yet (decision 0008, "Photos").

    The ledger binds each picture by its digest before it has come. Refuses a tenth, and identity-card numbers.
    """
    if len(photos) > MOST:
        raise Refused({"photos": _("At most %(count)s photos an entry.") % {"count": MOST}})
    for photo in photos:
        w.add(
            Photo(
                id=photo.id,
                community=entry.community,
                entry=entry,
                sha256=photo.sha256,
                width=photo.width,
                height=photo.height,
                size=photo.size,
                caption=no_id_numbers(photo.caption.strip()[:120], "photos"),
                added_at=at,
            )
        )


@act("diary.add_photo")
def add_photo(
    w: Writing, *, by: Actor, at: datetime, entry: Entry, data: bytes | Picture, caption: str = ""
) -> Photo:
    """Add a photo to a draft, made fit to be kept (see pictures.py): metadata gone, at most 1600 pixels.

    Refuses a tenth, a file that is no photo, and an entry that is handed in.
    """
    draft = own_draft(by, entry)
    no_id_numbers(caption, "caption")
    if draft.photos.count() >= MOST:
        raise Refused({"photo": _("At most %(count)s photos an entry.") % {"count": MOST}})
    picture = data if isinstance(data, Picture) else fit_picture(data)
    photo = Photo(
        community=draft.community,
        entry=draft,
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        size=len(picture.data),
        caption=caption.strip()[:120],
        added_at=at,
    )
    keep_file(photo, picture.data)
    try:
        w.add(photo)
    except BaseException:
        path_of(photo).unlink(missing_ok=True)
        raise
    w.about(draft, photo=str(photo.pk))
    return photo


@act("diary.remove_photo")
def remove_photo(w: Writing, *, by: Actor, at: datetime, photo: Photo) -> None:
    """Take a photo off a draft; its file goes when this is committed. Refused once the entry is handed in."""
    draft = own_draft(by, photo.entry)
    w.about(draft, photo=str(photo.pk))
    forget_file(photo)
    w.remove(photo)
