"""What the doctor makes of a calendar that is not announced yet, a full disk, clocks that disagree."""

from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest

from minqing.site.home import Home
from minqing.site.machine import clock_finding, disk_finding, mail_finding
from minqing.site.records import calendar_finding

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("today", "entered", "ok"),
    [
        (date(2026, 11, 24), set(), True),  # 2027 is not announced, but nothing falls due in it yet
        (date(2026, 12, 17), set(), True),
        (date(2026, 12, 18), set(), False),  # a fortnight more and it is needed
        (date(2026, 12, 18), {2027}, True),  # the office has entered it
        (date(2027, 1, 1), set(), False),
    ],
)
def test_a_year_without_a_calendar_is_a_fault_only_when_it_is_near(
    today: date, entered: set[int], ok: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minqing.method.china.announced_years", lambda: frozenset(range(2001, 2027)))
    finding = calendar_finding(today, frozenset(entered))
    assert finding.ok is ok
    assert (finding.remedy == "") is (entered == {2027})


def test_a_disk_that_is_nearly_full_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(100_000_000_000, 0, 999_999_999))
    assert not disk_finding(Home(tmp_path)).ok
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(100_000_000_000, 0, 1_000_000_000))
    assert disk_finding(Home(tmp_path)).ok


def test_a_database_whose_clock_is_off_is_a_fault(tmp_path: Path) -> None:
    assert clock_finding(Home(tmp_path), 0.2).ok
    assert not clock_finding(Home(tmp_path), -60.0).ok


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_a_mail_address_that_is_none_is_a_fault(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINQING_MAIL_URL", url)
    assert not mail_finding().ok
