"""`minqing import register` and `minqing export register`: the documents that scripts depend on."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from minqing.access.acting import in_community
from minqing.cli import export_register, import_register
from minqing.cli.commands import COMMANDS
from minqing.cli.main import parser_of
from minqing.households.models import Resident
from minqing.ledger.errors import Refused
from minqing.ledger.models import Head
from minqing.site.trouble import Trouble
from tests.factories.ground import OWN, SIBLING

pytestmark = pytest.mark.django_db
# Of the form of an identity number, with the order code 000, which is never issued; built here.
ID_NUMBER = "110101" + "19660508" + "000" + "0"
HEADER = ("户号", "姓名", "性别", "出生日期", "身份证号码", "联系电话", "关系", "住址", "备注")
ROWS = (
    ("1", "张父", "男", "1950.3.2", ID_NUMBER, "138 0013 8000", "户主", "示例胡同5号院3号", "待访"),
    ("", "李母", "女", "1953年2月30日", "", "", "之妻", "", ""),
    ("", "张子", "男", "1980", "", "", "之子", "", ""),
    ("2", "王某", "", "", "", "", "", "示例胡同7号院", ""),
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("MINQING_LANGUAGE", "en")
    yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register as an office keeps it, with a title above."""
    book = Workbook()
    for row in (("某社区居民台账",), HEADER, *ROWS):
        book.active.append(row)
    book.save(tmp_path / "register.xlsx")
    return tmp_path / "register.xlsx"


def called(words: str, *args: str) -> tuple[int, argparse.Namespace]:
    """Run a command as the program does; its status."""
    module = {"import register": import_register, "export register": export_register}[words]
    command = next(each for each in COMMANDS if each.words == words)
    parsed = parser_of(command, module).parse_args(args)
    return module.run(parsed), parsed


def document(capsys: pytest.CaptureFixture[str], words: str, *args: str) -> dict[str, object]:
    """The one JSON document that a command prints, having done its work."""
    assert called(words, *args, "--json")[0] == 0
    printed: dict[str, object] = json.loads(capsys.readouterr().out)
    return printed


def test_an_import_tells_counts_refusals_and_what_was_left_out(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = document(capsys, "import register", str(file), "--community", OWN)
    assert told == {
        "residents": {"new": 3, "changed": 0, "unchanged": 0},
        "households": {"new": 2, "changed": 0, "unchanged": 0},
        "courtyards": {"new": 2, "changed": 0, "unchanged": 0},
        "refused": [{"row": 4, "reason": "There is no such day: 1953年2月30日."}],
        "left_out": ["身份证号码", "备注"],
        "warnings": [],
    }
    again = document(capsys, "import register", str(file), "--community", OWN)
    assert again["residents"] == {"new": 0, "changed": 0, "unchanged": 3}
    assert again["households"] == {"new": 0, "changed": 0, "unchanged": 2}


def test_a_dry_run_tells_the_same_and_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dry = document(capsys, "import register", str(file), "--community", OWN, "--dry-run")
    with in_community(OWN):
        assert not Resident.objects.exists()
        before = Head.objects.get(community=OWN).seq
    assert document(capsys, "import register", str(file), "--community", OWN) == dry
    with in_community(OWN):
        assert Head.objects.get(community=OWN).seq == before + 6


def test_what_is_said_to_people_goes_its_own_way(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called("import register", str(file), "--community", OWN)[0] == 0
    out = capsys.readouterr()
    assert out.out.splitlines() == [
        "Residents: 3 new, 0 changed, 0 unchanged",
        "Households: 2 new, 0 changed, 0 unchanged",
        "Courtyards: 2 new, 0 changed, 0 unchanged",
        "Columns left out: 身份证号码、备注",
    ]
    assert out.err.splitlines() == ["Refused, row 4: There is no such day: 1953年2月30日."]


def test_reasons_are_in_the_language_of_the_terminal(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_LANGUAGE", "zh-hans")
    told = document(capsys, "import register", str(file), "--community", OWN)
    assert told["refused"] == [{"row": 4, "reason": "没有这一天：1953年2月30日。"}]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no such file."),
        (b"no spreadsheet", "This is no spreadsheet that can be read. Save it as .xlsx and try again."),
    ],
)
def test_a_file_that_cannot_be_read_is_impossible(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "register.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        called("import register", str(path), "--community", OWN)
    assert refused.value.messages == [words]


def test_a_sheet_without_a_name_column_is_impossible(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("性别", "住址"), ("男", "示例胡同5号院3号")):
        book.active.append(row)
    book.save(tmp_path / "register.xlsx")
    with pytest.raises(Trouble) as trouble:
        called("import register", str(tmp_path / "register.xlsx"), "--community", OWN)
    assert trouble.value.status == 1


@pytest.mark.parametrize(("code", "status"), [("1101", 2), ("110101005099", 1)])
def test_a_community_that_is_none_or_not_here_is_said(file: Path, code: str, status: int) -> None:
    with pytest.raises(Trouble) as trouble:
        called("import register", str(file), "--community", code)
    assert trouble.value.status == status


def test_out_and_in_again_changes_nothing_and_makes_the_same_register_elsewhere(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document(capsys, "import register", str(file), "--community", OWN)
    out, twice, elsewhere = (tmp_path / name for name in ("out.xlsx", "twice.xlsx", "elsewhere.xlsx"))
    assert document(capsys, "export register", "--community", OWN, str(out)) == {"file": str(out), "rows": 3}
    assert out.stat().st_mode & 0o777 == 0o600
    told = document(capsys, "import register", str(out), "--community", OWN)
    assert told["residents"] == {"new": 0, "changed": 0, "unchanged": 3}
    assert told["refused"] == told["warnings"] == told["left_out"] == []
    document(capsys, "export register", "--community", OWN, str(twice))
    document(capsys, "import register", str(out), "--community", SIBLING)
    document(capsys, "export register", "--community", SIBLING, str(elsewhere))
    assert cells(out) == cells(twice) == cells(elsewhere)


def test_a_folder_that_is_not_there_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        called("export register", "--community", OWN, str(tmp_path / "none" / "out.xlsx"))
    assert list(tmp_path.iterdir()) == []


def cells(path: Path) -> list[tuple[object, ...]]:
    """Every row of a spreadsheet."""
    return [tuple(cell.value for cell in row) for row in load_workbook(path).active.iter_rows()]
