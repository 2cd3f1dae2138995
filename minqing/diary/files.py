"""Where photos lie: under the data folder, named by digest and row, readable by their owner alone."""

import contextlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction

from minqing.diary.models import Photo


def path_of(photo: Photo) -> Path:
    """The file of a photo. Its name holds the row's id too: no two rows share a file, so one may go."""
    folder: Path = settings.HOME.files
    return folder / photo.sha256[:2] / f"{photo.sha256}-{photo.pk}.jpg"


def is_here(photo: Photo) -> bool:
    """Whether the file has arrived: an entry of a phone names its photos first, their bytes follow."""
    return path_of(photo).is_file()


def keep_file(photo: Photo, data: bytes) -> None:
    """Write the file, whole or not at all, mode 0600, its folder 0700: before its row is committed, or when a phone's
    bytes follow its row."""
    path = path_of(photo)
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


def forget_file(photo: Photo) -> None:
    """Delete the file once the transaction has gone through; a file that is missing is as good as deleted."""
    path = path_of(photo)

    def gone() -> None:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()

    transaction.on_commit(gone)
