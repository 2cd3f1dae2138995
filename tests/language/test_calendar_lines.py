"""A year's days off as offices write them, line by line."""

from datetime import date

from minqing.language.calendar_lines import CalendarLine, read_calendar_lines

NEW_YEAR = date(2027, 1, 1)


def test_lines_are_read_in_the_forms_that_offices_write_them() -> None:
    text = """# 2027年

２０２７-０１-０１　休　元旦
2027年2月6日～2027年2月7日 休 春节
2027/2/14 上班
2027.10.1 OFF"""
    lines, wrong = read_calendar_lines(text, 2027)
    assert wrong == []
    assert lines == [
        CalendarLine(date(2027, 1, 1), False, "元旦"),
        CalendarLine(date(2027, 2, 6), False, "春节"),
        CalendarLine(date(2027, 2, 7), False, "春节"),
        CalendarLine(date(2027, 2, 14), True, ""),
        CalendarLine(date(2027, 10, 1), False, ""),
    ]


def test_each_wrong_line_is_named_with_its_number_and_reason() -> None:
    text = "\n".join(
        [
            "元旦放假三天",
            "2027-02-30 休",
            "2027-03-01 玩",
            "2027-03-02 至 2027-03-01 休",
            "2027-03-01 至 2027-05-01 休",
            "2026-12-31 休",
            "2027-01-01 休",
            "2027-01-01 班",
        ]
    )
    lines, wrong = read_calendar_lines(text, 2027)
    assert [line.day for line in lines] == [NEW_YEAR]
    assert [(each.number, each.wrong) for each in wrong] == [
        (1, "unreadable"),
        (2, "no_such_day"),
        (3, "word"),
        (4, "order"),
        (5, "too_long"),
        (6, "other_year"),
        (8, "twice"),
    ]
