"""A phone as tests hold it: enrolled by a member, speaking with its token at the community's door."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from minqing.committee.models import Member
from minqing.ledger.ids import uuid7
from tests.factories.ground import OWN


def spelled(moment: datetime) -> str:
    """A moment as a phone writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def enrol(member: Member, code: str = OWN, **words: Any) -> dict[str, Any]:
    """What the server answers to a member who enrols a phone."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(member.account)
    asked = {"name": "Phone"} | words
    answer = client.post(f"/{code}/sync/v1/enrol", asked, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


class Phone:
    """An enrolled phone with a clock of its own (`fast_by`) that it compared with the server a minute ago."""

    def __init__(self, member: Member, code: str = OWN, fast_by: timedelta = timedelta()) -> None:
        self.enrolled = enrol(member, code)
        self.device, self.code, self.fast_by = self.enrolled["device"], code, fast_by
        self.headers = {"authorization": f"Bearer {self.enrolled['token']}", "accept-language": "en"}
        self.client = Client(headers=self.headers)
        self.offset_ms = int(fast_by.total_seconds() * 1000)

    @property
    def now(self) -> datetime:
        """What its clock says."""
        return timezone.now() + self.fast_by

    def url(self, path: str) -> str:
        """An address of the door."""
        return f"/{self.code}/sync/v1/{path}"

    def get(self, path: str, **headers: str) -> Any:
        """A question."""
        return self.client.get(self.url(path), headers=headers)

    def fact(self, kind: str, body: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """A fact noted now."""
        noted_at = more.pop("noted_at", self.now)
        clock = {
            "offset_ms": self.offset_ms,
            "contact_at": spelled(noted_at - self.fast_by - timedelta(minutes=1)),
        }
        made = {
            "id": str(uuid7()),
            "kind": kind,
            "noted_at": spelled(noted_at),
            "clock": clock,
            "body": dict(body),
        }
        return made | more

    def post(self, *facts: Any, **more: Any) -> Any:
        """The whole answer to a batch."""
        asked = {"sent_at": spelled(self.now), "facts": list(facts)} | more
        return self.client.post(self.url("facts"), asked, content_type="application/json")

    def send(self, *facts: dict[str, Any]) -> list[dict[str, Any]]:
        """The receipts of a batch."""
        answer = self.post(*facts)
        assert answer.status_code == 200, answer.content
        receipts: list[dict[str, Any]] = answer.json()["receipts"]
        return receipts

    def note(self, kind: str, body: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """Send one fact, give its receipt."""
        return self.send(self.fact(kind, body, **more))[0]


def an_entry_body(now: datetime, **words: Any) -> dict[str, Any]:
    """A visit of the last hour."""
    began = spelled(now - timedelta(minutes=40))
    return {"began_at": began, "outcome": "met", "purposes": ["call"], "matter": "楼道灯不亮"} | words


def a_concern_body(**words: Any) -> dict[str, Any]:
    """A concern found on the way."""
    return {"matter": "井盖松动", "category": "safety", "grade": "ordinary", "source": "found"} | words
