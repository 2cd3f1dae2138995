"""Dividing the community anew: wishes, proposals worked out by the program or edited by hand, and adopting one.

Until one is adopted a proposal is no fact of the domain and the ledger does not hear of it (method, element 1).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.access.scope import holding
from minqing.committee.actions.coverage import cover_dwellings
from minqing.committee.actions.keeping import give_zone
from minqing.committee.actions.zones import draw_zone, end_zone
from minqing.committee.models import Coverage, Keeping, Member, MemberWish, Proposal, Spread, Zone, ZoningRun
from minqing.committee.queries.zoning import in_words, measured, what_breaks
from minqing.language.order import reading_order
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied, Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Courtyard, Dwelling
from minqing.territory.queries import day_at

State = ZoningRun.State
AT_WORK = (State.WAITING, State.RUNNING)


@act("zoning.note_wish")
def note_wish(
    w: Writing, *, by: Actor, at: datetime, member: Member, courtyard: Courtyard, kind: str
) -> MemberWish:
    """Note what ties a member to a courtyard, or that they must not have it; what stood before is replaced."""
    require(rules.may_divide_zones(by, member.community))
    if courtyard.community != member.community:
        raise Denied
    if kind not in MemberWish.Kind.values:
        raise Refused({"kind": _("Choose from the list.")})
    before = MemberWish.objects.select_for_update().filter(member=member, courtyard=courtyard).first()
    if before is not None:
        wish = w.change(before, kind=kind)
    else:
        wish = w.add(MemberWish(community=member.community, member=member, courtyard=courtyard, kind=kind))
    w.about(wish, kind=kind)
    return wish


@act("zoning.drop_wish")
def drop_wish(w: Writing, *, by: Actor, at: datetime, wish: MemberWish) -> None:
    """Take a wish away. Refuses nothing: one that is gone is gone."""
    require(rules.may_divide_zones(by, wish.community))
    w.about(wish.member, courtyard=str(wish.courtyard_id))
    w.remove(wish)


@act("zoning.ask")
def ask_for_proposals(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    asked: Mapping[str, Any],
    fact: UUID | None = None,
) -> ZoningRun:
    """Have proposals worked out; the worker does it. Refuses a second while one is being worked out."""
    require(rules.may_divide_zones(by, community))
    if by.account is None:
        raise Denied
    if not asked["members"]:
        raise Refused({"members": _("Choose at least one member.")})
    if ZoningRun.objects.filter(community=community, state__in=AT_WORK).exists():
        raise Refused(_("Proposals are being worked out this moment. Wait until they are there."))
    run = w.add(
        ZoningRun(id=fact or uuid7(), community=community, account=by.account, asked_at=at, asked=dict(asked))
    )
    w.leave_no_record()
    return run


@act("zoning.note_progress")
def note_progress(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    run: ZoningRun,
    done: int,
    ground: Mapping[str, Any] | None = None,
) -> None:
    """Say how far the work is, in hundredths; with `ground`, what it works on."""
    require(rules.is_program(by))
    run = ZoningRun.objects.select_for_update().get(pk=run.pk)
    changed: dict[str, Any] = {"state": State.RUNNING, "done": max(run.done, min(done, 99))}
    if ground is not None:
        changed["ground"] = dict(ground)
    w.change(run, **changed)
    w.leave_no_record()


@act("zoning.note_proposals")
def note_proposals(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    run: ZoningRun,
    found: Sequence[tuple[Mapping[str, str], Mapping[str, Any]]],
) -> list[Proposal]:
    """Keep what was worked out: division and numbers of each, the first objective's best first."""
    require(rules.is_program(by))
    run = ZoningRun.objects.select_for_update().get(pk=run.pk)
    w.change(run, state=State.DONE, done=100, ended_at=at)
    rows = [
        Proposal(community=run.community, run=run, number=number, zones=dict(zones), numbers=dict(numbers))
        for number, (zones, numbers) in enumerate(found, start=1)
    ]
    w.add_all(Proposal, rows)
    w.leave_no_record()
    return rows


@act("zoning.note_none")
def note_none(
    w: Writing, *, by: Actor, at: datetime, run: ZoningRun, why: Mapping[str, Any], failed: bool = False
) -> None:
    """Keep why there is no proposal."""
    require(rules.is_program(by))
    run = ZoningRun.objects.select_for_update().get(pk=run.pk)
    w.change(run, state=State.FAILED if failed else State.IMPOSSIBLE, done=100, ended_at=at, why=dict(why))
    w.leave_no_record()


@act("zoning.edit")
def edit_proposal(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    proposal: Proposal,
    courtyards: Sequence[str],
    member: str,
) -> Proposal:
    """Give courtyards of a proposal to another member by hand; the first time a copy of it is made, which is edited.

    What breaks the bounds is allowed and shown: a hand may pass through it, and only adopting refuses it.
    """
    require(rules.may_divide_zones(by, proposal.community))
    found = Proposal.objects.select_related("run").select_for_update(of=("self",)).get(pk=proposal.pk)
    there = {name for name, _share in found.run.asked["members"]}
    if member not in there or not set(courtyards) <= set(found.zones):
        raise Refused(_("Choose courtyards and a member of this proposal."))
    moved = {each: found.zones[each] for each in courtyards if found.zones[each] != member}
    zones = {**found.zones, **dict.fromkeys(moved, member)}
    if not moved:
        w.leave_no_record()
        return found
    if found.by_hand and found.adopted_from is None:
        edited = w.change(found, zones=zones, numbers=_numbers(found, zones), undo=[*found.undo, moved])
    else:
        ZoningRun.objects.select_for_update().get(pk=found.run_id)
        number = (
            Proposal.objects.filter(run=found.run).order_by("-number").values_list("number", flat=True)[0]
        )
        edited = w.add(
            Proposal(
                community=found.community,
                run=found.run,
                number=number + 1,
                by_hand=True,
                zones=zones,
                numbers=_numbers(found, zones),
                undo=[moved],
            )
        )
    w.leave_no_record()
    return edited


@act("zoning.undo_edit")
def undo_edit(w: Writing, *, by: Actor, at: datetime, proposal: Proposal) -> Proposal:
    """Take the last edit by hand back. Refuses where there is none."""
    require(rules.may_divide_zones(by, proposal.community))
    found = Proposal.objects.select_related("run").select_for_update(of=("self",)).get(pk=proposal.pk)
    if not found.undo or found.adopted_from is not None:
        raise Refused(_("There is nothing to undo."))
    zones = {**found.zones, **found.undo[-1]}
    w.change(found, zones=zones, numbers=_numbers(found, zones), undo=found.undo[:-1])
    w.leave_no_record()
    return found


@act("zoning.adopt")
def adopt_proposal(w: Writing, *, by: Actor, at: datetime, proposal: Proposal, from_day: date) -> Proposal:
    """Divide the community as a proposal says, from a day on: every home of a courtyard goes to its member's zone.

    A member's first zone in reading order takes them; who keeps none gets a new one. Zones left without homes end that
    day. Refuses a proposal of courtyards that are no longer those where there are homes; one that is not connected, out
    of its bounds or gives a courtyard to who must not have it; a day before today's; members no longer in office; and
    zones spread over neighbours then.
    """
    require(rules.may_divide_zones(by, proposal.community))
    found = Proposal.objects.select_related("run").select_for_update(of=("self",)).get(pk=proposal.pk)
    if found.adopted_from is not None:
        raise Refused(_("This proposal is adopted already."))
    if from_day < day_at(found.community, at):
        raise Refused({"from_day": _("Choose today or a day to come: history stays as it was.")})
    wrong = what_breaks(found.run, found.zones)
    if wrong:
        raise Refused([in_words(found.run, each) for each in wrong])
    _nothing_spread(found.community, from_day)
    homes = _homes_by_courtyard(found, from_day)
    members = {str(row.pk): row for row in Member.objects.filter(community=found.community)}
    for key in sorted(set(found.zones.values())):
        zone = _zone_for(by, at, members[key], from_day)
        given = [home for courtyard, to in found.zones.items() if to == key for home in homes[courtyard]]
        cover_dwellings(by=by, at=at, zone=zone, dwellings=given, from_day=from_day)
    _end_empty(by, at, found.community, from_day)
    w.change(found, adopted_from=from_day)
    w.about(found.run, proposal=found.number, from_day=from_day.isoformat())
    return found


def _numbers(proposal: Proposal, zones: Mapping[str, str]) -> dict[str, Any]:
    """The numbers of an edited division; what is proven of the fewest borders possible holds for it too."""
    return {**measured(proposal.run, zones), "border_bound": proposal.numbers.get("border_bound")}


def _homes_by_courtyard(proposal: Proposal, from_day: date) -> dict[str, list[Dwelling]]:
    """The homes standing on a day, by courtyard. Refuses where courtyards came or went since it was worked out."""
    standing = Q(gone_on__isnull=True) | Q(gone_on__gt=from_day)
    homes: dict[str, list[Dwelling]] = {}
    for home in Dwelling.objects.filter(standing, community=proposal.community):
        homes.setdefault(str(home.courtyard_id), []).append(home)
    if set(homes) != set(proposal.zones):
        raise Refused(_("Courtyards were added or have gone since. Have new proposals worked out."))
    return homes


def _zone_for(by: Actor, at: datetime, member: Member, from_day: date) -> Zone:
    """The zone of a member on a day; a new one, named after them, where they keep none."""
    kept = Keeping.objects.filter(holding(from_day), member=member).select_related("zone")
    zones = sorted((row.zone for row in kept), key=lambda zone: reading_order(zone.name))
    if zones:
        return zones[0]
    name = _("%(name)s's zone") % {"name": member.name}
    taken = set(Zone.objects.filter(community=member.community).values_list("name", flat=True))
    free = next(each for each in (name, *(f"{name} {n}" for n in range(2, 1000))) if each not in taken)
    zone = draw_zone(by=by, at=at, community=member.community, name=free)
    give_zone(by=by, at=at, zone=zone, member=member, from_day=from_day)
    return zone


def _end_empty(by: Actor, at: datetime, community: str, from_day: date) -> None:
    """End the zones that have no home any more on a day."""
    covered = Coverage.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day), community=community)
    empty = Zone.objects.filter(community=community, ended_on__isnull=True).exclude(
        pk__in=covered.values("zone")
    )
    for zone in empty.order_by("pk"):
        end_zone(by=by, at=at, zone=zone, on=from_day)


def _nothing_spread(community: str, from_day: date) -> None:
    spread = Spread.objects.filter(Q(to_day__gt=from_day), community=community).select_related("zone").first()
    if spread is not None:
        words = _(
            "%(zone)s is spread over its neighbours until %(day)s. Adopt from that day, or end it first."
        )
        raise Refused({"from_day": words % {"zone": spread.zone.name, "day": spread.to_day}})
