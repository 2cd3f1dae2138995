"""When a household has been met."""

from datetime import date

import pytest

from minqing.diary.models import Outcome
from minqing.method.visits import COUNTS_AS_MADE, quarter_start


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 11, 24), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_a_quarter_begins_with_january_april_july_and_october(day: date, first: date) -> None:
    assert quarter_start(day) == first


def test_a_declined_visit_counts_as_made_and_nobody_home_does_not() -> None:
    assert COUNTS_AS_MADE == (Outcome.MET, Outcome.DECLINED)
