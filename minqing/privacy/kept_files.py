"""Files under the data folder: written whole or not at all, readable by their owner alone, gone once that is sure."""

import contextlib
import os
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction


def place_of(sha256: str, row: UUID) -> Path:
    """Where the file of a row lies. Its name holds the row's id too: no two rows share a file, so one may go."""
    folder: Path = settings.HOME.files
    return folder / sha256[:2] / f"{sha256}-{row}.jpg"


def keep_bytes(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all, mode 0600, its folder 0700."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def forget_bytes(path: Path) -> None:
    """Delete a file once the transaction has gone through; one that is missing is as good as deleted."""

    def gone() -> None:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()

    transaction.on_commit(gone)
