"""What can be done in the diary: the only writers of its rows."""

from minqing.diary.actions.adding import add_addendum, answer_comment, fulfil_wish, move_entry
from minqing.diary.actions.books import open_book
from minqing.diary.actions.drafts import (
    change_draft,
    clear_discarded,
    discard_draft,
    draft_entry,
    restore_draft,
)
from minqing.diary.actions.handing_in import hand_in_day, hand_in_entry, write_entry
from minqing.diary.actions.opinions import note_opinion, tell_month_of_opinions
from minqing.diary.actions.photos import add_photo, remove_photo
from minqing.diary.actions.review import comment_entry, read_entry, return_entry

__all__ = [
    "add_addendum",
    "add_photo",
    "answer_comment",
    "change_draft",
    "clear_discarded",
    "comment_entry",
    "discard_draft",
    "draft_entry",
    "fulfil_wish",
    "hand_in_day",
    "hand_in_entry",
    "move_entry",
    "note_opinion",
    "open_book",
    "read_entry",
    "remove_photo",
    "restore_draft",
    "return_entry",
    "tell_month_of_opinions",
    "write_entry",
]
