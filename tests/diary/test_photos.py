"""Photos belong to a draft; their files lie under the data folder, for their owner alone."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from minqing.access.acting import in_community
from minqing.diary.actions import add_photo, clear_discarded, discard_draft, hand_in_entry, remove_photo
from minqing.diary.actions.photos import MOST
from minqing.diary.files import path_of
from minqing.diary.models import Photo
from minqing.ledger.errors import Denied, Refused
from tests.factories.diary import NOON, a_draft, a_picture, an_entry
from tests.factories.ground import OWN
from tests.factories.people import a_member, a_secretary, as_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with in_community(OWN):
        yield


def test_a_photo_lies_whole_under_the_data_folder_for_its_owner_alone() -> None:
    member = a_member()
    photo = add_photo(by=as_actor(member), at=NOON, entry=a_draft(member), data=a_picture())
    path = path_of(photo)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert path.stat().st_size == photo.size
    assert list(path.parent.glob("*.part")) == []


def test_only_the_keeper_adds_and_only_while_it_is_a_draft() -> None:
    member = a_member()
    draft, entry = a_draft(member), an_entry(member)
    with pytest.raises(Denied):
        add_photo(by=as_actor(a_secretary()), at=NOON, entry=draft, data=a_picture())
    with pytest.raises(Refused):
        add_photo(by=as_actor(member), at=NOON, entry=entry, data=a_picture())
    assert Photo.objects.count() == 0


def test_a_tenth_photo_is_refused() -> None:
    member = a_member()
    draft = a_draft(member)
    for _each in range(MOST):
        add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture())
    with pytest.raises(Refused):
        add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture())


def test_a_photo_taken_off_leaves_no_file(django_capture_on_commit_callbacks: object) -> None:
    member = a_member()
    draft = a_draft(member)
    kept = add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture())
    gone = add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture())
    path = path_of(gone)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remove_photo(by=as_actor(member), at=NOON, photo=gone)
        assert path.exists()
    # The same picture twice is two files: taking one off leaves the other.
    assert (path.exists(), path_of(kept).exists()) == (False, True)


def test_clearing_a_discarded_draft_takes_its_photos_along(
    django_capture_on_commit_callbacks: object,
) -> None:
    member = a_member()
    draft = a_draft(member)
    path = path_of(add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture()))
    discard_draft(by=as_actor(member), at=NOON, entry=draft)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        clear_discarded(by=as_actor(member), at=NOON, entry=draft)
    assert (Photo.objects.count(), path.exists()) == (0, False)


def test_the_photos_of_a_handed_in_entry_stay_whatever_the_statement() -> None:
    member = a_member()
    draft = a_draft(member)
    photo = add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture())
    hand_in_entry(by=as_actor(member), at=NOON, entry=draft)
    with pytest.raises(Refused):
        remove_photo(by=as_actor(member), at=NOON, photo=photo)
    for statement in ("DELETE FROM diary_photo", "UPDATE diary_photo SET caption = '改'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_file_of_a_photo_that_could_not_be_noted_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    from minqing.ledger.writing import Writing

    member = a_member()
    draft = a_draft(member)
    seen: list[Photo] = []

    def fail(self: Writing, row: Photo) -> Photo:
        seen.append(row)
        raise RuntimeError

    monkeypatch.setattr(Writing, "add", fail)
    with pytest.raises(RuntimeError):
        add_photo(by=as_actor(member), at=NOON, entry=draft, data=a_picture())
    assert not path_of(seen[0]).exists()
