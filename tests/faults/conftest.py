"""One whole program for all tests that kill or fill up what lies under it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.whole import Whole
from tests.running import folder


@pytest.fixture(scope="package")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[Whole]:
    """The program, running, with a database of its own."""
    with django_db_blocker.unblock(), folder() as place:
        one = Whole(place)
        try:
            yield one
        finally:
            one.stop()
