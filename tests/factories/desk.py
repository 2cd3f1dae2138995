"""A desk to test pages at: two members with a zone each, a secretary, a neighbour community, and who signs in."""

from django.test import Client
from django.urls import reverse

from minqing.access.acting import in_community
from minqing.access.models import Role
from minqing.accounts.models import Account
from minqing.committee.models import Member
from minqing.households.models import Household
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import (
    a_courtyard,
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    an_account,
)


class Desk:
    """Own community: 王's zone holds the 赵 household, 李's the 钱 household; a secretary answers for both."""

    def __init__(self) -> None:
        self.secretary: Member = a_secretary("孙书记")
        self.wang, self.li = a_member("王委员"), a_member("李委员")
        self.yard = a_courtyard("示例胡同1号院")
        self.home, self.other_home = a_dwelling(self.yard, "3"), a_dwelling(self.yard, "7")
        self.zhao: Household = a_household("赵一", "赵二", dwelling=self.home)
        self.qian: Household = a_household("钱一", dwelling=self.other_home)
        self.zone, self.other_zone = a_zone(self.wang, self.home), a_zone(self.li, self.other_home)


def signed_in(who: Member | Account) -> Client:
    """A browser in which somebody is signed in, reading English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.account if isinstance(who, Member) else who)
    return client


def a_neighbour() -> Account:
    """A member of the sibling community in the same street."""
    with in_community(SIBLING):
        return an_account("邻委员", Role.MEMBER)


def an_officer() -> Account:
    """Somebody of the street office, who enters no community's desk."""
    return an_account("街道干部", Role.OFFICER, "110101005")


def to(name: str, *args: object) -> str:
    """The address of a page of the own community's desk."""
    return reverse(name, args=[OWN, *args])
