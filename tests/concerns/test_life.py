"""Whatever is done about a concern, in whatever order: no promise vanishes, and all agrees with itself."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.committee.models import Member
from minqing.concerns import actions
from minqing.concerns.models import Affected, Concern, Link, Promise, Stage, Step
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.models import Record
from minqing.ledger.snapshot import digests_of
from tests.factories.concerns import NOON, a_concern
from tests.factories.ground import OWN
from tests.factories.people import a_member, a_secretary, as_actor

Doing = Callable[[Actor, datetime, Concern], Any]


def doings(other: Member, second: Concern) -> list[Doing]:
    """Everything that can be done, by name of its place in the list."""

    def on(action: Callable[..., Any], **words: Any) -> Doing:
        return lambda by, at, concern: action(by=by, at=at, concern=concern, **words)

    def extend(by: Actor, at: datetime, concern: Concern) -> None:
        promise = concern.promises.filter(state="open").order_by("due").first() or concern.promises.latest(
            "pk"
        )
        later = max(promise.due, at) + timedelta(days=1)
        actions.extend_promise(by=by, at=at, promise=promise, due=later, reason="等配件", told_resident=True)

    return [
        on(actions.take_in_hand),
        on(actions.report_concern, level="community"),
        on(actions.report_concern, level="street"),
        on(actions.coordinate_concern, parties=["房管所"]),
        on(actions.settle_concern, text="修好", told_resident=True),
        on(actions.settle_concern, text="修好", told_resident=False),
        on(actions.answer_concern, text="答复"),
        on(actions.call_back, satisfaction="satisfied"),
        on(actions.call_back, satisfaction="not_satisfied"),
        on(actions.call_back, satisfaction="not_asked"),
        on(actions.reopen_concern, text="又坏"),
        on(actions.comment_on_concern, text="尽快"),
        on(actions.object_to_dispatch, text="不归我"),
        on(actions.decide_objection, text="收回", upheld=True),
        on(actions.decide_objection, text="不收", upheld=False),
        on(actions.withdraw_concern, text="不用了"),
        on(actions.refuse_concern, text="不归社区", told_resident=True),
        on(actions.close_concern),
        on(actions.acknowledge_concern),
        on(actions.hand_concern, to=other),
        on(actions.regrade_concern, grade="urgent", reason="漏水"),
        on(actions.regrade_concern, grade="ordinary", reason="不急"),
        on(actions.regrade_concern, grade="policy", reason="多部门"),
        on(actions.split_concern, matter="另一半"),
        on(actions.merge_concerns, into=second),
        on(actions.link_concerns, other=second),
        extend,
    ]


HOW_MANY = 27


def assert_agrees(concern: Concern, given_before: set[Any]) -> set[Any]:
    """What must hold of a concern at any moment. Answers the keys of its promises."""
    row = Concern.objects.get(pk=concern.pk)
    promises = list(Promise.objects.filter(concern=row))
    keys = {promise.pk for promise in promises}
    assert given_before <= keys, "a promise vanished"
    for promise in promises:
        if promise.state == "open":
            assert (promise.ended_at, promise.ended_by_id, promise.ended_why) == (None, None, {})
        else:
            assert (
                promise.ended_at is not None and promise.ended_by_id is not None and promise.ended_why["rule"]
            )
            if promise.ended_at > promise.due:
                assert promise.state == "missed", "lateness was hidden"
            if promise.state == "missed":
                assert promise.ended_at > promise.due
    standing = [promise.due for promise in promises if promise.state == "open"]
    assert len({promise.name for promise in promises if promise.state == "open"}) == len(standing)
    assert row.next_due == (min(standing) if standing else None)
    assert row.stage in Stage.values
    assert (row.stage == "closed") == (row.closed_at is not None) == bool(row.closed_as)
    if row.stage == "closed":
        assert standing == []
    if row.stage in ("noted", "in_hand", "reported", "coordinated", "reopened") and row.grade != "difficult":
        assert standing or {promise.state for promise in promises} - {"open"}
    return keys


def assert_the_ledger_vouches() -> None:
    """The last digest that the ledger has of every row of this room is that of the row as it stands."""
    told: dict[str, str | None] = {}
    for body in Record.objects.filter(community=OWN).order_by("seq").values_list("body", flat=True):
        told |= json.loads(body)["rows"]
    told = {name: digest for name, digest in told.items() if name.startswith("concerns.") and digest}
    rows = [row for model in (Concern, Affected, Step, Promise, Link) for row in model.objects.all()]
    assert told == digests_of(rows)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grade=st.sampled_from(["ordinary", "difficult", "urgent", "policy"]),
    deeds=st.lists(
        st.tuples(st.integers(0, HOW_MANY - 1), st.integers(1, 3 * 24 * 60), st.booleans()),
        min_size=1,
        max_size=14,
    ),
)
def test_no_promise_vanishes_whatever_is_done(grade: str, deeds: list[tuple[int, int, bool]]) -> None:
    with in_community(OWN), transaction.atomic():
        mark = transaction.savepoint()
        member, secretary, other = a_member(), a_secretary(), a_member("孙委员")
        concern, second = a_concern(member, grade=grade), a_concern(member)
        all_doings = doings(other, second)
        assert len(all_doings) == HOW_MANY
        at, keys, keys_of_second = NOON, assert_agrees(concern, set()), assert_agrees(second, set())
        for deed, minutes, by_secretary in deeds:
            at += timedelta(minutes=minutes)
            with suppress(Refused, Denied):
                all_doings[deed](as_actor(secretary if by_secretary else member), at, concern)
            keys = assert_agrees(concern, keys)
            keys_of_second = assert_agrees(second, keys_of_second)
        assert_the_ledger_vouches()
        transaction.savepoint_rollback(mark)
