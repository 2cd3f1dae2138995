"""Enrolling a phone, by whoever is signed in; and what the phone says about itself afterwards."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone, translation
from ninja import Router
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from minqing.access import rules
from minqing.access.acting import acting_as
from minqing.access.actors import actor_of
from minqing.access.models import Division
from minqing.accounts.models import Account
from minqing.ledger.actor import Actor
from minqing.sync.actions.devices import enrol_device, keep_wrap, note_wiped
from minqing.sync.answers import DeviceAnswer, EnrolAnswer, Now, ProblemAnswer
from minqing.sync.backups import backed_up_before
from minqing.sync.door import (
    PhoneRequest,
    acting_at,
    at_the_door,
    code_of,
    digest_of_token,
    new_enough,
    phone,
    phone_even_forgotten,
)
from minqing.sync.models import Device
from minqing.sync.problems import Problem, language_of, spelled
from minqing.sync.schemas import EnrolIn, WrapIn

router = Router(tags=["device"])
ENDS_AFTER = 120
"""Seconds after which the web session by which a phone was enrolled is over."""


class SignedInRequest(HttpRequest):
    """A request with the web session: `auth` is whose it is."""

    auth: Account


class SignedIn(APIKeyCookie):
    """Asks for the web session, and that the request comes from our own page (CSRF)."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def authenticate(self, request: HttpRequest, key: str | None) -> Account:
        """The account. Raises Problem: `sign_in`, `update`."""
        new_enough(request)
        if not isinstance(request.user, Account) or check_csrf(request) is not None:
            raise Problem("sign_in")
        return request.user


@router.post(
    "enrol",
    auth=SignedIn(),
    response={200: EnrolAnswer, (401, 404, 422, 426): ProblemAnswer},
    url_name="sync_enrol",
)
def enrol(request: SignedInRequest, asked: EnrolIn) -> JsonResponse:
    """Enrol this phone: it gets a token of its own, told once, and the web session on it ends shortly.

    Not at once: where this answer is lost on its way, the phone asks again without signing in again.
    """
    account, code, now = request.auth, code_of(request), timezone.now()
    actor = actor_of(account, timezone.localdate(now), via="phone")
    if not rules.may_enter_desk(actor, code):
        raise Problem("missing")
    token = secrets.token_urlsafe(32)
    with acting_as(acting_at(code)), translation.override(language_of(request)):
        own = Device.objects.filter(account=account.pk, wiped_at__isnull=True)
        known = own.filter(pk=asked.device).first() if asked.device is not None else None
        device = enrol_device(
            by=actor,
            at=now,
            community=code,
            token_digest=digest_of_token(token),
            name=asked.name,
            device=known,
            wrap=asked.wrap,
        )
    request.session.set_expiry(ENDS_AFTER)
    return _told(
        now,
        device=str(device.pk),
        token=token,
        wrap=device.wrap or None,
        account=str(account.pk),
        name=account.name,
        communities=_communities(actor),
    )


def _communities(actor: Actor) -> list[dict[str, str]]:
    """The communities where a notebook of the member could be, by code."""
    codes = {
        post.code for post in actor.posts if len(post.code) == 12 and rules.may_enter_desk(actor, post.code)
    }
    rows = Division.objects.filter(code__in=codes).order_by("code")
    return [{"code": row.code, "name": row.name} for row in rows]


@router.put(
    "device/wrap",
    auth=phone,
    response={200: Now, (401, 404, 410, 422, 426): ProblemAnswer},
    url_name="sync_device_wrap",
)
@at_the_door
def device_wrap(request: PhoneRequest, asked: WrapIn) -> JsonResponse:
    """Keep the phone's data key as the phone wrapped it, for a forgotten PIN."""
    viewer = request.auth.viewer
    keep_wrap(by=viewer.actor, at=viewer.now, device=request.auth.device, wrap=asked.wrap)
    return _told(viewer.now)


@router.get(
    "device",
    auth=phone_even_forgotten,
    response={200: DeviceAnswer, (401, 404, 426): ProblemAnswer},
    url_name="sync_device",
)
@at_the_door
def device_now(request: PhoneRequest) -> JsonResponse:
    """How it stands with this phone: whether it is to be wiped, and until when photos are safe in a verified backup."""
    caller, before = request.auth, backed_up_before()
    return _told(
        caller.viewer.now,
        forget=caller.device.forgotten_at is not None,
        backed_up_before=None if before is None else spelled(before),
    )


@router.delete(
    "device",
    auth=phone_even_forgotten,
    response={200: Now, (401, 404, 426): ProblemAnswer},
    url_name="sync_device",
)
@at_the_door
def device_wiped(request: PhoneRequest) -> JsonResponse:
    """The phone has wiped itself: its token and its wrap are worth nothing from now on."""
    viewer = request.auth.viewer
    note_wiped(by=viewer.actor, at=viewer.now, device=request.auth.device)
    return _told(viewer.now)


def _told(now: datetime, **more: Any) -> JsonResponse:
    return JsonResponse({"now": spelled(now), **more}, json_dumps_params={"ensure_ascii": False})
