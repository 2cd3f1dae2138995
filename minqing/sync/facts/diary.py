"""Facts of the diary: entries, what is added below them, answers, wishes, opinions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from minqing.diary import actions
from minqing.diary.actions.photos import MOST as MOST_PHOTOS
from minqing.diary.actions.photos import PhotoNamed
from minqing.diary.models import Outcome, Purpose, Satisfaction, Topic
from minqing.diary.words import EntryWords
from minqing.privacy.pictures import LONGEST_SIDE
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.reading import MOST_BYTES
from minqing.sync.schemas import Asked, Day, Id, Line, Moment, Text, Whole, Yes, offered


class PhotoIn(Asked):
    """A photo that the entry names; its bytes follow by themselves."""

    id: Id
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    width: Annotated[Whole, Field(ge=1, le=LONGEST_SIDE)]
    height: Annotated[Whole, Field(ge=1, le=LONGEST_SIDE)]
    size: Annotated[Whole, Field(ge=1, le=MOST_BYTES)]
    caption: Annotated[Line, StringConstraints(max_length=120)] = ""


class EntryIn(Asked):
    """An entry in handwriting's order."""

    began_at: Moment
    ended_at: Moment | None = None
    courtyard: Id | None = None
    household: Id | None = None
    outcome: Annotated[str, *offered(Outcome.values)]
    purposes: Annotated[list[Annotated[str, *offered(Purpose.values)]], Field(max_length=len(Purpose.values))]
    matter: Text = ""
    handling: Text = ""
    result: Text = ""
    satisfaction: Annotated[str, *offered(Satisfaction.values)] = Satisfaction.NOT_ASKED.value
    important: Yes = False
    wish: Line = ""
    photos: Annotated[list[PhotoIn], Field(max_length=MOST_PHOTOS)] = []


@taken_as("entry.write", EntryIn)
def write(batch: Batch, fact: Noted, body: EntryIn) -> Came:
    """The member's own visit: written and handed in at once."""
    words = EntryWords(
        began_at=fact.moment(body.began_at),
        ended_at=fact.moment(body.ended_at) if body.ended_at else None,
        courtyard=batch.courtyard(body.courtyard) if body.courtyard else None,
        household=batch.visited(body.household) if body.household else None,
        outcome=body.outcome,
        purposes=body.purposes,
        matter=body.matter,
        handling=body.handling,
        result=body.result,
        satisfaction=body.satisfaction,
        important=body.important,
        wish=body.wish,
    )
    photos = [PhotoNamed(**dict(photo)) for photo in body.photos]
    entry = actions.write_entry(
        by=batch.by, at=fact.at, member=batch.member, id=fact.id, photos=photos, **words
    )
    batch.made(entry)
    return Came(entry.pk)


class AddIn(Asked):
    """What is added below an entry of the own diary."""

    entry: Id
    text: Text
    kind: Literal["note", "correction"]


@taken_as("entry.add", AddIn)
def add(batch: Batch, fact: Noted, body: AddIn) -> Came:
    """A note or a correction below an entry."""
    entry = batch.entry(body.entry)
    actions.add_addendum(by=batch.by, at=fact.at, entry=entry, text=body.text, kind=body.kind, id=fact.id)
    return Came(entry.pk)


class AnswerIn(Asked):
    """The answer to the secretary's comment."""

    comment: Id
    text: Text


@taken_as("comment.answer", AnswerIn)
def answer(batch: Batch, fact: Noted, body: AnswerIn) -> Came:
    """An answer below the entry."""
    comment = batch.comment(body.comment)
    actions.answer_comment(by=batch.by, at=fact.at, comment=comment, text=body.text, id=fact.id)
    return Came(comment.entry_id)


class WishIn(Asked):
    """The wish of an entry came true on a day."""

    entry: Id
    on: Day
    text: Text = ""


@taken_as("wish.fulfil", WishIn)
def fulfil(batch: Batch, fact: Noted, body: WishIn) -> Came:
    """A wish fulfilled is counted."""
    entry = batch.entry(body.entry)
    actions.fulfil_wish(by=batch.by, at=fact.at, entry=entry, on=body.on, text=body.text, id=fact.id)
    return Came(entry.pk)


class OpinionIn(Asked):
    """What people think of a neighbourhood matter."""

    topic: Annotated[str, *offered(Topic.values)]
    text: Annotated[Text, StringConstraints(max_length=1000)]


@taken_as("opinion.note", OpinionIn, timed=False, tells=False)
def note_opinion(batch: Batch, fact: Noted, body: OpinionIn) -> Came:
    """An opinion: nothing that is kept of the fact leads from it to who noted it."""
    actions.note_opinion(by=batch.by, at=fact.at, community=batch.code, topic=body.topic, text=body.text)
    return Came(fact.id)
