"""The words that come up from a phone: bounded, strict, nothing that is not in the contract (decision 0008)."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

# PostgreSQL keeps no NUL in a text; half a surrogate pair pydantic refuses by itself.
NO_NUL = r"^[^\u0000]*$"
MOST_FACTS = 50
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Asked(BaseModel):
    """What a phone asks with; a field that is not in the contract is refused."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


def _text_alone(value: Any) -> Any:
    """Numbers are no dates here, though they could be read as seconds."""
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("not a text")
    return value


def _near(moment: datetime) -> datetime:
    """A moment within these centuries, in UTC: what can be added to and taken from without leaving the calendar."""
    if not EARLIEST <= moment <= LATEST:
        raise ValueError("out of range")
    return moment.astimezone(UTC)


def _near_day(day: date) -> date:
    if not EARLIEST.date() <= day <= LATEST.date():
        raise ValueError("out of range")
    return day


def _within(choices: Sequence[str]) -> Callable[[str], str]:
    def chosen(value: str) -> str:
        if value not in choices:
            raise ValueError("not offered")
        return value

    return chosen


def offered(choices: Sequence[str]) -> tuple[AfterValidator, WithJsonSchema]:
    """Marks of a text that must be one of these: `Annotated[str, *offered(Grade.values)]`."""
    return AfterValidator(_within(choices)), WithJsonSchema({"type": "string", "enum": list(choices)})


Id = Annotated[UUID, BeforeValidator(_text_alone), WithJsonSchema({"type": "string", "format": "uuid"})]
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_text_alone),
    AfterValidator(_near),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Day = Annotated[
    date,
    BeforeValidator(_text_alone),
    AfterValidator(_near_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Short = Annotated[str, StringConstraints(max_length=80, pattern=NO_NUL)]
Line = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=4000, pattern=NO_NUL)]
Yes = StrictBool
Whole = StrictInt


class ClockIn(Asked):
    """The phone's clock at its last contact before: its own minus the server's, and when that was by the server's."""

    offset_ms: Annotated[Whole, Field(ge=-(10**13), le=10**13)]
    contact_at: Moment


class FactIn(Asked):
    """One fact as it comes: its body is read by its kind later, so that one that cannot be read sinks no other."""

    id: Id
    kind: Annotated[str, StringConstraints(max_length=40)]
    noted_at: Moment
    clock: ClockIn | None
    body: dict[str, Any]


class FactsIn(Asked):
    """A batch: in the order in which the facts were written."""

    sent_at: Moment
    facts: Annotated[list[FactIn], Field(max_length=MOST_FACTS)]


class EnrolIn(Asked):
    """A phone that is enrolled; `device` where it was before."""

    device: Id | None = None
    name: Line
    wrap: Annotated[str, StringConstraints(max_length=4096, pattern=r"^[!-~]*$")] | None = None


class WrapIn(Asked):
    """The phone's data key, wrapped by a key that never leaves it."""

    wrap: Annotated[str, StringConstraints(min_length=1, max_length=4096, pattern=r"^[!-~]+$")]
