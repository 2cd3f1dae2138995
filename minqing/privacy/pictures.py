"""Making a photo fit to be kept: opened under limits, upright, small, without a word of metadata."""

import io
import struct
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from minqing.ledger.errors import Refused

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
KINDS = ("JPEG", "PNG", "WEBP")
# Brands of the HEIF family, as they stand after "ftyp" in the first bytes of a file.
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif", b"avif")
_BROKEN = (OSError, ValueError, SyntaxError, struct.error, EOFError, IndexError, KeyError, MemoryError)


@dataclass(frozen=True)
class Picture:
    """A JPEG ready to be kept, in the sRGB colours of its pixels, with no metadata."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """The digest of the kept bytes, in hex."""
        return sha256(self.data).hexdigest()


def fit_picture(data: bytes) -> Picture:
    """The photo as it may be kept: upright, at most 1600 pixels a side, encoded anew: EXIF and GPS are gone.

    Raises `Refused` at `photo`: too many bytes or pixels (a decompression bomb), no photo, HEIC, or broken.
    """
    if not data:
        raise _refused(_("This file is empty."))
    if len(data) > MOST_BYTES:
        raise _refused(
            _("This photo is larger than %(count)s MB. Send a smaller one.") % {"count": MOST_BYTES >> 20}
        )
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        raise _refused(_("HEIC photos cannot be kept. Set the phone's camera to JPEG, then take it again."))
    try:
        return _encoded(data)
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise _refused(_("This picture has too many pixels. Send a smaller one.")) from None
    except _BROKEN:
        raise _refused(_("This is no photo that can be read. JPEG, PNG and WebP can be kept.")) from None


def _refused(words: str) -> Refused:
    return Refused({"photo": words})


def _encoded(data: bytes) -> Picture:
    # The kind is told by the bytes, never by the file's name; nothing is decoded before its size is known.
    with Image.open(io.BytesIO(data), formats=KINDS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _refused(_("This picture has too many pixels. Send a smaller one."))
        # A JPEG is decoded at about the size that is kept: a quarter of the memory.
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        plain = _on_white(upright)
    out = io.BytesIO()
    # A new image of the pixels alone: nothing of the old one's `info` can be carried over.
    kept = Image.frombytes("RGB", plain.size, plain.tobytes())
    kept.save(out, "JPEG", quality=82, optimize=True)
    return Picture(out.getvalue(), kept.width, kept.height)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGB", layered.size, "white")
    white.paste(layered, mask=layered.getchannel("A"))
    return white
