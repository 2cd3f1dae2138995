"""Keys in files outside the database: readable by their owner alone, made once."""

import os
import secrets
from pathlib import Path

from minqing.site.home import made_home
from minqing.site.knobs import knob


def kept_secret(name: str, size: int = 50) -> str:
    """The secret in `keys/<name>` of the data folder, made where there is none yet (mode 0600)."""
    place = made_home().keys / name
    try:
        return place.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _made(place, secrets.token_urlsafe(size))


def _made(place: Path, secret: str) -> str:
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of this program was first
        return place.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret + "\n")
    return secret


def secret_key() -> str:
    """The key of sessions and signatures: the office's, else one made for this installation."""
    return knob("MINQING_SECRET_KEY") or kept_secret("secret")
