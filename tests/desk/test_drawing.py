"""Where the marks of small drawings go."""

from datetime import UTC, datetime, timedelta

from minqing.desk.drawing import bar_place, spark_points

NOTED = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DUE = NOTED + timedelta(hours=8)


def test_before_it_is_due_the_bar_ends_at_the_promise() -> None:
    assert bar_place(NOTED, DUE, NOTED + timedelta(hours=2)) == (100.0, 25.0)


def test_once_overdue_the_bar_ends_at_now_and_the_promise_stands_within_it() -> None:
    assert bar_place(NOTED, DUE, NOTED + timedelta(hours=16)) == (50.0, 100.0)


def test_a_clock_that_drifted_never_draws_outside_the_bar() -> None:
    assert bar_place(NOTED, DUE, NOTED - timedelta(hours=1)) == (100.0, 0.0)
    assert bar_place(NOTED, NOTED, NOTED) == (100.0, 100.0)


def test_a_line_stands_on_its_foot_where_nothing_was() -> None:
    assert spark_points((0, 0)) == [(0.0, 18.0), (56.0, 18.0)]
    assert spark_points((0, 2, 4)) == [(0.0, 18.0), (28.0, 10.0), (56.0, 2.0)]
    assert spark_points(()) == []
