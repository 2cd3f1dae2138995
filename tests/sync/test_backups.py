"""How far back a verified backup reaches, as the phone is told it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from minqing.sync.backups import backed_up_before


@pytest.fixture
def marker() -> Iterator[Path]:
    """The file that a backup writes last."""
    path: Path = settings.HOME.backed_up_before
    yield path
    path.unlink(missing_ok=True)


def test_without_a_backup_there_is_no_such_moment(marker: Path) -> None:
    assert backed_up_before() is None


def test_the_moment_of_the_last_verified_backup_is_told(marker: Path) -> None:
    marker.write_text("2026-11-20T03:00:00+08:00\n", encoding="ascii")
    assert backed_up_before() == datetime(2026, 11, 19, 19, tzinfo=UTC)


@pytest.mark.parametrize("said", ["", "yesterday", "2026-11-20T03:00:00", "2999-01-01T00:00:00+00:00"])
def test_what_is_no_moment_or_one_to_come_lets_nothing_go(marker: Path, said: str) -> None:
    marker.write_text(said, encoding="ascii")
    assert backed_up_before() is None
