"""Files of places between preview and taking: what was read and matched, under the data folder, for a day at most."""

import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings

KEPT_SECONDS: Final = 24 * 3600


def keep(pk: UUID, document: dict[str, Any]) -> None:
    """Write a document under an id that was not used before, readable by its owner alone; forget what is a day old."""
    _forget_old()
    handle = os.open(_path(pk), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)


def kept(pk: UUID, community: str, account: UUID) -> dict[str, Any] | None:
    """What waits under an id, or None: also where it is another community's or another account's."""
    try:
        document: dict[str, Any] = json.loads(_path(pk).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    mine = document["community"] == community and document["account"] == str(account)
    return document if mine else None


def forget(pk: UUID) -> None:
    """Delete what waits under an id."""
    _path(pk).unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.HOME.files / "map_imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(pk: UUID) -> Path:
    return _folder() / f"{pk}.json"


def _forget_old() -> None:
    for path in _folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
