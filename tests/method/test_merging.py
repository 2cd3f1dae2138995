"""Two people correct the same record without knowing of each other: both are kept, the later shows."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.method.calendar import NaiveInstant
from minqing.method.merging import Merged, merge, same_value

from .cases import read_cases

CASES = read_cases("merging")["cases"]
START = datetime(2026, 11, 24, 1, tzinfo=UTC)
unhurried = settings(deadline=None)


def moments(told: dict[str, str]) -> dict[str, datetime]:
    return {field: datetime.fromisoformat(at) for field, at in told.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_a_correction_is_merged_as_the_method_says(case: dict[str, Any]) -> None:
    merged = merge(
        seen=case["seen"],
        set_=case["set"],
        now=case["now"],
        noted=moments(case["noted"]),
        at=datetime.fromisoformat(case["at"]),
    )
    assert merged.values == case["values"]
    assert [[c.field, c.shown, c.other, c.theirs_shown] for c in merged.clashes] == case["clashes"]
    assert merged.noted == moments(case["times"])


def test_a_clash_tells_when_each_was_noted() -> None:
    earlier, later = START, START + timedelta(hours=1)
    clash = merge(
        seen={"name": "a"}, set_={"name": "b"}, now={"name": "c"}, noted={"name": later}, at=earlier
    ).clashes[0]
    assert (clash.shown, clash.shown_at, clash.other, clash.other_at) == ("c", later, "b", earlier)


Said = dict[str, Any]


@st.composite
def corrections(draw: st.DrawFn) -> list[Said]:
    """Up to five corrections of two fields, each at its own moment, each of what its writer believed."""
    at = draw(st.lists(st.integers(0, 10_000), min_size=1, max_size=5, unique=True))
    values = st.dictionaries(
        st.sampled_from(["name", "phones"]), st.sampled_from(["a", "b", "c", "d"]), max_size=2
    )
    return [
        {"at": START + timedelta(seconds=second), "seen": draw(values), "set": draw(values)} for second in at
    ]


def told(said: list[Said]) -> tuple[dict[str, Any], list[Merged]]:
    """What stands when all have arrived in this order, and what each did."""
    now: dict[str, Any] = {"name": "a", "phones": "a"}
    noted: dict[str, datetime] = {}
    did = []
    for one in said:
        merged = merge(seen=one["seen"], set_=one["set"], now=now, noted=noted, at=one["at"])
        now |= merged.values
        noted |= merged.noted
        did.append(merged)
    return now, did


@unhurried
@given(corrections())
def test_in_whatever_order_corrections_arrive_the_same_shows(said: list[Said]) -> None:
    shown = [told(list(order))[0] for order in permutations(said[:4])]
    assert all(one == shown[0] for one in shown)


@unhurried
@given(corrections())
def test_what_somebody_said_shows_or_was_seen_by_who_replaced_it_or_is_in_a_clash(said: list[Said]) -> None:
    now, did = told(said)
    kept = [(c.field, value) for merged in did for c in merged.clashes for value in (c.shown, c.other)]
    for place, one in enumerate(said):
        for field, value in one["set"].items():
            if same_value(value, one["seen"].get(field)):
                continue
            seen_later = any(same_value(later["seen"].get(field), value) for later in said[place + 1 :])
            assert now[field] == value or seen_later or (field, value) in kept


@unhurried
@given(corrections())
def test_a_field_that_nobody_touched_is_never_written(said: list[Said]) -> None:
    for one, merged in zip(said, told(said)[1], strict=True):
        touched = {f for f, value in one["set"].items() if not same_value(value, one["seen"].get(f))}
        assert set(merged.values) <= touched
        assert set(merged.noted) == touched


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(NaiveInstant):
        merge(seen={}, set_={}, now={}, noted={}, at=datetime(2026, 11, 24))
