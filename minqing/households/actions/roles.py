"""Roles that a resident agreed to: courtyard head, lane head, representative, volunteer (layer iii of the
plan).
"""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from minqing.access.rules import may_keep_register, require
from minqing.households.days import can_be, close
from minqing.households.models import ActiveRole, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.ids import uuid7
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Courtyard


@act("role.agree")
def agree_to_role(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    resident: Resident,
    kind: str,
    day: date,
    agreed_on: date | None,
    courtyard: Courtyard | None = None,
    id: UUID | None = None,
) -> ActiveRole:
    """A resident takes a role from a day on, having agreed to it.

    Refuses a role without the day of agreement or begun before it, a courtyard head without a courtyard,
    somebody
    who has left, and the same role twice at one time.
    """
    require(may_keep_register(by, resident.community))
    can_be(day, resident.community, at)
    if kind not in ActiveRole.Kind.values:
        raise Refused({"kind": _("Choose a role from the list.")})
    if agreed_on is None:
        raise Refused({"agreed_on": _("Write when the resident agreed: a role is only noted with consent.")})
    if agreed_on > day:
        raise Refused({"agreed_on": _("The resident agrees before the role begins.")})
    if kind == ActiveRole.Kind.COURTYARD_HEAD and courtyard is None:
        raise Refused({"courtyard": _("Choose the courtyard.")})
    if resident.left_on is not None or resident.erased_at is not None:
        raise Refused(_("%(name)s does not live here now.") % {"name": resident.name})
    same = ActiveRole.objects.filter(Q(to_day__isnull=True) | Q(to_day__gt=day), resident=resident, kind=kind)
    if same.filter(courtyard=courtyard).exists():
        raise Refused({"kind": _("%(name)s has this role already.") % {"name": resident.name}})
    role = w.add(
        ActiveRole(
            id=id or uuid7(),
            community=resident.community,
            resident=resident,
            kind=kind,
            courtyard=courtyard,
            agreed_on=agreed_on,
            from_day=day,
        )
    )
    w.about(role, kind=kind, day=day)
    return role


@act("role.end")
def end_role(w: Writing, *, by: Actor, at: datetime, role: ActiveRole, day: date) -> ActiveRole:
    """A role ends on a day, for whatever reason. Refuses a day not after it began, and a role that is
    ended.
    """
    require(may_keep_register(by, role.community))
    can_be(day, role.community, at)
    if role.to_day is not None:
        raise Refused(_("This role is ended already."))
    close(w, role, day)
    w.about(role, day=day)
    return role
