"""What live pages hear: their own community's events alone, and nothing that tells of a person's care."""

import asyncio
import json

import pytest

from minqing.desk.live import Hub
from tests.factories.ground import OTHER, OWN, SIBLING


def heard(listening: str, *kinds: tuple[str, str]) -> list[dict[str, object]]:
    """What a page of a community hears of these (community, kind)."""

    async def listen() -> list[str]:
        hub = Hub()
        hub._listen = lambda: None  # type: ignore[method-assign]
        stream = hub.events(listening)
        await anext(stream)  # the stream has begun
        for seq, (community, kind) in enumerate(kinds, start=1):
            hub._tell({"community": community, "kind": kind, "seq": seq})
        (waiting,) = hub._ears[listening]
        return [waiting.get_nowait() for _ in range(waiting.qsize())]

    return [json.loads(line) for line in asyncio.run(listen())]


def test_a_page_hears_its_own_community_alone():
    events = heard(OWN, (SIBLING, "concern.open"), (OWN, "concern.open"), (OTHER, "concern.open"))
    assert events == [{"kind": "concern.open", "seq": 2}]


@pytest.mark.parametrize(
    "kind", ["care.open", "care.note", "consent.withdraw", "resident.erase", "register.export"]
)
def test_that_somebodys_care_was_read_or_a_person_erased_is_not_said(kind):
    assert heard(OWN, (OWN, kind)) == [{"kind": "", "seq": 1}]
