"""Taking a spreadsheet in and out at the desk: who may, what is shown before anything is written, what remains."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from minqing.access.acting import in_community
from minqing.access.models import Role
from minqing.accounts.models import Account
from minqing.households import register_tasks
from minqing.households.models import RegisterImport, Resident
from minqing.households.register_in import waiting
from minqing.ledger.models import Record
from minqing.privacy.models import Reading
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import a_household, a_member, a_zone, an_account, home_of

pytestmark = pytest.mark.django_db
# Of the form of an identity number, with the order code 000, which is never issued; built here.
ID_NUMBER = "110101" + "19660508" + "000" + "0"
HEADER = ("姓名", "性别", "出生日期", "身份证号", "联系电话", "与户主关系", "住址", "民族")
PEOPLE = (
    ("张三", "男", "1966-05-08", ID_NUMBER, "13800138000", "户主", "示例胡同5号院3号", "汉"),
    ("李四", "女", "1968年2月3日", "", "", "之妻", "示例胡同5号院3号", "汉"),
    ("", "女", "", "", "", "之女", "示例胡同5号院3号", "汉"),
)


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of its own, and a worker that works at once."""
    monkeypatch.setattr(waiting, "folder", lambda: tmp_path)
    for task in (register_tasks.compare_import, register_tasks.take_import):
        monkeypatch.setattr(task, "defer", lambda *, community, id, task=task: task(community, id))
    yield


@pytest.fixture
def secretary() -> Account:
    with in_community(OWN):
        return an_account("李书记", Role.SECRETARY)


def sheet(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """A spreadsheet of these rows."""
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client: Client, content: bytes, name: str = "台账.xlsx", code: str = OWN) -> Any:
    """Send a file to the desk; the answer."""
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("register_import", args=[code]), {"fact": str(uuid4()), "sheet": file})


def columns_of(client: Client, url: str) -> dict[str, str]:
    """What the page of columns proposes."""
    return dict(client.get(url).context["form"].initial)


def compared(client: Client, content: bytes) -> str:
    """Send a file, take the columns as proposed, and give the preview's address."""
    columns = sent(client, content).headers["Location"]
    answer = client.post(columns, columns_of(client, columns))
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def test_a_file_is_shown_row_by_row_before_anything_is_written_and_then_taken(
    client: Client, secretary: Account, tmp_path: Path
) -> None:
    client.force_login(secretary)
    preview = compared(client, sheet(*PEOPLE))
    page = client.get(preview)
    assert [(line["row"], line["name"], line["kind"]) for line in page.context["lines"]] == [
        (2, "张三", "new"),
        (3, "李四", "new"),
        (4, "", "refused"),
    ]
    assert page.context["waiting"].report["left_out"] == ["身份证号", "民族"]
    with in_community(OWN):
        assert not Resident.objects.exists()
    assert client.post(preview).status_code == 303
    result = client.get(preview)
    assert result.context["waiting"].report["residents"] == {"new": 2, "changed": 0, "unchanged": 0}
    assert [row for row, _ in result.context["refused"]] == [4]
    with in_community(OWN):
        assert sorted(Resident.objects.values_list("name", flat=True)) == ["张三", "李四"]
        assert Record.objects.filter(kind="register.import", actor=secretary.pk).count() == 4
    assert list(tmp_path.iterdir()) == []


def test_the_preview_filters_by_what_happens(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    preview = compared(client, sheet(*PEOPLE))
    assert [line["row"] for line in client.get(preview, {"kind": "refused"}).context["lines"]] == [4]
    assert [line["row"] for line in client.get(preview, {"kind": "new"}).context["lines"]] == [2, 3]
    assert client.get(preview, {"kind": "unchanged"}).context["lines"] == []
    assert [line["row"] for line in client.get(preview, {"from": "2"}).context["lines"]] == [4]


def test_a_change_is_shown_field_by_field(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    client.post(compared(client, sheet(*PEOPLE[:2])))
    moved_on = ("张三", "", "", "", "13900139000", "", "示例胡同5号院3号", "")
    lines = client.get(compared(client, sheet(moved_on))).context["lines"]
    assert lines[0]["changes"] == [{"field": "电话", "old": "13800138000", "new": "13800138000、13900139000"}]


def test_columns_are_corrected_by_hand(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    odd = ("姓名", "住址", "怎么找到")
    url = sent(client, sheet(("张三", "示例胡同5号院3号", "13800138000"), header=odd)).headers["Location"]
    assert columns_of(client, url) == {"column-0": "name", "column-1": "address", "column-2": ""}
    answer = client.post(url, {"column-0": "name", "column-1": "address", "column-2": "phone"})
    client.post(answer.headers["Location"])
    with in_community(OWN):
        assert Resident.objects.get().phones == ["13800138000"]


@pytest.mark.parametrize(
    "columns", [{"column-0": "name", "column-1": "name"}, {"column-0": "", "column-1": "address"}]
)
def test_columns_that_cannot_be_are_refused_and_the_file_is_kept(
    client: Client, secretary: Account, columns: dict[str, str]
) -> None:
    client.force_login(secretary)
    url = sent(client, sheet(*PEOPLE)).headers["Location"]
    assert client.post(url, columns).status_code == 422
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("台账.xlsx", b"no spreadsheet"),
        ("台账.pdf", b"%PDF"),
        ("空.xlsx", sheet(header=())),
        ("诗.xlsx", sheet(header=("床前明月光",))),
    ],
)
def test_what_is_no_register_is_refused_in_words_and_forgotten(
    client: Client, secretary: Account, tmp_path: Path, name: str, content: bytes
) -> None:
    client.force_login(secretary)
    answer = sent(client, content, name)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["sheet"]
    assert list(tmp_path.iterdir()) == []


def test_the_file_waits_closed_to_others_and_is_forgotten_when_put_away(
    client: Client, secretary: Account, tmp_path: Path
) -> None:
    client.force_login(secretary)
    preview = compared(client, sheet(*PEOPLE))
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert client.post(preview + "put-away/").status_code == 303
    assert list(tmp_path.iterdir()) == []
    assert client.get(preview).status_code == 404


def test_only_the_secretary_takes_in(client: Client) -> None:
    with in_community(OWN):
        member = an_account("王委员", Role.MEMBER)
    with in_community(SIBLING):
        neighbour = an_account("邻书记", Role.SECRETARY)
    with in_community(OTHER):
        stranger = an_account("外书记", Role.SECRETARY)
    for account in (member, neighbour, stranger):
        client.force_login(account)
        assert client.get(reverse("register_import", args=[OWN])).status_code == 404
        assert sent(client, sheet(*PEOPLE)).status_code == 404


def test_another_secretary_does_not_find_the_file(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    preview = compared(client, sheet(*PEOPLE))
    with in_community(OWN):
        deputy = an_account("副书记", Role.SECRETARY)
    client.force_login(deputy)
    for url in (preview, preview + "columns/", preview + "progress/"):
        assert client.get(url).status_code == 404
    assert client.post(preview).status_code == 404
    assert client.post(preview + "put-away/").status_code == 404


def test_sending_the_same_form_twice_keeps_one_file(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    fact = str(uuid4())
    for _ in range(2):
        file = SimpleUploadedFile("台账.xlsx", sheet(*PEOPLE))
        answer = client.post(reverse("register_import", args=[OWN]), {"fact": fact, "sheet": file})
        assert answer.headers["Location"] == reverse("register_import_columns", args=[OWN, fact])
    with in_community(OWN):
        assert RegisterImport.objects.count() == 1


def test_progress_is_polled_until_the_work_is_over(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    preview = compared(client, sheet(*PEOPLE))
    assert client.get(preview + "progress/").headers["HX-Redirect"] == preview
    pk = UUID(preview.rstrip("/").rpartition("/")[2])
    with in_community(OWN):
        RegisterImport.objects.filter(pk=pk).update(state="taking")
    waiting.Progress(pk)(3, 10)
    bar = client.get(preview + "progress/")
    assert (bar.context["done"], bar.context["total"]) == (3, 10)


def test_work_that_fails_says_so_and_may_be_tried_again(
    client: Client, secretary: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(secretary)
    preview = compared(client, sheet(*PEOPLE))

    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError(ID_NUMBER)

    monkeypatch.setattr("minqing.households.register_in.jobs.import_register", breaks)
    client.post(preview)
    page = client.get(preview)
    assert page.context["waiting"].state == "failed"
    assert ID_NUMBER not in page.content.decode()
    monkeypatch.undo()


def test_what_waited_a_day_is_forgotten(client: Client, secretary: Account, tmp_path: Path) -> None:
    client.force_login(secretary)
    compared(client, sheet(*PEOPLE))
    register_tasks.tidy_imports(0)
    with in_community(OWN):
        assert RegisterImport.objects.count() == 1
        RegisterImport.objects.update(received_at="2026-01-01T00:00:00Z")
    register_tasks.tidy_imports(0)
    with in_community(OWN):
        assert RegisterImport.objects.count() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_register_goes_out_with_a_reason_that_is_written_down(client: Client, secretary: Account) -> None:
    with in_community(OWN):
        a_household(
            *[f"居民{'甲乙丙丁戊己庚辛壬癸'[n // 10]}{'甲乙丙丁戊己庚辛壬癸'[n % 10]}" for n in range(51)]
        )
    client.force_login(secretary)
    url = reverse("register_export", args=[OWN])
    assert client.post(url, {"reason": ""}).status_code == 422
    answer = client.post(url, {"reason": "迎检核对"})
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.active.max_row == 52
    with in_community(OWN):
        reading = Reading.objects.get()
        assert (reading.account_id, reading.reason) == (secretary.pk, "迎检核对")


def test_a_member_takes_out_the_own_zone_alone_and_strangers_nothing(client: Client) -> None:
    with in_community(OWN):
        member = a_member("王委员")
        a_zone(member, home_of(a_household("赵某")))
        a_household("钱某")
    with in_community(SIBLING):
        neighbour = an_account("邻书记", Role.SECRETARY)
    url = reverse("register_export", args=[OWN])
    client.force_login(member.account)
    answer = client.post(url, {"reason": ""})
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[1] for row in rows[1:]] == ["赵某"]
    client.force_login(neighbour)
    assert client.post(url, {"reason": "核对"}).status_code == 404


def test_fifty_people_go_out_without_a_reason(client: Client, secretary: Account) -> None:
    with in_community(OWN):
        a_household("赵某")
    client.force_login(secretary)
    assert client.post(reverse("register_export", args=[OWN]), {"reason": ""}).status_code == 200


def test_an_identity_number_in_the_file_name_is_masked(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    sent(client, sheet(*PEOPLE), name=f"{ID_NUMBER}.xlsx")
    with in_community(OWN):
        assert ID_NUMBER not in RegisterImport.objects.get().file_name
    assert settings.HOME.files.name == "files"
