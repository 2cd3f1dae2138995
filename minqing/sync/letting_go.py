"""What a phone must let go of, among rows that changed and are no (longer) its own.

Only what could have been on it is named: of a colleague's households it does not even learn the ids.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from minqing.diary.models import Entry
from minqing.sync.models import ClockDoubt
from minqing.sync.reach import Reach
from minqing.sync.records.asking import rows
from minqing.visits.models import DayPlan

_CONCERNS = """
    SELECT c.id, c.courtyard_id FROM concerns_concern c WHERE c.id = ANY(%(ids)s::uuid[]) AND (
        c.lead_id = %(member)s
        OR EXISTS (
            SELECT FROM households_residence r JOIN committee_coverage v ON v.dwelling_id = r.dwelling_id
            WHERE r.household_id = c.household_id AND v.zone_id = ANY(%(zones)s::uuid[]))
        OR c.household_id IS NULL AND EXISTS (
            SELECT FROM territory_dwelling d JOIN committee_coverage v ON v.dwelling_id = d.id
            WHERE d.courtyard_id = c.courtyard_id AND v.zone_id = ANY(%(zones)s::uuid[]))
        OR EXISTS (SELECT FROM notices_notice n WHERE n.about = c.id AND n.to_id = %(account)s)
        OR EXISTS (
            SELECT FROM concerns_step s WHERE s.concern_id = c.id AND s.kind = 'hand_over'
            AND %(member)s::text IN (s.said ->> 'from', s.said ->> 'to'))
        OR %(all)s AND EXISTS (SELECT FROM concerns_promise p WHERE p.concern_id = c.id AND p.name = 'acknowledge')
    )
"""


def concerns_left(reach: Reach, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """Of concerns that are not on the phone, those that may have been, with their courtyards: once led by the member, of
    their zones, told to them, or for the secretary to acknowledge. One query.
    """
    if not ids:
        return {}
    found = rows(
        _CONCERNS,
        ids=list(ids),
        member=reach.member.pk,
        account=reach.viewer.account,
        zones=reach.zone_ids,
        all=reach.viewer.sees_all,
    )
    return dict(found)


def entries_left(reach: Reach, ids: Collection[UUID], cleared: dict[UUID, UUID | None]) -> set[UUID]:
    """Of entries that are not on the phone, the own ones that were thrown away; and those cleared from an own book.

    Those that only grew too old the phone lets go of by itself. Two queries.
    """
    own = Entry.objects.filter(community=reach.viewer.code, book__member=reach.member)
    thrown = own.filter(pk__in=ids, discarded_at__isnull=False) if ids else own.none()
    books = {book for book in cleared.values() if book is not None}
    mine = set(reach.member.books.filter(pk__in=books).values_list("pk", flat=True)) if books else set()
    return set(thrown.values_list("pk", flat=True)) | {key for key, book in cleared.items() if book in mine}


def clashes_left(reach: Reach, ids: Collection[UUID]) -> set[UUID]:
    """Of clashes that are not on the phone, those of people who live or lived in the own zones. One query."""
    asked = """
        SELECT DISTINCT k.id FROM sync_clash k JOIN households_membership m ON m.resident_id = k.resident_id
        JOIN households_residence r ON r.household_id = m.household_id
        JOIN committee_coverage v ON v.dwelling_id = r.dwelling_id
        WHERE k.id = ANY(%(ids)s::uuid[]) AND v.zone_id = ANY(%(zones)s::uuid[])
    """
    return {key for (key,) in rows(asked, ids=list(ids), zones=reach.zone_ids)} if ids else set()


def plans_left(reach: Reach, ids: Collection[UUID]) -> set[UUID]:
    """Of plans that are not on the phone, the member's own of days that are over. One query."""
    own = DayPlan.objects.filter(pk__in=ids, member=reach.member)
    return set(own.values_list("pk", flat=True)) if ids else set()


def plans_over(reach: Reach, since: date) -> set[UUID]:
    """The own plans of days from one on that are over today: no record tells of that. One query."""
    over = DayPlan.objects.filter(member=reach.member, day__gte=since, day__lt=reach.today)
    return set(over.values_list("pk", flat=True))


def doubts_left(reach: Reach, ids: Collection[UUID]) -> set[UUID]:
    """Of doubts that are not on the phone, the member's own: they were confirmed. One query."""
    own = ClockDoubt.objects.filter(pk__in=ids, account=reach.viewer.account)
    return set(own.values_list("pk", flat=True)) if ids else set()


def handed_left(reach: Reach, ids: Collection[UUID]) -> set[UUID]:
    """Of handed facts that are not on the phone, those about households that are or were the member's. One query."""
    asked = """
        SELECT DISTINCT h.id FROM sync_handed h
        LEFT JOIN households_residence r ON r.household_id = h.household_id
        LEFT JOIN committee_coverage v ON v.dwelling_id = r.dwelling_id
        WHERE h.id = ANY(%(ids)s::uuid[])
        AND (v.zone_id = ANY(%(zones)s::uuid[]) OR h.household_id IS NULL AND %(all)s)
    """
    given = {"ids": list(ids), "zones": reach.zone_ids, "all": reach.viewer.sees_all}
    return {key for (key,) in rows(asked, **given)} if ids else set()


def courtyards_left(reach: Reach, ids: Collection[UUID]) -> set[UUID]:
    """Of courtyards, those with a home that lies or once lay in these zones. One query."""
    asked = """
        SELECT DISTINCT d.courtyard_id FROM territory_dwelling d JOIN committee_coverage v ON v.dwelling_id = d.id
        WHERE d.courtyard_id = ANY(%(ids)s::uuid[]) AND v.zone_id = ANY(%(zones)s::uuid[])
    """
    return {key for (key,) in rows(asked, ids=list(ids), zones=reach.zone_ids)} if ids else set()


def courtyards_of_entries(reach: Reach, ids: Collection[UUID]) -> set[UUID]:
    """The courtyards at which these of the own entries stand or once stood. One query."""
    asked = """
        SELECT coalesce(a.moved_to_courtyard_id, e.courtyard_id), e.courtyard_id FROM diary_entry e
        JOIN diary_book b ON b.id = e.book_id AND b.member_id = %(member)s
        LEFT JOIN diary_addendum a ON a.entry_id = e.id AND a.kind = 'move' WHERE e.id = ANY(%(ids)s::uuid[])
    """
    found = rows(asked, ids=list(ids), member=reach.member.pk) if ids else []
    return {key for both in found for key in both if key is not None}
