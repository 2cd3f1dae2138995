"""What is added below an entry after it was handed in, dated, as in a paper book."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.diary.actions.drafts import own_entry
from minqing.diary.actions.telling import tell_of_answer
from minqing.diary.happenings import comment_answered, entry_moved
from minqing.diary.models import Addendum, Comment, Entry
from minqing.diary.places import place_of, placed
from minqing.diary.words import zone_of_time
from minqing.households.models import Household
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Courtyard

Kind = Addendum.Kind


def _handed_in(entry: Entry) -> Entry:
    if entry.handed_in_at is None:
        raise Refused(_("This is still a draft: change it instead."))
    return entry


def _add(w: Writing, entry: Entry, kind: str, text: str, **more: object) -> Addendum:
    no_id_numbers(text, "text")
    if w.by.account is None:
        # The program adds in the keeper's name (the demo, an import of paper pages).
        more["by_id"] = entry.book.member.account_id
    else:
        more["by_id"] = w.by.account
    return w.add(
        Addendum(community=entry.community, entry=entry, kind=kind, text=text.strip(), at=w.at, **more)
    )


def _named(id: UUID | None) -> dict[str, UUID]:
    """The fact's own id, where the sender made one."""
    return {} if id is None else {"id": id}


@act("diary.add")
def add_addendum(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    entry: Entry,
    text: str,
    kind: str = Kind.NOTE,
    id: UUID | None = None,
) -> Addendum:
    """Add a note or a correction below a handed-in entry. The keeper's alone. Refuses empty words."""
    whole = _handed_in(own_entry(by, entry))
    if kind not in (Kind.NOTE, Kind.CORRECTION):
        raise Refused({"kind": _("Choose one of those offered.")})
    if not text.strip():
        raise Refused({"text": _("Write what is to be added.")})
    addendum = _add(w, whole, kind, text, **_named(id))
    w.about(whole, addendum=str(addendum.pk), kind=kind)
    return addendum


@act("diary.move")
def move_entry(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    entry: Entry,
    courtyard: Courtyard | None,
    household: Household | None = None,
    text: str = "",
) -> Addendum:
    """File an entry under the right door by adding so below it; the entry itself stays as it was written.

    The keeper or the secretary may. Refuses the place where it stands already, and a household that does not
    live in the courtyard. Where an entry stands is told by `place_of`.
    """
    whole = Entry.objects.select_for_update(of=("self",)).select_related("book__member").get(pk=entry.pk)
    require(
        rules.may_review(by, whole.community)
        or rules.may_write_diary(by, whole.community, whole.book.member.account_id)
    )
    _handed_in(whole)
    day = whole.began_at.astimezone(zone_of_time(whole.community)).date()
    there = placed(courtyard, household, code=whole.community, day=day)
    now = place_of(whole)
    if there == (now.courtyard, now.household):
        raise Refused({"courtyard": _("The entry is filed there already.")})
    addendum = _add(w, whole, Kind.MOVE, text, moved_to_courtyard=there[0], moved_to_household=there[1])
    w.about(whole, addendum=str(addendum.pk), kind=Kind.MOVE.value)
    entry_moved.happen(whole, addendum)
    return addendum


@act("diary.fulfil_wish")
def fulfil_wish(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    entry: Entry,
    on: date,
    text: str = "",
    id: UUID | None = None,
) -> Addendum:
    """Note that the wish of an entry came true on a day; it is counted (method, "Conduct": three promises).

    Any of the committee may: the zone may have changed hands since. Refuses an entry without a wish, one that
    is fulfilled already, and a day to come.
    """
    require(rules.may_fulfil_wish(by, entry.community))
    whole = Entry.objects.select_for_update(of=("self",)).select_related("book__member").get(pk=entry.pk)
    _handed_in(whole)
    zone = zone_of_time(whole.community)
    if not whole.wish:
        raise Refused(_("No wish is noted in this entry."))
    if whole.wish_fulfilled_on is not None:
        raise Refused(_("This wish is fulfilled already."))
    if not whole.began_at.astimezone(zone).date() <= on <= at.astimezone(zone).date():
        raise Refused({"on": _("Give a day from the entry's until today.")})
    addendum = _add(w, whole, Kind.WISH, text, **_named(id))
    w.change(whole, wish_fulfilled_on=on)
    w.about(whole, addendum=str(addendum.pk), kind=Kind.WISH.value)
    return addendum


@act("diary.answer")
def answer_comment(
    w: Writing, *, by: Actor, at: datetime, comment: Comment, text: str, id: UUID | None = None
) -> Addendum:
    """Answer the secretary below the entry (method, rule 9: the member answers in person or in the diary).

    The keeper's alone. An entry that was returned is no longer so once its last return is answered, and comes
    back to the secretary's tray. Refuses empty words.
    """
    whole = own_entry(by, comment.entry)
    if not text.strip():
        raise Refused({"text": _("Write your answer.")})
    addendum = _add(w, whole, Kind.ANSWER, text, comment=comment, **_named(id))
    returns = whole.comments.filter(kind=Comment.Kind.RETURN)
    if whole.returned_at is not None and not returns.filter(answers__isnull=True).exists():
        w.change(whole, returned_at=None, read_at=None)
    w.about(whole, addendum=str(addendum.pk), comment=str(comment.pk))
    tell_of_answer(w, whole, comment, addendum)
    comment_answered.happen(whole, comment, addendum)
    return addendum
