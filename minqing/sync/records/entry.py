"""Entries of the own diary, where they stand now, with the secretary's red ink and what was added below."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from minqing.diary.files import is_here
from minqing.diary.models import Photo
from minqing.sync.reach import Reach
from minqing.sync.records.asking import day_of, grouped, id_or_none, moment_of, moment_or_none, rows
from minqing.sync.records.shapes import AddendumPart, CommentPart, EntryRecord, PhotoPart

_ENTRIES = """
    SELECT e.id, e.began_at, e.ended_at,
        CASE WHEN moved.id IS NULL THEN e.courtyard_id ELSE moved.moved_to_courtyard_id END,
        CASE WHEN moved.id IS NULL THEN e.household_id ELSE moved.moved_to_household_id END,
        e.outcome, e.purposes, e.matter, e.handling, e.result, e.satisfaction, e.important, e.wish, e.handed_in_at,
        e.read_at, e.returned_at, e.wish_fulfilled_on
    FROM diary_entry e
    LEFT JOIN LATERAL (
        SELECT * FROM diary_addendum a WHERE a.entry_id = e.id AND a.kind = 'move' ORDER BY a.at DESC, a.id DESC LIMIT 1
    ) moved ON true
    WHERE e.id = ANY(%(ids)s::uuid[])
"""
_COMMENTS = """
    SELECT c.entry_id, c.id, c.kind, c.text, c.at, who.name,
        EXISTS (SELECT FROM diary_addendum a WHERE a.comment_id = c.id)
    FROM diary_comment c JOIN accounts_account who ON who.id = c.by_id
    WHERE c.entry_id = ANY(%(ids)s::uuid[]) ORDER BY c.at, c.id
"""
_ADDENDA = """
    SELECT a.entry_id, a.id, a.kind, a.text, a.at, who.name
    FROM diary_addendum a JOIN accounts_account who ON who.id = a.by_id
    WHERE a.entry_id = ANY(%(ids)s::uuid[]) ORDER BY a.at, a.id
"""


def entry_keys(reach: Reach, among: Collection[UUID] | None = None) -> list[tuple[float, UUID]]:
    """The entries on the phone (or those among these ids) as keys that sort the newest visit first. One query."""
    entries = reach.entries() if among is None else reach.entries().filter(pk__in=among)
    return sorted((-began_at.timestamp(), key) for began_at, key in entries.values_list("began_at", "pk"))


def entry_places(ids: Collection[UUID]) -> set[UUID]:
    """The courtyards at which these entries stand. One query."""
    asked = f"SELECT DISTINCT placed.courtyard FROM ({_ENTRIES}) placed (id, a, b, courtyard)"
    return {key for (key,) in rows(asked, ids=list(ids)) if key is not None}


def entry_records(reach: Reach, ids: Collection[UUID]) -> list[EntryRecord]:
    """The records of these entries, in the order of the ids; which are the phone's is told by `entry_keys`. Four queries.

    Courtyard and household are where the entry stands now: as written, or where it was moved to.
    """
    given = {"ids": list(ids)}
    found = {row[0]: row for row in rows(_ENTRIES, **given)}
    comments = grouped([(row[0], _comment(row)) for row in rows(_COMMENTS, **given)])
    addenda = grouped([(row[0], _addendum(row)) for row in rows(_ADDENDA, **given)])
    photos = grouped(
        [(photo.entry_id, _photo(photo)) for photo in Photo.objects.filter(entry__in=ids).order_by("pk")]
    )
    return [
        _record(found[key], comments.get(key, []), addenda.get(key, []), photos.get(key, []))
        for key in dict.fromkeys(ids)
        if key in found
    ]


def _comment(row: tuple[Any, ...]) -> CommentPart:
    _entry, key, kind, text, at, by, answered = row
    return {"id": str(key), "kind": kind, "text": text, "at": moment_of(at), "by": by, "answered": answered}


def _addendum(row: tuple[Any, ...]) -> AddendumPart:
    _entry, key, kind, text, at, by = row
    return {"id": str(key), "kind": kind, "text": text, "at": moment_of(at), "by": by}


def _photo(photo: Photo) -> PhotoPart:
    return {
        "id": str(photo.pk),
        "sha256": photo.sha256,
        "width": photo.width,
        "height": photo.height,
        "size": photo.size,
        "caption": photo.caption,
        "here": is_here(photo),
    }


def _record(
    row: tuple[Any, ...],
    comments: list[CommentPart],
    addenda: list[AddendumPart],
    photos: list[PhotoPart],
) -> EntryRecord:
    key, began_at, ended_at, courtyard, household, outcome, purposes, matter, handling, result = row[:10]
    satisfaction, important, wish, handed_in_at, read_at, returned_at, fulfilled = row[10:]
    return {
        "t": "entry",
        "id": str(key),
        "d": {
            "began_at": moment_of(began_at),
            "ended_at": moment_or_none(ended_at),
            "courtyard": id_or_none(courtyard),
            "household": id_or_none(household),
            "outcome": outcome,
            "purposes": purposes,
            "matter": matter,
            "handling": handling,
            "result": result,
            "satisfaction": satisfaction,
            "important": important,
            "wish": wish,
            "photos": photos,
            "handed_in_at": moment_or_none(handed_in_at),
            "read_at": moment_or_none(read_at),
            "returned_at": moment_or_none(returned_at),
            "wish_fulfilled_on": day_of(fulfilled),
            "comments": comments,
            "addenda": addenda,
        },
    }
