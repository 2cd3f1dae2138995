"""Every test of concerns stands in its own community, with a secretary and a member."""

from collections.abc import Iterator

import pytest

from minqing.access.acting import in_community
from minqing.committee.models import Member
from tests.factories.ground import OWN
from tests.factories.people import a_member, a_secretary


@pytest.fixture
def here(db: None) -> Iterator[str]:
    """The community that the test stands in."""
    with in_community(OWN):
        yield OWN


@pytest.fixture
def member(here: str) -> Member:
    """A member of the committee."""
    return a_member("王委员")


@pytest.fixture
def secretary(here: str) -> Member:
    """The secretary."""
    return a_secretary("李书记")
