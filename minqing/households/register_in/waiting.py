"""Files on their way into the register: the spreadsheet as it was sent, the lines of its preview, how far work is.

They lie under the data folder, readable by their owner alone, and go once the file is taken or after a day. The
spreadsheet alone may hold identity numbers, as it came; what is made of it holds none.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.ledger.errors import Refused

_TELL_EVERY: Final = 0.5  # seconds
KEPT_SECONDS: Final = 24 * 3600


def folder() -> Path:
    """Where they wait; made, closed to others, where it is missing."""
    place: Path = settings.HOME.files / "imports"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def sheet_of(pk: UUID) -> Path:
    """The spreadsheet as it was sent."""
    return folder() / f"{pk}"


def lines_of(pk: UUID) -> Path:
    """The preview, a line a row."""
    return folder() / f"{pk}.lines"


def progress_of(pk: UUID) -> Path:
    """How far the work is: "done total"."""
    return folder() / f"{pk}.progress"


def keep(pk: UUID, chunks: Iterable[bytes]) -> Path:
    """Write the spreadsheet as it comes in, mode 0600. Refused under an id that something waits under already.

    The id is the sender's, and the folder is that of all streets: nobody's file may be written over.
    """
    path = sheet_of(pk)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused({"sheet": _("This import has moved on meanwhile. Look at it again.")}) from None
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
    return path


def forget(pk: UUID) -> None:
    """Delete all that waits under an id."""
    for path in (sheet_of(pk), lines_of(pk), progress_of(pk)):
        path.unlink(missing_ok=True)


def forget_old() -> int:
    """Delete what has waited for longer than a day, whatever became of it; give how many files."""
    gone = 0
    for path in folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
                gone += 1
    return gone


class Lines:
    """Writes a preview's lines, the kind first, so that a page finds those of a kind without reading the rest."""

    def __init__(self, pk: UUID) -> None:
        self._handle = _private(lines_of(pk))

    def hear(self, line: dict[str, Any]) -> None:
        """Write one line."""
        marks = line["kind"] + ("+noted" if line["notes"] else "")
        self._handle.write(f"{marks}\t{json.dumps(line, ensure_ascii=False)}\n".encode())

    def close(self) -> None:
        """Nothing more comes."""
        self._handle.close()


def lines_at(pk: UUID, kind: str, start: int, count: int) -> list[dict[str, Any]]:
    """Lines of a kind ("" for all, "noted" for those to look at), so many from a place. None where nothing waits."""
    return list(islice(_lines(pk, kind), start, start + count))


def _lines(pk: UUID, kind: str) -> Iterator[dict[str, Any]]:
    path = lines_of(pk)
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as handle:
        for text in handle:
            marks, _tab, line = text.partition("\t")
            if not kind or kind in marks.split("+"):
                yield json.loads(line)


class Progress:
    """Writes how far the work is, twice a second at most; a page reads it from outside the work's transaction."""

    def __init__(self, pk: UUID) -> None:
        self._path, self._told = progress_of(pk), 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY:
            self._told = now
            part = self._path.with_suffix(".part")
            with _private(part) as handle:
                handle.write(f"{done} {total}".encode())
            part.replace(self._path)


def progress_at(pk: UUID) -> tuple[int, int]:
    """How much of how much is done; 0 of 1 where nothing is known yet."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        done, total = progress_of(pk).read_text(encoding="ascii").split()
        return int(done), max(int(total), 1)
    return 0, 1


def _private(path: Path) -> Any:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
