"""Being away: someone covers the zones meanwhile, and each member has a deputy who is told (AB 角)."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.actions.office import locked_members, require_in_office
from minqing.committee.actions.spreading import end_spread
from minqing.committee.clashes import refusing
from minqing.committee.models import Deputy, Leave, Member, Spread
from minqing.committee.spells import end_spell, room_from, standing
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act


@act("leave.take")
def take_leave(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    member: Member,
    from_day: date,
    to_day: date | None,
    cover: Member,
    kind: str = Leave.Kind.LEAVE,
    fact: UUID | None = None,
) -> Leave:
    """Note that a member is away from a day up to, but without, another (None: open), and who covers.

    The cover sees the member's zones meanwhile; the keeping does not change. The secretary notes it for
    anyone, a member for themselves. Refuses oneself as cover, a cover who is away or not in office in these
    days, days that overlap with another absence, and a member who covers for someone in these days. `fact`
    is the new row's id.
    """
    require(rules.may_take_leave(by, member.community, member.account_id))
    if to_day is not None and to_day <= from_day:
        raise Refused({"to_day": _("The last day away cannot lie before the first.")})
    if cover.pk == member.pk:
        raise Refused({"cover": _("Someone else has to cover; nobody covers for themselves.")})
    member, cover = locked_members(member, cover)
    require_in_office(member, from_day, to_day, member.community, "from_day")
    require_in_office(cover, from_day, to_day, member.community, "cover")
    meanwhile = _in_these_days(from_day, to_day)
    if meanwhile.filter(member=cover).exists():
        raise Refused(
            {"cover": _("%(name)s is away in these days too; choose someone else.") % {"name": cover.name}}
        )
    if meanwhile.filter(member=member).exists():
        raise Refused({"from_day": _("These days overlap with another absence of the same member.")})
    covered = meanwhile.filter(cover=member).select_related("member").first()
    if covered is not None:
        words = _(
            "%(name)s is covered for in these days by who is to be away; find another cover for them first."
        )
        raise Refused({"from_day": words % {"name": covered.member.name}})
    leave = Leave(
        id=fact or uuid7(),
        community=member.community,
        member=member,
        cover=cover,
        kind=kind,
        from_day=from_day,
        to_day=to_day,
    )
    with refusing("from_day"):
        w.add(leave)
    w.about(leave, from_day=from_day.isoformat())
    return leave


@act("leave.change_cover")
def change_cover(w: Writing, *, by: Actor, at: datetime, leave: Leave, cover: Member, on: date) -> Leave:
    """Have someone else cover the rest of an absence from a day on; who covered until then stays in history.

    Answers the absence that the new cover stands in. Refuses a day outside the absence and whom
    `take_leave` refuses.
    """
    require(rules.may_take_leave(by, leave.community, leave.member.account_id))
    leave = Leave.objects.select_related("member").select_for_update(of=("self",)).get(pk=leave.pk)
    if on < leave.from_day or (leave.to_day is not None and on >= leave.to_day):
        raise Refused({"on": _("Choose a day of this absence.")})
    until = leave.to_day
    end_spell(w, leave, on)
    w.about(leave.member, cover=str(cover.pk), on=on.isoformat())
    return take_leave(
        by=by, at=at, member=leave.member, from_day=on, to_day=until, cover=cover, kind=leave.kind
    )


@act("leave.end_early")
def end_leave_early(w: Writing, *, by: Actor, at: datetime, leave: Leave, on: date) -> None:
    """Note that the member is back on a day, before the absence would have ended (or at its open end).

    Back on its first day or before, the absence never was and is taken away. A zone that was spread over its neighbours
    is back that day too. Refuses a day after its end.
    """
    require(rules.may_take_leave(by, leave.community, leave.member.account_id))
    leave = Leave.objects.select_related("member").select_for_update(of=("self",)).get(pk=leave.pk)
    if leave.to_day is not None and on > leave.to_day:
        raise Refused({"on": _("The absence has ended before that day.")})
    w.about(leave.member, back_on=on.isoformat())
    for spread in Spread.objects.filter(leave=leave, to_day__gt=on).order_by("pk"):
        end_spread(by=by, at=at, spread=spread, on=on)
    end_spell(w, leave, on)


@act("deputy.name")
def name_deputy(
    w: Writing, *, by: Actor, at: datetime, member: Member, deputy: Member | None, from_day: date
) -> Deputy | None:
    """Name a member's deputy (AB 角) from a day on, in place of the one before; None: none from then.

    The deputy is told of what is urgent while the member is away. Refuses oneself and who is not in office
    then.
    """
    require(rules.may_divide_zones(by, member.community))
    if deputy is not None and deputy.pk == member.pk:
        raise Refused({"deputy": _("Choose another member: nobody is their own deputy.")})
    if deputy is None:
        (member,) = locked_members(member)
    else:
        member, deputy = locked_members(member, deputy)
    lasting = Deputy.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day), member=member)
    spells = list(lasting.select_for_update().order_by("from_day"))
    stood, until = standing(spells, from_day), room_from(spells, from_day)
    w.about(member, deputy=str(deputy.pk) if deputy else None, from_day=from_day.isoformat())
    if stood is not None:
        if deputy is not None and stood.deputy_id == deputy.pk:
            return stood
        end_spell(w, stood, from_day)
    if deputy is None:
        return None
    require_in_office(deputy, from_day, until, member.community, "deputy")
    named = Deputy(community=member.community, member=member, deputy=deputy, from_day=from_day, to_day=until)
    with refusing("deputy"):
        return w.add(named)


def _in_these_days(from_day: date, to_day: date | None) -> QuerySet[Leave]:
    """Absences that share a day with these."""
    later = Leave.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=from_day))
    return later if to_day is None else later.filter(from_day__lt=to_day)
