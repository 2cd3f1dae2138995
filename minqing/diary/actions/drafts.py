"""Drafts: written by the book's keeper, changed and thrown away freely until they are handed in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.diary.actions.books import book_for
from minqing.diary.files import forget_file
from minqing.diary.models import Companion, Entry
from minqing.diary.words import EntryWords, fields_of_entry, zone_of_time
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.gathering import made_here
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act


def own_entry(by: Actor, entry: Entry) -> Entry:
    """The entry as it stands now, locked; `Denied` unless `by` keeps its book."""
    locked = made_here(Entry, entry.pk) or Entry.objects.select_for_update(of=("self",)).select_related(
        "book__member"
    ).get(pk=entry.pk)
    require(rules.may_write_diary(by, locked.community, locked.book.member.account_id))
    return locked


def own_draft(by: Actor, entry: Entry) -> Entry:
    """As `own_entry`, for one that is still a draft; refused where it was handed in or thrown away."""
    draft = own_entry(by, entry)
    if draft.handed_in_at is not None:
        raise Refused(_("This entry is handed in. Add below it what has changed."))
    if draft.discarded_at is not None:
        raise Refused(_("This draft was thrown away. Bring it back first."))
    return draft


@act("diary.draft")
def draft_entry(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    member: Member,
    id: UUID | None = None,
    **words: Unpack[EntryWords],
) -> Entry:
    """Begin an entry in the member's book of the year in which it happened; nobody else sees it yet.

    `id` is the fact's own id where the sender made one. Refuses what `fields_of_entry` refuses. Method, rule
    4.
    """
    require(rules.may_write_diary(by, member.community, member.account_id))
    fields = fields_of_entry(words, code=member.community, at=at)
    year = words["began_at"].astimezone(zone_of_time(member.community)).year
    book = book_for(by=by, at=at, member=member, year=year)
    entry = w.add(Entry(id=id or uuid7(), community=member.community, book=book, written_at=at, **fields))
    add_companions(w, entry, words.get("companions", ()))
    w.about(entry)
    return entry


@act("diary.change")
def change_draft(w: Writing, *, by: Actor, at: datetime, entry: Entry, **words: Unpack[EntryWords]) -> Entry:
    """Write a draft anew; it goes to the book of its year. Refused once it is handed in."""
    draft = own_draft(by, entry)
    fields = fields_of_entry(words, code=draft.community, at=at)
    year = words["began_at"].astimezone(zone_of_time(draft.community)).year
    book = book_for(by=by, at=at, member=draft.book.member, year=year)
    w.change(draft, book=book, written_at=at, **fields)
    wanted = {member.pk for member in words.get("companions", ())}
    there = {companion.member_id: companion for companion in draft.companions.all()}
    for gone in there.keys() - wanted:
        w.remove(there[gone])
    add_companions(w, draft, [m for m in words.get("companions", ()) if m.pk not in there])
    w.about(draft)
    return draft


@act("diary.discard")
def discard_draft(w: Writing, *, by: Actor, at: datetime, entry: Entry) -> Entry:
    """Throw a draft away; it can be brought back until it is cleared (`clear_discarded`)."""
    draft = own_draft(by, entry)
    w.change(draft, discarded_at=at)
    w.about(draft)
    return draft


@act("diary.restore")
def restore_draft(w: Writing, *, by: Actor, at: datetime, entry: Entry) -> Entry:
    """Bring a draft back that was thrown away. Changes nothing where it was not."""
    draft = own_entry(by, entry)
    if draft.discarded_at is not None:
        w.change(draft, discarded_at=None)
    w.about(draft)
    return draft


@act("diary.clear")
def clear_discarded(w: Writing, *, by: Actor, at: datetime, entry: Entry) -> None:
    """Delete a draft that was thrown away, with its photos and files: what is not needed is not kept.

    The program does so a while after; the keeper may at once. Refused for anything else.
    """
    draft = own_entry(by, entry)
    if draft.handed_in_at is not None or draft.discarded_at is None:
        raise Refused(_("Only a draft that was thrown away can be cleared."))
    w.about(draft.book, entry=str(draft.pk))
    for companion in draft.companions.all():
        w.remove(companion)
    for photo in draft.photos.all():
        forget_file(photo)
        w.remove(photo)
    w.remove(draft)


def add_companions(w: Writing, entry: Entry, members: Iterable[Member]) -> None:
    """Note who went along: colleagues of the same community, the keeper not among them."""
    for member in dict.fromkeys(members):
        if member.community != entry.community or member.pk == entry.book.member_id:
            raise Refused({"companions": _("Choose colleagues who went along.")})
        w.add(Companion(community=entry.community, entry=entry, member=member))
