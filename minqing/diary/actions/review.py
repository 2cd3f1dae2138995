"""The secretary's review: every diary read, commented, answered (method, rule 9)."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.diary.actions.telling import tell_of_comment
from minqing.diary.happenings import entry_commented
from minqing.diary.models import Comment, Entry
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers

Kind = Comment.Kind


def _for_review(by: Actor, entry: Entry) -> Entry:
    require(rules.may_review(by, entry.community))
    locked = Entry.objects.select_for_update(of=("self",)).select_related("book__member").get(pk=entry.pk)
    # A draft is nobody's but its keeper's: for a reviewer it is not there.
    require(locked.handed_in_at is not None)
    return locked


@act("diary.read")
def read_entry(w: Writing, *, by: Actor, at: datetime, entry: Entry) -> Entry:
    """Mark an entry as read, without a word. Changes nothing where it was read before."""
    whole = _for_review(by, entry)
    if whole.read_at is None:
        w.change(whole, read_at=at)
    w.about(whole)
    return whole


@act("diary.comment")
def comment_entry(
    w: Writing, *, by: Actor, at: datetime, entry: Entry, text: str = "", praise: bool = False
) -> Comment:
    """Write in red beside an entry: a comment, or praise, which needs no words. The entry counts as read."""
    whole = _for_review(by, entry)
    if not praise and not text.strip():
        raise Refused({"text": _("Write your comment.")})
    return _write(w, whole, Kind.PRAISE if praise else Kind.COMMENT, text)


@act("diary.return")
def return_entry(w: Writing, *, by: Actor, at: datetime, entry: Entry, text: str) -> Comment:
    """Return an entry with a note; it shows as returned until it is answered below. Refuses empty words."""
    whole = _for_review(by, entry)
    if not text.strip():
        raise Refused({"text": _("Say what is missing or what to look at again.")})
    comment = _write(w, whole, Kind.RETURN, text)
    w.change(whole, returned_at=at)
    return comment


def _write(w: Writing, entry: Entry, kind: str, text: str) -> Comment:
    no_id_numbers(text, "text")
    if w.by.account is None:
        raise Denied  # red ink is someone's hand, never the program's
    comment = w.add(
        Comment(
            community=entry.community, entry=entry, kind=kind, text=text.strip(), by_id=w.by.account, at=w.at
        )
    )
    if entry.read_at is None:
        w.change(entry, read_at=w.at)
    w.about(entry, comment=str(comment.pk), kind=str(kind))
    tell_of_comment(w, entry, comment)
    entry_commented.happen(entry, comment)
    return comment
