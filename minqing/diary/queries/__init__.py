"""What can be asked about the diary."""

from minqing.diary.queries.books import (
    discarded_before,
    drafts_of,
    entries_of_book,
    entries_of_day,
    entries_of_household,
    months_of_book,
    returned_to,
    whole,
)
from minqing.diary.queries.opinions import OpinionGroup, opinions_by_topic, untold_months
from minqing.diary.queries.review import (
    MemberWeek,
    ReviewWeek,
    next_unread,
    review_tray,
    review_week,
    unread_count,
    unread_of_book,
)
from minqing.diary.queries.title import TitleFacts, facts_behind
from minqing.diary.queries.wishes import WishCount, wish_counts, wishes

__all__ = [
    "MemberWeek",
    "OpinionGroup",
    "ReviewWeek",
    "TitleFacts",
    "WishCount",
    "discarded_before",
    "drafts_of",
    "entries_of_book",
    "entries_of_day",
    "entries_of_household",
    "facts_behind",
    "months_of_book",
    "next_unread",
    "opinions_by_topic",
    "returned_to",
    "review_tray",
    "review_week",
    "unread_count",
    "unread_of_book",
    "untold_months",
    "whole",
    "wish_counts",
    "wishes",
]
