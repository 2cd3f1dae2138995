"""The loop's fourth number is the list it leads to."""

import pytest
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.scope import Viewer
from minqing.desk.loop import Loop
from minqing.desk.readings import page_of_waiting
from minqing.households.models import Household
from minqing.territory.models import Community
from tests.factories.desk import Desk
from tests.factories.diary import an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_household, as_actor


@pytest.mark.django_db
def test_a_household_that_declines_visits_is_neither_counted_nor_listed():
    with in_community(OWN):
        desk = Desk()
        a_household("李三")
        viewer = Viewer(as_actor(desk.secretary), Community.objects.get(), timezone.now())
        assert (Loop(viewer).prepare().count, len(page_of_waiting(viewer, 0, 9))) == (3, 3)
        Household.objects.filter(pk=desk.zhao.pk).update(declines_visits=True)
        an_entry(desk.li, viewer.now, household=desk.qian, outcome="declined", matter="")
        assert (Loop(viewer).prepare().count, len(page_of_waiting(viewer, 0, 9))) == (1, 1)
