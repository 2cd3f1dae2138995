"""The demo's office: secretary, nine members with portfolio and zone, deputies, duty, one away, one hand-over past."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from minqing.access.actions import appoint, make_officer
from minqing.access.actors import actor_of
from minqing.access.models import Role
from minqing.committee.actions import (
    add_portfolio,
    cover_dwellings,
    draw_zone,
    give_zone,
    hand_over_zone,
    hold_portfolio,
    name_deputy,
    put_on_duty,
    take_leave,
)
from minqing.committee.models import Member, Zone
from minqing.demo.ground import Ground
from minqing.demo.people import COMMUNITY, STREET
from minqing.demo.words import MEMBERS, OFFICER, READER, SECRETARY
from minqing.ledger.actor import Actor
from minqing.territory.models import Community, Courtyard


@dataclass
class Office:
    """Who works there: the secretary, the members in their order, and who each is as an actor."""

    secretary: Member
    members: list[Member]

    def actor(self, member: Member, day: date) -> Actor:
        """A member as who acts on a day."""
        return actor_of(member.account, day)


def appoint_all(by: Actor, at: datetime, community: Community, since: date) -> Office:
    """Accounts without a password: in the demo one comes in by its doors alone."""
    people = [(Role.SECRETARY, *SECRETARY, "社区书记", "demo-secretary")]
    people += [
        (Role.MEMBER, name, sex, "社区委员", f"demo-member-{n}")
        for n, (name, sex, _line) in enumerate(MEMBERS, 1)
    ]
    made = [
        appoint(
            by=by,
            at=at,
            community=community,
            role=role,
            username=username,
            name=name,
            password=None,
            from_day=since,
            title=title,
            sex=sex,
            telephone=f"010-6400{n:04d}",
        )
        for n, (role, name, sex, title, username) in enumerate(people)
    ]
    make_officer(
        street=STREET, role=Role.OFFICER, username="demo-officer", name=OFFICER, password=None, from_day=since
    )
    make_officer(
        street=STREET[:6],
        role=Role.READER,
        username="demo-reader",
        name=READER,
        password=None,
        from_day=since,
    )
    return Office(made[0], made[1:])


def divide(by: Actor, at: datetime, ground: Ground, office: Office, since: date) -> list[Zone]:
    """Nine zones of neighbouring courtyards, about equal in households; the seventh changed hands lately."""
    yards = sorted(ground.yards, key=lambda yard: (yard.lane, yard.pk))
    total, share = len(ground.households), 0
    zones: list[Zone] = []
    mine: list[Courtyard] = []
    for yard in yards:
        mine.append(yard)
        share += len(ground.of(yard))
        if share >= total * (len(zones) + 1) / len(office.members) or yard is yards[-1]:
            zones.append(_zone(by, at, ground, mine, len(zones), since))
            mine = []
    for place, zone in enumerate(zones):
        keeper = office.members[place] if place != 6 else office.members[7]
        give_zone(by=by, at=at, zone=zone, member=keeper, from_day=since)
    hand_over_zone(
        by=by, at=at, zone=zones[6], to_member=office.members[6], on=at.date() - timedelta(days=45)
    )
    return zones


def _zone(by: Actor, at: datetime, ground: Ground, yards: list[Courtyard], place: int, since: date) -> Zone:
    names = "一二三四五六七八九"
    zone = draw_zone(by=by, at=at, community=COMMUNITY, name=f"第{names[place]}片区")
    homes = [home for yard in yards for home in ground.dwellings[yard]]
    cover_dwellings(by=by, at=at, zone=zone, dwellings=homes, from_day=since)
    return zone


def share_work(by: Actor, at: datetime, office: Office, since: date) -> None:
    """A portfolio each, deputies in pairs, a month of duty; the fourth member is at a training these days."""
    everyone = office.members
    for member, (_name, _sex, line) in zip(everyone, MEMBERS, strict=True):
        portfolio = add_portfolio(by=by, at=at, community=COMMUNITY, name=line)
        hold_portfolio(by=by, at=at, member=member, portfolio=portfolio, from_day=since)
    for place, member in enumerate(everyone):
        name_deputy(by=by, at=at, member=member, deputy=everyone[(place + 1) % len(everyone)], from_day=since)
    name_deputy(by=by, at=at, member=office.secretary, deputy=everyone[0], from_day=since)
    today = at.date()
    days = {today + timedelta(days=n): everyone[n % len(everyone)] for n in range(31)}
    put_on_duty(by=by, at=at, community=COMMUNITY, days=days)
    take_leave(
        by=by,
        at=at,
        member=everyone[4],
        from_day=today + timedelta(days=1),
        to_day=today + timedelta(days=4),
        cover=everyone[5],
        kind="training",
    )
