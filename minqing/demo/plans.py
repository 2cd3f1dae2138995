"""Plans of some courtyards and of a block of flats, drawn twice by the secretary, with what was noted in each."""

from datetime import timedelta
from typing import Any

from minqing.demo.clock import DemoClock
from minqing.demo.ground import Ground
from minqing.demo.office import Office
from minqing.language.order import reading_order
from minqing.territory.actions import place_fixture, remove_fixture, save_plan
from minqing.territory.models import Courtyard, Dwelling

YARDS = 7
BAY, DEPTH, WING, SIDE, GAP = 330, 480, 420, 360, 110
# What is noted in each courtyard: kind, in words, where (parts of the yard), days since its last check, days to its next.
FOUND = (
    ("extinguisher", "院门内墙上，4 公斤", 0.92, 0.9, 70, 110),
    ("flammables", "东墙根堆的纸箱", 0.95, 0.35, None, 5),
    ("wiring", "公用电表箱外皮破了", 0.08, 0.2, 40, -6),
    ("blocked", "过道停着两辆三轮车", 0.6, 0.95, None, None),
    ("dog", "院里一条小狗，拴着", 0.4, 0.6, None, None),
    ("extinguisher", "正房廊下", 0.5, 0.06, 400, -35),
    ("structure", "西厢后檐有裂缝", 0.04, 0.5, 20, 10),
)


def draw_plans(office: Office, clock: DemoClock, ground: Ground) -> None:
    """The first courtyards with a version of long ago and one of late, the last with a home that has no place yet."""
    yards = [yard for yard in ground.yards if yard.kind == Courtyard.Kind.COURTYARD][:YARDS]
    for place, yard in enumerate(yards):
        homes = sorted(ground.dwellings[yard], key=lambda home: reading_order(home.unit))
        placed = homes[:-1] if place == len(yards) - 1 else homes
        drawings = [_courtyard(placed, place, grown) for grown in (False, True)]
        _save(office, clock, yard, drawings, ("按铅笔图重画", "东北角新搭了棚"))
        _note(office, clock, yard, place, drawings[1])
    entrances = [yard for yard in ground.yards if yard.building_id is not None]
    if entrances:
        block = entrances[0].building
        assert block is not None
        own = [yard for yard in entrances if yard.building_id == block.pk]
        drawing = {"form": 1, "shapes": [], "entrances": [_entrance(yard, block, ground) for yard in own]}
        _save(office, clock, block, [drawing], ("按单元和楼层铺开",))
        _in_block(office, clock, block)


def _save(
    office: Office, clock: DemoClock, yard: Courtyard, drawings: list[dict[str, Any]], notes: tuple[str, ...]
) -> None:
    by = office.actor(office.secretary, clock.today)
    for number, (drawing, note) in enumerate(zip(drawings, notes, strict=True)):
        at = clock.at(clock.day(24 - 20 * number), "16:10")
        save_plan(by=by, at=at, courtyard=yard, drawing=drawing, based_on=number, note=note)


def _shape(name: str, kind: str, x: float, y: float, w: float, h: float, **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "x": x, "y": y, "w": w, "h": h, **more}


def _courtyard(homes: list[Dwelling], variant: int, grown: bool) -> dict[str, Any]:
    """Rooms on four sides of a yard: north row, two wings, a south row that leaves a bay for the gate."""
    count = len(homes)
    north = min(5, -(-count * 36 // 100))
    west = -(-(count - north) * 38 // 100)
    east = (count - north - west) * 55 // 100
    south = count - north - west - east
    across = max(north, south + 1)
    yard = max(west, east) * SIDE + 60
    right, low = WING + across * BAY, DEPTH + GAP + yard
    boxes = [(WING + i * BAY, 0, BAY, DEPTH) for i in range(north)]
    boxes += [(right, DEPTH + GAP + i * SIDE, WING, SIDE) for i in range(east)]
    boxes += [(WING + i * BAY, low + GAP, BAY, WING) for i in range(south)]
    boxes += [(0, DEPTH + GAP + i * SIDE, WING, SIDE) for i in range(west)]
    rooms = [
        _shape(f"r{place}", "room", *box, dwelling=str(home.pk))
        for place, (box, home) in enumerate(zip(boxes, homes, strict=True))
    ]
    gate = WING + south * BAY
    bottom = low + GAP + WING
    things = [
        _shape("wall1", "wall", gate, bottom - 24, 70, 24),
        _shape("gate", "gate", gate + 70, bottom - 24, 190, 24),
        _shape("wall2", "wall", gate + 260, bottom - 24, right + WING - gate - 260, 24),
        _shape("wall3", "wall", -24, DEPTH + GAP + west * SIDE, 24, bottom - DEPTH - GAP - west * SIDE),
        _shape(
            "wall4", "wall", right + WING, DEPTH + GAP + east * SIDE, 24, bottom - DEPTH - GAP - east * SIDE
        ),
        _shape("wall5", "wall", -24, bottom - 24, WING + 24, 24),
        _shape("tree", "tree", WING + across * BAY * 0.22, DEPTH + GAP + 90, 250, 250),
        _shape("shed1", "shed", 60, 150, WING - 90, 250, text="煤棚"),
        _shape("lane", "text", gate - 60, bottom + 50, 520, 60, text="胡同"),
    ]
    if variant % 2:
        things.append(_shape("well", "well", right - 330, low - 230, 120, 120))
    else:
        things.append(_shape("tree2", "tree", right - 420, low - 320, 200, 200))
    if grown:
        things.append(_shape("shed2", "shed", right + 40, 90, WING - 80, 280, text="新搭的棚"))
        things = [
            thing | {"x": thing["x"] + 70} if thing["id"] in ("well", "tree2") else thing for thing in things
        ]
    return {"form": 1, "shapes": [*rooms, *things], "entrances": []}


def _note(office: Office, clock: DemoClock, yard: Courtyard, place: int, drawing: dict[str, Any]) -> None:
    """Two or three things in each courtyard; one of them is gone again in the first."""
    by = office.actor(office.members[place % len(office.members)], clock.today)
    wide = max(shape["x"] + shape["w"] for shape in drawing["shapes"])
    high = max(shape["y"] + shape["h"] for shape in drawing["shapes"])
    noted = clock.at(clock.day(18), "10:30")
    for n in range(3):
        kind, note, x, y, last, due = FOUND[(place * 2 + n) % len(FOUND)]
        fixture = place_fixture(
            by=by,
            at=noted,
            courtyard=yard,
            kind=kind,
            note=note,
            x=round(wide * x),
            y=round(high * y),
            checked_on=noted.date() - timedelta(days=last) if last else None,
            check_by=clock.today + timedelta(days=due) if due else None,
        )
        if place == 0 and kind == "wiring":
            remove_fixture(by=by, at=clock.now, fixture=fixture, day=clock.day(3))


def _entrance(yard: Courtyard, block: Courtyard, ground: Ground) -> dict[str, Any]:
    floors: dict[int, list[Dwelling]] = {}
    for home in sorted(ground.dwellings[yard], key=lambda each: reading_order(each.unit)):
        floors.setdefault(home.floor or 1, []).append(home)
    return {
        "name": yard.name.removeprefix(block.name),
        "floors": [
            {
                "number": number,
                "flats": [{"name": home.unit, "dwelling": str(home.pk)} for home in floors[number]],
            }
            for number in sorted(floors)
        ],
    }


def _in_block(office: Office, clock: DemoClock, block: Courtyard) -> None:
    by = office.actor(office.members[0], clock.today)
    for kind, note, floor, due in (
        ("extinguisher", "每层楼道各两具", None, 45),
        ("hydrant", "1单元 3 层，水压正常", 3, 60),
        ("blocked", "2单元 5 层楼道堆着旧家具", 5, -2),
    ):
        place_fixture(
            by=by,
            at=clock.at(clock.day(12), "15:00"),
            courtyard=block,
            kind=kind,
            note=note,
            floor=floor,
            check_by=clock.today + timedelta(days=due),
        )
