from datetime import date

import pytest

from minqing.method.china import china_calendar
from minqing.method.review import meeting_day, review_day, review_state, week_start

CHINA = china_calendar()


@pytest.mark.parametrize(
    ("week_of", "day"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),
        (date(2026, 11, 29), date(2026, 11, 27)),
        (date(2026, 9, 25), date(2026, 9, 24)),
        (date(2026, 6, 15), date(2026, 6, 18)),
        (date(2026, 10, 2), date(2026, 9, 30)),
        (date(2026, 2, 18), date(2026, 2, 14)),
    ],
)
def test_the_review_is_on_friday_or_the_working_day_before_it(week_of: date, day: date) -> None:
    assert review_day(week_of, CHINA) == day


@pytest.mark.parametrize(
    ("week_of", "day"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 4, 8), date(2026, 4, 7)),
        (date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 2, 18), date(2026, 2, 24)),
    ],
)
def test_the_meeting_is_on_monday_or_the_working_day_after_it(week_of: date, day: date) -> None:
    assert meeting_day(week_of, CHINA) == day


def test_a_week_starts_on_monday() -> None:
    assert [week_start(date(2026, 11, n)) for n in (22, 23, 29)] == [
        date(2026, 11, 16), date(2026, 11, 23), date(2026, 11, 23)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("handed_in", "read", "today", "state"),
    [
        (0, 0, date(2026, 11, 30), "empty"),
        (3, 3, date(2026, 11, 24), "done"),
        (3, 2, date(2026, 11, 26), "ahead"),
        (3, 2, date(2026, 11, 27), "today"),
        (3, 2, date(2026, 11, 28), "late"),
    ],
)
def test_a_weeks_review_is_late_after_its_day(handed_in: int, read: int, today: date, state: str) -> None:
    week = date(2026, 11, 23)
    assert review_state(handed_in=handed_in, read=read, today=today, week_of=week, calendar=CHINA) == state
