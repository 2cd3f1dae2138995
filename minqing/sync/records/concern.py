"""Concerns on the phone: what is open and led, lies in the own zones or waits for the member; own closed ones a while."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from minqing.access import rules
from minqing.concerns.models import Stage
from minqing.sync.reach import Reach
from minqing.sync.records.asking import grouped, id_or_none, moment_of, not_erased, rows
from minqing.sync.records.shapes import ConcernRecord, PersonPart, PromisePart, StepPart
from minqing.sync.records.steps_offered import Standing, steps_offered

STEPS = 12

_CONCERNS = """
    SELECT c.id, c.number, c.matter, c.category, c.grade, c.level, c.stage, c.source, c.noted_at, c.courtyard_id,
        c.household_id, c.satisfaction, c.closed_as, c.closed_at, lead.id, lead.name, lead.account_id
    FROM concerns_concern c JOIN committee_member lead ON lead.id = c.lead_id WHERE c.id = ANY(%(ids)s::uuid[])
"""
_PROMISES = """
    SELECT concern_id, name, due, calendar_known FROM concerns_promise
    WHERE concern_id = ANY(%(ids)s::uuid[]) AND state = 'open' ORDER BY due, id
"""
# The newest few of each concern, by the index of its steps.
_STEPS = """
    SELECT s.concern_id, s.id, s.kind, s.text, s.at, coalesce(who.name, ''), s.told_resident, s.satisfaction
    FROM unnest(%(ids)s::uuid[]) AS asked (id)
    CROSS JOIN LATERAL (
        SELECT * FROM concerns_step WHERE concern_id = asked.id ORDER BY at DESC, id DESC LIMIT %(most)s
    ) s
    LEFT JOIN accounts_account who ON who.id = s.by_id ORDER BY s.at, s.id
"""
_PEOPLE = f"""
    SELECT a.concern_id, a.resident_id, a.part FROM concerns_affected a
    JOIN households_resident p ON p.id = a.resident_id AND {not_erased("p")}
    WHERE a.concern_id = ANY(%(ids)s::uuid[]) ORDER BY a.id
"""
_TOLD_URGENTLY = """
    SELECT DISTINCT about FROM notices_notice WHERE to_id = %(account)s AND urgent AND about = ANY(%(ids)s::uuid[])
"""


class ConcernKey(NamedTuple):
    """A concern on the phone, where it stands in the order of what presses, and its courtyard."""

    closed: bool
    pressing: float
    id: UUID
    courtyard: UUID | None
    household: UUID | None


def concern_keys(reach: Reach, among: Collection[UUID] | None = None) -> list[ConcernKey]:
    """Every concern on the phone (or those among these ids): open by their nearest promise, then closed, newest first.

    Two queries.
    """
    fields = ("next_due", "closed_at", "id", "courtyard", "household")
    found = []
    for concerns in (reach.open_concerns(), reach.closed_concerns()):
        rows_of = concerns if among is None else concerns.filter(pk__in=among)
        found += [_key(*row) for row in rows_of.values_list(*fields)]
    return sorted(found)


def _key(
    due: datetime | None,
    closed: datetime | None,
    key: UUID,
    courtyard: UUID | None,
    household: UUID | None,
) -> ConcernKey:
    if closed is not None:
        return ConcernKey(True, -closed.timestamp(), key, courtyard, household)
    return ConcernKey(False, due.timestamp() if due else 1e12, key, courtyard, household)


def concern_records(reach: Reach, ids: Collection[UUID]) -> list[ConcernRecord]:
    """The records of these concerns, in the order of the ids; which are the phone's is told by `concern_keys`.

    Promises are the open ones, the nearest first; steps the newest twelve, in the order of time; people without those
    who were erased. Five queries.
    """
    given = {"ids": list(ids)}
    found = {row[0]: row for row in rows(_CONCERNS, **given)}
    promises = grouped([(row[0], _promise(row)) for row in rows(_PROMISES, **given)])
    steps = grouped([(row[0], _step(row)) for row in rows(_STEPS, most=STEPS, **given)])
    people = grouped([(row[0], _person(row)) for row in rows(_PEOPLE, **given)])
    urgent = {key for (key,) in rows(_TOLD_URGENTLY, account=reach.viewer.account, **given)}
    return [
        _record(
            reach, found[key], promises.get(key, []), steps.get(key, []), people.get(key, []), key in urgent
        )
        for key in dict.fromkeys(ids)
        if key in found
    ]


def _promise(row: tuple[Any, ...]) -> PromisePart:
    _concern, name, due, known = row
    return {"name": name, "due": moment_of(due), "known": known}


def _step(row: tuple[Any, ...]) -> StepPart:
    _concern, key, kind, text, at, by, told, satisfaction = row
    return {
        "id": str(key),
        "kind": kind,
        "text": text,
        "at": moment_of(at),
        "by": by,
        "told": told,
        "satisfaction": satisfaction,
    }


def _person(row: tuple[Any, ...]) -> PersonPart:
    return {"resident": str(row[1]), "part": row[2]}


def _record(
    reach: Reach,
    row: tuple[Any, ...],
    promises: list[PromisePart],
    steps: list[StepPart],
    people: list[PersonPart],
    told_urgently: bool,
) -> ConcernRecord:
    key, number, matter, category, grade, level, stage, source, noted_at, courtyard, household = row[:11]
    satisfaction, closed_as, closed_at, lead, lead_name, lead_account = row[11:]
    actor, code = reach.viewer.actor, reach.viewer.code
    standing = Standing(
        stage=stage,
        level=level,
        closed_as=closed_as,
        open_promises=frozenset(promise["name"] for promise in promises),
        handles=rules.may_handle_concern(actor, code, lead_account) or lead in reach.covered,
        acknowledges=closed_at is None
        and rules.may_acknowledge(actor, code)
        and (reach.viewer.sees_all or told_urgently),
    )
    return {
        "t": "concern",
        "id": str(key),
        "d": {
            "number": number,
            "matter": matter,
            "category": category,
            "grade": grade,
            "level": level,
            "stage": stage,
            "source": source,
            "noted_at": moment_of(noted_at),
            "courtyard": id_or_none(courtyard),
            "household": id_or_none(household),
            "people": people,
            "lead": {"id": str(lead), "name": lead_name},
            "mine": lead == reach.member.pk,
            "can": steps_offered(standing),
            "promises": promises if stage != Stage.CLOSED else [],
            "satisfaction": satisfaction,
            "steps": steps,
        },
    }
