"""A member's book of a year."""

from datetime import datetime

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.diary.models import Book
from minqing.ledger.actor import Actor
from minqing.ledger.gathering import known_once
from minqing.ledger.prepared import Prepared
from minqing.ledger.writing import Writing, act

BOOKS = Prepared[Book](lambda member, year: Book.objects.filter(member=member, year=year))


@act("diary.open_book")
def open_book(w: Writing, *, by: Actor, at: datetime, member: Member, year: int) -> Book:
    """Open a member's diary of a year and copy the title page: name, sex, post, unit, telephone as of now.

    Answers the book that there is, where it was opened before. Method, "The diary book".
    """
    require(rules.may_write_diary(by, member.community, member.account_id))
    # Two first entries at one moment wait for one another here, so that a year has one book.
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    book = Book.objects.filter(member=member, year=year).first()
    if book is None:
        book = w.add(
            Book(
                community=member.community,
                member=member,
                year=year,
                name=member.name,
                sex=member.sex,
                post=member.post,
                unit=member.unit,
                telephone=member.telephone,
            )
        )
    w.about(book, year=year)
    return book


def book_for(*, by: Actor, at: datetime, member: Member, year: int) -> Book:
    """The member's book of the year, opened by the first entry of it."""
    key = ("book", member.pk, year)
    book = known_once(key, (Book,), lambda: next(iter(BOOKS(member=member.pk, year=year)), None))
    if book is None:
        return open_book(by=by, at=at, member=member, year=year)
    book.member = member
    return book
