"""Where the marks of small drawings go. Pure: numbers in, numbers out, in the drawing's own units."""

from collections.abc import Sequence
from datetime import datetime

SPARK_WIDTH, SPARK_HEIGHT = 56, 20


def bar_place(noted: datetime, due: datetime, now: datetime) -> tuple[float, float]:
    """Where the due mark and now stand on a bar 100 wide that begins at `noted`.

    The bar ends at the due moment, or at now where that is later: what lies after the due mark is overdue.
    """
    whole = (max(due, now) - noted).total_seconds()
    if whole <= 0:
        return 100.0, 100.0
    end = (due - noted).total_seconds() / whole * 100
    place = (now - noted).total_seconds() / whole * 100
    return round(max(end, 0.0), 1), round(min(max(place, 0.0), 100.0), 1)


def spark_points(days: Sequence[int]) -> list[tuple[float, float]]:
    """The corners of a line through the counts in a box of 56 by 20, zero at its foot; none for no days."""
    if not days:
        return []
    top = max(max(days), 1)
    step = SPARK_WIDTH / max(len(days) - 1, 1)
    return [
        (round(i * step, 1), round(SPARK_HEIGHT - 2 - n / top * (SPARK_HEIGHT - 4), 1))
        for i, n in enumerate(days)
    ]
