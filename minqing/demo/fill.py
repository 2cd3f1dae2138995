"""Filling the demo: an invented community and six weeks of its diaries, by the same actions that people use."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.actions import found_community
from minqing.access.models import Division
from minqing.demo.care import note_care
from minqing.demo.clock import SHANGHAI, DemoClock
from minqing.demo.diaries import Diaries
from minqing.demo.ground import BLOCKS, COURTYARDS, ENTRANCES, Builder
from minqing.demo.office import Office, appoint_all, divide, share_work
from minqing.demo.people import COMMUNITY, STREET
from minqing.demo.plans import draw_plans
from minqing.demo.stories import Stories
from minqing.demo.visits import prepare_visits
from minqing.demo.words import OPINIONS
from minqing.diary.actions import note_opinion
from minqing.ledger.actor import SYSTEM
from minqing.site.tenancy import make_street
from minqing.territory.queries import working_calendar

SEED = 20061
REST = 5


def fill_demo(progress: Callable[[int, int], None], now: datetime | None = None) -> None:
    """Lay the ground, appoint the office, write six weeks. `progress(done, total)` hears of each step.

    Each part is one transaction. The same seed gives the same people; the days are those before `now`.
    """
    Division.objects.get_or_create(code=STREET[:6], defaults={"name": "示例区"})
    make_street(STREET, "示例街道")
    with in_community(COMMUNITY):
        # In the community's time: after midnight there, its day is another than that of UTC.
        _fill(progress, (now or timezone.now()).astimezone(SHANGHAI))


def _fill(progress: Callable[[int, int], None], now: datetime) -> None:
    community = found_community(by=SYSTEM, at=now, code=COMMUNITY, name="九曲巷社区")
    clock = DemoClock(now, working_calendar(COMMUNITY))
    total = COURTYARDS + BLOCKS * ENTRANCES + len(clock.days) + REST
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    random = Random(SEED)
    before = clock.at(clock.days[0], "08:00") - timedelta(days=14)
    since = before.date() - timedelta(days=700)
    with transaction.atomic():
        builder = Builder(SYSTEM, before, since, random)
        ground = builder.build(step)
        builder.heads(before.date() - timedelta(days=200))
    with transaction.atomic():
        office = appoint_all(SYSTEM, before, community, since)
        zones = divide(SYSTEM, before, ground, office, since)
        share_work(SYSTEM, clock.now, office, since)
        step()
    with transaction.atomic():
        # The cases come first, so that each Friday's review finds their entries among the others.
        stories = Stories(clock, office, zones, random)
        stories.tell()
        step()
        Diaries(clock, office, zones, random).write(step)
    with transaction.atomic():
        stories.begin_today()
        _opinions(office, clock)
        step()
        note_care(office, clock, zones)
        step()
    with transaction.atomic():
        prepare_visits(office, clock, community)
        step()
    with transaction.atomic():
        draw_plans(office, clock, ground)


def _opinions(office: Office, clock: DemoClock) -> None:
    """Opinions by topic: two topics have five voices and more and are shown, the third has two and is not."""
    by = office.actor(office.members[0], clock.today)
    for topic, voices in OPINIONS.items():
        for text in voices:
            note_opinion(by=by, at=clock.now, community=COMMUNITY, topic=topic, text=text)
