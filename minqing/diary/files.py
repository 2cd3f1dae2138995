"""Where photos lie: under the data folder, named by digest and row, readable by their owner alone."""

from pathlib import Path

from minqing.diary.models import Photo
from minqing.privacy.kept_files import forget_bytes, keep_bytes, place_of


def path_of(photo: Photo) -> Path:
    """The file of a photo."""
    return place_of(photo.sha256, photo.pk)


def is_here(photo: Photo) -> bool:
    """Whether the file has arrived: an entry of a phone names its photos first, their bytes follow."""
    return path_of(photo).is_file()


def keep_file(photo: Photo, data: bytes) -> None:
    """Write the file before its row is committed, or when a phone's bytes follow its row."""
    keep_bytes(path_of(photo), data)


def forget_file(photo: Photo) -> None:
    """Delete the file once the transaction has gone through."""
    forget_bytes(path_of(photo))
