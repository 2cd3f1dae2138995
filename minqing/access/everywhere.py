"""Work that is done in every community: each entered in turn, and left again."""

from collections.abc import Iterator

from minqing.access.acting import in_community
from minqing.access.models import Division, Street


def each_community() -> Iterator[str]:
    """The twelve digits of every community of a street that is set up here, in order; while one is given, its rows show.

    For jobs alone: a page looks through its viewer (minqing.access.scope).
    """
    streets = set(Street.objects.values_list("code", flat=True))
    codes = list(
        Division.objects.filter(code__regex=r"^\d{12}$").order_by("code").values_list("code", flat=True)
    )
    for code in codes:
        if code[:9] in streets:
            with in_community(code):
                yield code
