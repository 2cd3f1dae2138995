"""What the desk's components are handed: plain values, made by pages, drawn by templates.

None of these knows a model: a page reads rows and says what to show, the template says how it looks.
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class NavItem:
    """One way in the rail. `key` is the letter that follows `g` on the keyboard; `count` what waits there."""

    url: str
    label: str
    icon: str
    key: str = ""
    count: int | None = None
    current: bool = False


@dataclass(frozen=True)
class Shell:
    """Who looks and from where: what the bar and the rail show on every page.

    `key` tells one account from another, so that kept drafts are never shown to someone else.
    """

    name: str = ""
    role: str = ""
    place: str = ""
    home: str = "/"
    account_url: str = ""
    key: str = ""
    nav: tuple[NavItem, ...] = ()

    @property
    def bar(self) -> tuple[NavItem, ...]:
        """What fits in the phone's bar: all of five, else four and the rest under "more"."""
        return self.nav if len(self.nav) <= 5 else self.nav[:4]

    @property
    def rest(self) -> tuple[NavItem, ...]:
        """What does not fit in the phone's bar."""
        return () if len(self.nav) <= 5 else self.nav[4:]

    @property
    def rest_current(self) -> bool:
        """Whether the page one is on stands under "more"."""
        return any(item.current for item in self.rest)


@dataclass(frozen=True)
class Chip:
    """A filter: a link that says what it shows; `current` where it is chosen."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Stage:
    """One of the twelve steps of the method, with what is in it.

    `days` are the last fourteen days' counts, the oldest first; `late` of the `count` are past their promise.
    """

    number: int
    label: str
    url: str
    count: int
    late: int = 0
    oldest: str = ""
    oldest_at: datetime | date | None = None
    oldest_url: str = ""
    days: tuple[int, ...] = ()


@dataclass(frozen=True)
class StoryStep:
    """One step of a story. `kind`: step, noted, promise, review (red ink), answer, addendum or closed.

    `recorded_at` is given where it was written down later than it happened; both are then shown.
    """

    who: str
    at: datetime
    what: str
    kind: str = "step"
    role: str = ""
    note: str = ""
    url: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """A name and what holds; a number with a `url` leads to what it counts."""

    name: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class DiaryTitle:
    """The title page of a member's book, and behind it the zone's facts."""

    name: str
    period: str
    sex: str = ""
    post: str = ""
    unit: str = ""
    telephone: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class RedComment:
    """The secretary's red ink beside an entry, and the member's answer below it."""

    who: str
    at: datetime
    text: str
    praise: bool = False
    reply: str = ""
    reply_at: datetime | None = None


@dataclass(frozen=True)
class Addendum:
    """What was added below an entry after it was handed in, with its own date."""

    who: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Photo:
    """A photo of an entry and the words that stand for it; not `here`, it is still on the phone that took it."""

    url: str
    words: str
    here: bool = True


@dataclass(frozen=True)
class DiaryEntry:
    """One entry, in handwriting's order: time and place, matter, handling, result, satisfaction.

    `satisfaction` is satisfied, partly, not or "" (`satisfaction_label` its words); `recorded_at` is given
    for an entry filled in later than it happened; `review_url` only where the reader may review.
    """

    at: datetime
    matter: str
    place: str = ""
    place_url: str = ""
    url: str = ""
    purposes: str = ""
    handling: str = ""
    result: str = ""
    satisfaction: str = ""
    satisfaction_label: str = ""
    important: bool = False
    wish: str = ""
    outcome: str = ""
    draft: bool = False
    recorded_at: datetime | None = None
    review_url: str = ""
    links: tuple[Fact, ...] = ()
    photos: tuple[Photo, ...] = ()
    comments: tuple[RedComment, ...] = ()
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True)
class DiaryDay:
    """A day of the book. `note` says what holds of the day as a whole, such as hours or that it was read."""

    on: date
    entries: tuple[DiaryEntry, ...] = field(default=())
    note: str = ""
