"""Where a backdrop's pictures come from: an address with places for zoom, column and row, or a file of this server."""

import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.territory.models import Backdrop

_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
_FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.pmtiles")
# A WMTS address names what is asked for in words of its own.
_WMTS: Final = {"{TileMatrix}": "{z}", "{TileCol}": "{x}", "{TileRow}": "{y}"}


def tiles_address(template: str) -> str:
    """The address with {z}, {x} and {y}, also where it was written as a WMTS address."""
    for word, short in _WMTS.items():
        template = re.sub(re.escape(word), short, template, flags=re.IGNORECASE)
    return template


def host_of(template: str) -> str:
    """The one host that an address asks, with its port, in lower case; "" where it names none."""
    try:
        parts = urlsplit(template)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme == "https" and _HOST.fullmatch(parts.netloc.lower()) else ""


def template_problem(template: str) -> str:
    """Why a text is no address of tiles, in words; "" where it is one."""
    if not host_of(template):
        return _("Write an address that begins with https:// and the name of a server.")
    if re.search(r"\s|[\"'<>\\]", template):
        return _("An address has no blanks and no quotation marks.")
    if any(word not in tiles_address(template) for word in ("{z}", "{x}", "{y}")):
        return _("The address has places for zoom, column and row: {z}, {x} and {y}.")
    if re.search(r"\{(?![zxy]\})", tiles_address(template)):
        return _("The address may name one server only, and nothing in braces but {z}, {x} and {y}.")
    return ""


def maps_folder() -> Path:
    """Where an office places PMTiles files."""
    folder: Path = settings.HOME.files / "maps"
    return folder


def file_named(name: str) -> Path | None:
    """The PMTiles file of this name on the server, or None: no other file can be named."""
    if not _FILE.fullmatch(name):
        return None
    path = maps_folder() / name
    return path if path.is_file() else None


def policy_with(policy: str, backdrop: Backdrop | None) -> str:
    """A page's content security policy, widened by exactly the host that the backdrop asks, if it asks one."""
    host = host_of(backdrop.template) if backdrop is not None and backdrop.kind == Backdrop.Kind.XYZ else ""
    return f"{policy}; connect-src 'self' https://{host}" if host else policy
