"""Who speaks at the phone's door: a device's token leads to its account, its posts and the rows it may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.http import HttpRequest
from django.utils import timezone, translation
from ninja.security import HttpBearer

from minqing.access import rules
from minqing.access.acting import Acting, acting_as, schema_of
from minqing.access.scope import Viewer
from minqing.ledger.actor import Actor
from minqing.sync.actions.devices import note_contact
from minqing.sync.calling import is_street, known_by
from minqing.sync.models import Device
from minqing.sync.problems import Problem, language_of

P = ParamSpec("P")
R = TypeVar("R")

LEAST_CLIENT = 1
"""The oldest version of the notebook that this server understands (`X-Minqing-Client`)."""
SILENT_FOR = timedelta(days=14)
"""After so long without contact a phone must sign in again (issue 4, point 7)."""
CONTACT_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Caller:
    """A phone that speaks: its row, and whose eyes it looks with."""

    device: Device
    viewer: Viewer


class PhoneRequest(HttpRequest):
    """A request of a phone: `auth` is who speaks."""

    auth: Caller


def code_of(request: HttpRequest) -> str:
    """The community's twelve digits in the address."""
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["code"])


def acting_at(code: str) -> Acting:
    """The rows of one community."""
    return Acting(schema_of(code[:9]), (code,))


def digest_of_token(token: str) -> bytes:
    """What is kept of a token: SHA-256. It has 256 random bits, so nothing slower is needed."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def new_enough(request: HttpRequest) -> None:
    """Refuse a notebook older than this server understands (426), or one that tells its version in no number."""
    said = request.headers.get("X-Minqing-Client")
    if said is not None and not (said.isascii() and said.isdigit() and int(said[:9]) >= LEAST_CLIENT):
        raise Problem("update")


class Phone(HttpBearer):
    """Asks for a device's token. `forgotten`: whether a phone that is to be wiped may still come in here."""

    def __init__(self, *, forgotten: bool = False) -> None:
        self.forgotten = forgotten
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller. Raises Problem: `sign_in` for an unknown, silent or closed one, `forget`, `missing`."""
        new_enough(request)
        code = code_of(request)
        if not is_street(code[:9]):
            raise Problem("sign_in")
        with acting_as(acting_at(code)):
            caller = _caller(code, digest_of_token(token))
            if caller.device.forgotten_at is not None and not self.forgotten:
                raise Problem("forget")
            return caller


def _caller(code: str, digest: bytes) -> Caller:
    """Who speaks with a token of this digest in the community that is acted in."""
    now = timezone.now()
    known = known_by(code, digest, timezone.localdate(now))
    if known is None or known.device.wiped_at is not None or now - known.device.contact_at > SILENT_FOR:
        raise Problem("sign_in")
    account = known.account
    if account is None or not account.is_active:
        raise Problem("sign_in")
    actor = Actor(account.pk, account.name, known.posts, "phone")
    if known.community is None or not rules.may_enter_desk(actor, code):
        raise Problem("missing")
    viewer = Viewer(actor, known.community, now)
    viewer.__dict__["member"] = known.member  # what `Viewer.member` would ask
    return Caller(known.device, viewer)


def at_the_door(
    view: Callable[Concatenate[PhoneRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R]:
    """A view of the door: within it the community's rows show, in its zone of time and the phone's language."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
        asked = cast(PhoneRequest, request)
        device, viewer = asked.auth.device, asked.auth.viewer
        with (
            acting_as(acting_at(viewer.code)),
            timezone.override(viewer.zone_of_time),
            translation.override(language_of(request)),
        ):
            if viewer.now - device.contact_at > CONTACT_EVERY:
                note_contact(by=viewer.actor, at=viewer.now, device=device)
            return view(asked, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], R], answer)


phone = Phone()
phone_even_forgotten = Phone(forgotten=True)
