"""Opening a concern: from a diary entry or by itself, and settled on the spot in the same stroke."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from minqing.access import rules
from minqing.access.rules import require
from minqing.committee.models import Member
from minqing.concerns.actions.case import check_moment, end, give_promises, open_promises, required, settle_up
from minqing.concerns.actions.handling import settle_concern
from minqing.concerns.actions.telling import tell_urgent
from minqing.concerns.models import Affected, Category, Concern, Grade, Level, Source, Stage, Step
from minqing.diary.models import Entry
from minqing.diary.places import placed
from minqing.households.models import Household, Resident
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.rows import Row
from minqing.ledger.writing import Writing, act
from minqing.method.promises import ending_by
from minqing.method.stages import StepKind
from minqing.territory.models import Courtyard
from minqing.territory.queries import community_at, day_at

CHOICES = {
    "category": frozenset(Category.values),
    "grade": frozenset(Grade.values),
    "level": frozenset(Level.values),
    "source": frozenset(Source.values),
}


@act("concern.open")
def open_concern(
    w: Writing,
    *,
    by: Actor,
    at: datetime,
    community: str,
    matter: str,
    category: str = Category.OTHER,
    grade: str = Grade.ORDINARY,
    level: str = Level.MEMBER,
    source: str = Source.VISIT,
    noted_at: datetime | None = None,
    entry: Entry | None = None,
    courtyard: Courtyard | None = None,
    household: Household | None = None,
    people: Sequence[tuple[Resident, str]] = (),
    lead: Member | None = None,
    settled: str = "",
    told_resident: bool = False,
    concern_id: UUID | None = None,
) -> Concern:
    """Note a concern and give its promises, counted from `noted_at` (default: `at`); urgent ones are told at once.

    The first who receives a matter leads it: the keeper of the entry it comes from, else who notes it, unless
    `lead` says. `people` are residents, each with its part (Affected.Part). With `settled`, what was done on the
    spot, a settling step follows in the same transaction. `concern_id` is the fact's own id.

    Refuses a blank matter, identity-card numbers, a moment that has not come, a household that does not live at
    the courtyard, rows of another community; denied to whoever is not on its committee. Rules 4 and 6 of the method.
    """
    require(rules.may_open_concern(by, community))
    noted_at = noted_at or at
    if noted_at > timezone.now() or at > timezone.now():
        raise Refused({"noted_at": _("This moment has not come yet.")})
    _check_choices(category=category, grade=grade, level=level, source=source)
    for field, row in (("entry", entry), ("lead", lead)):
        _require_here(row, community, field)
    day = day_at(community, noted_at)
    courtyard, household = placed(courtyard, household, code=community, day=day)
    concern = Concern(
        community=community,
        number=_number(w, community, noted_at),
        matter=required(matter, "matter", _("Write what it is about.")),
        category=category,
        grade=grade,
        level=level,
        source=source,
        stage=Stage.NOTED,
        stage_at=at,
        noted_at=noted_at,
        entry=entry,
        courtyard=courtyard,
        household=household,
        lead=_lead(by, community, entry, lead),
    )
    if concern_id is not None:
        concern.pk = concern_id
    w.add(concern)
    _name_people(w, concern, people)
    _begin(w, concern)
    if not settled.strip():
        return concern
    w.tell()
    return settle_concern(by=by, at=at, concern=concern, text=settled, told_resident=told_resident)


def _begin(w: Writing, concern: Concern) -> None:
    """The first step, the promises, and the word to the secretary where it is urgent; hers counts as acknowledged."""
    check_moment(concern, w.at)
    step = w.add(
        Step(community=concern.community, concern=concern, kind=StepKind.NOTE, by_id=w.by.account, at=w.at)
    )
    give_promises(w, concern, concern.noted_at)
    hers = concern.grade == Grade.URGENT and rules.is_secretary(w.by, concern.community)
    if hers:
        for promise in open_promises(concern, "acknowledge"):
            ending = ending_by("acknowledge", promise.due, w.at, StepKind.NOTE, acknowledges=True)
            if ending is not None:
                end(w, promise, ending)
    settle_up(w, concern, Stage.NOTED, **({"acknowledged_at": w.at} if hers else {}))
    w.about(concern, step=StepKind.NOTE, step_id=step.pk, grade=concern.grade, stage=concern.stage)
    if concern.grade == Grade.URGENT:
        tell_urgent(w, concern, once=str(step.pk))


def _number(w: Writing, community: str, noted_at: datetime) -> str:
    """The next number of the year it was noted in, in the community's zone of time: 2026-0041."""
    year = noted_at.astimezone(ZoneInfo(community_at(community).timezone)).year
    return f"{year}-{w.number(community, f'concern-{year}'):04d}"


def _lead(by: Actor, community: str, entry: Entry | None, lead: Member | None) -> Member:
    chosen = lead or (entry.book.member if entry is not None else None)
    if chosen is None and by.account is not None:
        chosen = Member.objects.filter(community=community, account_id=by.account).first()
    if chosen is None or chosen.left_on is not None and lead is not None:
        raise Refused({"lead": _("Choose who leads it.")})
    return chosen


def _check_choices(**chosen: str) -> None:
    for field, value in chosen.items():
        if value not in CHOICES[field]:
            raise Refused({field: _("Choose one from the list.")})


def _require_here(row: Row | None, community: str, field: str) -> None:
    if row is not None and row.community != community:
        raise Refused({field: _("This belongs to another community.")})


def _name_people(w: Writing, concern: Concern, people: Sequence[tuple[Resident, str]]) -> None:
    seen: set[object] = set()
    for resident, part in people:
        _require_here(resident, concern.community, "people")
        if resident.pk in seen:
            continue
        seen.add(resident.pk)
        w.add(Affected(community=concern.community, concern=concern, resident=resident, part=part))
