"""Founding a community, appointing people to posts and ending them. Accounts and posts stand in the shared schema."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.models import Division, Post, Role
from minqing.access.rules import require
from minqing.accounts.models import Account
from minqing.committee.models import Member
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.privacy.refusals import no_id_numbers
from minqing.territory.models import Community


@act("community.found")
def found_community(w: Writing, *, by: Actor, at: datetime, code: str, name: str) -> Community:
    """Set up a community in a street that has its schema: its name, the default duty hours, an empty calendar.

    Refuses a code that is set up already. Only the program itself (its command line) founds communities.
    """
    require(rules.is_program(by))
    if Community.objects.filter(community=code).exists():
        raise Refused({"code": _("This community is set up already.")})
    Division.objects.update_or_create(code=code, defaults={"name": name})
    community = w.add(Community(community=code, name=name))
    w.about(community)
    return community


@act("post.appoint")
def appoint(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: Community,
    role: str,
    username: str,
    name: str,
    password: str | None,
    from_day: date,
    title: str = "",
    sex: str = "",
    telephone: str = "",
) -> Member:
    """Give someone an account and a post on the committee from a day on, and make them a member with a diary.

    Refuses a sign-in name that is taken, and identity-card numbers. Who appoints: the secretary, or the program
    when it sets up.
    """
    code = community.community
    require(rules.may_appoint(by, code))
    if role not in (Role.SECRETARY, Role.MEMBER):
        raise Refused({"role": _("Only a secretary or a member sits on a committee.")})
    no_id_numbers(title, "title")
    account = _new_account(username, name, password, sex, telephone)
    Post.objects.create(account=account, role=role, code=code, title=title, from_day=from_day)
    member = w.add(
        Member(
            community=code,
            account=account,
            name=name,
            sex=sex,
            post=title or str(Role(role).label),
            unit=community.name,
            telephone=telephone,
            joined_on=from_day,
        )
    )
    w.about(member, role=role)
    return member


@act("post.end")
def end_post(w: Writing, *, by: Actor, at: datetime, member: Member, on: date) -> None:
    """End a member's posts here on a day: from then on they see nothing; their diary stays with the community."""
    require(rules.may_appoint(by, member.community))
    Post.objects.filter(account_id=member.account_id, code=member.community, to_day__isnull=True).update(
        to_day=on
    )
    w.change(member, left_on=on)
    w.about(member)


def _new_account(username: str, name: str, password: str | None, sex: str, telephone: str) -> Account:
    for field, text in (("username", username), ("name", name), ("telephone", telephone)):
        no_id_numbers(text, field)
    if Account.objects.filter(username=username).exists():
        raise Refused({"username": _("This sign-in name is taken; choose another.")})
    return Account.objects.create_user(username, password, name=name, sex=sex, telephone=telephone)


def make_officer(
    *, street: str, role: str, username: str, name: str, password: str | None, from_day: date
) -> Account:
    """An account with a post at a street or district (officer, reader): nothing of a community is touched.

    Called by the command line alone; there is no page for it.
    """
    account = _new_account(username, name, password, "", "")
    Post.objects.create(account=account, role=role, code=street, from_day=from_day)
    return account
