"""Concerns that belong together: merged into one, split into two, linked."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.concerns.actions.case import handled, locked, required, take
from minqing.concerns.actions.opening import open_concern
from minqing.concerns.models import Affected, Concern, Link, Stage
from minqing.concerns.steps import LINK, UNLINK
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.method.stages import StepKind


def _pair(by: Actor, concern: Concern, other: Concern, at: datetime) -> tuple[Concern, Concern]:
    """Both concerns, locked in one order; the first for who may handle it. Refuses a concern with itself."""
    if concern.pk == other.pk or concern.community != other.community:
        raise Refused({"other": _("Choose another concern of this community.")})
    for row in sorted((concern, other), key=lambda each: each.pk):
        locked(row)
    return handled(by, concern, at), locked(other)


def _said(other: Concern) -> dict[str, str]:
    return {"other": str(other.pk), "number": other.number}


@act("concern.merge")
def merge_concerns(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    into: Concern,
    text: str = "",
    step_id: UUID | None = None,
) -> Concern:
    """Close a concern as merged into another, where it lives on: its open promises are released (late ones missed).

    Its steps stay readable, its people count among the other's, and both tell of it. Refuses a closed target
    and one's own self. Answers the target.
    """
    found, target = _pair(by, concern, into, at)
    if target.stage == Stage.CLOSED:
        raise Refused({"other": _("That concern is closed; reopen it first.")})
    take(w, found, StepKind.MERGE, text=text, said=_said(target), step_id=step_id, merged_into=target)
    w.add(Link(community=found.community, concern=found, other=target, kind=Link.Kind.MERGED))
    known = set(Affected.objects.filter(concern=target).values_list("resident_id", flat=True))
    for person in Affected.objects.filter(concern=found).exclude(resident_id__in=known):
        w.add(
            Affected(
                community=found.community, concern=target, resident_id=person.resident_id, part=person.part
            )
        )
    take(w, target, LINK, said=_said(found) | {"kind": Link.Kind.MERGED})
    w.about(found, into=str(target.pk))
    return target


@act("concern.split")
def split_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    matter: str,
    category: str = "",
    grade: str = "",
    text: str = "",
    step_id: UUID | None = None,
) -> Concern:
    """Make a second concern of a part of the matter, with a number, a story and promises of its own.

    The part was known since the whole was noted, so its promises count from then: splitting gains no time.
    Place, people and lead are the same. Refuses where the whole is not in work. Answers the new concern.
    """
    found = handled(by, concern, at)
    words = required(matter, "matter", _("Write what the split-off part is about."))
    people = Affected.objects.filter(concern=found).select_related("resident")
    new = open_concern(
        by=by,
        at=at,
        community=found.community,
        matter=words,
        category=category or found.category,
        grade=grade or found.grade,
        level=found.level,
        source=found.source,
        noted_at=found.noted_at,
        entry=found.entry,
        courtyard=found.courtyard,
        household=found.household,
        people=[(person.resident, person.part) for person in people],
        lead=found.lead,
    )
    take(w, found, StepKind.SPLIT, text=text, said=_said(new), step_id=step_id)
    w.add(Link(community=found.community, concern=new, other=found, kind=Link.Kind.SPLIT))
    w.about(found, split_off=str(new.pk))
    return new


@act("concern.link")
def link_concerns(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    concern: Concern,
    other: Concern,
    step_id: UUID | None = None,
) -> Link:
    """Say that two concerns have to do with one another; both stories tell it. Refuses a link that is there."""
    found, second = _pair(by, concern, other, at)
    pairs = Link.objects.filter(kind=Link.Kind.RELATED)
    if (
        pairs.filter(concern=found, other=second).exists()
        or pairs.filter(concern=second, other=found).exists()
    ):
        raise Refused({"other": _("These two are linked already.")})
    link = w.add(Link(community=found.community, concern=found, other=second, kind=Link.Kind.RELATED))
    take(w, found, LINK, said=_said(second), step_id=step_id)
    take(w, second, LINK, said=_said(found))
    w.about(found, other=str(second.pk))
    return link


@act("concern.unlink")
def unlink(w: Writing, *, by: Actor, at: datetime, link: Link) -> None:
    """Take away a link between two concerns; both stories keep that it was there. Merging and splitting stay."""
    require(rules.is_program(by) or rules.is_member(by, link.community))
    if link.kind != Link.Kind.RELATED:
        raise Refused({"other": _("Merging and splitting cannot be taken back.")})
    found, second = _pair(by, link.concern, link.other, at)
    take(w, found, UNLINK, said=_said(second))
    take(w, second, UNLINK, said=_said(found))
    w.remove(link)
    w.about(found, other=str(second.pk))
