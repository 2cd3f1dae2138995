"""A whole day in airplane mode: nothing lost, nothing doubled, the screen and the database the same, field by field."""

import io
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from playwright.sync_api import expect

from minqing.concerns.models import Concern, Promise, Step
from minqing.diary.files import path_of
from minqing.diary.models import Addendum, Entry, Photo
from minqing.households.models import Resident
from minqing.ledger.models import Record
from minqing.method.deadlines import promises_due
from minqing.territory.queries import working_calendar
from tests.e2e.house import House
from tests.e2e.notebook import Committee, Phone, Zone, gone_after, kill_browser_of, phone_in
from tests.e2e.people import watched
from tests.factories.diary import a_picture
from tests.factories.ground import OTHER

BEIJING = ZoneInfo("Asia/Shanghai")
HEADS = ("孟阿姨", "石师傅", "柏大爷")
CHIPS = (("满意", "satisfied"), ("基本满意", "partly"), ("不满意", "not_satisfied"), ("未询问", "not_asked"))
PURPOSES = (("宣讲政策", "policy"), ("安全检查", "safety"), ("现场帮办", "help"))
GRADES = (("一般", "ordinary"), ("重点难点", "difficult"), ("涉及多部门或政策", "policy"))


class Day:
    """What a member wrote today, as the database must tell it in the evening."""

    def __init__(self, phone: Phone, zone: Zone) -> None:
        self.phone, self.zone = phone, zone
        self.began = datetime.now(UTC)
        # Whole minutes, as the fields show them; early enough that the last visit is over before now.
        self.first = datetime.now(BEIJING).replace(second=0, microsecond=0) - timedelta(minutes=20 * 8)
        self.entries: dict[str, dict[str, Any]] = {}
        self.concerns: dict[str, str] = {}
        self.promised: dict[str, str] = {}
        self.photos = 0

    def writes(self, number: int) -> None:
        """The entry of this number: each differs in every field from the one before."""
        phone, page = self.phone, self.phone.page
        head = HEADS[number % len(HEADS)]
        phone.turns_to(f"write?household={self.zone.homes[head].pk}")
        words = {
            "matter": f"第{number}件事：楼道灯不亮",
            "handling": f"看了第{number}盏" if number % 2 else "",
            "result": f"换好{number}盏" if number % 3 == 0 else "",
            "wish": f"想学第{number}支曲子" if number % 5 == 0 else "",
        }
        labels = {"matter": "什么事？", "handling": "怎么处理的", "result": "结果如何", "wish": "心愿"}
        for field, text in words.items():
            if text:
                page.get_by_label(labels[field], exact=True).fill(text)
        satisfied, purpose = CHIPS[number % 4], PURPOSES[number % 3]
        phone.chooses("居民自己的评价", satisfied[0])
        phone.chooses("为什么来", purpose[0])
        if number % 7 == 0:
            page.get_by_label("标为重要").check()
        began, ended = (self.first + timedelta(minutes=8 * number + more) for more in (0, 6))
        page.get_by_label("开始", exact=True).fill(began.strftime("%Y-%m-%dT%H:%M"))
        page.get_by_label("结束", exact=True).fill(ended.strftime("%Y-%m-%dT%H:%M"))
        pictures = [self._picture(number)] if number < 10 else []
        phone.photographs(*pictures)
        concern = self._concern(number)
        phone.saves()
        if concern:
            page.get_by_role("heading", name="由此记下的诉求").or_(
                page.get_by_text(concern).first
            ).first.wait_for()
        self.entries[phone.entry] = words | {
            "household_id": self.zone.homes[head].pk,
            "courtyard_id": self.zone.yard.pk,
            "outcome": "met",
            "satisfaction": satisfied[1],
            "purposes": ["call", purpose[1]],
            "important": number % 7 == 0,
            "began_at": began,
            "ended_at": ended,
            "photos": len(pictures),
        }

    def _picture(self, number: int) -> bytes:
        """As a camera gives it: large, with where and when it was taken."""
        exif = Image.Exif()
        exif[0x010F] = f"Camera {number}"
        exif[0x9286] = "39.9404 N 116.4074 E"
        return a_picture((2000 + number, 1000), exif=exif)

    def _concern(self, number: int) -> str:
        """Five of the entries become concerns; the first of them is settled on the spot."""
        if number > 4:
            return ""
        phone, matter = self.phone, f"第{number}件事：楼道灯不亮"
        phone.chooses("有没有要办的事？", "当场办结" if number == 0 else "记一件诉求")
        phone.chooses("类别", "水电气热")
        if number == 0:
            self.concerns[matter] = "settled"
            return matter
        phone.chooses("等级", GRADES[number % 3][0])
        self.concerns[matter] = GRADES[number % 3][1]
        return matter


def a_half_written_day(day: Day, phone: Phone) -> str:
    """Nineteen entries and what else a day brings; the twentieth is begun, the pencil breaks."""
    for number in range(19):
        day.writes(number)
    first = next(iter(day.entries))
    phone.turns_to(f"entry/{first}")
    phone.presses("在下面补记")
    phone.page.get_by_label("后来有什么变化").fill("下午又亮了")
    phone.presses("补上")
    phone.sees("下午又亮了")
    what_else_happened(day, phone)
    phone.turns_to(f"household/{day.zone.homes['石师傅'].pk}")
    phone.presses("到门口了")
    phone.sees("走访中")
    phone.page.get_by_role("link", name="写一条").first.click()
    phone.writes("第19件事：写到一半")
    phone.sees("已存在本机")
    return phone.page.url


def what_else_happened(day: Day, phone: Phone) -> None:
    """Confirmed, corrected, met, stepped, called: each once."""
    page, zone = phone.page, day.zone
    phone.turns_to(f"household/{zone.homes['孟阿姨'].pk}")
    phone.presses("还是 2 口人，都对")
    phone.sees("今天已核实")
    phone.turns_to(f"person/{zone.people['石师傅'].pk}")
    phone.presses("更正")
    page.get_by_label("电话").fill("010-62345678")
    phone.presses("保存更改")
    phone.sees("已存在手机上")
    phone.turns_to(f"add/person/{zone.homes['柏大爷'].pk}")
    page.get_by_label("姓名", exact=True).fill("新来的小郝")
    phone.presses("新增")
    phone.sees("新来的小郝")
    phone.turns_to("write")
    phone.writes("煤气味很重")
    page.get_by_role("button", name="紧急：立即上报书记").or_(
        page.get_by_role("link", name="紧急")
    ).first.click()
    phone.sees("紧急诉求已排队上报")
    day.concerns["煤气味很重"] = "urgent"
    phone.presses("不要这份草稿")
    phone.presses("确定不要？再点一次")
    phone.sees("接下来去哪一家？")
    phone.turns_to("concerns")
    page.get_by_role("link", name="第1件事：楼道灯不亮").first.click()
    page.get_by_role("button", name="接手办理").click()
    phone.presses("记下")
    phone.sees("已记在手机上，联网时发送。")


def test_a_day_without_network_arrives_whole(
    browser: Any, house: House, committee: Committee, tmp_path: Path
):
    zone = committee.member("白委员", *HEADS)
    folder = tmp_path / "phone"
    phone = phone_in(folder, browser, house, zone.member.account)
    with gone_after(phone):
        phone.enrols()
        phone.goes_offline()
        day = Day(phone, zone)
        page = a_half_written_day(day, phone)
        kill_browser_of(folder)
    house.stop_web()
    again = phone_in(folder, browser, house, zone.member.account)
    with gone_after(again):
        again.page.goto(page)
        again.unlocks()
        expect(again.page.get_by_label("什么事？")).to_have_value("第19件事：写到一半")
        again.saves()
        written = again.entry
        again.turns_to("outbox")
        again.sees("条待发送")
        house.start_web()
        again.sends_everything()
        compare(house, day, again, written)
        assert watched(again) == []
    assert watched(phone) == []


def compare(house: House, day: Day, phone: Phone, half: str) -> None:
    """The database, then the screen, then both after another round."""
    with house.rows(OTHER):
        compare_entries(day, half)
        compare_concerns(day)
        compare_people(day)
        before = Record.objects.count()
    phone.turns_to("outbox")
    phone.page.get_by_text("近几天已收到").first.wait_for()
    body = phone.page.locator("main").inner_text()
    assert [word for word in ("条待发送", "未被接受", "已转交", "时间不确定") if word in body] == []
    for entry, words in list(day.entries.items())[::6]:
        phone.turns_to(f"entry/{entry}")
        for field in ("matter", "handling", "result", "wish"):
            if words[field]:
                phone.sees(words[field])
        expect(phone.page.get_by_text("已到服务器", exact=True)).to_have_count(words["photos"])
        expect(phone.page.get_by_text("待发送", exact=True)).to_have_count(0)
    phone.syncs()
    with house.rows(OTHER):
        assert Record.objects.count() == before
        assert Entry.objects.filter(book__member=day.zone.member).count() == 20


def told(value: Any) -> Any:
    """A moment to the minute: the phone's clock is put right by what it was off, some milliseconds."""
    return round(value.timestamp() / 60) if isinstance(value, datetime) else value


def compare_entries(day: Day, half: str) -> None:
    """Every field of every entry, its photo to the byte."""
    found = {str(entry.pk): entry for entry in Entry.objects.filter(book__member=day.zone.member)}
    assert set(found) == {*day.entries, half}
    assert (found[half].matter, found[half].ended_at is not None) == ("第19件事：写到一半", True)
    for entry, words in day.entries.items():
        row, photos = found[entry], list(Photo.objects.filter(entry_id=entry))
        assert {name: told(getattr(row, name)) for name in words if name != "photos"} == {
            name: told(value) for name, value in words.items() if name != "photos"
        }
        assert row.handed_in_at is not None
        assert len(photos) == words["photos"]
        for photo in photos:
            data = path_of(photo).read_bytes()
            assert (sha256(data).hexdigest(), len(data)) == (photo.sha256, photo.size)
            with Image.open(io.BytesIO(data)) as image:
                assert (image.size, dict(image.getexif())) == ((photo.width, photo.height), {})
            assert b"Camera" not in data
    first = next(iter(day.entries))
    assert [one.text for one in Addendum.objects.filter(entry_id=first)] == ["下午又亮了"]


def compare_concerns(day: Day) -> None:
    """Six, each promised from the moment that it was noted on the phone, not from its arrival."""
    found = {one.matter: one for one in Concern.objects.filter(lead=day.zone.member)}
    assert {
        matter: "settled" if one.steps.filter(kind="settle").exists() else one.grade
        for matter, one in found.items()
    } == day.concerns
    for concern in found.values():
        assert day.began - timedelta(seconds=5) <= concern.noted_at <= datetime.now(UTC)
        promised = {
            one.name: one.due
            for one in promises_due(concern.grade, concern.noted_at, working_calendar(OTHER))
        }
        assert dict(Promise.objects.filter(concern=concern).values_list("name", "due")) == promised
    stepped = found["第1件事：楼道灯不亮"]
    assert stepped.stage == "in_hand"
    assert Step.objects.filter(concern=stepped, kind="take_in_hand").count() == 1


def compare_people(day: Day) -> None:
    """Confirmed, corrected, added: once each."""
    corrected = Resident.objects.get(pk=day.zone.people["石师傅"].pk)
    assert corrected.phones == ["010-62345678"]
    assert Resident.objects.filter(name="新来的小郝").count() == 1
