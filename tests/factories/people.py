"""People and what they have, made the short way: rows as the actions would write them, without the ledger."""

from datetime import date
from itertools import count

from minqing.access.acting import acting
from minqing.access.models import Post, Role
from minqing.accounts.models import Account
from minqing.committee.models import Coverage, Keeping, Member, Zone
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.ledger.actor import Actor, Held
from minqing.territory.models import Courtyard, Dwelling

_next = count(1)
LONG_AGO = date(2020, 1, 1)


def here() -> str:
    """The community that the test stands in (`with in_community(…)`)."""
    return acting().communities[0]


def an_account(name: str = "某人", role: str | None = None, code: str = "") -> Account:
    """An account, with a post where a role is given."""
    account = Account.objects.create_user(f"user{next(_next)}", None, name=name)
    if role:
        Post.objects.create(account=account, role=role, code=code or here(), from_day=LONG_AGO)
    return account


def a_member(name: str = "王委员", role: str = Role.MEMBER) -> Member:
    """A member (or the secretary) of the community with account and post."""
    return Member.objects.create(
        community=here(), account=an_account(name, role), name=name, post=Role(role).label, joined_on=LONG_AGO
    )


def a_secretary(name: str = "李书记") -> Member:
    """The secretary of the community."""
    return a_member(name, Role.SECRETARY)


def as_actor(member: Member, via: str = "desk") -> Actor:
    """A member as who acts."""
    posts = Post.objects.filter(account_id=member.account_id).values_list("role", "code")
    return Actor(member.account_id, member.name, tuple(Held(role, code) for role, code in posts), via)


def a_courtyard(name: str = "", kind: str = "courtyard") -> Courtyard:
    """A courtyard."""
    name = name or f"示例胡同{next(_next)}号院"
    return Courtyard.objects.create(community=here(), name=name, key=name, kind=kind)


def a_dwelling(courtyard: Courtyard | None = None, unit: str = "") -> Dwelling:
    """A home in a courtyard."""
    return Dwelling.objects.create(
        community=here(), courtyard=courtyard or a_courtyard(), unit=unit or str(next(_next))
    )


def a_household(*names: str, dwelling: Dwelling | None = None) -> Household:
    """A household of these people in a home, the first its head."""
    household = Household.objects.create(community=here(), formed_on=LONG_AGO)
    Residence.objects.create(
        community=here(), household=household, dwelling=dwelling or a_dwelling(), from_day=LONG_AGO
    )
    for place, name in enumerate(names or ("赵某",)):
        person = Resident.objects.create(community=here(), name=name)
        Membership.objects.create(
            community=here(),
            resident=person,
            household=household,
            from_day=LONG_AGO,
            relation="head" if place == 0 else "child",
        )
    return household


def a_zone(keeper: Member, *dwellings: Dwelling) -> Zone:
    """A zone of these homes, kept by a member."""
    zone = Zone.objects.create(community=here(), name=f"第{next(_next)}片区")
    Keeping.objects.create(community=here(), zone=zone, member=keeper, from_day=LONG_AGO)
    for dwelling in dwellings:
        Coverage.objects.create(community=here(), zone=zone, dwelling=dwelling, from_day=LONG_AGO)
    return zone


def home_of(household: Household) -> Dwelling:
    """Where a household lives now."""
    return household.residences.get(to_day__isnull=True).dwelling
