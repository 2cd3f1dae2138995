"""The list of erasures: who was erased, by id and time alone, in a file beside the database.

A backup that is put back brings erased people back; this file is not put back with it (docs/operating.md), so a phone's
late facts about them are still refused, and they can be erased again. It is only ever appended to.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

_reading = Lock()


def place() -> Path:
    """The file: a line an erasure, the id and the moment."""
    folder: Path = settings.HOME.path
    return folder / "erasures"


def remember_erased(id: UUID) -> None:
    """Append an id once the transaction that erases it has gone through; on the disk before this returns."""
    line = _line(id)
    transaction.on_commit(lambda: _append(line))


def remember_missing(ids: Iterable[UUID]) -> None:
    """Append those of the erased that the list lacks: the program ended between their commit and their line."""
    for id in sorted(set(ids) - erased_ids()):
        _append(_line(id))


def _line(id: UUID) -> bytes:
    return f"{id} {timezone.now().astimezone(UTC).isoformat(timespec='seconds')}\n".encode("ascii")


def _append(line: bytes) -> None:
    new = not place().exists()
    handle = os.open(place(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"  # a crash left half a line
        os.write(handle, b"\n" + line if torn else line)
        os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        _keep_folder()


def _keep_folder() -> None:
    """A new file is only there for sure once its folder is written too."""
    handle = os.open(place().parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Read:
    """What of the file was read so far."""

    def __init__(self) -> None:
        self.ids: dict[UUID, datetime] = {}
        self.upto = 0


@cache
def _read_of(path: Path) -> _Read:
    return _Read()


def erased_ids() -> frozenset[UUID]:
    """Every id that was ever erased here. Reads only what was appended since the last time.

    A line that a crash left half written is skipped.
    """
    path = place()
    with _reading:
        read = _read_of(path)
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            size = 0
        if size < read.upto:  # another file: begin anew
            read.ids, read.upto = {}, 0
        if size > read.upto:
            with path.open("rb") as file:
                file.seek(read.upto)
                lines = file.read(size - read.upto).splitlines(keepends=True)
            for line in lines:
                if not line.endswith(b"\n"):
                    break
                read.upto += len(line)
                _take(read, line)
        return frozenset(read.ids)


def _take(read: _Read, line: bytes) -> None:
    try:
        key, moment = line.decode("ascii").split()
        read.ids[UUID(key)] = datetime.fromisoformat(moment)
    except ValueError:
        return
