"""Who is told of red ink and of an answer: by the worker's name and the day alone, never what was written."""

from django.urls import reverse

from minqing.diary.models import Addendum, Comment, Entry
from minqing.diary.words import zone_of_time
from minqing.ledger.writing import Writing
from minqing.notices.actions import tell

KINDS = {
    Comment.Kind.COMMENT: "entry_commented",
    Comment.Kind.PRAISE: "entry_praised",
    Comment.Kind.RETURN: "entry_returned",
}


def tell_of_comment(w: Writing, entry: Entry, comment: Comment) -> None:
    """Tell the keeper that the secretary has commented, praised or returned; not where it is her own book."""
    keeper = entry.book.member.account_id
    if keeper != w.by.account:
        _tell(w, entry, KINDS[Comment.Kind(comment.kind)], keeper, f"comment:{comment.pk}")


def tell_of_answer(w: Writing, entry: Entry, comment: Comment, answer: Addendum) -> None:
    """Tell whoever commented that there is an answer below."""
    if comment.by_id != w.by.account:
        _tell(w, entry, "entry_answered", comment.by_id, f"answer:{answer.pk}")


def _tell(w: Writing, entry: Entry, kind: str, account: object, once: str) -> None:
    day = entry.began_at.astimezone(zone_of_time(entry.community)).date()
    tell(
        community=entry.community,
        to_accounts=[account],  # type: ignore[list-item]
        kind=kind,
        params={"who": w.by.name, "day": day.isoformat()},
        once=once,
        at=w.at,
        url=reverse("entry", args=[entry.community, entry.pk]),
    )
