"""`PUT photos/<id>`: the bytes that an entry named, of the sender's own diary, stripped, once."""

import asyncio
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from PIL import Image

from minqing.access.acting import in_community
from minqing.committee.models import Member
from minqing.diary.actions import clear_discarded, discard_draft, hand_in_entry
from minqing.diary.files import is_here, path_of
from minqing.diary.models import Photo
from minqing.site.bodies import MOST_OF_PHONES, bounded
from minqing.sync.actions import forget_device
from minqing.sync.models import Device
from tests.factories.desk import Desk, signed_in, to
from tests.factories.diary import NOON, a_draft, a_picture
from tests.factories.ground import OWN, SIBLING
from tests.factories.people import a_member, as_actor
from tests.factories.phones import Phone

pytestmark = pytest.mark.django_db
HIDDEN = "The photo still carries hidden data. It is to be removed on the phone."
OTHER_BYTES = "These are not the bytes that the entry named."


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN):
        yield Desk()


@pytest.fixture
def phone(desk: Desk) -> Phone:
    return Phone(desk.wang)


def named(member: Member, data: bytes, **words: Any) -> Photo:
    """The photo as the member's entry named it, handed in; its bytes have not come."""
    with Image.open(io.BytesIO(data)) as image:
        size = {"width": image.width, "height": image.height}
    told = {"sha256": sha256(data).hexdigest(), "size": len(data), **size} | words
    draft = a_draft(member)
    photo = Photo.objects.create(community=member.community, entry=draft, added_at=NOON, **told)
    hand_in_entry(by=as_actor(member), at=NOON, entry=draft)
    return photo


def put(phone: Phone, photo: Photo, data: bytes, digest: str = "") -> Any:
    """The answer to the bytes."""
    headers = {"x-sha256": digest or sha256(data).hexdigest(), "x-minqing-client": "1"}
    return phone.client.put(phone.url(f"photos/{photo.pk}"), data, content_type="image/jpeg", headers=headers)


def segment(kind: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes([0xFF, kind]) + (len(body) + 2).to_bytes(2, "big") + body


def with_segment(data: bytes, kind: int, body: bytes) -> bytes:
    """The JPEG with one more segment behind its first, the JFIF one."""
    first = 4 + int.from_bytes(data[4:6], "big")
    return data[:first] + segment(kind, body) + data[first:]


def test_the_bytes_that_an_entry_named_are_kept_and_shown(desk: Desk, phone: Phone) -> None:
    data = a_picture((400, 300))
    photo = named(desk.wang, data)
    assert not is_here(photo)
    answer = put(phone, photo, data)
    assert (answer.status_code, answer.json()["state"]) == (200, "received")
    assert sorted(answer.json()) == ["now", "state"]
    assert path_of(photo).read_bytes() == data
    assert (path_of(photo).stat().st_mode & 0o777, list(path_of(photo).parent.glob("*.part"))) == (0o600, [])
    shown = signed_in(desk.wang).get(to("photo", photo.pk))
    assert (shown.status_code, shown.content) == (200, data)


def test_the_second_arrival_is_answered_like_the_first_and_writes_nothing(desk: Desk, phone: Phone) -> None:
    data = a_picture()
    photo = named(desk.wang, data)
    assert put(phone, photo, data).json()["state"] == "received"
    written = path_of(photo).stat().st_mtime_ns
    assert put(phone, photo, data).json()["state"] == "received"
    assert path_of(photo).stat().st_mtime_ns == written


def test_a_photo_of_a_colleagues_diary_of_another_community_or_of_none_is_missing(
    desk: Desk, phone: Phone
) -> None:
    data = a_picture()
    of_colleague = named(desk.li, data)
    with in_community(SIBLING):
        foreign = named(a_member("邻委员"), data)
    unknown = Photo(community=OWN)
    for photo in (of_colleague, foreign, unknown):
        answer = put(phone, photo, data)
        assert (answer.status_code, answer.json()["code"]) == (404, "missing")
    assert not is_here(of_colleague)
    secretary = Phone(desk.secretary)
    assert put(secretary, of_colleague, data).status_code == 404


def test_without_a_token_or_with_a_session_alone_nothing_is_taken(desk: Desk, phone: Phone) -> None:
    data = a_picture()
    photo = named(desk.wang, data)
    for client in (signed_in(desk.wang), type(phone.client)()):
        answer = client.put(phone.url(f"photos/{photo.pk}"), data, content_type="image/jpeg")
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")
    assert not is_here(photo)


def test_other_bytes_than_the_entry_named_are_refused(desk: Desk, phone: Phone) -> None:
    data, other = a_picture(), a_picture((41, 20))
    photo = named(desk.wang, data)
    for sent, digest in ((other, ""), (other, photo.sha256), (data, sha256(other).hexdigest())):
        answer = put(phone, photo, sent, digest)
        assert (answer.status_code, answer.json()["code"], answer.json()["text"]) == (
            422,
            "unreadable",
            OTHER_BYTES,
        )
    headerless = phone.client.put(phone.url(f"photos/{photo.pk}"), data, content_type="image/jpeg")
    assert headerless.status_code == 422
    assert not is_here(photo)
    lied = named(desk.wang, data, size=len(data) + 1)
    assert put(phone, lied, data).json()["text"] == OTHER_BYTES


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    return exif


PLAIN = a_picture((60, 40))
UNSTRIPPED = {
    "EXIF": a_picture((60, 40), exif=_exif()),
    "XMP": with_segment(PLAIN, 0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x/>"),
    "a colour profile": with_segment(PLAIN, 0xE2, b"ICC_PROFILE\x00\x01\x01" + b"0" * 40),
    "a comment": with_segment(PLAIN, 0xFE, b"at home"),
    "Photoshop's": with_segment(PLAIN, 0xED, b"Photoshop 3.0\x00"),
    "a second JFIF": with_segment(PLAIN, 0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
    "a thumbnail": with_segment(PLAIN, 0xE0, b"JFXX\x00\x10"),
    "bytes after the end": PLAIN + b"PK\x03\x04",
    "another picture after the end": PLAIN + PLAIN,
}


@pytest.mark.parametrize("what", UNSTRIPPED)
def test_a_photo_that_was_not_stripped_is_refused(desk: Desk, phone: Phone, what: str) -> None:
    data = UNSTRIPPED[what]
    photo = named(desk.wang, data, width=60, height=40)
    answer = put(phone, photo, data)
    assert (answer.status_code, answer.json()["text"]) == (422, HIDDEN)
    assert not is_here(photo)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (a_picture(kind="PNG"), "This is no JPEG photo."),
        (b"GIF89a", "This is no JPEG photo."),
        (b"", "This is no JPEG photo."),
        (PLAIN[: len(PLAIN) // 2], "The photo is broken. Take it again."),
        (PLAIN[:-2], "The photo is broken. Take it again."),
        (b"\xff\xd8\xff\xd9", "The photo has another size than was told."),
        (b"\xff\xd8\xff", "The photo is broken. Take it again."),
        (PLAIN[:300] + b"\xff\xd9", "The photo is broken. Take it again."),
    ],
)
def test_what_is_no_whole_jpeg_is_refused_in_words(desk: Desk, phone: Phone, data: bytes, words: str) -> None:
    told = {"width": 60, "height": 40, "size": len(data), "sha256": sha256(data).hexdigest()}
    photo = named(desk.wang, PLAIN, **told)
    answer = put(phone, photo, data)
    assert (answer.status_code, answer.json()["text"]) == (422, words)
    assert not is_here(photo)


def test_another_size_than_told_and_more_than_1600_pixels_are_refused(desk: Desk, phone: Phone) -> None:
    data, long = a_picture((60, 40)), a_picture((1601, 2))
    turned = named(desk.wang, data, width=40, height=60)
    assert put(phone, turned, data).json()["text"] == "The photo has another size than was told."
    assert put(phone, named(desk.wang, long), long).json()["text"] == (
        "The photo is larger than 1600 pixels a side."
    )
    largest = a_picture((1600, 2))
    assert put(phone, named(desk.wang, largest), largest).status_code == 200


def test_progressive_and_grey_photos_are_photos_too(desk: Desk, phone: Phone) -> None:
    for data in (a_picture((60, 40), progressive=True), a_picture((60, 40), restart_marker_blocks=1)):
        assert put(phone, named(desk.wang, data), data).status_code == 200


def test_more_than_two_megabytes_are_refused(desk: Desk, phone: Phone) -> None:
    photo = named(desk.wang, PLAIN)
    answer = put(phone, photo, b"0" * (MOST_OF_PHONES + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_phone_that_is_to_be_wiped_may_still_send_what_waits(desk: Desk, phone: Phone) -> None:
    device = Device.objects.get(pk=phone.device)
    forget_device(by=as_actor(desk.wang), at=NOON, device=device)
    photo = named(desk.wang, PLAIN)
    assert put(phone, photo, PLAIN).status_code == 200


def test_a_page_says_that_a_photo_is_still_on_the_phone(desk: Desk) -> None:
    photo = named(desk.wang, PLAIN, caption="漏水处")
    page = signed_in(desk.wang).get(to("entry", photo.entry_id)).content.decode()
    assert "漏水处 · still on the phone that took it" in page
    assert to("photo", photo.pk) not in page
    assert signed_in(desk.wang).get(to("photo", photo.pk)).status_code == 404


def test_clearing_an_entry_whose_photo_never_arrived_is_no_fault(
    desk: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    draft, by = a_draft(desk.wang), as_actor(desk.wang)
    Photo.objects.create(
        community=OWN, entry=draft, sha256="0" * 64, width=1, height=1, size=1, added_at=NOON
    )
    discard_draft(by=by, at=NOON, entry=draft)
    with django_capture_on_commit_callbacks(execute=True):
        clear_discarded(by=by, at=NOON, entry=draft)
    assert Photo.objects.count() == 0


def test_the_door_of_phones_stops_large_requests_unread_and_says_so_in_the_protocols_words() -> None:
    def asked(path: str, *headers: tuple[bytes, bytes]) -> list[Any]:
        sent: list[Any] = []

        async def application(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        async def nothing() -> dict[str, Any]:
            raise AssertionError("what is refused unread is not read")

        async def run() -> None:
            async def send(message: Any) -> None:
                sent.append(message)

            scope = {"type": "http", "path": path, "headers": list(headers)}
            await bounded(application)(scope, nothing, send)

        asyncio.run(run())
        return sent

    door = f"/{OWN}/sync/v1/photos/1"
    fits = (b"content-length", str(MOST_OF_PHONES).encode())
    over = (b"content-length", str(MOST_OF_PHONES + 1).encode())
    session = (b"cookie", b"sessionid=x")
    assert [asked(door, fits)[0]["status"], asked(door, over, session)[0]["status"]] == [204, 413]
    assert json.loads(asked(door, over)[1]["body"])["code"] == "too_large"
    # Elsewhere nothing changed: a stranger may send a megabyte, who is signed in nine photos.
    elsewhere = f"/{OWN}/desk/diary/"
    assert [asked(elsewhere, fits)[0]["status"], asked(elsewhere, over, session)[0]["status"]] == [413, 204]
