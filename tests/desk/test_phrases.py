"""The desk's wording of days, moments and promises, as tables of what is read when."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from minqing.desk import phrases

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("day", "zh", "en"),
    [
        (date(2026, 11, 24), "今天 周二", "today, Tue"),
        (date(2026, 11, 23), "昨天 周一", "yesterday, Mon"),
        (date(2026, 11, 25), "明天 周三", "tomorrow, Wed"),
        (date(2026, 11, 21), "3 天前 周六", "3 days ago, Sat"),
        (date(2026, 11, 18), "6 天前 周三", "6 days ago, Wed"),
        (date(2026, 11, 30), "6 天后 周一", "in 6 days, Mon"),
        (date(2026, 11, 17), "11月17日 周二", "Tue 17 Nov"),
        (date(2026, 12, 1), "12月1日 周二", "Tue 1 Dec"),
        (date(2025, 11, 24), "2025年11月24日 周一", "Mon 24 Nov 2025"),
        (date(2027, 1, 4), "2027年1月4日 周一", "Mon 4 Jan 2027"),
    ],
)
def test_a_day_says_its_weekday_and_within_a_week_how_long(day: date, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert phrases.day_words(day, TODAY) == zh
    with translation.override("en"):
        assert phrases.day_words(day, TODAY) == en


def test_a_day_near_the_turn_of_the_year_is_told_by_its_distance() -> None:
    with translation.override("zh-hans"):
        assert phrases.day_words(date(2027, 1, 2), date(2026, 12, 30)) == "3 天后 周六"


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (NOW, "刚刚", "just now"),
        (NOW - timedelta(seconds=59), "刚刚", "just now"),
        (NOW - timedelta(minutes=1), "1 分钟前", "1 minute ago"),
        (NOW - timedelta(minutes=59), "59 分钟前", "59 minutes ago"),
        (NOW - timedelta(hours=1), "今天 周二 14:00", "today, Tue 14:00"),
        (NOW + timedelta(minutes=5), "今天 周二 15:05", "today, Tue 15:05"),
        (datetime(2026, 11, 23, 16, 5, tzinfo=SHANGHAI), "昨天 周一 16:05", "yesterday, Mon 16:05"),
    ],
)
def test_a_moment_says_its_day_and_time(at: datetime, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert phrases.moment_words(at, NOW, SHANGHAI) == zh
    with translation.override("en"):
        assert phrases.moment_words(at, NOW, SHANGHAI) == en


def test_the_day_of_a_moment_is_the_community_s_not_the_one_in_utc() -> None:
    at = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    with translation.override("zh-hans"):
        assert phrases.moment_words(at, NOW, SHANGHAI) == "昨天 周一 00:30"
        assert phrases.full_moment(at, SHANGHAI) == "2026年11月23日 周一 00:30"


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        (timedelta(seconds=5), "1 分钟", "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 分钟", "59 minutes"),
        (timedelta(hours=1), "1 小时", "1 hour"),
        (timedelta(hours=47, minutes=59), "47 小时", "47 hours"),
        (timedelta(hours=48), "2 天", "2 days"),
        (timedelta(days=-1), "1 分钟", "1 minute"),
    ],
)
def test_a_length_is_told_in_the_one_unit_that_matters(length: timedelta, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert phrases.length_words(length) == zh
    with translation.override("en"):
        assert phrases.length_words(length) == en


def test_a_promise_says_what_is_left_or_how_long_it_is_overdue() -> None:
    with translation.override("zh-hans"):
        assert phrases.span_words(NOW + timedelta(hours=2), NOW) == "还剩 2 小时"
        assert phrases.span_words(NOW - timedelta(hours=3), NOW) == "已超时 3 小时"
        assert phrases.span_words(NOW, NOW) == "还剩 1 分钟"


@pytest.mark.parametrize(
    ("noted", "due", "kind"),
    [
        (NOW - timedelta(hours=5), NOW - timedelta(seconds=1), "late"),
        (NOW - timedelta(hours=5), NOW, "soon"),
        (NOW - timedelta(hours=6), NOW + timedelta(hours=2), "soon"),
        (NOW - timedelta(hours=5), NOW + timedelta(hours=3), "open"),
        (NOW - timedelta(days=6), NOW + timedelta(days=1), "soon"),
        (NOW - timedelta(days=5), NOW + timedelta(days=2), "open"),
        (NOW, NOW + timedelta(minutes=30), "soon"),
    ],
)
def test_a_promise_is_due_soon_in_its_last_quarter_at_most_a_day_at_least_an_hour(
    noted: datetime, due: datetime, kind: str
) -> None:
    assert phrases.due_kind(noted, due, NOW) == kind


def test_a_promise_that_ended_shows_how_it_ended_however_late_it_is_now() -> None:
    due = NOW - timedelta(days=3)
    assert phrases.due_kind(due - timedelta(hours=8), due, NOW, "kept") == "kept"
    with translation.override("zh-hans"):
        assert phrases.due_words("kept", due, NOW) == "已兑现"
        assert phrases.due_words("missed", due, NOW, due + timedelta(hours=5)) == "超时 5 小时"
        assert phrases.due_words("late", due, NOW) == "已超时 3 天"
