"""Parting with a member: their zones are handed over first, what else they did here ends on the day."""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.actions import end_post
from minqing.access.models import Post, Role
from minqing.access.rules import require
from minqing.committee.actions.office import locked_members
from minqing.committee.models import Deputy, Duty, Keeping, Leave, Member, PortfolioHolding
from minqing.committee.spells import end_spell
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act


@act("member.part")
def part_with_member(w: Writing, *, by: Actor, at: datetime, member: Member, on: date) -> None:
    """End a member's post on a day, with their portfolios, deputies and duties; their diary stays here.

    Refuses while they keep a zone on that day or later (hand it over first), while they are to cover for
    someone then, and the only secretary: the community is never without one (method, rule 1).
    """
    require(rules.may_appoint(by, member.community))
    (member,) = locked_members(member)
    if member.left_on is not None:
        raise Refused({"on": _("%(name)s has left the committee already.") % {"name": member.name}})
    if on < member.joined_on:
        raise Refused({"on": _("Choose a day after they joined.")})
    _require_free(member, on)
    lasting = Q(to_day__isnull=True) | Q(to_day__gt=on)
    for holding in PortfolioHolding.objects.select_for_update().filter(lasting, member=member):
        end_spell(w, holding, on)
    for deputy in Deputy.objects.select_for_update().filter(lasting & (Q(member=member) | Q(deputy=member))):
        end_spell(w, deputy, on)
    for leave in Leave.objects.select_for_update().filter(lasting, member=member):
        end_spell(w, leave, on)
    for duty in Duty.objects.select_for_update().filter(member=member, day__gte=on):
        w.remove(duty)
    w.about(member, on=on.isoformat())
    end_post(by=by, at=at, member=member, on=on)


def _require_free(member: Member, on: date) -> None:
    lasting = Q(to_day__isnull=True) | Q(to_day__gt=on)
    kept = [
        keeping.zone.name for keeping in Keeping.objects.filter(lasting, member=member).select_related("zone")
    ]
    if kept:
        words = _("%(name)s still keeps %(zones)s on that day. Hand over first.")
        raise Refused({"on": words % {"name": member.name, "zones": _(", ").join(sorted(set(kept)))}})
    covered = Leave.objects.filter(lasting, cover=member).select_related("member").first()
    if covered is not None:
        words = _("%(name)s is to cover for %(away)s then. Choose another cover first.")
        raise Refused({"on": words % {"name": member.name, "away": covered.member.name}})
    posts = Post.objects.filter(code=member.community, role=Role.SECRETARY).filter(
        Q(to_day__isnull=True) | Q(to_day__gt=on), from_day__lte=on
    )
    holders = set(posts.values_list("account_id", flat=True))
    if holders == {member.account_id}:
        raise Refused({"on": _("Appoint another secretary first: a community is never without one.")})
