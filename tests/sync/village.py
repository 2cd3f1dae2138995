"""A community small enough to be made in a moment, with phones: two members with a zone each, a secretary.

王's zone holds the 赵 household, 李's the 钱 household. Everything made here is told to the ledger, so that `verify` holds.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from minqing.committee.models import Member
from minqing.households.models import Resident
from minqing.ledger.actor import SYSTEM, Actor
from minqing.ledger.verify import Verdict, ledgered_models, verify_community
from minqing.ledger.writing import Writing
from minqing.territory.models import Community
from tests.factories.desk import Desk, signed_in
from tests.factories.ground import OWN
from tests.factories.people import as_actor
from tests.sync.lines import Answer, Line, through_django
from tests.sync.phone import Phone


class Village(Desk):
    """The desk of the page tests, and who can be met at its doors."""

    def __init__(self) -> None:
        super().__init__()
        self.zhao_one = Resident.objects.get(name="赵一")
        self.qian_one = Resident.objects.get(name="钱一")
        tell_ground()

    @property
    def secretary_acts(self) -> Actor:
        """The secretary as who acts, at the desk."""
        return as_actor(self.secretary)


def tell_ground(code: str = OWN) -> None:
    """Tell the ledger of every row that the tests laid down without it."""
    w = Writing("ground.told", SYSTEM, timezone.now())
    for model in ledgered_models():
        for row in model._default_manager.filter(community=code):
            w.witness(row)
    w.about(Community.objects.get(community=code))
    with transaction.atomic():
        w.tell()


def verdict(code: str = OWN) -> Verdict:
    """What a walk over the ledger finds."""
    return verify_community(code)


def a_phone(member: Member, line: Line | None = None, **more: Any) -> Phone:
    """A phone that the member has just enrolled, in this process."""
    one = Phone(member.community, line or through_django(), **more)
    one.enrol(through_django(signed_in(member)), name=f"{member.name}的手机")
    return one


def with_session(line: Line, cookie: str) -> Line:
    """A line over real HTTP on which somebody is signed in: what a browser sends with its session."""
    token = "a" * 32
    cookies = {"Cookie": f"sessionid={cookie}; csrftoken={token}", "X-CSRFToken": token}

    def ask(method: str, address: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        return line(method, address, body, {**headers, **cookies})

    return ask
