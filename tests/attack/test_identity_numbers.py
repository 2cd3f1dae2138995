"""An identity-card number typed into any field of any form, or found in a sheet, is kept nowhere."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import as_owner
from minqing.households import register_tasks
from minqing.households.register_in import waiting
from minqing.method.stages import StepKind
from tests.factories.ground import OWN
from tests.factories.world import World
from tests.households.test_register_pages import ID_NUMBER, sheet

pytestmark = pytest.mark.django_db
FULL_WIDTH = ID_NUMBER.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
SPACED = " ".join((ID_NUMBER[:6], ID_NUMBER[6:14], ID_NUMBER[14:]))


def tables_with(number: str) -> list[str]:
    """The tables of the street and of the shared schema in which a text holds the number."""
    found = []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname = 'public' OR schemaname ~ '^s[0-9]{9}$'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text LIKE %s", [f"%{number}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def forms(own: World, n: str) -> list[tuple[str, list[Any], dict[str, Any]]]:
    """Every form with a field for words, the number in each."""
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    day = timezone.localdate().isoformat()
    entry = {"began_at": now, "outcome": "met", "satisfaction": "not_asked", "courtyard": "", "household": ""}
    concern = {
        "category": "other",
        "grade": "ordinary",
        "source": "visit",
        "level": "member",
        "noted_at": now,
    }
    person = {
        "name": "孙某",
        "sex": "",
        "born": "",
        "phones": "",
        "registered_elsewhere": "",
        "relation": "",
        "day": day,
    }
    consent = {
        "consent": "new",
        "purpose": "x",
        "told": "x",
        "how": "guardian",
        "given_by": "x",
        "given_on": day,
        "until": "2027-06-01",
        "kind": "very_old",
    }
    step = {"text": n, "parties": n, "satisfaction": "satisfied", "level": "street", "upheld": "yes"}
    home = {"courtyard": own.yard.pk, "add_home": "on", "day": day, "how": "moved"}
    member = {"role": "member", "username": "sun1", "name": "孙某", "from_day": day}
    written = ("matter", "handling", "result", "wish")
    return [
        *(("entry_new", [], entry | {"matter": "x"} | {field: f"x {n}"}) for field in written),
        ("entry_edit", [own.draft.pk], entry | {"matter": n}),
        ("entry_addendum", [own.entry.pk], {"kind": "note", "text": n}),
        ("entry_move", [own.entry.pk], {"courtyard": own.yard.pk, "household": "", "text": n}),
        ("entry_wish", [own.entry.pk], {"on": day, "text": n}),
        ("comment_answer", [own.comment.pk], {"text": n}),
        ("review_entry", [own.unread.pk], {"how": "comment", "text": n}),
        ("review_entry", [own.unread.pk], {"how": "return", "text": n}),
        ("opinion_new", [], {"topic": "parking", "text": n}),
        ("concern_new", [], concern | {"matter": n}),
        ("concern_new", [], concern | {"matter": "x", "settled": n}),
        *(("concern_step", [own.concern.pk], step | {"kind": kind}) for kind in StepKind),
        ("concern_extend", [own.concern.pk, own.promise.pk], {"due": "2027-03-01T10:00", "reason": n}),
        ("concern_regrade", [own.concern.pk], {"grade": "ordinary", "reason": n}),
        ("concern_hand_over", [own.concern.pk], {"to": own.colleague.pk, "text": n}),
        ("concern_split", [own.concern.pk], {"matter": n, "category": "other", "grade": "ordinary"}),
        ("concern_merge", [own.concern.pk], {"number": own.other_concern.number, "text": n}),
        *(("resident_new", [own.household.pk], person | {field: n}) for field in ("name", "phones", "born")),
        *(("resident_change", [own.resident.pk], person | {field: n}) for field in ("name", "phones", "born")),
        *(("household_new", [own.empty_home.pk], person | {field: n}) for field in ("name", "number", "phones")),
        ("household_change", [own.household.pk], {"number": n}),
        *(("care_need_new", [own.resident.pk], consent | {field: n}) for field in ("note", "purpose", "told", "given_by")),
        ("care_need_open", [own.need.pk], {"reason": n}),
        ("resident_export", [own.resident.pk], {"reason": n}),
        ("register_export", [], {"reason": n}),
        *(("courtyard_new", [], {"name": "示例胡同9号院", "kind": "courtyard", field: n}) for field in ("name", "lane")),
        *(("courtyard_change", [own.yard.pk], {"name": "示例胡同9号院", field: n}) for field in ("name", "lane")),
        ("home_new", [own.yard.pk], {"unit": n, "tenure": ""}),
        ("home_change", [own.home.pk], {"unit": n, "tenure": ""}),
        ("household_move", [own.household.pk], home | {"unit": n}),
        ("zone_new", [], {"name": n}),
        ("zone_change", [own.zone.pk], {"name": n, "hue": 1}),
        ("portfolio_new", [], {"name": n}),
        *(("member_new", [], member | {field: n}) for field in ("name", "title", "telephone", "username")),
        ("settings_name", [], {"name": n, "days": 90}),
        ("calendar_day", [timezone.localdate().year], {"day": day, "works": "off", "name": n}),
        ("calendar_year", [timezone.localdate().year + 1], {"lines": f"{timezone.localdate().year + 1}-01-01 休 {n}"}),
    ]  # fmt: skip


@pytest.mark.parametrize("number", [ID_NUMBER, FULL_WIDTH, SPACED], ids=["plain", "full width", "spaced"])
def test_a_number_typed_into_any_form_is_kept_nowhere(number):
    own = World(OWN, "本")
    clients = {}
    for member in (own.secretary, own.keeper):
        clients[member.pk] = Client(raise_request_exception=False)
        clients[member.pk].force_login(member.account)
    kept, broken = [], []
    for name, keys, said in forms(own, number):
        for client in clients.values():
            answer = client.post(reverse(name, args=[OWN, *keys]), {"fact": str(uuid4()), **said})
            if answer.status_code >= 500:
                broken.append((name, said))
            if any(number in str(cookie) for cookie in client.cookies.values()):
                kept.append((name, "cookie"))
        if found := tables_with(number):
            kept.append((name, [field for field, words in said.items() if number in str(words)], found))
            break
    assert (kept, broken) == ([], [])


def test_a_number_in_any_place_of_a_sheet_is_kept_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(waiting, "folder", lambda: tmp_path)
    for task in (register_tasks.compare_import, register_tasks.take_import):
        monkeypatch.setattr(task, "defer", lambda *, community, id, task=task: task(community, id))
    own = World(OWN, "本")
    client = Client()
    client.force_login(own.secretary.account)
    header = (
        "姓名",
        "性别",
        "出生日期",
        "联系电话",
        "与户主关系",
        "住址",
        "房屋性质",
        "人户分离",
        "户号",
        f"说明{ID_NUMBER}",
    )
    whole = ("孙某", "男", "1966-05-08", "13800138000", "户主", "示例胡同5号院3号", "公房", "是", "7", "x")
    wrong = [
        (*whole[:place], f"{whole[place]} {ID_NUMBER}", *whole[place + 1 :]) for place in range(len(whole))
    ]
    wrong += [(*whole[:place], ID_NUMBER, *whole[place + 1 :]) for place in range(len(whole))]
    file = SimpleUploadedFile(f"{ID_NUMBER}.xlsx", sheet(*wrong, header=header))
    url = client.post(reverse("register_import", args=[OWN]), {"fact": str(uuid4()), "sheet": file}).headers[
        "Location"
    ]
    page = client.get(url)
    form = page.context["form"]
    client.post(url, {name: field.value() for name, field in ((f, form[f]) for f in form.fields)})
    preview = url.replace("/columns/", "/")
    assert ID_NUMBER not in client.get(preview).content.decode()
    left = [
        path.name for path in tmp_path.iterdir() if path.suffix and ID_NUMBER.encode() in path.read_bytes()
    ]
    assert (left, tables_with(ID_NUMBER)) == ([], [])
    client.post(preview)
    assert ID_NUMBER not in client.get(preview).content.decode()
    assert ID_NUMBER not in page.content.decode()
    assert (list(tmp_path.iterdir()), tables_with(ID_NUMBER)) == ([], [])
