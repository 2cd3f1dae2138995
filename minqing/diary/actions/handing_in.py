"""Handing in: from then on an entry is never rewritten (method, "The diary book")."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Unpack
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.diary.actions.books import book_for
from minqing.diary.actions.drafts import add_companions, own_draft
from minqing.diary.actions.photos import PhotoNamed, name_photos
from minqing.diary.happenings import entry_handed_in
from minqing.diary.models import Entry
from minqing.diary.words import EntryWords, fields_of_entry, ready_to_hand_in, zone_of_time
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act


@act("diary.hand_in")
def hand_in_entry(w: Writing, *, by: Actor, at: datetime, entry: Entry) -> Entry:
    """Hand a draft in: the secretary can read it, and the database lets nobody rewrite it.

    Refuses an entry without its matter, except nobody home and declined visits, which count as made without
    words.
    """
    draft = own_draft(by, entry)
    names = ("outcome", "courtyard", "matter")
    ready_to_hand_in({name: getattr(draft, name) for name in names})
    w.change(draft, handed_in_at=at, **_read_by_its_writer(by, draft.community, at))
    w.about(draft, important=draft.important)
    entry_handed_in.happen(draft)
    return draft


@act("diary.hand_in_day")
def hand_in_day(w: Writing, *, by: Actor, at: datetime, member: Member, day: date) -> list[Entry]:
    """Hand in all drafts of a member's day at once, in the order of the day. Refused where there is none.

    One that is not whole yet refuses all, so that nobody goes home believing that the day is told.
    """
    require(rules.may_write_diary(by, member.community, member.account_id))
    zone = zone_of_time(member.community)
    begin = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    drafts = Entry.objects.filter(
        book__member=member,
        began_at__gte=begin,
        began_at__lt=end,
        handed_in_at__isnull=True,
        discarded_at__isnull=True,
    )
    handed_in = [hand_in_entry(by=by, at=at, entry=draft) for draft in drafts.order_by("began_at", "pk")]
    if not handed_in:
        raise Refused(_("There is no draft of this day."))
    w.about(handed_in[0].book, day=day, entries=len(handed_in))
    return handed_in


@act("diary.write")
def write_entry(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    member: Member,
    id: UUID | None = None,
    photos: Sequence[PhotoNamed] = (),
    **words: Unpack[EntryWords],
) -> Entry:
    """Write an entry and hand it in at once, in one record. Refuses what drafting and handing in refuse.

    `photos` are named by it; their bytes may come later.
    """
    require(rules.may_write_diary(by, member.community, member.account_id))
    fields = fields_of_entry(words, code=member.community, at=at)
    ready_to_hand_in(fields)
    year = words["began_at"].astimezone(zone_of_time(member.community)).year
    book = book_for(by=by, at=at, member=member, year=year)
    marks: dict[str, Any] = {"handed_in_at": at, **_read_by_its_writer(by, member.community, at)}
    entry = Entry(id=id or uuid7(), community=member.community, book=book, written_at=at, **fields, **marks)
    # Who went along and which photos there are is closed with the entry, so it is written first.
    add_companions(w, entry, words.get("companions", ()))
    name_photos(w, entry, photos, at)
    w.add(entry)
    w.about(entry, important=entry.important)
    entry_handed_in.happen(entry)
    return entry


def _read_by_its_writer(by: Actor, code: str, at: datetime) -> dict[str, datetime]:
    """The secretary keeps a diary too; nobody else reads it for her, so her own does not wait in her tray."""
    return {"read_at": at} if rules.is_secretary(by, code) else {}
