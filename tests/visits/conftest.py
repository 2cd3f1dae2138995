"""A member with two doors in a zone, a colleague with one, a secretary; a working Tuesday."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from minqing.access.acting import in_community
from minqing.accounts.models import Account
from minqing.committee.models import Member
from tests.factories.ground import OWN
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_member, a_secretary, a_zone

SHANGHAI = ZoneInfo("Asia/Shanghai")
TUESDAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=SHANGHAI)


class Lane:
    """The small place that the tests walk through."""

    def __init__(self) -> None:
        self.secretary, self.wang, self.zhao = a_secretary("李书记"), a_member("王委员"), a_member("赵委员")
        self.first, self.second = a_courtyard("示例胡同2号院"), a_courtyard("示例胡同10号院")
        self.qian = a_household("钱老太", dwelling=a_dwelling(self.first, "1"))
        self.sun = a_household("孙先生", dwelling=a_dwelling(self.second, "1"))
        self.zhou = a_household("周女士", dwelling=a_dwelling(a_courtyard("示例胡同7号院"), "1"))
        dwellings = [each.residences.get().dwelling for each in (self.qian, self.sun)]
        self.zone = a_zone(self.wang, *dwellings)
        self.other_zone = a_zone(self.zhao, self.zhou.residences.get().dwelling)


@pytest.fixture
def lane(db: None) -> Iterator[Lane]:
    with in_community(OWN):
        yield Lane()


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=member.account_id))
    return client
