import argparse
import contextlib
import json
import subprocess
import sys
import types
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from minqing.cli import due
from minqing.cli.main import main
from minqing.method.china import china_calendar
from minqing.site.trouble import Trouble


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MINQING_LANGUAGE", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def run(*words: str) -> int:
    return main(["due", *words])


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    due.arguments(parser)
    return parser.parse_args(words)


def test_the_document_has_names_instants_in_the_calendars_zone_and_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("--grade", "ordinary", "--at", "2026-09-30T16:00:00+08:00", "--json") == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {
        "promises": [
            {"name": "settle", "due": "2026-09-30T18:00:00+08:00", "why": "工作日下班前收到，当日18:00前。"}
        ],
        "calendar_known": True,
    }
    assert printed.err == ""


def test_an_unknown_year_is_said_on_stderr_and_in_the_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--grade", "policy", "--at", "2026-12-31T08:00:00Z", "--json") == 0
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    assert (document["calendar_known"], document["promises"][0]["due"]) == (
        False,
        "2027-01-07T18:00:00+08:00",
    )
    assert printed.err == "暂定：该年放假安排尚未公布，按普通双休日计算；请录入工作日历。\n"


def test_a_person_reads_chinese_by_default(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--grade", "urgent", "--at", "2026-11-24T22:00:00+08:00") == 0
    assert capsys.readouterr().out.splitlines() == [
        "签收：2026-11-24 22:30:00  紧急事项，书记不分昼夜30分钟内签收。",
        "上报协调：2026-11-25 18:00:00  下班后收到，顺延到下一个工作日：11月25日（周三）18:00前。",
        "答复：2026-12-01 18:00:00  七个自然日内答复：第七日12月1日（周二）18:00前。",
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [("MINQING_LANGUAGE", "en"), ("LANG", "en_GB.UTF-8")],
    ids=["by its own name", "by LANG"],
)
def test_a_person_reads_english_who_asks_for_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert run("--grade", "ordinary", "--at", "2026-11-24T22:00:00+08:00") == 0
    assert capsys.readouterr().out == (
        "Settle: 2026-11-25 18:00:00  "
        "Noted after duty hours: by the end of the next working day, Wed 25 November 18:00.\n"
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), due.GRADE_WRONG),
        (("--grade", "pressing", "--at", "2026-11-24T22:00:00+08:00"), due.GRADE_WRONG),
        (("--grade", "ordinary"), due.AT_WRONG),
        (("--grade", "ordinary", "--at", "2026-11-24T22:00:00"), due.AT_WRONG),
        (("--grade", "ordinary", "--at", "yesterday"), due.AT_WRONG),
        (("--grade", "ordinary", "--at", "2026-02-30T22:00:00+08:00"), due.AT_WRONG),
        (("--grade", "policy", "--at", "9999-12-31T12:00:00+08:00"), due.AT_WRONG),
        (("--grade", "policy", "--at", "0001-01-01T00:00:00+08:00"), due.AT_WRONG),
        (
            ("--grade", "ordinary", "--at", "2026-11-24T22:00:00+08:00", "--community", "九道湾"),
            due.COMMUNITY_WRONG,
        ),
    ],
)
def test_wrong_use_exits_2_with_a_sentence_and_prints_nothing(
    words: tuple[str, ...], sentence: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*words) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", sentence[1] + "\n")


def test_a_communitys_own_calendar_is_read_in_its_street(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entered: list[str] = []

    @contextlib.contextmanager
    def in_street(code: str) -> Iterator[None]:
        entered.append(code)
        yield
        entered.append("left")

    street = types.ModuleType("minqing.cli.street")
    street.in_street = in_street  # type: ignore[attr-defined]
    queries = types.ModuleType("minqing.territory.queries")
    queries.working_calendar = lambda code: china_calendar(  # type: ignore[attr-defined]
        overrides={date(2026, 11, 25): entered != [code]}
    )
    monkeypatch.setitem(sys.modules, "minqing.cli.street", street)
    monkeypatch.setitem(sys.modules, "minqing.territory.queries", queries)
    at = "2026-11-24T22:00:00+08:00"
    assert due.run(parsed("--grade", "ordinary", "--at", at, "--community", "110101005012", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["promises"][0]["due"] == "2026-11-26T18:00:00+08:00"
    assert entered == ["110101005012", "left"]


def test_a_calendar_without_working_days_exits_1_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = {date(2026, 11, 24) + timedelta(days=n): False for n in range(120)}
    monkeypatch.setattr(due, "calendar_of", lambda code: china_calendar(overrides=closed))
    at = "2026-11-24T22:00:00+08:00"
    with pytest.raises(Trouble) as trouble:
        due.run(parsed("--grade", "ordinary", "--at", at, "--community", "110101005012"))
    assert (str(trouble.value), trouble.value.status) == (due.NO_WORKING_DAY[1], 1)


def test_only_a_community_rightly_named_needs_the_database() -> None:
    right = ("--grade", "ordinary", "--at", "2026-11-24T22:00:00+08:00")
    assert due.needs_database(parsed(*right)) is False
    assert due.needs_database(parsed(*right, "--community", "110101005012")) is True
    assert due.needs_database(parsed(*right, "--community", "110101")) is False
    assert due.needs_database(parsed("--community", "110101005012")) is False


def test_without_a_community_nothing_of_django_is_loaded() -> None:
    program = (
        "import sys; from minqing.cli.main import main;"
        "done = main(['due', '--grade', 'ordinary', '--at', '2026-11-24T22:00:00+08:00', '--json']);"
        "sys.exit(done or 'django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0
