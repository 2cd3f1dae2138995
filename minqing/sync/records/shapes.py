"""The shapes of records, field for field those of `web/notebook/contract.ts`: days `YYYY-MM-DD`, moments UTC with Z.

Typed dictionaries, because they are what is spelled as JSON: nothing is built only to be taken apart again.
"""

from typing import Annotated, Any, Generic, Literal, NotRequired, TypeVar

from pydantic import Field
from typing_extensions import TypedDict

from minqing.sync.answers import Now

Kind = Literal["me", "courtyard", "household", "concern", "entry", "clash", "doubt", "handed", "plan"]
Uuid = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class Telephone(TypedDict):
    """Whom to call at once."""

    name: str
    telephone: str


class Named(TypedDict):
    """A member by id and name."""

    id: Uuid
    name: str


class CalendarPart(TypedDict):
    """How the office's days differ from plain weekends, in this year and the next."""

    known: list[int]
    off: list[Day]
    on: list[Day]


class Me(TypedDict):
    """Whose phone it is, and what the office has set."""

    member: Uuid
    name: str
    community: str
    timezone: str
    duty: list[str]
    secretary: Telephone | None
    zones: list[str]
    colleagues: list[Named]
    calendar: CalendarPart
    visit_period_days: int
    week_target_hours: int


class PlanThing(TypedDict):
    """One thing on a courtyard's plan: a box in centimetres, turned about its middle; a room may be a dwelling."""

    id: str
    kind: Literal["wall", "room", "gate", "stairs", "tree", "well", "shed", "text"]
    x: float
    y: float
    w: float
    h: float
    turn: NotRequired[float]
    text: NotRequired[str]
    dwelling: NotRequired[Uuid]


class PlanFlat(TypedDict):
    """A home of a floor."""

    name: str
    dwelling: Uuid | None


class PlanFloor(TypedDict):
    """A floor of an entrance."""

    number: int
    flats: list[PlanFlat]


class PlanEntrance(TypedDict):
    """An entrance of a building."""

    name: str
    floors: list[PlanFloor]


class PlanDrawing(TypedDict):
    """The newest plan of a courtyard: places alone, nobody's name."""

    number: int
    shapes: list[PlanThing]
    entrances: list[PlanEntrance]


class FixturePart(TypedDict):
    """A hazard or a piece of equipment of a courtyard."""

    id: Uuid
    kind: str
    note: str
    x: float | None
    y: float | None
    floor: int | None
    noted_on: Day
    checked_on: Day | None
    check_by: Day | None


class CourtyardShape(TypedDict):
    """A courtyard, a building or an entrance of one."""

    kind: Literal["courtyard", "building", "entrance"]
    name: str
    lane: str
    building: Uuid | None
    heads: list[Uuid]
    plan: PlanDrawing | None
    fixtures: list[FixturePart]


class ResidentPart(TypedDict):
    """A person of a household."""

    id: Uuid
    name: str
    pinyin: str
    initials: str
    sex: str
    born: str
    phones: list[str]
    relation: str
    elsewhere: bool | None
    confirmed_on: Day | None
    roles: list[str]


class HouseholdShape(TypedDict):
    """A household of the own zones, where it lives and who belongs to it."""

    courtyard: Uuid
    dwelling: Uuid
    unit: str
    floor: int | None
    tenure: str
    number: str
    declines: bool
    confirmed_on: Day | None
    last_visit: Day | None
    last_met: Day | None
    residents: list[ResidentPart]


class PersonPart(TypedDict):
    """Whom a concern is about."""

    resident: Uuid
    part: Literal["raised", "affected"]


class PromisePart(TypedDict):
    """An open promise; `known`: whether the calendar it was counted by was."""

    name: str
    due: Moment
    known: bool


class StepPart(TypedDict):
    """One thing done about a concern."""

    id: Uuid
    kind: str
    text: str
    at: Moment
    by: str
    told: bool
    satisfaction: str


class ConcernShape(TypedDict):
    """A concern, with what its reader may do about it."""

    number: str
    matter: str
    category: str
    grade: str
    level: str
    stage: str
    source: str
    noted_at: Moment
    courtyard: Uuid | None
    household: Uuid | None
    people: list[PersonPart]
    lead: Named
    mine: bool
    can: list[str]
    promises: list[PromisePart]
    satisfaction: str
    steps: list[StepPart]


class CommentPart(TypedDict):
    """The secretary's red ink."""

    id: Uuid
    kind: Literal["comment", "praise", "return"]
    text: str
    at: Moment
    by: str
    answered: bool


class AddendumPart(TypedDict):
    """What was added below an entry."""

    id: Uuid
    kind: str
    text: str
    at: Moment
    by: str


class PhotoPart(TypedDict):
    """A photo of an entry; `here`: whether its bytes have arrived."""

    id: Uuid
    sha256: str
    width: int
    height: int
    size: int
    caption: str
    here: bool


class EntryShape(TypedDict):
    """An entry of the own diary."""

    began_at: Moment
    ended_at: Moment | None
    courtyard: Uuid | None
    household: Uuid | None
    outcome: str
    purposes: list[str]
    matter: str
    handling: str
    result: str
    satisfaction: str
    important: bool
    wish: str
    photos: list[PhotoPart]
    handed_in_at: Moment | None
    read_at: Moment | None
    returned_at: Moment | None
    wish_fulfilled_on: Day | None
    comments: list[CommentPart]
    addenda: list[AddendumPart]


class ClashShape(TypedDict):
    """A field that two people corrected differently."""

    resident: Uuid
    field: str
    shown: Any
    other: Any
    shown_by: str
    other_by: str
    shown_at: Moment
    other_at: Moment


class DoubtShape(TypedDict):
    """A fact whose time a person is to confirm."""

    fact: Uuid
    kind: str
    subject: Uuid
    device_at: Moment
    lower: Moment
    upper: Moment
    taken: Moment


# `from` is a word of Python's own, so this one is written as a call.
HandedShape = TypedDict(
    "HandedShape",
    {"kind": str, "from": str, "noted_at": Moment, "household": Uuid | None, "text": str},
)


class ReasonPart(TypedDict):
    """Why a door is in a plan: a code with neutral parameters."""

    code: str
    params: dict[str, str]


class StopPart(TypedDict):
    """A door of a plan, or a courtyard itself; `skipped` holds the reason where it was left out."""

    id: Uuid
    courtyard: Uuid
    household: Uuid | None
    why: list[ReasonPart]
    arrive: str | None
    minutes: int
    begins: str | None
    ends: str | None
    skipped: str | None
    added: bool


class PlanShape(TypedDict):
    """The own plan of a day, doors in order."""

    day: Day
    begin: str
    by_hand: bool
    by_map: bool
    waiting: int
    stops: list[StopPart]


T = TypeVar("T")
D = TypeVar("D")


class Told(TypedDict, Generic[T, D]):
    """A record: its kind, its id, and what replaces whatever the phone had of it."""

    t: T
    id: Uuid
    d: D


MeRecord = Told[Literal["me"], Me]
CourtyardRecord = Told[Literal["courtyard"], CourtyardShape]
HouseholdRecord = Told[Literal["household"], HouseholdShape]
ConcernRecord = Told[Literal["concern"], ConcernShape]
EntryRecord = Told[Literal["entry"], EntryShape]
ClashRecord = Told[Literal["clash"], ClashShape]
DoubtRecord = Told[Literal["doubt"], DoubtShape]
HandedRecord = Told[Literal["handed"], HandedShape]
PlanRecord = Told[Literal["plan"], PlanShape]
Record = (
    MeRecord
    | CourtyardRecord
    | HouseholdRecord
    | ConcernRecord
    | EntryRecord
    | ClashRecord
    | DoubtRecord
    | HandedRecord
    | PlanRecord
)


class Gone(TypedDict):
    """What the phone must let go of."""

    t: Kind
    id: Uuid


class SnapshotAnswer(Now):
    """A chunk of current state; `next` is where to go on, null at the end, `total` how many records in all."""

    seq: int
    hash: str
    scope: str
    records: list[Record]
    next: str | None
    total: int


class ChangesAnswer(Now):
    """What changed; `reset`: take a new snapshot instead; `more`: ask again from `seq`."""

    seq: int
    hash: str
    scope: str
    records: list[Record]
    gone: list[Gone]
    more: bool
    reset: bool
