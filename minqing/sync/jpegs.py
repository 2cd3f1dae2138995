"""Is this a photo as the phone promises to send it: a small JPEG of nothing but its pixels? It is never mended here.

The phone scales and strips, because its ledger binds the digest of what it sends: the server can only take or refuse.
Free of Django but for words.
"""

import io
import struct
from typing import Final

from django.utils.translation import gettext as _
from PIL import Image

from minqing.privacy.pictures import LONGEST_SIDE

_START, _END = b"\xff\xd8", b"\xff\xd9"
_JFIF: Final = 0xE0
_SCAN: Final = 0xDA
# Frame headers that every browser draws: baseline, extended, progressive (Huffman).
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
# What a picture is decoded by: Huffman and quantisation tables, the restart interval.
_TABLES: Final = frozenset({0xC4, 0xDB, 0xDD})
# The first application segment, and no thumbnail in it, which might show what was cut away.
_JFIF_LENGTH: Final = 16
_BROKEN = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, MemoryError)


class Unfit(ValueError):
    """The bytes are no photo that may be kept; says why, in the reader's language."""


def check_jpeg(data: bytes, width: int, height: int) -> None:
    """Pass where `data` is a whole JPEG of this width and height, at most 1600 pixels a side, and of nothing else.

    Raises `Unfit`: no JPEG; segments beyond JFIF (EXIF, XMP, colour profiles, comments); bytes after its end; another
    size than was told; broken.
    """
    try:
        found = _walk(data)
    except (IndexError, struct.error):
        raise _broken() from None
    if found != (width, height):
        raise Unfit(_("The photo has another size than was told."))
    if max(found) > LONGEST_SIDE:
        raise Unfit(_("The photo is larger than %(count)s pixels a side.") % {"count": LONGEST_SIDE})
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
            opened.load()
            drawn = opened.size
    except (*_BROKEN, Image.DecompressionBombError):
        raise _broken() from None
    if drawn != found:
        raise _broken()


def _walk(data: bytes) -> tuple[int, int]:
    """The width and height that its frame tells, once every segment was found to be of the picture itself."""
    if data[:2] != _START:
        raise Unfit(_("This is no JPEG photo."))
    at, size = 2, (0, 0)
    while data[at : at + 2] != _END:
        if data[at] != 0xFF:
            raise _broken()
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            raise _broken()
        body = data[at + 4 : at + 2 + length]
        if kind in _FRAMES and size == (0, 0):
            tall, wide = struct.unpack(">HH", body[1:5])
            size = (wide, tall)
        elif kind != _SCAN and kind not in _TABLES and not _is_jfif(kind, at, length, body):
            raise Unfit(_("The photo still carries hidden data. It is to be removed on the phone."))
        at += 2 + length
        if kind == _SCAN:
            at = _after_scan(data, at)
    if at + 2 != len(data):
        raise Unfit(_("The photo still carries hidden data. It is to be removed on the phone."))
    return size


def _is_jfif(kind: int, at: int, length: int, body: bytes) -> bool:
    plain = body[:5] == b"JFIF\x00" and body[-2:] == b"\x00\x00"
    return kind == _JFIF and at == 2 and length == _JFIF_LENGTH and plain


def _after_scan(data: bytes, at: int) -> int:
    """Where the next segment begins: within a scan only stuffed bytes and restart marks follow an 0xFF."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise _broken()
        following = data[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at


def _broken() -> Unfit:
    return Unfit(_("The photo is broken. Take it again."))
