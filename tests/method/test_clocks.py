"""A phone's clock may be wrong, be set, and be set back; what it noted is put right or bounded, never in the future."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.method.calendar import NaiveInstant
from minqing.method.clocks import TOLERANCE, noted_time, shifted

from .cases import read_cases

CASES = read_cases("clocks")["cases"]
RECEIVED = datetime(2026, 11, 24, 8, tzinfo=UTC)
unhurried = settings(deadline=None)
ANY_MOMENT = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=8))])
)
# Clocks: seconds to years off, either way.
OFFSETS = st.one_of(
    st.integers(-110_000, 110_000),
    st.integers(-8_000_000, 8_000_000),
    st.integers(-70_000_000_000, 70_000_000_000),
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_a_moment_is_taken_as_the_method_says(case: dict[str, Any]) -> None:
    noted_at = moment(case["noted_at"])
    taken = noted_time(
        noted_at=noted_at,
        offset_at_contact_ms=case["offset_ms"],
        contact_at=moment(case["contact_at"]) if case["contact_at"] else None,
        sent_at=moment(case["sent_at"]),
        received_at=moment(case["received_at"]),
    )
    assert (taken.state, taken.at, taken.lower, taken.upper, taken.promises_from) == (
        case["state"],
        *(moment(case[name]) for name in ("at", "lower", "upper", "promises_from")),
    )
    others = {told: shifted(moment(told), noted_at=noted_at, taken=taken) for told in case["others"]}
    assert others == {told: moment(as_taken) for told, as_taken in case["others"].items()}


@unhurried
@given(
    noted_at=ANY_MOMENT,
    offset=st.none() | st.integers(-(2**63), 2**63 - 1),
    contact=st.none() | ANY_MOMENT,
    sent_at=ANY_MOMENT,
    before=st.integers(0, 10**10),
)
def test_whatever_a_phone_says_nothing_is_noted_in_the_future(
    noted_at: datetime, offset: int | None, contact: datetime | None, sent_at: datetime, before: int
) -> None:
    taken = noted_time(
        noted_at=noted_at,
        offset_at_contact_ms=offset,
        contact_at=contact,
        sent_at=sent_at,
        received_at=RECEIVED,
    )
    assert taken.lower <= taken.at <= taken.upper <= RECEIVED
    assert taken.promises_from <= RECEIVED
    if noted_at.year > 1 + before // 10**7:
        assert shifted(noted_at - timedelta(seconds=before), noted_at=noted_at, taken=taken) <= RECEIVED
    if contact is not None:
        assert taken.at >= min(contact, RECEIVED) - TOLERANCE


@st.composite
def days_out(draw: st.DrawFn) -> dict[str, datetime]:
    """True moments of a day without network: contact, noting, sending, arrival (within a minute)."""
    contact = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(seconds=draw(st.integers(0, 86_400)))
    noted = contact + timedelta(seconds=draw(st.integers(0, 86_400)))
    sent = noted + timedelta(seconds=draw(st.integers(0, 86_400)))
    return {
        "contact": contact,
        "noted": noted,
        "sent": sent,
        "received": sent + timedelta(seconds=draw(st.integers(0, 60))),
    }


@unhurried
@given(days_out(), OFFSETS)
def test_a_clock_that_was_left_alone_is_put_right(day: dict[str, datetime], offset: int) -> None:
    off = timedelta(milliseconds=offset)
    taken = noted_time(
        noted_at=day["noted"] + off,
        offset_at_contact_ms=offset,
        contact_at=day["contact"],
        sent_at=day["sent"] + off,
        received_at=day["received"],
    )
    assert taken.state == ("agreed" if abs(off) <= TOLERANCE else "corrected")
    assert taken.at == day["noted"]
    assert taken.lower <= day["noted"] <= taken.upper


@unhurried
@given(days_out(), OFFSETS, OFFSETS, st.booleans())
def test_a_clock_that_was_set_while_offline_is_bounded_by_contact_and_arrival(
    day: dict[str, datetime], before: int, after: int, noted_before: bool
) -> None:
    noted_off = timedelta(milliseconds=before if noted_before else after)
    taken = noted_time(
        noted_at=day["noted"] + noted_off,
        offset_at_contact_ms=before,
        contact_at=day["contact"],
        sent_at=day["sent"] + timedelta(milliseconds=after),
        received_at=day["received"],
    )
    # What lies beyond the tolerance at delivery is found; the arrival itself may take a minute of it.
    if abs(before - after) > 180_000:
        assert taken.state == "bounded"
        assert taken.promises_from == day["received"]
    if taken.state == "bounded":
        assert taken.lower <= day["noted"] <= taken.upper


def test_a_visit_keeps_its_length_however_its_clock_was_set() -> None:
    noted_at = datetime(2024, 11, 24, 12, tzinfo=UTC)
    taken = noted_time(
        noted_at=noted_at, offset_at_contact_ms=None, contact_at=None, sent_at=noted_at, received_at=RECEIVED
    )
    began, ended = (
        shifted(noted_at - timedelta(minutes=minutes), noted_at=noted_at, taken=taken) for minutes in (40, 10)
    )
    assert (began, ended) == (RECEIVED - timedelta(minutes=40), RECEIVED - timedelta(minutes=10))


def test_what_is_said_to_come_after_noting_is_left_for_the_action_to_judge() -> None:
    noted_at = RECEIVED - timedelta(hours=1)
    taken = noted_time(
        noted_at=noted_at,
        offset_at_contact_ms=0,
        contact_at=RECEIVED - timedelta(hours=2),
        sent_at=RECEIVED,
        received_at=RECEIVED,
    )
    later = RECEIVED + timedelta(days=3)
    assert shifted(later, noted_at=noted_at, taken=taken) == later


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(NaiveInstant):
        noted_time(
            noted_at=datetime(2026, 11, 24, 8),
            offset_at_contact_ms=0,
            contact_at=RECEIVED,
            sent_at=RECEIVED,
            received_at=RECEIVED,
        )
