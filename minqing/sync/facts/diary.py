"""Facts of the diary: entries, what is added below them, answers, wishes, opinions."""

from typing import Annotated

from pydantic import Field, StringConstraints

from minqing.diary.actions import write_entry
from minqing.diary.actions.photos import MOST as MOST_PHOTOS
from minqing.diary.models import Outcome, Purpose, Satisfaction
from minqing.diary.pictures import LONGEST_SIDE
from minqing.diary.words import EntryWords
from minqing.sync.batch import Batch, Came, Noted
from minqing.sync.facts.kinds import taken_as
from minqing.sync.reading import MOST_BYTES
from minqing.sync.schemas import Asked, Id, Line, Moment, Text, Whole, Yes, offered


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
        household=batch.household(body.household) if body.household else None,
        outcome=body.outcome,
        purposes=body.purposes,
        matter=body.matter,
        handling=body.handling,
        result=body.result,
        satisfaction=body.satisfaction,
        important=body.important,
        wish=body.wish,
    )
    entry = write_entry(by=batch.by, at=fact.at, member=batch.member, id=fact.id, **words)
    return Came(entry.pk)
