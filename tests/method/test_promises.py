from datetime import datetime, timedelta, timezone

import pytest

from minqing.method.calendar import NaiveInstant
from minqing.method.promises import (
    Ending,
    PromiseState,
    ending_by,
    extended_to,
    is_late,
    kept_by,
    kept_or_missed,
    released_by,
    superseded_by,
)
from minqing.method.stages import StepKind
from minqing.method.why import NotAllowed, Why, why_text

BEIJING = timezone(timedelta(hours=8))
DUE = datetime(2026, 11, 24, 18, tzinfo=BEIJING)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(minutes=90)


def test_settle_is_kept_by_a_step_that_settles_and_tells_the_resident() -> None:
    assert kept_by("settle", tells_resident=True) == {"settle", "answer"}
    assert kept_by("settle") == frozenset()


def test_what_was_settled_untold_is_kept_when_the_resident_is_told() -> None:
    assert kept_by("answer", tells_resident=True, settled_before=True) == {"settle", "answer"}
    assert kept_by("answer", tells_resident=True) == {"answer"}


def test_coordinate_is_kept_by_a_step_that_names_the_parties() -> None:
    assert kept_by("coordinate", names_parties=True) == {"coordinate"}
    assert kept_by("coordinate") == frozenset()
    assert kept_by("report", names_parties=True) == frozenset()


def test_answer_is_kept_by_an_answer_sent_or_told() -> None:
    assert kept_by("answer") == {"answer"}


def test_acknowledge_is_kept_by_the_secretarys_acknowledgement_alone() -> None:
    assert kept_by("comment", acknowledges=True) == {"acknowledge"}
    assert kept_by("comment") == frozenset()


@pytest.mark.parametrize("kind", sorted(set(StepKind) - {"settle", "coordinate", "answer"}))
def test_no_other_step_keeps_anything(kind: str) -> None:
    assert kept_by(kind, names_parties=True, tells_resident=True, settled_before=True) == frozenset()


def test_a_promise_kept_at_its_instant_is_kept() -> None:
    assert kept_or_missed(DUE, DUE) == Ending(PromiseState.KEPT, Why("kept_in_time"))


def test_a_promise_kept_too_late_is_missed_and_says_by_how_much() -> None:
    missed = kept_or_missed(DUE, AFTER)
    assert missed == Ending(PromiseState.MISSED, Why("done_late", {"minutes": "90"}))
    assert why_text(missed.why, "en") == "Done 90 minutes after it was due."
    assert kept_or_missed(DUE, DUE + timedelta(seconds=1)).why.params == {"minutes": "1"}


def test_an_open_promise_is_late_after_its_instant_and_an_ended_one_never() -> None:
    assert [is_late(DUE, BEFORE), is_late(DUE, DUE), is_late(DUE, AFTER)] == [False, False, True]
    assert is_late(DUE, AFTER, "missed") is False


@pytest.mark.parametrize("closed", ["answered", "merged", "withdrawn", "refused"])
def test_closing_releases_what_is_not_late_and_hides_nothing_that_is(closed: str) -> None:
    assert released_by(closed, DUE, BEFORE) == Ending(PromiseState.RELEASED, Why(f"closed_{closed}"))
    assert released_by(closed, DUE, AFTER) == Ending(
        PromiseState.MISSED, Why("late_when_ended", {"minutes": "90"})
    )


def test_a_change_of_grade_supersedes_what_is_not_late() -> None:
    ending = superseded_by("ordinary", "difficult", DUE, BEFORE)
    assert ending == Ending(PromiseState.SUPERSEDED, Why("regraded", {"old": "ordinary", "new": "difficult"}))
    assert why_text(ending.why) == "等级由“一般”改为“重点难点”，时限重新计算。"
    assert superseded_by("ordinary", "difficult", DUE, AFTER).state == PromiseState.MISSED


def test_an_extension_ends_the_promise_with_its_reason() -> None:
    later = DUE + timedelta(days=3)
    assert extended_to(later, " the part is on order ", DUE, BEFORE) == Ending(
        PromiseState.EXTENDED,
        Why("extended_for", {"due": "2026-11-27 18:00", "reason": "the part is on order"}),
    )


def test_an_extension_of_a_late_promise_does_not_hide_that_it_was_late() -> None:
    assert extended_to(DUE + timedelta(days=3), "parts", DUE, AFTER) == Ending(
        PromiseState.MISSED, Why("late_when_extended", {"minutes": "90", "reason": "parts"})
    )


@pytest.mark.parametrize(
    ("new_due", "reason", "at", "state", "rule"),
    [
        (DUE + timedelta(days=1), "  ", BEFORE, "open", "no_reason"),
        (DUE, "parts", BEFORE, "open", "not_later"),
        (DUE - timedelta(days=1), "parts", BEFORE, "open", "not_later"),
        (DUE + timedelta(hours=1), "parts", AFTER, "open", "not_later"),
        (DUE + timedelta(days=1), "parts", BEFORE, "kept", "promise_ended"),
    ],
)
def test_an_extension_needs_an_open_promise_a_reason_and_a_later_instant(
    new_due: datetime, reason: str, at: datetime, state: str, rule: str
) -> None:
    with pytest.raises(NotAllowed) as refused:
        extended_to(new_due, reason, DUE, at, state=state)
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    ("name", "kind", "said", "ending"),
    [
        ("settle", "settle", {"tells_resident": True}, ("kept", "kept_in_time")),
        ("settle", "settle", {}, None),
        ("settle", "answer", {"tells_resident": True}, None),
        ("answer", "settle", {"tells_resident": True}, ("kept", "kept_in_time")),
        ("coordinate", "coordinate", {"names_parties": True}, ("kept", "kept_in_time")),
        ("coordinate", "settle", {"tells_resident": True}, ("released", "told_settled")),
        ("coordinate", "answer", {}, ("released", "told_answered")),
        ("coordinate", "settle", {}, None),
        ("acknowledge", "settle", {"tells_resident": True}, None),
        ("acknowledge", "comment", {"acknowledges": True}, ("kept", "kept_in_time")),
        ("acknowledge", "withdraw", {}, ("released", "closed_withdrawn")),
        ("settle", "close", {}, ("released", "closed_answered")),
        ("settle", "merge", {}, ("released", "closed_merged")),
        ("settle", "refuse", {}, ("released", "closed_refused")),
        ("settle", "comment", {}, None),
    ],
)
def test_a_step_ends_the_promises_it_speaks_to(
    name: str, kind: str, said: dict[str, bool], ending: tuple[str, str] | None
) -> None:
    ended = ending_by(name, DUE, BEFORE, kind, **said)
    assert (ended and (ended.state, ended.why.rule)) == ending
    late = ending_by(name, DUE, AFTER, kind, **said)
    assert (late and str(late.state)) == (ending and "missed")


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(NaiveInstant):
        is_late(datetime(2026, 11, 24, 18), AFTER)
