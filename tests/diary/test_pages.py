"""The diary's pages: who sees what, text kept on refusal, one way to the next by key, few queries."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from minqing.access.acting import in_community
from minqing.accounts.models import Account
from minqing.committee.models import Member
from minqing.diary.actions import add_photo, comment_entry, hand_in_entry, note_opinion, return_entry
from minqing.diary.models import Addendum, Comment, Entry, Opinion, Topic
from minqing.diary.queries import review_tray
from minqing.ledger.ids import uuid7
from minqing.ledger.verify import head_of
from tests.factories.diary import a_draft, a_picture, an_entry
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import (
    a_dwelling,
    a_household,
    a_member,
    a_secretary,
    a_zone,
    as_actor,
    home_of,
)

pytestmark = pytest.mark.django_db


class Street:
    """A secretary, a member with a zone of one household, a colleague, and neighbours who must not show."""

    def __init__(self) -> None:
        self.secretary, self.member = a_secretary(), a_member("王委员")
        self.colleague = a_member("刘委员")
        self.household = a_household("赵某", dwelling=a_dwelling())
        self.others = a_household("孙某", dwelling=a_dwelling())
        a_zone(self.member, home_of(self.household))
        a_zone(self.colleague, home_of(self.others))


@pytest.fixture
def street() -> Iterator[Street]:
    with in_community(OWN):
        yield Street()


def account_of(member: Member) -> Account:
    return Account.objects.get(pk=member.account_id)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(account_of(member))
    return client


def url(name: str, *args: object, code: str = OWN) -> str:
    return reverse(name, args=[code, *args])


def an_hour_ago() -> str:
    return (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")


def written(**more: Any) -> dict[str, Any]:
    return {
        "fact": str(uuid7()),
        "began_at": an_hour_ago(),
        "outcome": "met",
        "satisfaction": "not_asked",
        "matter": "下水道堵了",
        "then": "hand_in",
        **more,
    }


def test_a_member_writes_and_hands_in_and_a_second_press_changes_nothing(street: Street) -> None:
    client, form = signed_in(street.member), written(household=str(street.household.pk))
    form["courtyard"] = str(home_of(street.household).courtyard_id)
    for _press in range(2):
        answer = client.post(url("entry_new"), form)
        assert (answer.status_code, answer["Location"]) == (303, url("entry", form["fact"]))
    entry = Entry.objects.get()
    assert (str(entry.pk), entry.matter, entry.household) == (form["fact"], "下水道堵了", street.household)
    page = client.get(url("entry", entry.pk)).content.decode()
    assert "下水道堵了" in page


def test_a_refused_form_is_shown_again_with_its_words_and_the_error_at_its_field(street: Street) -> None:
    later = (timezone.localtime() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    answer = signed_in(street.member).post(url("entry_new"), written(began_at=later, handling="已找人疏通"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "下水道堵了" in page and "已找人疏通" in page
    assert set(answer.context["form"].errors) == {"began_at"}
    assert Entry.objects.count() == 0


def test_a_member_cannot_file_an_entry_at_a_door_of_another_zone(street: Street) -> None:
    form = written(household=str(street.others.pk), courtyard=str(home_of(street.others).courtyard_id))
    answer = signed_in(street.member).post(url("entry_new"), form)
    assert set(answer.context["form"].errors) == {"household"}
    doors = signed_in(street.member).get(url("entry_doors"), {"courtyard": form["courtyard"]})
    assert "孙某" not in doors.content.decode()
    mine = {"courtyard": str(home_of(street.household).courtyard_id)}
    assert "赵某" in signed_in(street.member).get(url("entry_doors"), mine).content.decode()


def test_save_and_open_a_concern_leads_there_with_the_entry(street: Street) -> None:
    form = written(then="concern")
    answer = signed_in(street.member).post(url("entry_new"), form)
    assert answer["Location"] == f"{url('concern_new')}?entry={form['fact']}"
    assert Entry.objects.get().handed_in_at is not None


def test_photos_come_along_and_a_wrong_one_keeps_the_words_and_writes_nothing(street: Street) -> None:
    client = signed_in(street.member)
    wrong = SimpleUploadedFile("door.jpg", b"no photo", content_type="image/jpeg")
    answer = client.post(url("entry_new"), written(photos=[wrong]))
    assert set(answer.context["form"].errors) == {"photos"}
    assert "下水道堵了" in answer.content.decode()
    assert Entry.objects.count() == 0
    photos = [SimpleUploadedFile(f"{n}.jpg", a_picture(), content_type="image/jpeg") for n in range(2)]
    assert client.post(url("entry_new"), written(photos=photos)).status_code == 303
    entry = Entry.objects.get()
    assert (entry.photos.count(), entry.handed_in_at is not None) == (2, True)


def test_a_photo_is_served_to_who_sees_its_entry_and_is_never_stored(street: Street) -> None:
    draft = a_draft(street.member, at=timezone.now())
    photo = add_photo(by=as_actor(street.member), at=timezone.now(), entry=draft, data=a_picture())
    shown = signed_in(street.member).get(url("photo", photo.pk))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert "no-store" in shown["Cache-Control"]
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert signed_in(street.secretary).get(url("photo", photo.pk)).status_code == 404
    hand_in_entry(by=as_actor(street.member), at=timezone.now(), entry=draft)
    assert signed_in(street.secretary).get(url("photo", photo.pk)).status_code == 200
    assert signed_in(street.colleague).get(url("photo", photo.pk)).status_code == 404


def test_nobody_sees_drafts_of_others_not_even_the_secretary(street: Street) -> None:
    draft = a_draft(street.member, at=timezone.now(), matter="未写完的话")
    for someone in (street.secretary, street.colleague):
        client = signed_in(someone)
        assert client.get(url("entry", draft.pk)).status_code == 404
        assert client.get(url("entry_edit", draft.pk)).status_code == 404
        for name in ("entry_hand_in", "entry_discard", "entry_restore"):
            assert client.post(url(name, draft.pk)).status_code == 404
        day = client.get(url("diary_day", f"{timezone.localdate():%Y-%m-%d}"))
        assert "未写完的话" not in day.content.decode()
    book = signed_in(street.secretary).get(url("book", draft.book_id))
    assert "未写完的话" not in book.content.decode()
    assert "未写完的话" in signed_in(street.member).get(url("diary")).content.decode()


def test_a_member_cannot_open_another_members_book_and_the_secretary_can(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now(), matter="只给书记看")
    for name in ("book", "book_week", "review_book"):
        address = url(name, entry.book_id)
        assert signed_in(street.colleague).get(address).status_code == 404
        page = signed_in(street.secretary).get(address)
        assert (page.status_code, "只给书记看" in page.content.decode()) == (200, True)
    assert "王委员" not in signed_in(street.colleague).get(url("books")).content.decode()


def test_a_shared_visit_shows_in_the_companions_book_to_be_read_alone(street: Street) -> None:
    own = an_entry(street.colleague, at=timezone.now(), matter="自己的")
    shared = an_entry(street.member, at=timezone.now(), matter="一起去的", companions=[street.colleague])
    client = signed_in(street.colleague)
    page = client.get(url("book", own.book_id)).content.decode()
    assert "一起去的" in page and "自己的" in page
    assert client.get(url("entry", shared.pk)).status_code == 200
    assert client.get(url("entry_addendum", shared.pk)).status_code == 404
    assert client.get(url("entry_move", shared.pk)).status_code == 404


def test_a_doors_diary_shows_to_its_keeper_and_the_secretary(street: Street) -> None:
    an_entry(street.member, at=timezone.now(), household=street.household, matter="量血压")
    address = url("diary_of_household", street.household.pk)
    assert "量血压" in signed_in(street.member).get(address).content.decode()
    assert "量血压" in signed_in(street.secretary).get(address).content.decode()
    assert signed_in(street.colleague).get(address).status_code == 404


def test_the_pages_of_another_community_and_of_nobody_are_missing(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now())
    names = ("diary", "books", "entry_new", "review", "review_week", "wishes", "opinions", "opinion_new")
    addresses = [(name, ()) for name in names] + [("entry", (entry.pk,)), ("book", (entry.book_id,))]
    strangers = []
    for code in (SIBLING, OTHER):
        with in_community(code):
            strangers.append(a_secretary())
    for name, args in addresses:
        for stranger in strangers:
            assert signed_in(stranger).get(url(name, *args)).status_code == 404
            here = OTHER if stranger is strangers[1] else SIBLING
            if args:
                assert signed_in(stranger).get(url(name, *args, code=here)).status_code == 404
        assert Client().get(url(name, *args)).status_code == 302


def test_only_the_secretary_has_a_tray(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now())
    for name, args in (("review", ()), ("review_week", ()), ("review_entry", (entry.pk,))):
        assert signed_in(street.member).get(url(name, *args)).status_code == 404
        assert signed_in(street.secretary).get(url(name, *args)).status_code == 200


def test_the_tray_leads_on_to_the_next_and_each_way_has_its_key(street: Street) -> None:
    now = timezone.now()
    first = an_entry(street.member, at=now - timedelta(hours=2), matter="第一件")
    second = an_entry(street.member, at=now - timedelta(hours=1), matter="第二件")
    third = an_entry(street.member, at=now, matter="第三件")
    client = signed_in(street.secretary)
    tray = client.get(url("review")).content.decode()
    assert tray.index("第一件") < tray.index("第二件") < tray.index("第三件")
    page = client.get(url("review_entry", first.pk)).content.decode()
    for key in ("r", "c", "p", "b"):
        assert f'data-key="{key}"' in page
    answer = client.post(url("review_entry", first.pk), {"how": "read", "text": ""})
    assert answer["Location"] == url("review_entry", second.pk)
    answer = client.post(url("review_entry", second.pk), {"how": "return", "text": "哪一户?"})
    assert answer["Location"] == url("review_entry", third.pk)
    answer = client.post(url("review_entry", third.pk), {"how": "praise", "text": ""})
    assert answer["Location"] == url("review")
    assert review_tray(OWN) == []


def test_from_a_book_the_review_opens_as_a_sheet_and_leads_back_to_the_book(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now())
    client = signed_in(street.secretary)
    sheet = client.get(url("review_entry", entry.pk), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in sheet
    assert 'name="back" value="book"' in sheet
    answer = client.post(url("review_entry", entry.pk), {"how": "read", "text": "", "back": "book"})
    assert answer["Location"] == url("review_book", entry.book_id)


def test_what_is_typed_survives_in_every_form_but_that_of_opinions(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now(), wish="想装个扶手")
    draft = a_draft(street.member, at=timezone.now())
    comment = comment_entry(by=as_actor(street.secretary), at=timezone.now(), entry=entry, text="好")
    client = signed_in(street.member)
    for name, args in (
        ("entry_new", ()),
        ("entry_edit", (draft.pk,)),
        ("entry_addendum", (entry.pk,)),
        ("entry_move", (entry.pk,)),
        ("entry_wish", (entry.pk,)),
        ("comment_answer", (comment.pk,)),
    ):
        assert "data-keep=" in client.get(url(name, *args)).content.decode()
    page = signed_in(street.secretary).get(url("review_entry", entry.pk)).content.decode()
    assert f'data-keep="review:{entry.pk}"' in page
    # A kept opinion would lie on the device of whoever noted it.
    assert "data-keep=" not in client.get(url("opinion_new")).content.decode()


def test_a_return_without_a_note_is_shown_again_at_its_field(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now())
    answer = signed_in(street.secretary).post(url("review_entry", entry.pk), {"how": "return", "text": ""})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"text"})
    assert Comment.objects.count() == 0


def test_words_typed_are_a_comment_even_where_read_was_pressed(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now())
    signed_in(street.secretary).post(url("review_entry", entry.pk), {"how": "read", "text": "多去看看"})
    assert Comment.objects.get().text == "多去看看"


def test_a_returned_entry_is_answered_below(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now())
    comment = return_entry(by=as_actor(street.secretary), at=timezone.now(), entry=entry, text="哪一户?")
    client = signed_in(street.member)
    assert "哪一户?" in client.get(url("diary")).content.decode()
    address = url("comment_answer", comment.pk)
    assert client.get(address).status_code == 200
    assert signed_in(street.colleague).get(address).status_code == 404
    assert client.post(address, {"text": "三号门"}).status_code == 303
    assert Addendum.objects.get().text == "三号门"


def test_a_whole_diary_is_read_from_top_to_bottom_with_one_button(street: Street) -> None:
    entries = [an_entry(street.member, at=timezone.now()) for _each in range(3)]
    later = an_entry(street.member, at=timezone.now())
    client = signed_in(street.secretary)
    address = url("review_book", entries[0].book_id)
    assert client.post(address, {"entry": [str(entry.pk) for entry in entries]}).status_code == 303
    # What was handed in after the page was drawn is not marked unseen.
    assert [entry.pk for entry in review_tray(OWN)] == [later.pk]


def test_a_day_is_handed_in_and_a_draft_thrown_away_comes_back(street: Street) -> None:
    client = signed_in(street.member)
    draft = a_draft(street.member, at=timezone.now(), matter="先放一放")
    assert client.post(url("entry_discard", draft.pk)).status_code == 303
    assert (
        "先放一放" not in client.get(url("diary")).content.decode().split("</main>")[0].split("book-days")[-1]
    )
    assert client.post(url("entry_restore", draft.pk)).status_code == 303
    day = timezone.localtime(Entry.objects.get().began_at).date()
    assert client.post(url("day_hand_in", f"{day:%Y-%m-%d}")).status_code == 303
    assert Entry.objects.get().handed_in_at is not None


def test_a_draft_is_changed_and_a_handed_in_entry_has_no_form(street: Street) -> None:
    client = signed_in(street.member)
    draft = a_draft(street.member, at=timezone.now())
    assert "楼道灯不亮" in client.get(url("entry_edit", draft.pk)).content.decode()
    client.post(url("entry_edit", draft.pk), written(matter="改过的", then="draft"))
    assert (Entry.objects.get().matter, Entry.objects.get().handed_in_at) == ("改过的", None)
    client.post(url("entry_edit", draft.pk), written(matter="改过的"))
    assert client.get(url("entry_edit", draft.pk)).status_code == 303


def test_below_an_entry_are_added_a_correction_the_right_door_and_a_wish(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now(), wish="想装个扶手")
    client = signed_in(street.member)
    today = f"{timezone.localdate():%Y-%m-%d}"
    door = {"courtyard": str(home_of(street.household).courtyard_id), "household": str(street.household.pk)}
    for name, form in (
        ("entry_addendum", {"kind": "correction", "text": "是三单元"}),
        ("entry_move", door | {"text": "记错了"}),
        ("entry_wish", {"on": today, "text": "装好了"}),
    ):
        assert client.get(url(name, entry.pk)).status_code == 200
        assert client.post(url(name, entry.pk), form).status_code == 303
    assert list(Addendum.objects.order_by("pk").values_list("kind", flat=True)) == [
        "correction",
        "move",
        "wish",
    ]
    page = client.get(url("entry", entry.pk)).content.decode()
    assert "是三单元" in page and "装好了" in page
    assert "想装个扶手" not in client.get(url("wishes")).content.decode()
    assert "想装个扶手" in client.get(url("wishes"), {"show": "fulfilled"}).content.decode()


def test_an_opinion_is_noted_and_four_do_not_show(street: Street) -> None:
    client = signed_in(street.member)
    for number in range(4):
        form = {"topic": Topic.PARKING, "text": f"车位太少{number}"}
        assert client.post(url("opinion_new"), form).status_code == 303
    assert "车位太少" not in client.get(url("opinions")).content.decode()
    note_opinion(
        by=as_actor(street.colleague), at=timezone.now(), community=OWN, topic=Topic.PARKING, text="车位太少4"
    )
    assert client.get(url("opinions")).content.decode().count("车位太少") == 5
    refused = client.post(url("opinion_new"), {"topic": Topic.PARKING, "text": "打 13800000000"})
    assert (refused.status_code, "打 13800000000" in refused.content.decode()) == (422, True)
    assert Opinion.objects.count() == 5


def test_the_weekly_print_bears_the_ledgers_head(street: Street) -> None:
    entry = an_entry(street.member, at=timezone.now(), matter="本周的事")
    page = signed_in(street.member).get(url("book_week", entry.book_id)).content.decode()
    assert head_of(OWN) in page
    assert "本周的事" in page


@pytest.mark.parametrize(
    "name", ["diary", "book", "diary_day", "review", "review_book", "diary_of_household"]
)
def test_a_page_asks_the_database_as_often_for_three_entries_as_for_one(street: Street, name: str) -> None:
    now = timezone.now()

    def fill() -> Entry:
        entry = an_entry(street.member, at=now, household=street.household, companions=[street.colleague])
        comment_entry(by=as_actor(street.secretary), at=now, entry=entry, text="好")
        Entry.objects.update(read_at=None)
        return entry

    entry = fill()
    day = timezone.localtime(entry.began_at).date()
    args = {
        "book": (entry.book_id,),
        "review_book": (entry.book_id,),
        "diary_day": (f"{day:%Y-%m-%d}",),
        "diary_of_household": (street.household.pk,),
    }.get(name, ())
    client = signed_in(street.member if name == "diary" else street.secretary)
    counts = []
    for _round in range(2):
        client.get(url(name, *args))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(url(name, *args)).status_code == 200
        counts.append(len(asked))
        fill()
        fill()
    assert counts[0] == counts[1]
