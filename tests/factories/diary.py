"""Entries and pictures for tests."""

import io
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from minqing.committee.models import Member
from minqing.diary.actions import draft_entry, write_entry
from minqing.diary.models import Entry
from tests.factories.people import as_actor

BEIJING = ZoneInfo("Asia/Shanghai")
# A Tuesday.
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=BEIJING)


def an_entry(member: Member, at: datetime = NOON, **words: Any) -> Entry:
    """An entry of the member, handed in at `at`, of an hour before."""
    words = {"began_at": at - timedelta(hours=1), "matter": "楼道灯不亮"} | words
    return write_entry(by=as_actor(member), at=at, member=member, **words)


def a_draft(member: Member, at: datetime = NOON, **words: Any) -> Entry:
    """A draft of the member."""
    words = {"began_at": at - timedelta(hours=1), "matter": "楼道灯不亮"} | words
    return draft_entry(by=as_actor(member), at=at, member=member, **words)


def a_picture(size: tuple[int, int] = (40, 20), kind: str = "JPEG", **more: Any) -> bytes:
    """The bytes of a picture, red on the left and blue on the right."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()
