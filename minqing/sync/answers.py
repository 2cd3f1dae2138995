"""What the door answers, as the contract has it (decision 0008): for the OpenAPI and the JSON Schema."""

from typing import Literal

from pydantic import BaseModel

from minqing.sync.schemas import Id, Moment


class Now(BaseModel):
    """Every answer says what time it is by the server's clock."""

    now: Moment


class ProblemAnswer(BaseModel):
    """The whole request was not taken."""

    code: Literal["sign_in", "forget", "update", "busy", "restored", "unreadable", "missing", "too_large"]
    text: str
    now: Moment


class CommunityAnswer(BaseModel):
    """A community where the member holds a post."""

    code: str
    name: str


class EnrolAnswer(Now):
    """The phone's own token: it is told once."""

    device: Id
    token: str
    wrap: str | None
    account: Id
    name: str
    communities: list[CommunityAnswer]


class DeviceAnswer(Now):
    """How it stands with this phone; photos noted before `backed_up_before` are in a verified backup."""

    forget: bool
    backed_up_before: Moment | None


class PhotoAnswer(Now):
    """The bytes of a photo lie on the server; a photo of an entry stays `here: false` in records until then."""

    state: Literal["received"]


class Why(BaseModel):
    """Why a fact was refused, for the member; `fields` says it by field of the body."""

    code: Literal["invalid", "not_yours", "missing", "id_taken", "erased", "closed", "unknown_kind"]
    text: str
    fields: dict[str, str] | None = None


class Receipt(BaseModel):
    """What became of a fact. `to` is the keeper in whose tray it lies, `number` that of the concern it opened."""

    id: Id
    state: Literal["received", "refused", "handed"]
    noted_at: Moment | None = None
    clock: Literal["agreed", "corrected", "bounded"] | None = None
    number: str | None = None
    to: str | None = None
    why: Why | None = None


class FactsAnswer(Now):
    """A receipt for each fact, in the order of the facts; `seq` and `hash` are where the community's ledger stands.

    A phone that dies before it pulls still knows by them a server that was put back from a backup (`known`).
    """

    seq: int
    hash: str
    receipts: list[Receipt]
