"""What dividing the community anew starts from: courtyards with their weight, who borders on whom, who wishes what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minqing.access.scope import holding
from minqing.committee.models import Keeping, Member, MemberWish, ZoningRun
from minqing.committee.queries.people import in_office
from minqing.households.care_counts import needs_of_community
from minqing.households.models import Membership, Residence
from minqing.language.order import reading_order
from minqing.planning import zoning
from minqing.planning.adjacency import Site, adjacency, metres
from minqing.territory.models import Barrier, Courtyard, Dwelling

# How much each tie counts for a member who is to have a courtyard; a bar is no score but a bound.
SCORES: Mapping[str, float] = {
    MemberWish.Kind.LIVES_HERE: 3.0,
    MemberWish.Kind.WORKED_HERE: 2.0,
    MemberWish.Kind.KNOWS_IT: 1.0,
}
Spot = tuple[float, float]


@dataclass(frozen=True)
class Unit:
    """A courtyard as it is divided: its households, care needs counted (never named), where it lies, who has it now."""

    id: str
    name: str
    households: int
    care: int
    spot: Spot | None
    outline: tuple[Spot, ...]
    now: str | None


@dataclass(frozen=True)
class Ground:
    """What is divided: the units, pairs of neighbours, and how many units have no place on the map."""

    units: tuple[Unit, ...]
    edges: tuple[tuple[str, str], ...]
    unplaced: int

    def as_json(self) -> dict[str, Any]:
        """As it is kept beside the proposals, so that they mean the same when courtyards change later."""
        units = [
            [unit.id, unit.name, unit.households, unit.care, unit.spot, unit.outline, unit.now]
            for unit in self.units
        ]
        return {"units": units, "edges": self.edges, "unplaced": self.unplaced}


def ground_from(kept: Mapping[str, Any]) -> Ground:
    """The inverse of `Ground.as_json`."""
    units = tuple(
        Unit(
            id,
            name,
            households,
            care,
            (spot[0], spot[1]) if spot else None,
            tuple((point[0], point[1]) for point in outline),
            now,
        )
        for id, name, households, care, spot, outline, now in kept["units"]
    )
    edges = tuple((one, other) for one, other in kept["edges"])
    return Ground(units, edges, kept["unplaced"])


def ground_to_divide(community: str, on: date) -> Ground:
    """The courtyards where there are homes on a day, in reading order. Eight queries. Needs the extra `plan`."""
    standing = Q(gone_on__isnull=True) | Q(gone_on__gt=on)
    homes = Dwelling.objects.filter(standing, community=community).values("courtyard").distinct()
    courtyards = list(Courtyard.objects.filter(community=community, pk__in=homes))
    courtyards.sort(key=lambda each: (reading_order(each.lane), reading_order(each.name)))
    households, care, now = _households(community, on), _care(community, on), _now(community, on)
    spots, lines = _on_the_plane(courtyards, list(Barrier.objects.filter(community=community)))
    units = tuple(
        Unit(
            str(each.pk),
            each.name,
            households.get(each.pk, 0),
            care.get(each.pk, 0),
            spots[each.pk][0] if each.pk in spots else None,
            spots[each.pk][1] if each.pk in spots else (),
            str(now[each.pk]) if each.pk in now else None,
        )
        for each in courtyards
    )
    edges = _neighbours(units, lines)
    return Ground(units, edges, len(units) - len(spots))


def neighbours_of(community: str, on: date) -> tuple[tuple[str, str], ...]:
    """The pairs of courtyards that border on each other. Needs the extra `plan`; without it, none."""
    return ground_to_divide(community, on).edges if zoning.solver_present() else ()


def problem_of(ground: Ground, asked: Mapping[str, Any], wishes: Iterable[MemberWish]) -> zoning.Problem:
    """The ground as the solver takes it. `asked`: care_weight, tolerance, members [[id, share], …], optional objective."""
    prefers: dict[str, dict[str, float]] = defaultdict(dict)
    forbids: dict[str, set[str]] = defaultdict(set)
    for wish in wishes:
        if wish.kind == MemberWish.Kind.MUST_NOT:
            forbids[str(wish.courtyard_id)].add(str(wish.member_id))
        else:
            prefers[str(wish.courtyard_id)][str(wish.member_id)] = SCORES[wish.kind]
    there = {member for member, _share in asked["members"]}
    units = [
        zoning.Unit(
            id=unit.id,
            weight=unit.households + asked["care_weight"] * unit.care,
            x=unit.spot[0] if unit.spot else None,
            y=unit.spot[1] if unit.spot else None,
            prefers={member: score for member, score in prefers[unit.id].items() if member in there},
            forbids=frozenset(forbids[unit.id] & there),
            now=unit.now if unit.now in there else None,
        )
        for unit in ground.units
    ]
    return zoning.Problem(
        units=units,
        edges=list(ground.edges),
        members=[zoning.Member(member, share) for member, share in asked["members"]],
        tolerance=asked["tolerance"],
        objective=zoning.Objective(**asked.get("objective", {})),
    )


def measured(run: ZoningRun, zones: Mapping[str, str]) -> dict[str, Any]:
    """The numbers of a division of a run, such as one made by hand."""
    return numbers_of(zoning.measure(_problem_of_run(run), zones))


def what_breaks(run: ZoningRun, zones: Mapping[str, str]) -> list[zoning.Reason]:
    """What a division breaks: zones in parts, loads out of the bounds, members who must not have a courtyard."""
    return zoning.breaches(_problem_of_run(run), zones)


def numbers_of(solution: zoning.Solution) -> dict[str, Any]:
    """The numbers of a division as they are kept beside it."""
    return {
        "status": str(solution.status),
        "loads": dict(solution.loads),
        "cut_edges": solution.cut_edges,
        "moved": solution.moved_weight,
        "unmet": solution.unmet_wishes,
        "distance": solution.distance,
        "deviation": solution.deviation,
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": solution.gap,
    }


def in_words(run: ZoningRun, why: zoning.Reason) -> str:
    """A reason in the reader's language, with the names of courtyards and members in place of their ids. One query."""
    known = {id: name for id, name, *_rest in run.ground.get("units", ())}
    members = Member.objects.filter(pk__in=[key for key, _share in run.asked["members"]])
    known |= {str(key): name for key, name in members.values_list("pk", "name")}
    params = {
        key: _(", ").join(
            known.get(each.strip(), each.strip()) for each in value.replace("、", ",").split(",")
        )
        if key in {"unit", "units", "member"}
        else value
        for key, value in why.params.items()
    }
    return zoning.reason_text(zoning.Reason(why.rule, params), get_language() or "zh")


def _problem_of_run(run: ZoningRun) -> zoning.Problem:
    return problem_of(ground_from(run.ground), run.asked, wishes_of(run.community))


def wishes_of(community: str) -> list[MemberWish]:
    """Every wish that stands, of members and courtyards by name. One query."""
    rows = MemberWish.objects.filter(community=community, member__left_on__isnull=True)
    found = list(rows.select_related("member", "courtyard"))
    return sorted(found, key=lambda wish: (wish.member.name, reading_order(wish.courtyard.name)))


def dividing_members(community: str, on: date) -> list[Member]:
    """Whom a zone may be given to: the committee, those first who keep one now. Two queries."""
    keeping = set(
        Keeping.objects.filter(holding(on), community=community).values_list("member_id", flat=True)
    )
    return sorted(in_office(community, on), key=lambda member: (member.pk not in keeping, member.name))


def keeping_members(community: str, on: date) -> set[UUID]:
    """Who keeps a zone on a day. One query."""
    kept = Keeping.objects.filter(holding(on), community=community)
    return set(kept.values_list("member_id", flat=True))


def _households(community: str, on: date) -> dict[UUID, int]:
    living = Residence.objects.filter(holding(on), community=community).values("dwelling__courtyard")
    counts = living.annotate(n=Count("household", distinct=True))
    return {row["dwelling__courtyard"]: row["n"] for row in counts}


def _care(community: str, on: date) -> dict[UUID, int]:
    """How many needs of care stand in each courtyard: counted, none opened."""
    home = "household__residences__dwelling__courtyard"
    belongs = Membership.objects.filter(
        holding(on), holding(on, "household__residences__"), community=community
    )
    courtyard_of = dict(belongs.values_list("resident", home))
    counts: dict[UUID, int] = defaultdict(int)
    for resident, standing in needs_of_community(community).items():
        if resident in courtyard_of:
            counts[courtyard_of[resident]] += standing
    return dict(counts)


def _now(community: str, on: date) -> dict[UUID, UUID]:
    """Who has most of a courtyard's homes on a day."""
    kept = (
        Keeping.objects.filter(holding(on), holding(on, "zone__coverages__"), community=community)
        .values("member", "zone__coverages__dwelling__courtyard")
        .annotate(homes=Count("zone__coverages__dwelling", distinct=True))
        .order_by("homes", "member")
    )
    return {row["zone__coverages__dwelling__courtyard"]: row["member"] for row in kept}


def _on_the_plane(
    courtyards: Sequence[Courtyard], barriers: Sequence[Barrier]
) -> tuple[dict[UUID, tuple[Spot, tuple[Spot, ...]]], list[list[Spot]]]:
    """Where the courtyards with coordinates lie, each with its outline, and the barriers: in metres of one plane."""
    placed: dict[UUID, list[Spot]] = {}
    for each in courtyards:
        if each.latitude is not None and each.longitude is not None:
            outline = [(point[0], point[1]) for point in each.outline or ()]
            placed[each.pk] = [(each.longitude, each.latitude), *outline]
    lines = [[(point[0], point[1]) for point in row.line] for row in barriers]
    if not placed:
        return {}, []
    flat = iter(metres([point for points in (*placed.values(), *lines) for point in points]))
    spots = {}
    for key, points in placed.items():
        moved = [next(flat) for _point in points]
        spots[key] = (moved[0], tuple(moved[1:]))
    return spots, [[next(flat) for _point in line] for line in lines]


def _neighbours(units: Sequence[Unit], barriers: Sequence[Sequence[Spot]]) -> tuple[tuple[str, str], ...]:
    """Neighbours on the map; what has no place there borders on the one before and after it by lane and number.

    Also where the next is of another lane: a lane without any place on the map would else be cut off from all others,
    and nothing could be divided. On the map: those whose outlines touch, and those that lie next to each other as
    points, for a lane between two courtyards parts nobody.
    """
    sites = [Site(unit.id, *unit.spot, unit.outline) for unit in units if unit.spot]
    edges: set[tuple[str, str]] = set()
    if len(sites) > 1:
        points = [Site(site.id, site.x, site.y) for site in sites]
        edges = {*adjacency(points, barriers).edges, *adjacency(sites, barriers).edges}
    for one, other in pairwise(units):
        if one.spot is None or other.spot is None:
            edges.add((min(one.id, other.id), max(one.id, other.id)))
    return tuple(sorted(edges))
