"""The demo's ground: some sixty courtyards, two blocks of flats, about 1,100 households. A seeded program, no dump."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from minqing.demo.layout import Place, in_block, in_lane, roads
from minqing.demo.people import COMMUNITY
from minqing.demo.words import ESTATE, GIVEN_FEMALE, GIVEN_MALE, LANES, SURNAMES
from minqing.households.actions import agree_to_role, settle_household
from minqing.households.models import Household, Resident
from minqing.households.persons import Person
from minqing.ledger.actor import Actor
from minqing.territory.actions import add_courtyard, add_dwelling, draw_barrier, outline_courtyard
from minqing.territory.models import Courtyard, Dwelling

COURTYARDS = 60
HOMES_A_COURTYARD = (9, 15)
BLOCKS, ENTRANCES, FLOORS, HOMES_A_FLOOR = 2, 4, 8, 6
TENURES = ("public", "public", "private", "private", "self_built", "rented", "")


@dataclass
class Ground:
    """What was laid: courtyards with their dwellings, and who lives in each dwelling."""

    yards: list[Courtyard] = field(default_factory=list)
    dwellings: dict[Courtyard, list[Dwelling]] = field(default_factory=dict)
    households: dict[Dwelling, Household] = field(default_factory=dict)

    def of(self, yard: Courtyard) -> list[Household]:
        """The households of a courtyard."""
        return [self.households[home] for home in self.dwellings[yard] if home in self.households]


class Builder:
    """Lays the ground with one seed: the same ground every time."""

    def __init__(self, by: Actor, at: datetime, since: date, random: Random) -> None:
        self.by, self.at, self.since, self.random = by, at, since, random
        self.ground = Ground()
        self._phones = 0

    def build(self, step: Callable[[], None]) -> Ground:
        """Courtyards of the lanes, entrances of the blocks, homes and who lives in them; `step` after each yard."""
        for n in range(COURTYARDS):
            lane = LANES[n % len(LANES)]
            homes = [str(i + 1) for i in range(self.random.randint(*HOMES_A_COURTYARD))]
            spot = in_lane(lane, n // len(LANES))
            self._yard(f"{lane}{7 + 2 * (n // len(LANES))}号院", lane, spot, homes)
            step()
        for block in range(1, BLOCKS + 1):
            for entrance in range(1, ENTRANCES + 1):
                homes = [f"{f}{h:02d}" for f in range(1, FLOORS + 1) for h in range(1, HOMES_A_FLOOR + 1)]
                spot = in_block(block - 1, entrance - 1)
                self._yard(f"{ESTATE}{block}号楼{entrance}单元", ESTATE, spot, homes)
                step()
        for name, line in roads().items():
            draw_barrier(by=self.by, at=self.at, community=COMMUNITY, name=name, line=line)
        return self.ground

    def _yard(self, name: str, lane: str, spot: tuple[Place, list[Place]], homes: list[str]) -> None:
        (longitude, latitude), outline = spot
        yard = add_courtyard(
            by=self.by,
            at=self.at,
            community=COMMUNITY,
            name=name,
            lane=lane,
            latitude=latitude,
            longitude=longitude,
        )
        if outline:
            outline_courtyard(by=self.by, at=self.at, courtyard=yard, ring=outline)
        self.ground.yards.append(yard)
        self.ground.dwellings[yard] = []
        for unit in homes:
            home = add_dwelling(
                by=self.by,
                at=self.at,
                courtyard=yard,
                unit=unit,
                day=self.since,
                tenure=self.random.choice(TENURES),
            )
            self.ground.dwellings[yard].append(home)
            if self.random.random() < 0.985:
                self.ground.households[home] = self._household(home)

    def _household(self, home: Dwelling) -> Household:
        known = self.random.random()
        confirmed = (
            date.fromordinal(self.at.date().toordinal() - self.random.randint(2, 200))
            if known < 0.7
            else None
        )
        return settle_household(
            by=self.by,
            at=self.at,
            dwelling=home,
            day=self.since,
            people=self._family(),
            confirmed_on=confirmed,
        )

    def _family(self) -> list[Person]:
        size = self.random.choices((1, 2, 3, 4, 5), (22, 33, 28, 11, 6))[0]
        head_sex = self.random.choice(("male", "female"))
        surname = self.random.choice(SURNAMES)
        age = self.random.randint(28, 88)
        people = [self._person(surname, head_sex, age, "head")]
        if size > 1:
            other = "female" if head_sex == "male" else "male"
            mate = max(22, age + self.random.randint(-4, 4))
            people.append(self._person(self.random.choice(SURNAMES), other, mate, "spouse"))
        for _n in range(size - 2):
            child = max(0, min(age - 24, self.random.randint(1, 50)))
            people.append(self._person(surname, self.random.choice(("male", "female")), child, "child"))
        return people

    def _person(self, surname: str, sex: str, age: int, relation: str) -> Person:
        given = GIVEN_MALE if sex == "male" else GIVEN_FEMALE
        name = surname + "".join(self.random.sample(given, self.random.choice((1, 2, 2))))
        born = date(self.at.year - max(0, age), self.random.randint(1, 12), self.random.randint(1, 28))
        if born > self.since:
            born = self.since
        phones = (self._phone(),) if age > 14 and self.random.random() < 0.75 else ()
        elsewhere = True if self.random.random() < 0.12 else None
        return Person(name, sex, born.isoformat(), phones, elsewhere, relation)

    def _phone(self) -> str:
        self._phones += 1
        return f"1990000{self._phones:04d}"

    def heads(self, agreed: date) -> None:
        """Two courtyards in three have a courtyard head, each lane its lane head; a dozen are representatives."""
        lanes: set[str] = set()
        for n, yard in enumerate(self.ground.yards):
            people = self._grown_ups(yard)
            if n % 3 != 2:
                self._role(people[0], "courtyard_head", agreed, yard)
            if yard.lane not in lanes:
                lanes.add(yard.lane)
                self._role(people[1], "lane_head", agreed, yard)
            if n % 6 == 1:
                self._role(people[2], "representative", agreed, None)

    def _grown_ups(self, yard: Courtyard) -> list[Resident]:
        members = Resident.objects.filter(memberships__household__in=self.ground.of(yard), born__lt="1975")
        return list(members.order_by("born", "name")[:40])[-3:]

    def _role(self, resident: Resident, kind: str, agreed: date, yard: Courtyard | None) -> None:
        agree_to_role(
            by=self.by, at=self.at, resident=resident, kind=kind, day=agreed, agreed_on=agreed, courtyard=yard
        )
