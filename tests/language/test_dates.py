"""Dates of birth in the forms that offices write; refused where they cannot be, never guessed."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.dates import BirthDate, DateRefusal, read_birth_date

TODAY = date(2026, 11, 24)
EXACT = BirthDate(1942, 8, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "1942.8.1", "1942.08.01", "1942-08-01", "1942-8-1", "1942年8月1日", "1942年08月01日", "1942/8/1",
        "19420801",
        "１９４２年８月１日", "１９４２．８．１", "1942 年 8 月 1 日", "1942年8月1号", "1942.8.1生",
        "1942-08-01 00:00:00",
        " 1942.8.1. ", date(1942, 8, 1), datetime(1942, 8, 1), 19420801, 19420801.0, 15554, 15554.0,
        "1942—08—01",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(cell: object) -> None:
    assert read_birth_date(cell, TODAY) == EXACT


@pytest.mark.parametrize(
    ("cell", "birth"),
    [
        ("1942年8月", BirthDate(1942, 8)), ("1942-08", BirthDate(1942, 8)), ("1942.8", BirthDate(1942, 8)),
        ("194213", None), ("198512", BirthDate(1985, 12)), (198512.0, BirthDate(1985, 12)),
        (1966.5, BirthDate(1966, 5)),
        ("1942", BirthDate(1942)), ("1942年", BirthDate(1942)), (1942.0, BirthDate(1942)),
        ("2026-11-24", BirthDate(2026, 11, 24)), ("1896-11-24", BirthDate(1896, 11, 24)),
        ("2000-02-29", BirthDate(2000, 2, 29)),
    ],
)  # fmt: skip
def test_what_is_known_is_kept_as_exactly_as_it_is_known(cell: object, birth: BirthDate | None) -> None:
    read = read_birth_date(cell, TODAY)
    assert read == birth if birth is not None else isinstance(read, DateRefusal)


@pytest.mark.parametrize("cell", ["", None, "  ", "不详", "无", "-", "/", "未知"])
def test_a_blank_is_no_date_and_no_fault(cell: object) -> None:
    assert read_birth_date(cell, TODAY) is None


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("1953年2月30日", "date_impossible"), ("1953-13-01", "date_impossible"),
        ("19530230", "date_impossible"),
        ("1900-02-29", "date_impossible"), ("0000-01-01", "date_impossible"), (19530230.0, "date_impossible"),
        ("2026-11-25", "date_in_future"), (date(2027, 1, 1), "date_in_future"), ("2027", "date_in_future"),
        ("1896-11-23", "date_too_long_ago"), ("1842.8.1", "date_too_long_ago"), ("1895", "date_too_long_ago"),
        ("66.5.8", "date_year_of_two_digits"), ("42年8月1日", "date_year_of_two_digits"),
        ("66", "date_year_of_two_digits"),
        ("660508", "date_year_of_two_digits"), ("200112", "date_ambiguous"), (1966.1, "date_ambiguous"),
        ("大概四二年", "date_unreadable"), ("84岁", "date_unreadable"), (84.0, "date_unreadable"),
        (True, "date_unreadable"),
        ("1942-08-01-02", "date_unreadable"), (timedelta(1), "date_unreadable"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused_with_its_reason(cell: object, reason: str) -> None:
    read = read_birth_date(cell, TODAY)
    assert isinstance(read, DateRefusal)
    assert read.reason == reason


@given(st.dates(date(1897, 1, 1), TODAY))
def test_every_form_of_a_day_reads_the_same(day: date) -> None:
    born = BirthDate(day.year, day.month, day.day)
    y, m, d = born.year, day.month, day.day
    forms: list[object] = [
        born.iso(),
        day,
        f"{y}{m:02}{d:02}",
        f"{y}.{m}.{d}",
        f"{y}年{m}月{d}日",
        f"{y}/{m}/{d}",
    ]
    assert [read_birth_date(form, TODAY) for form in forms] == [born] * 6


@given(st.dates(date(1907, 1, 1), TODAY))
def test_a_serial_number_is_the_sheet_s_day(day: date) -> None:
    serial = float((day - date(1899, 12, 30)).days)
    assert read_birth_date(serial, TODAY) == BirthDate(day.year, day.month, day.day)


@pytest.mark.parametrize("birth", [BirthDate(1942), BirthDate(1942, 8), BirthDate(1942, 8, 11)])
def test_the_iso_form_is_read_back(birth: BirthDate) -> None:
    assert read_birth_date(birth.iso(), TODAY) == birth
