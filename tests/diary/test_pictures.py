"""A photo is kept small, upright and without a word of metadata; what is no photo is refused in words."""

import io
import struct
import zlib

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from minqing.ledger.errors import Refused
from minqing.privacy import pictures
from minqing.privacy.pictures import fit_picture
from tests.factories.diary import a_picture

GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def with_exif(orientation: int = 1, size: tuple[int, int] = (40, 20)) -> bytes:
    exif = Image.Exif()
    exif[MAKE] = "示例相机"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (39.0, 56.0, 11.5), 3: "E", 4: (116.0, 25.0, 3.0)})
    return a_picture(size, exif=exif.tobytes(), comment=b"taken at the door")


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as error, override("en"):
        fit_picture(data)
    assert set(error.value.message_dict) == {"photo"}
    return str(error.value.message_dict["photo"][0])


def test_the_place_and_the_camera_are_gone() -> None:
    before = with_exif()
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(GPS)[2] == (39.0, 56.0, 11.5)
    kept = fit_picture(before).data
    opened = Image.open(io.BytesIO(kept))
    assert dict(opened.getexif()) == {}
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Exif" not in kept
    assert b"taken at the door" not in kept
    assert "示例相机".encode() not in kept


def test_a_photo_taken_sideways_stands_upright() -> None:
    kept = fit_picture(with_exif(orientation=6))
    assert (kept.width, kept.height) == (20, 40)
    opened = Image.open(io.BytesIO(kept.data))
    top, bottom = opened.getpixel((10, 5)), opened.getpixel((10, 35))
    assert isinstance(top, tuple) and isinstance(bottom, tuple)
    # Red was on the left, so it is on top once turned clockwise.
    assert top[0] > 200 > top[2] and bottom[2] > 200 > bottom[0]


@pytest.mark.parametrize(
    ("size", "kept"), [((3200, 1600), (1600, 800)), ((300, 3200), (150, 1600)), ((40, 20), (40, 20))]
)
def test_a_photo_is_at_most_1600_pixels_a_side_and_never_enlarged(
    size: tuple[int, int], kept: tuple[int, int]
) -> None:
    picture = fit_picture(a_picture(size))
    assert (picture.width, picture.height) == kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_jpeg_png_and_webp_are_kept_as_jpeg(kind: str) -> None:
    picture = fit_picture(a_picture(kind=kind))
    assert Image.open(io.BytesIO(picture.data)).format == "JPEG"


def test_what_is_transparent_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    opened = Image.open(io.BytesIO(fit_picture(out.getvalue()).data))
    assert opened.getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_kinds_are_refused_whatever_their_name(kind: str) -> None:
    assert "JPEG" in refused(a_picture(kind=kind))


def test_heic_is_refused_with_what_to_do() -> None:
    words = refused(b"\x00\x00\x00\x18ftypheic" + bytes(64))
    assert "HEIC" in words


def test_a_decompression_bomb_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("decoded"))
    refused(bomb + chunk(b"IEND", b""))


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    refused(a_picture())
    refused(b"")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_broken_photo_is_refused_and_never_an_error(data: st.DataObject) -> None:
    whole = a_picture()
    if data.draw(st.booleans()):
        broken = whole[: data.draw(st.integers(0, len(whole)))]
    else:
        at = data.draw(st.integers(0, len(whole) - 1))
        broken = whole[:at] + data.draw(st.binary(max_size=40)) + whole[at + 20 :]
    try:
        kept = fit_picture(broken)
    except Refused:
        return
    assert Image.open(io.BytesIO(kept.data)).format == "JPEG"
