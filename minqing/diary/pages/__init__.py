"""The diary's pages."""

from minqing.diary.pages.adding import comment_answer, entry_addendum, entry_move, entry_wish, wishes
from minqing.diary.pages.opinions import opinion_new, opinions
from minqing.diary.pages.photos import photo, photo_remove
from minqing.diary.pages.reading import (
    book,
    book_week,
    books,
    diary,
    diary_day,
    diary_of_household,
    entry,
)
from minqing.diary.pages.review import review, review_book, review_entry, review_week
from minqing.diary.pages.writing import (
    day_hand_in,
    entry_discard,
    entry_doors,
    entry_edit,
    entry_hand_in,
    entry_new,
    entry_restore,
)

__all__ = [
    "book",
    "book_week",
    "books",
    "comment_answer",
    "day_hand_in",
    "diary",
    "diary_day",
    "diary_of_household",
    "entry",
    "entry_addendum",
    "entry_discard",
    "entry_doors",
    "entry_edit",
    "entry_hand_in",
    "entry_move",
    "entry_new",
    "entry_restore",
    "entry_wish",
    "opinion_new",
    "opinions",
    "photo",
    "photo_remove",
    "review",
    "review_book",
    "review_entry",
    "review_week",
    "wishes",
]
