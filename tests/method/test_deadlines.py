from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.method.calendar import NaiveInstant
from minqing.method.china import china_calendar
from minqing.method.deadlines import promises_due
from minqing.method.grades import Grade, PromiseName
from minqing.method.why import Why, why_text

from .cases import calendar_from, read_cases

FILE = read_cases("deadlines")
CHINA = china_calendar()
# A busy machine must not fail a property.
unhurried = settings(deadline=None)
MOMENTS = st.datetimes(datetime(2019, 6, 1), datetime(2028, 6, 1), timezones=st.just(UTC))
OFFICES = st.builds(
    lambda overrides: china_calendar(overrides=overrides),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.booleans(), max_size=25),
)
WINTER = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1), timezones=st.just(UTC))


def due(grade: str, at: datetime, calendar: Any = CHINA) -> dict[str, datetime]:
    return {str(promise.name): promise.due for promise in promises_due(grade, at, calendar)}


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: f"{case['grade']}: {case['say']}")
def test_a_promise_is_due_when_the_method_says(case: dict[str, Any]) -> None:
    calendar = calendar_from(FILE["calendar"] | case.get("calendar", {}))
    promises = promises_due(case["grade"], datetime.fromisoformat(case["at"]), calendar)
    assert {str(p.name): p.due.isoformat(timespec="seconds") for p in promises} == case["due"]
    assert promises.calendar_known is case["calendar_known"]


@pytest.mark.parametrize("case", [c for c in FILE["cases"] if "calendar" not in c], ids=lambda c: c["say"])
def test_the_default_calendar_answers_the_same(case: dict[str, Any]) -> None:
    promises = promises_due(case["grade"], datetime.fromisoformat(case["at"]), CHINA)
    assert {str(p.name): p.due.isoformat(timespec="seconds") for p in promises} == case["due"]
    assert promises.calendar_known is case["calendar_known"]


def test_the_case_file_has_every_grade_and_tells_each_case_once() -> None:
    assert {case["grade"] for case in FILE["cases"]} == set(Grade)
    told = [(case["grade"], case["say"]) for case in FILE["cases"]]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("grade", "instant", "name", "rule"),
    [
        ("ordinary", "2026-11-24T10:00:00+08:00", "settle", "same_day"),
        ("ordinary", "2026-11-24T18:00:01+08:00", "settle", "after_hours"),
        ("ordinary", "2026-11-28T10:00:00+08:00", "settle", "day_off"),
        ("urgent", "2026-11-28T10:00:00+08:00", "acknowledge", "half_hour"),
        ("urgent", "2026-11-28T10:00:00+08:00", "coordinate", "day_off"),
        ("policy", "2026-11-24T10:00:00+08:00", "answer", "seventh_day"),
        ("policy", "2026-09-24T10:00:00+08:00", "answer", "before_day_off"),
        ("policy", "2026-02-15T10:00:00+08:00", "answer", "as_ordinary"),
    ],
)
def test_a_promise_says_by_which_rule_it_is_due(grade: str, instant: str, name: str, rule: str) -> None:
    promise = promises_due(grade, datetime.fromisoformat(instant), CHINA).named(name)
    assert promise is not None
    assert promise.why.rule == rule


def test_the_why_is_a_sentence_in_both_languages() -> None:
    promise = promises_due("policy", datetime.fromisoformat("2026-09-24T10:00:00+08:00"), CHINA).named(
        "answer"
    )
    assert promise is not None
    assert promise.why == Why(
        "before_day_off", {"day": "2026-09-30", "end": "18:00", "seventh": "2026-10-01"}
    )
    assert why_text(promise.why, "en") == (
        "The seventh day, Thu 1 October, is off: "
        "by the end of the last working day before it, Wed 30 September 18:00."
    )
    assert (
        why_text(promise.why)
        == "第七日10月1日（周四）是休息日，提前到之前最后一个工作日：9月30日（周三）18:00前。"
    )


def test_only_the_promise_that_reaches_into_the_unknown_year_is_provisional() -> None:
    promises = promises_due("difficult", datetime.fromisoformat("2026-12-31T16:00:00+08:00"), CHINA)
    assert [(p.name, p.calendar_known) for p in promises] == [("coordinate", True), ("answer", False)]
    assert promises.calendar_known is False


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(NaiveInstant):
        promises_due("ordinary", datetime(2026, 11, 24, 10), CHINA)


def test_an_unknown_grade_is_refused() -> None:
    with pytest.raises(ValueError, match="pressing"):
        promises_due("pressing", datetime(2026, 11, 24, 10, tzinfo=UTC), CHINA)


def test_an_ordinary_concern_gives_no_promise_to_answer() -> None:
    assert promises_due("ordinary", datetime(2026, 11, 24, tzinfo=UTC), CHINA).named("answer") is None


@unhurried
@given(MOMENTS, st.sampled_from(Grade))
def test_no_promise_is_due_before_it_is_given(at: datetime, grade: Grade) -> None:
    assert all(instant >= at for instant in due(grade, at).values())


@unhurried
@given(WINTER, st.sampled_from(Grade), OFFICES)
def test_what_needs_the_office_is_due_at_the_end_of_duty_of_a_working_day(
    at: datetime, grade: Grade, calendar: Any
) -> None:
    for promise in promises_due(grade, at, calendar):
        if promise.name is not PromiseName.ACKNOWLEDGE:
            assert calendar.is_working(promise.due.date())
            assert promise.due == calendar.end_of_duty(promise.due.date())


@unhurried
@given(WINTER, st.timedeltas(timedelta(), timedelta(days=20)), st.sampled_from(Grade), OFFICES)
def test_what_is_noted_later_is_never_due_earlier(
    at: datetime, later: timedelta, grade: Grade, calendar: Any
) -> None:
    first, second = due(grade, at, calendar), due(grade, at + later, calendar)
    assert all(first[name] <= second[name] for name in first)


@unhurried
@given(WINTER, OFFICES)
def test_an_answer_is_never_due_before_an_ordinary_concern_nor_after_a_week_that_works(
    at: datetime, calendar: Any
) -> None:
    settle = due("ordinary", at, calendar)["settle"]
    difficult = due("difficult", at, calendar)
    assert difficult["coordinate"] == settle
    assert difficult["answer"] >= settle
    assert difficult["answer"] == due("policy", at, calendar)["answer"]
    seventh = calendar.end_of_duty(calendar.day_of(at) + timedelta(days=7))
    assert difficult["answer"] <= max(seventh, settle)


@unhurried
@given(MOMENTS)
def test_an_urgent_concern_is_a_difficult_one_acknowledged_in_half_an_hour(at: datetime) -> None:
    urgent = due("urgent", at)
    assert urgent.pop("acknowledge") - at == timedelta(minutes=30)
    assert urgent == due("difficult", at)


@unhurried
@given(MOMENTS, st.sampled_from(Grade))
def test_a_promise_that_touches_an_unknown_year_is_never_said_to_be_known(at: datetime, grade: Grade) -> None:
    for promise in promises_due(grade, at, CHINA):
        if promise.name is not PromiseName.ACKNOWLEDGE and promise.due.year > 2026:
            assert promise.calendar_known is False
