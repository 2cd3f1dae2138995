"""One concern: its story, its promises, who takes part, what was alike, what the ledger has of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing.access.scope import Viewer
from minqing.accounts.models import Account
from minqing.concerns.models import Concern, Level, Promise, Step
from minqing.diary.models import Comment
from minqing.language.likeness import likeness_of_texts
from minqing.ledger.models import Record
from minqing.method.why import Why

LOOKED_AT = 200
ALIKE = 0.12
"""From this share of common bigrams on, a past case is worth a look."""


@dataclass(frozen=True)
class StoryTold:
    """One line of a concern's story: a step, a promise given or ended, or the secretary's red ink.

    `kind` is `step`, `given`, `ended` or `red`; `step`, `promise` and `text` are there as it says. `who` is blank
    for the program itself.
    """

    kind: str
    at: datetime
    who: str
    step: Step | None = None
    promise: Promise | None = None
    text: str = ""


@dataclass(frozen=True)
class PromiseTold:
    """A promise with its reasons: why it is due when it is, and, once it ended, why and by whom."""

    promise: Promise
    why: Why
    ended_why: Why | None
    ended_by: str


def _reason(stored: dict[str, object], words: str) -> Why:
    why = Why.from_json(stored)
    return Why(why.rule, {**why.params, "reason": words}) if words else why


def promises_of(concern: Concern) -> list[PromiseTold]:
    """All promises ever given, in the order of their giving and then of their due. One query."""
    rows = Promise.objects.filter(concern=concern).select_related("ended_by", "extends")
    return [
        PromiseTold(
            row,
            _reason(row.why, row.extends.reason if row.extends is not None else ""),
            _reason(row.ended_why, row.reason) if row.ended_why else None,
            row.ended_by.name if row.ended_by is not None else "",
        )
        for row in rows.order_by("given_at", "due", "pk")
    ]


def story(concern: Concern, promises: Sequence[PromiseTold] | None = None) -> list[StoryTold]:
    """What happened, in the order of time: steps (links and mergings are steps too), promises that ended, and the
    red ink beside the diary entry it came from. Two or three queries, whatever its length.
    """
    told = [
        StoryTold(
            "red" if step.said.get("red") else "step",
            step.at,
            step.by.name if step.by is not None else "",
            step=step,
            text=step.text,
        )
        for step in Step.objects.filter(concern=concern).select_related("by").order_by("at", "pk")
    ]
    for each in promises_of(concern) if promises is None else promises:
        if each.promise.ended_at is not None:
            told.append(StoryTold("ended", each.promise.ended_at, each.ended_by, promise=each.promise))
    if concern.entry_id is not None:
        comments = Comment.objects.filter(entry_id=concern.entry_id).select_related("by")
        told += [StoryTold("red", row.at, row.by.name, text=row.text) for row in comments]
    return sorted(told, key=lambda each: each.at)


def parties_of(steps: Sequence[StoryTold]) -> list[str]:
    """Who was named as taking part, in the order of being named, from a story. No query."""
    named = [party for told in steps if told.step is not None for party in told.step.parties]
    return list(dict.fromkeys(named))


@dataclass(frozen=True)
class Audited:
    """One record of the ledger about a concern: its number in the chain, what was done, when, by whom."""

    seq: int
    kind: str
    at: datetime
    who: str


def audit_of(concern: Concern, limit: int = 100) -> list[Audited]:
    """What the ledger has of a concern, in the order of the chain. Two queries."""
    rows = list(
        Record.objects.filter(subject_id=concern.pk, community=concern.community).order_by("seq")[:limit]
    )
    names: dict[UUID, str] = dict(
        Account.objects.filter(pk__in={row.actor for row in rows if row.actor}).values_list("pk", "name")
    )
    return [
        Audited(row.seq, row.kind, row.server_at, names.get(row.actor, "") if row.actor else "")
        for row in rows
    ]


@dataclass(frozen=True)
class Alike:
    """A past case and how much its words have in common with this one's, from 0 to 1."""

    concern: Concern
    likeness: float


def similar_past(viewer: Viewer, concern: Concern, limit: int = 4) -> list[Alike]:
    """Closed concerns of the same category with the likest words, among the latest two hundred. One query."""
    past = viewer.concerns().filter(category=concern.category, closed_at__isnull=False).exclude(pk=concern.pk)
    # Two hundred whole rows would cost more than the comparing: only what is compared and shown.
    shown = ("matter", "number", "closed_at", "courtyard__name")
    latest = past.select_related("courtyard").only(*shown).order_by("-closed_at")[:LOOKED_AT]
    scored = [Alike(row, likeness_of_texts(concern.matter, row.matter)) for row in latest]
    alike = [each for each in scored if each.likeness >= ALIKE]
    return sorted(alike, key=lambda each: -each.likeness)[:limit]


@dataclass(frozen=True)
class AtTheStreet:
    """What a street office sees of a concern reported to it: no name, no words of a resident, no door."""

    community: str
    number: str
    category: str
    grade: str
    stage: str
    since: datetime
    next_due: datetime | None


def reported_to_street(communities: Sequence[str], limit: int = 200) -> list[AtTheStreet]:
    """Open concerns that were reported to the street, those due first first. One query.

    Neither the matter nor people or place are read: a matter may hold personal words, and nothing of a resident
    is shown above the community (method, "Lines").
    """
    rows = Concern.objects.filter(community__in=communities, level=Level.STREET, closed_at__isnull=True)
    fields = ("community", "number", "category", "grade", "stage", "stage_at", "next_due")
    return [AtTheStreet(*row) for row in rows.order_by("next_due", "id").values_list(*fields)[:limit]]
