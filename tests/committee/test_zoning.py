"""Dividing the community anew: what counts, editing by hand, adopting from a day (method, element 1)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from minqing.access.acting import in_community
from minqing.committee.actions import end_leave_early, take_leave
from minqing.committee.actions.spreading import end_spread, spread_zone
from minqing.committee.actions.zoning import (
    adopt_proposal,
    ask_for_proposals,
    edit_proposal,
    note_wish,
    undo_edit,
)
from minqing.committee.models import Coverage, MemberWish, Proposal, Spread, Zone, ZoningRun
from minqing.committee.proposing import work_out
from minqing.committee.queries import keepers_of_dwellings
from minqing.committee.queries.zoning import (
    ground_from,
    ground_to_divide,
    problem_of,
    what_breaks,
    wishes_of,
)
from minqing.ledger.errors import Denied, Refused
from minqing.territory.models import Barrier, Courtyard
from tests.factories.divisions import NUMBERS
from tests.factories.ground import OWN
from tests.factories.people import (
    LONG_AGO,
    a_courtyard,
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    as_actor,
)

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)


class Lane:
    """Six courtyards in a row, two households in each, 100 metres apart; the west three are Wang's, the others Li's."""

    def __init__(self) -> None:
        self.secretary = a_secretary()
        self.wang, self.li = a_member("王委员"), a_member("李委员")
        self.yards: list[Courtyard] = []
        self.homes = []
        for place in range(6):
            yard = a_courtyard(f"甲{place + 1}号院")
            Courtyard.objects.filter(pk=yard.pk).update(
                lane="甲胡同", latitude=39.93, longitude=116.41 + place * 0.00117
            )
            self.yards.append(Courtyard.objects.get(pk=yard.pk))
            homes = [a_dwelling(yard, "1"), a_dwelling(yard, "2")]
            for home in homes:
                a_household(dwelling=home)
            self.homes.append(homes)
        self.west = a_zone(self.wang, *(home for homes in self.homes[:3] for home in homes))
        self.east = a_zone(self.li, *(home for homes in self.homes[3:] for home in homes))

    @property
    def by(self) -> Any:
        return as_actor(self.secretary)

    @property
    def asked(self) -> dict[str, Any]:
        members = [[str(self.wang.pk), 1.0], [str(self.li.pk), 1.0]]
        return {"tolerance": 0.05, "care_weight": 0.0, "seconds": 20, "members": members}

    def run(self) -> ZoningRun:
        """A run that is worked out, with one proposal in which nothing changes."""
        run = ask_for_proposals(by=self.by, at=NOW, community=OWN, asked=self.asked)
        ground = ground_to_divide(OWN, TODAY)
        asked = {**self.asked, "tolerance": 0.5}
        ZoningRun.objects.filter(pk=run.pk).update(state="done", ground=ground.as_json(), asked=asked)
        zones = {unit.id: unit.now for unit in ground.units}
        Proposal.objects.create(community=OWN, run=run, number=1, zones=zones, numbers=NUMBERS)
        return ZoningRun.objects.get(pk=run.pk)

    def keepers(self, on: date) -> list[str]:
        """Whose each courtyard is on a day, from west to east; more than one joined."""
        found = []
        for homes in self.homes:
            kept = keepers_of_dwellings([home.pk for home in homes], on)
            found.append("+".join(sorted({keeper.member.name for keeper in kept.values()})))
        return found


@pytest.fixture
def lane(db: None) -> Iterator[Lane]:
    with in_community(OWN), translation.override("en"):
        yield Lane()


def test_courtyards_border_on_the_next_in_the_row(lane: Lane) -> None:
    ground = ground_to_divide(OWN, TODAY)
    ids = [str(yard.pk) for yard in lane.yards]
    assert ground.edges == tuple(sorted(tuple(sorted(pair)) for pair in zip(ids, ids[1:], strict=False)))
    assert [(unit.households, unit.care, unit.now) for unit in ground.units] == [
        (2, 0, str(lane.wang.pk if place < 3 else lane.li.pk)) for place in range(6)
    ]
    assert ground_from(ground.as_json()) == ground


def test_a_main_road_between_courtyards_parts_them(lane: Lane) -> None:
    east = 116.41 + 2.5 * 0.00117
    Barrier.objects.create(community=OWN, name="大马路", line=[[east, 39.92], [east, 39.94]])
    edges = ground_to_divide(OWN, TODAY).edges
    ids = [str(yard.pk) for yard in lane.yards]
    west, east_of_it = set(ids[:3]), set(ids[3:])
    assert [edge for edge in edges if set(edge) & west and set(edge) & east_of_it] == []
    assert len(edges) == 4


def test_what_is_not_on_the_map_borders_on_its_neighbours_by_number(lane: Lane) -> None:
    Courtyard.objects.update(latitude=None, longitude=None)
    ground = ground_to_divide(OWN, TODAY)
    ids = [str(yard.pk) for yard in lane.yards]
    assert ground.unplaced == 6
    assert ground.edges == tuple(sorted(tuple(sorted(pair)) for pair in zip(ids, ids[1:], strict=False)))


def test_a_lane_without_any_place_on_the_map_is_not_cut_off_from_the_others(lane: Lane) -> None:
    far = a_courtyard("乙1号院")
    Courtyard.objects.filter(pk=far.pk).update(lane="乙胡同")
    a_household(dwelling=a_dwelling(far, "1"))
    ground = ground_to_divide(OWN, TODAY)
    order = [unit.id for unit in ground.units]
    place = order.index(str(far.pk))
    beside = {order[near] for near in (place - 1, place + 1) if 0 <= near < len(order)}
    assert {each for edge in ground.edges if str(far.pk) in edge for each in edge} == {str(far.pk), *beside}


def test_wishes_count_and_who_must_not_have_a_courtyard_never_gets_it(lane: Lane) -> None:
    for yard, member, kind in ((0, lane.li, "lives_here"), (5, lane.li, "must_not")):
        note_wish(by=lane.by, at=NOW, member=member, courtyard=lane.yards[yard], kind=kind)
    problem = problem_of(ground_to_divide(OWN, TODAY), lane.asked, wishes_of(OWN))
    first, last = problem.units[0], problem.units[5]
    assert dict(first.prefers) == {str(lane.li.pk): 3.0}
    assert last.forbids == frozenset({str(lane.li.pk)})


def test_a_wish_noted_again_replaces_the_one_before(lane: Lane) -> None:
    for kind in ("lives_here", "knows_it"):
        note_wish(by=lane.by, at=NOW, member=lane.li, courtyard=lane.yards[0], kind=kind)
    assert list(MemberWish.objects.values_list("kind", flat=True)) == ["knows_it"]


def test_only_the_secretary_divides(lane: Lane) -> None:
    with pytest.raises(Denied):
        ask_for_proposals(by=as_actor(lane.wang), at=NOW, community=OWN, asked=lane.asked)


def test_a_second_search_waits_for_the_first(lane: Lane) -> None:
    ask_for_proposals(by=lane.by, at=NOW, community=OWN, asked=lane.asked)
    with pytest.raises(Refused, match="being worked out"):
        ask_for_proposals(by=lane.by, at=NOW, community=OWN, asked=lane.asked)


def test_proposals_are_worked_out_each_connected_and_even(lane: Lane) -> None:
    run = ask_for_proposals(by=lane.by, at=NOW, community=OWN, asked=lane.asked)
    work_out(run, lambda: NOW)
    run.refresh_from_db()
    proposals = list(Proposal.objects.filter(run=run).order_by("number"))
    assert (run.state, run.why) == ("done", {})
    assert {key for each in proposals for key in each.zones} == {str(yard.pk) for yard in lane.yards}
    assert [what_breaks(run, each.zones) for each in proposals] == [[] for _each in proposals]
    assert (proposals[0].numbers["cut_edges"], proposals[0].numbers["border_bound"]) == (1, 1.0)


def test_what_cannot_be_divided_is_explained(lane: Lane) -> None:
    for yard in lane.yards:
        for member in (lane.wang, lane.li):
            if yard == lane.yards[0]:
                note_wish(by=lane.by, at=NOW, member=member, courtyard=yard, kind="must_not")
    run = ask_for_proposals(by=lane.by, at=NOW, community=OWN, asked=lane.asked)
    work_out(run, lambda: NOW)
    run.refresh_from_db()
    assert (run.state, run.why["rule"]) == ("impossible", "everyone_forbids")


def edited(lane: Lane, proposal: Proposal, place: int, to: Any) -> Proposal:
    return edit_proposal(
        by=lane.by,
        at=NOW,
        proposal=proposal,
        courtyards=[str(lane.yards[place].pk)],
        member=str(to.pk),
    )


def test_editing_by_hand_makes_a_copy_that_is_edited_on_and_undone(lane: Lane) -> None:
    first = lane.run().proposals.get()
    copy = edited(lane, first, 2, lane.li)
    again = edited(lane, copy, 1, lane.li)
    first.refresh_from_db()
    assert (copy.pk, again.number, first.zones[str(lane.yards[2].pk)]) == (again.pk, 2, str(lane.wang.pk))
    undo_edit(by=lane.by, at=NOW, proposal=again)
    back = undo_edit(by=lane.by, at=NOW, proposal=again)
    assert back.zones == first.zones
    with pytest.raises(Refused, match="nothing to undo"):
        undo_edit(by=lane.by, at=NOW, proposal=again)


def test_adopted_from_a_day_every_home_has_its_member_and_history_knows_who_had_it(lane: Lane) -> None:
    copy = edited(lane, lane.run().proposals.get(), 2, lane.li)
    adopt_proposal(by=lane.by, at=NOW, proposal=copy, from_day=TOMORROW)
    assert lane.keepers(TODAY) == ["王委员"] * 3 + ["李委员"] * 3
    assert lane.keepers(TOMORROW) == ["王委员"] * 2 + ["李委员"] * 4


def test_who_kept_no_zone_gets_a_new_one_and_an_empty_zone_ends(lane: Lane) -> None:
    zhao = a_member("赵委员")
    run = lane.run()
    proposal = run.proposals.get()
    zones = {key: str(zhao.pk) if to == str(lane.li.pk) else to for key, to in proposal.zones.items()}
    Proposal.objects.filter(pk=proposal.pk).update(zones=zones)
    members = [[str(lane.wang.pk), 1.0], [str(zhao.pk), 1.0]]
    ZoningRun.objects.filter(pk=run.pk).update(asked={**run.asked, "members": members})
    adopt_proposal(by=lane.by, at=NOW, proposal=proposal, from_day=TOMORROW)
    assert lane.keepers(TOMORROW) == ["王委员"] * 3 + ["赵委员"] * 3
    assert Zone.objects.get(pk=lane.east.pk).ended_on == TOMORROW


def test_what_breaks_the_bounds_or_is_out_of_date_is_not_adopted(lane: Lane) -> None:
    proposal = lane.run().proposals.get()
    heavy = edited(lane, edited(lane, proposal, 2, lane.li), 1, lane.li)
    with pytest.raises(Refused, match="王委员 weighs 2; it must weigh at least 3"):
        adopt_proposal(by=lane.by, at=NOW, proposal=heavy, from_day=TODAY)
    with pytest.raises(Refused, match="today or a day to come"):
        adopt_proposal(by=lane.by, at=NOW, proposal=proposal, from_day=TODAY - timedelta(days=1))
    a_dwelling(a_courtyard("新院"), "1")
    with pytest.raises(Refused, match="added or have gone"):
        adopt_proposal(by=lane.by, at=NOW, proposal=proposal, from_day=TODAY)


def away(lane: Lane, days: int | None = 9) -> Any:
    return take_leave(
        by=lane.by,
        at=NOW,
        member=lane.wang,
        from_day=TODAY,
        to_day=TODAY + timedelta(days=days) if days else None,
        cover=lane.secretary,
    )


def spread(lane: Lane, leave: Any) -> Spread:
    to = {yard.pk: lane.east for yard in lane.yards[:3]}
    return spread_zone(by=lane.by, at=NOW, leave=leave, zone=lane.west, to=to, from_day=TODAY)


def test_a_zone_lies_with_its_neighbours_while_its_member_is_away_and_comes_back(lane: Lane) -> None:
    spread(lane, away(lane))
    assert lane.keepers(TODAY - timedelta(days=1)) == ["王委员"] * 3 + ["李委员"] * 3
    assert lane.keepers(TODAY) == ["李委员"] * 6
    assert lane.keepers(TODAY + timedelta(days=9)) == ["王委员"] * 3 + ["李委员"] * 3


def test_who_is_back_earlier_has_the_zone_back_that_day(lane: Lane) -> None:
    leave = away(lane)
    spread(lane, leave)
    end_leave_early(by=as_actor(lane.wang), at=NOW, leave=leave, on=TODAY + timedelta(days=3))
    assert lane.keepers(TODAY + timedelta(days=2)) == ["李委员"] * 6
    assert lane.keepers(TODAY + timedelta(days=3)) == ["王委员"] * 3 + ["李委员"] * 3
    rows = Coverage.objects.filter(dwelling=lane.homes[0][0]).order_by("from_day")
    assert [(row.zone_id, row.from_day, row.to_day) for row in rows] == [
        (lane.west.pk, LONG_AGO, TODAY),
        (lane.east.pk, TODAY, TODAY + timedelta(days=3)),
        (lane.west.pk, TODAY + timedelta(days=3), None),
    ]


def test_an_absence_without_an_end_is_not_spread(lane: Lane) -> None:
    with pytest.raises(Refused, match="when the absence ends"):
        spread(lane, away(lane, None))


def test_a_zone_is_not_spread_twice_nor_divided_anew_meanwhile(lane: Lane) -> None:
    proposal = lane.run().proposals.get()
    leave = away(lane)
    first = spread(lane, leave)
    with pytest.raises(Refused):
        spread(lane, leave)
    with pytest.raises(Refused, match="spread over its neighbours"):
        adopt_proposal(by=lane.by, at=NOW, proposal=proposal, from_day=TOMORROW)
    end_spread(by=lane.by, at=NOW, spread=first, on=TODAY)
    assert lane.keepers(TODAY) == ["王委员"] * 3 + ["李委员"] * 3
