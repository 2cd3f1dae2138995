"""What happens in the diary: hooks that rooms above fill in their `hooks.py`, within the same transaction."""

from minqing.diary.models import Addendum, Comment, Entry
from minqing.ledger.hooks import Hook

entry_handed_in = Hook[[Entry]]("diary.entry_handed_in")
entry_moved = Hook[[Entry, Addendum]]("diary.entry_moved")
entry_commented = Hook[[Entry, Comment]]("diary.entry_commented")
comment_answered = Hook[[Entry, Comment, Addendum]]("diary.comment_answered")
