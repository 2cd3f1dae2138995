"""The disk under the server is full: the phone is told so, keeps what it wrote, and sends it again once there is room.

A table, and the next segments of the database's log, are laid on /dev/full: the kernel itself says that there is no
room. The web server may write no more than a little into any file while it would take a photo.
"""

import io
import random
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from minqing.diary.models import Entry
from minqing.ledger.models import Fact, Record
from tests.factories.ground import OWN
from tests.faults.test_wire import a_day, entries_as_written
from tests.faults.town import quiet
from tests.faults.whole import Whole
from tests.running import within
from tests.sync import facts
from tests.sync.lines import Answer, over_http
from tests.sync.phone import Phone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and limits of another process")
NO_ROOM = "The server has no room on its disk. What you wrote stays on the phone and is sent again by itself."
FULL = Path("/dev/full")


class Heard:
    """What a phone was answered: put before its line."""

    def __init__(self, phone: Phone) -> None:
        self._line = phone.line
        self.answers: list[Answer] = []
        phone.line = self

    def __call__(self, *asked: Any) -> Answer:
        self.answers.append(self._line(*asked))
        return self.answers[-1]


def told_of_no_room(heard: Heard) -> bool:
    """The last answer is our server's own, says what is wrong, and when to come back."""
    answer = heard.answers[-1]
    words = answer.words() or {}
    said = answer.status, words.get("code"), words.get("text"), answer.headers.get("retry-after")
    return said == (503, "busy", NO_ROOM, "60")


@contextmanager
def no_room_for_facts(whole: Whole) -> Iterator[None]:
    """The table of what was received lies on a full disk; what it held is put back afterwards."""
    table = f"s{OWN[:9]}.ledger_fact"
    with whole.administering() as line:
        line.execute(f"create table public.kept as table {table}")
        line.execute(f"truncate {table}")
        (where,) = line.execute("select pg_relation_filepath(%s)", [table]).fetchone() or ("",)
    file = whole.cluster.data / where
    assert file.stat().st_size == 0
    file.unlink()
    file.symlink_to(FULL)
    try:
        yield
    finally:
        with whole.administering() as line, line.transaction():
            line.execute(f"truncate {table}")  # a new file, on a disk with room
            line.execute(f"insert into {table} table public.kept")
            line.execute("drop table public.kept")


def counts(whole: Whole) -> tuple[int, int, int]:
    """Entries, facts that were received, records of the ledger."""
    with whole.rows():
        return Entry.objects.count(), Fact.objects.count(), Record.objects.count()


def test_facts_wait_on_the_phone_until_the_table_has_room(whole: Whole) -> None:
    phone = whole.phone(batch=4)
    a_day(phone, whole, visits=3)
    quiet(phone)
    a_day(phone, whole, visits=6)
    waiting, heard = [one.id for one in phone.waiting()], Heard(phone)
    entries, _facts, records = counts(whole)
    with no_room_for_facts(whole):
        for _try in range(2):
            assert phone.push() == "busy"
            assert told_of_no_room(heard)
        assert [one.id for one in phone.waiting()] == waiting
        # Nothing of the batch is half there: neither its entries nor what the ledger says of them.
        assert counts(whole) == (entries, 0, records)
        assert whole.program.answers()
        phone = phone.restarted()
    quiet(phone)
    assert whole.troubles(phone) == []
    assert entries_as_written(phone, whole)


def a_noisy_picture(size: tuple[int, int]) -> bytes:
    """A photo of a hundred kilobytes: noise is not made smaller."""
    out = io.BytesIO()
    noise = random.Random(1).randbytes(size[0] * size[1] * 3)
    Image.frombytes("RGB", size, noise).save(out, "JPEG", quality=90)
    return out.getvalue()


def with_photo(phone: Phone, text: str, data: bytes, size: tuple[int, int]) -> str:
    """An entry that names a photo, whose bytes wait; the photo's id."""
    id = str(uuid4())
    told = {
        "id": id,
        "sha256": sha256(data).hexdigest(),
        "width": size[0],
        "height": size[1],
        "size": len(data),
    }
    facts.entry(phone, text, photos=[told])
    phone.kept.book[-1].photos[id] = data
    return id


@contextmanager
def no_room_for_files(whole: Whole, most: int) -> Iterator[None]:
    """No process of the web server may write beyond so many bytes into a file."""
    before = {}
    for pid, _born in whole.web():
        before[pid] = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, before[pid][1]))
    try:
        yield
    finally:
        for pid, limits in before.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def test_a_photo_waits_on_the_phone_until_the_disk_has_room(whole: Whole) -> None:
    phone = whole.phone()
    quiet(phone)
    size = (400, 300)
    data, heard = a_noisy_picture(size), Heard(phone)
    logs = max(file.stat().st_size for file in (whole.home / "logs").iterdir())
    assert len(data) > 64_000 > logs, "the limit must hit the photo and nothing else"
    id = with_photo(phone, f"{uuid4().hex[:8]}漏水", data, size)
    files = whole.home / "files"
    with no_room_for_files(whole, 64_000):
        assert phone.sync() == "busy"
        assert told_of_no_room(heard)
        assert phone.kept.book[-1].state == "received"
        assert phone.kept.book[-1].photos == {id: data}
        assert [file for file in files.rglob("*") if file.is_file()] == []
    phone = phone.restarted()
    quiet(phone)
    assert phone.kept.book[-1].photos == {}
    (file,) = (file for file in files.rglob("*") if file.is_file())
    assert file.read_bytes() == data
    assert whole.troubles(phone) == []


@contextmanager
def no_room_for_the_log(whole: Whole) -> Iterator[None]:
    """The next segments of the database's log lie on a full disk: what the log cannot take stops the database."""
    with whole.administering() as line:
        (now,) = line.execute("select pg_walfile_name(pg_current_wal_insert_lsn())").fetchone() or ("",)
        following = [whole.cluster.data / "pg_wal" / f"{int(now, 16) + more:024X}" for more in (1, 2)]
        for file in following:
            file.unlink(missing_ok=True)
            file.symlink_to(FULL)
        line.execute("select pg_switch_wal()")
    try:
        yield
    finally:
        for file in following:
            if file.is_symlink():
                file.unlink()


@pytest.mark.slow
def test_facts_wait_on_the_phone_while_the_database_cannot_write_its_log(whole: Whole) -> None:
    phones = [whole.phone(over_http(whole.port, 60), batch=4) for _each in range(2)]
    for phone in phones:
        a_day(phone, whole, visits=3)
        quiet(phone)
        a_day(phone, whole, visits=4)
    waiting = [[one.id for one in phone.waiting()] for phone in phones]
    whole.answers.clear()
    with no_room_for_the_log(whole):
        assert [phone.push() for phone in phones] == ["busy", "busy"]
        assert [[one.id for one in phone.waiting()] for phone in phones] == waiting
        assert "No space left on device" in (whole.home / "logs" / "database.log").read_text()
    assert set(whole.answers) == {503}
    assert within(90, whole.program.answers)
    for phone in phones:
        quiet(phone)
    assert whole.troubles(*phones) == []
    assert all(entries_as_written(phone, whole) for phone in phones)
