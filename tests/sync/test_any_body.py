"""Whatever a phone may send as the body of whatever kind: an answer by receipt, never a fault, and nothing half done."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.ledger.ids import uuid7
from minqing.ledger.models import Fact
from minqing.sync.facts.every import KINDS
from tests.factories.ground import OWN
from tests.factories.phones import Phone
from tests.sync.test_kinds import Ground

pytestmark = pytest.mark.django_db

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["\0", "\ud800", "𠮷", "‮", "9" * 400, "0000-01-01", "9999-12-31T23:59:59Z", "1e400", "{}"]
    ),
)
PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(-(10**40), 10**40), st.floats(allow_nan=False), TEXTS
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
MOMENTS = st.datetimes(datetime(1901, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC)).map(
    datetime.isoformat
)


@st.composite
def changes(draw: st.DrawFn) -> Any:
    """What becomes of a good body: some of its fields are anything at all, some are left out."""
    return draw(st.lists(st.tuples(st.integers(0, 30), st.just(None) | ANYTHING), min_size=1, max_size=3))


def changed(body: dict[str, Any], how: list[tuple[int, Any]]) -> dict[str, Any]:
    """A body with some of its fields changed."""
    made, names = dict(body), list(body)
    for place, value in how:
        name = names[place % len(names)]
        if value is None:
            made.pop(name, None)
        else:
            made[name] = value
    return made


@pytest.fixture
def ground():
    with in_community(OWN):
        yield Ground()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_body_of_anything_gets_a_receipt(ground, kind):
    phone = Phone(ground.wang)
    phone.client.raise_request_exception = True
    good = ground.bodies()[kind]

    @settings(
        max_examples=25,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(changes(), MOMENTS, ANYTHING)
    def every(how, noted_at, rest):
        made = changed(good, how)
        if isinstance(rest, dict):
            made |= rest
        facts = [
            phone.fact(kind, made, noted_at=datetime.fromisoformat(noted_at), clock=None),
            phone.fact(kind, {**good, "surprise": rest}),
            phone.fact("household.accept", {"household": str(ground.zhao.pk)}),
        ]
        answer = phone.post(*facts)
        assert answer.status_code == 200, answer.content
        receipts = answer.json()["receipts"]
        assert [one["id"] for one in receipts] == [fact["id"] for fact in facts]
        assert receipts[1]["state"] == "refused"
        for one in receipts:
            assert Fact.objects.filter(pk=one["id"]).exists() == (one["state"] != "refused")

    every()


@pytest.mark.parametrize("name", ["id", "kind", "noted_at", "clock", "body"])
def test_an_envelope_of_anything_is_unreadable_as_a_whole_or_answered(ground, name):
    phone = Phone(ground.wang)

    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    @given(ANYTHING)
    def every(value):
        fact = phone.fact("household.accept", {"household": str(ground.zhao.pk)}, id=str(uuid7()))
        answer = phone.post({**fact, name: value})
        assert answer.status_code in (200, 422), answer.content

    every()
