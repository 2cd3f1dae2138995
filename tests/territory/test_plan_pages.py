"""The pages of a plan: drawn, read layer by layer, compared, taken out; each as far as the viewer may."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from minqing.access.acting import in_community
from minqing.households.models import ActiveRole, CareNeed, Resident
from minqing.privacy.models import Consent, Reading
from minqing.territory.models import Dwelling, Fixture, PlanVersion, Underlay
from tests.factories.desk import Desk, a_neighbour, signed_in, to
from tests.factories.diary import a_picture
from tests.factories.ground import OWN
from tests.factories.people import a_dwelling, a_household, a_member
from tests.factories.plans import a_drawing, a_plan, a_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Iterator[Desk]:
    with in_community(OWN), translation.override("en"):
        yield Desk()


def save(who: Any, desk: Desk, body: Any) -> Any:
    """What the editor sends."""
    text = body if isinstance(body, str) else json.dumps(body)
    return signed_in(who).post(to("courtyard_plan_save", desk.yard.pk), text, content_type="application/json")


def sealed(resident: Resident) -> CareNeed:
    """A care need of somebody, whatever it is."""
    today = timezone.localdate()
    account = a_member().account
    consent = Consent.objects.create(
        community=OWN,
        resident_id=resident.pk,
        purpose="照看",
        told="-",
        how="spoken",
        given_on=today,
        until=today + timedelta(days=90),
        taken_by=account,
    )
    return CareNeed.objects.create(
        community=OWN,
        resident=resident,
        consent=consent,
        sealed=b"x",
        key_id="k",
        review_by=today + timedelta(days=60),
        noted_by=account,
    )


def test_the_editor_saves_and_says_the_number(desk: Desk) -> None:
    answer = save(
        desk.wang, desk, {"based_on": 0, "note": "初稿", "drawing": a_drawing(a_room("a", desk.home))}
    )
    assert (answer.status_code, answer.json()) == (200, {"number": 1})
    assert PlanVersion.objects.get().note == "初稿"


def test_a_clash_names_who_saved_meanwhile_and_keeps_their_version(desk: Desk) -> None:
    a_plan(desk.secretary, desk.yard, a_room("a"))
    answer = save(desk.wang, desk, {"based_on": 0, "note": "", "drawing": a_drawing(a_room("b"))})
    assert answer.status_code == 409
    assert (answer.json()["who"], answer.json()["number"]) == ("孙书记", 1)
    assert signed_in(desk.wang).get(answer.json()["url"]).status_code == 200
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "nonsense",
        "[" * 100_000,
        '{"based_on": 0}',
        '{"based_on": true, "note": "", "drawing": {"form": 1}}',
        '{"based_on": 0, "note": "", "drawing": {"form": 1, "shapes": [{"id": "a", "kind": "room", "x": NaN}]}}',
        '{"based_on": 0, "note": "", "drawing": "' + "x" * 1_100_000 + '"}',
        '{"based_on": 7, "note": "", "drawing": {"form": 3}}',
    ],
    ids=range(9),
)
def test_what_cannot_be_read_is_refused_in_words(desk: Desk, body: str) -> None:
    answer = save(desk.wang, desk, body)
    assert (answer.status_code, PlanVersion.objects.count()) == (422, 0)
    assert answer.json()["words"]


def test_a_number_that_no_version_bears_is_no_clash(desk: Desk) -> None:
    answer = save(desk.wang, desk, {"based_on": 7, "note": "", "drawing": a_drawing(a_room("a"))})
    assert (answer.status_code, PlanVersion.objects.count()) == (422, 0)


def test_the_committee_reads_every_plan_and_draws_its_own(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    stranger = a_member("外片委员")
    found = {
        name: [
            signed_in(who).get(to(name, desk.yard.pk)).status_code
            for who in (desk.wang, stranger, a_neighbour())
        ]
        for name in (
            "courtyard_plan",
            "courtyard_plan_versions",
            "courtyard_plan_drawing",
            "courtyard_plan_edit",
        )
    }
    assert found == {
        "courtyard_plan": [200, 200, 404],
        "courtyard_plan_versions": [200, 200, 404],
        "courtyard_plan_drawing": [200, 200, 404],
        "courtyard_plan_edit": [200, 404, 404],
    }


def test_homes_without_a_place_are_named_and_counted_and_gone_ones_marked(desk: Desk) -> None:
    gone = a_dwelling(desk.yard, "9")
    a_plan(desk.wang, desk.yard, a_room("a", desk.home), a_room("b", gone, x=400))
    Dwelling.objects.filter(pk=gone.pk).update(gone_on=date(2026, 1, 1))
    context = signed_in(desk.wang).get(to("courtyard_plan", desk.yard.pk)).context
    assert [home.label for home in context["unplaced"]] == ["7"]
    assert [home.label for home in context["gone"]] == ["9"]
    assert "not in the register" in context["picture"]


def layer(who: Any, desk: Desk, name: str) -> Any:
    """A layer as somebody gets it, asked for by name."""
    answer = signed_in(who).get(to("courtyard_plan", desk.yard.pk) + f"?layers={name}")
    (toggle,) = [toggle for toggle in answer.context["toggles"] if toggle.layer.name == name]
    return toggle.layer, answer.content.decode()


def test_names_and_telephones_show_to_whoever_answers_for_the_home(desk: Desk) -> None:
    Resident.objects.filter(name="赵一").update(phones=["010-5555"])
    Resident.objects.filter(name="钱一").update(phones=["010-6666"])
    a_plan(desk.wang, desk.yard, a_room("a", desk.home), a_room("b", desk.other_home, x=400))
    by_wang, page = layer(desk.wang, desk, "households")
    assert by_wang.lines == {desk.home.pk: ("赵一 · 2", "010-5555"), desk.other_home.pk: ("1 household",)}
    assert ("钱一" in page, "010-6666" in page) == (False, False)
    by_secretary, _page = layer(desk.secretary, desk, "households")
    assert by_secretary.lines[desk.other_home.pk] == ("钱一 · 1", "010-6666")


def test_care_is_a_count_for_whoever_answers_for_the_home_and_nothing_for_others(desk: Desk) -> None:
    for name in ("赵一", "赵二", "钱一"):
        sealed(Resident.objects.get(name=name))
    a_plan(desk.wang, desk.yard, a_room("a", desk.home), a_room("b", desk.other_home, x=400))
    by_wang, page = layer(desk.wang, desk, "care")
    assert {home: [mark.sign for mark in marks] for home, marks in by_wang.marks.items()} == {
        desk.home.pk: ["♥2"]
    }
    assert ("♥2" in page, "♥1" in page) == (True, False)
    by_stranger, page = layer(a_member("外片委员"), desk, "care")
    assert (by_stranger.open, by_stranger.count, by_stranger.marks, "♥" in page) == (False, 0, {}, False)
    assert Reading.objects.count() == 0


def test_care_shows_only_when_it_is_asked_for(desk: Desk) -> None:
    sealed(Resident.objects.get(name="赵一"))
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    assert "♥" not in signed_in(desk.wang).get(to("courtyard_plan", desk.yard.pk)).context["picture"]


def test_active_residents_show_by_the_role_they_agreed_to(desk: Desk) -> None:
    today = timezone.localdate()
    for name, kind in (("赵一", "courtyard_head"), ("钱一", "volunteer")):
        ActiveRole.objects.create(
            community=OWN,
            resident=Resident.objects.get(name=name),
            kind=kind,
            from_day=today,
            agreed_on=today,
        )
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    found, _page = layer(desk.wang, desk, "active")
    assert {home: [mark.means for mark in marks] for home, marks in found.marks.items()} == {
        desk.home.pk: ["Courtyard head · 赵一"]
    }


def test_housing_tells_tenure_registration_and_who_came_newly(desk: Desk) -> None:
    Dwelling.objects.filter(pk=desk.other_home.pk).update(tenure="public")
    Resident.objects.filter(name="赵二").update(registered_elsewhere=True)
    new = a_dwelling(desk.yard, "8")
    household = a_household("孙一", dwelling=new)
    household.residences.update(from_day=timezone.localdate() - timedelta(days=3))
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    found, _page = layer(desk.secretary, desk, "housing")
    assert {home: [mark.sign for mark in marks] for home, marks in found.marks.items()} == {
        desk.home.pk: ["E1"],
        desk.other_home.pk: ["Pub"],
        new.pk: ["N"],
    }


def test_a_plan_asks_as_much_of_the_database_for_three_homes_as_for_one(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    client, url = (
        signed_in(desk.wang),
        to("courtyard_plan", desk.yard.pk) + "?layers=households,care,active,housing,fixtures",
    )
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    homes = [a_dwelling(desk.yard, str(30 + place)) for place in range(3)]
    for home in homes:
        a_household("周一", "周二", dwelling=home)
        Fixture.objects.create(community=OWN, courtyard=desk.yard, kind="dog", noted_on=timezone.localdate())
    a_plan(
        desk.secretary,
        desk.yard,
        *(a_room(f"r{n}", home, x=400 * n) for n, home in enumerate(homes)),
        based_on=1,
    )
    with CaptureQueriesContext(connection) as three:
        client.get(url)
    assert len(three) == len(one)


def test_the_sheet_of_a_home_names_who_lives_there_to_their_keeper_alone(desk: Desk) -> None:
    url = to("courtyard_plan_home", desk.yard.pk, desk.home.pk)
    assert "赵一" in signed_in(desk.wang).get(url).content.decode()
    by_li = signed_in(desk.li).get(url).content.decode()
    assert ("赵一" in by_li, "1 household of another zone" in by_li) == (False, True)
    assert (
        signed_in(desk.wang).get(to("courtyard_plan_home", desk.yard.pk, a_dwelling().pk)).status_code == 404
    )


def test_two_versions_are_compared_in_words_and_on_the_plan(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a", desk.home), a_room("b", x=400))
    a_plan(desk.wang, desk.yard, a_room("a", desk.home, x=50), a_room("c", x=800, text="新棚"), based_on=1)
    context = signed_in(desk.wang).get(to("courtyard_plan_compare", desk.yard.pk)).context
    assert context["changes"] == [("moved", "room", "3"), ("added", "room", "新棚"), ("gone", "room", "")]
    assert ("pl-gone" in context["was"], "pl-gone" in context["now"], "pl-added" in context["now"]) == (
        True,
        False,
        True,
    )
    assert (
        signed_in(desk.wang).get(to("courtyard_plan_compare", desk.yard.pk) + "?from=9&to=x").status_code
        == 200
    )


def test_one_version_has_nothing_to_be_compared_with(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a"))
    assert signed_in(desk.wang).get(to("courtyard_plan_compare", desk.yard.pk)).status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG"), ("svg", b"<svg ")])
def test_a_plan_is_taken_out_as_paper_picture_and_drawing(desk: Desk, form: str, begins: bytes) -> None:
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    answer = signed_in(desk.wang).post(
        to("courtyard_plan_print", desk.yard.pk), {"form": form, "layers": ["households"]}
    )
    assert (answer.status_code, answer.content[:5].startswith(begins[:4])) == (200, True)
    assert Reading.objects.count() == 0


def test_the_care_layer_is_printed_only_with_a_reason_and_only_for_whom_it_is(desk: Desk) -> None:
    sealed(Resident.objects.get(name="赵一"))
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    said = {"form": "svg", "layers": ["care"]}
    url = to("courtyard_plan_print", desk.yard.pk)
    refused = signed_in(desk.wang).post(url, said)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["reason"])
    stranger = signed_in(a_member("外片委员")).post(url, said | {"reason": "暴雨前逐户转移"})
    assert (stranger.status_code, list(stranger.context["form"].errors)) == (422, ["layers"])
    taken = signed_in(desk.wang).post(url, said | {"reason": "暴雨前逐户转移"})
    assert (taken.status_code, "♥1" in taken.content.decode()) == (200, True)
    assert list(Reading.objects.values_list("reason", flat=True)) == ["暴雨前逐户转移"]


def test_without_the_printer_the_page_says_how_to_get_it_and_gives_the_drawing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minqing.territory.pages.plan_paper.can_print", lambda: False)
    a_plan(desk.wang, desk.yard, a_room("a", desk.home))
    client, url = signed_in(desk.wang), to("courtyard_plan_print", desk.yard.pk)
    assert "minqing[print]" in client.get(url).content.decode()
    assert client.post(url, {"form": "pdf"}).status_code == 422
    assert client.post(url, {"form": "svg"}).status_code == 200


def test_a_fixture_is_noted_checked_and_gone_on_its_pages(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a"))
    client, today = signed_in(a_member("安全委员")), timezone.localdate()
    page = client.get(to("fixture_new", desk.yard.pk))
    said = {
        "fact": page.context["form"]["fact"].value(),
        "kind": "extinguisher",
        "note": "门口",
        "x": "120.5",
        "y": "60",
    }
    assert client.post(to("fixture_new", desk.yard.pk), said).status_code == 302
    assert client.post(to("fixture_new", desk.yard.pk), said).status_code == 302
    fixture = Fixture.objects.get()
    assert (fixture.x, fixture.note, fixture.noted_on) == (120.5, "门口", today)
    checked = {"day": today.isoformat(), "check_by": (today + timedelta(days=30)).isoformat()}
    assert client.post(to("fixture_check", fixture.pk), checked).status_code == 302
    assert client.post(to("fixture_gone", fixture.pk), {"day": today.isoformat()}).status_code == 302
    fixture.refresh_from_db()
    assert (fixture.checked_on, fixture.gone_on) == (today, today)
    assert client.get(to("fixture_change", fixture.pk)).status_code == 404


def test_a_check_that_is_overdue_is_marked_on_the_plan_and_in_words(desk: Desk) -> None:
    a_plan(desk.wang, desk.yard, a_room("a"))
    today = timezone.localdate()
    for days, kind in ((-1, "extinguisher"), (0, "hydrant")):
        Fixture.objects.create(
            community=OWN,
            courtyard=desk.yard,
            kind=kind,
            noted_on=today - timedelta(days=90),
            x=1,
            y=1,
            check_by=today + timedelta(days=days),
        )
    found, page = layer(desk.wang, desk, "fixtures")
    assert [spot.tone for spot in found.spots] == ["seal", "indigo"]
    assert "check overdue since" in page


def test_the_photo_under_a_drawing_is_kept_without_metadata_for_drawers_alone(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, url = signed_in(desk.wang), to("courtyard_plan_picture", desk.yard.pk)
    picture = SimpleUploadedFile("plan.jpg", a_picture(), "image/jpeg")
    answer = client.post(url, {"picture": picture})
    underlay = Underlay.objects.get()
    assert (answer.status_code, answer.json()["placing"]["turn"]) == (200, 0)
    assert b"Exif" not in client.get(url).content
    assert signed_in(a_member("外片委员")).get(url).status_code == 404
    placing = {"x": 5, "y": -3.5, "scale": 2, "turn": 12}
    assert (
        client.post(url, json.dumps({"placing": placing}), content_type="application/json").status_code == 200
    )
    underlay.refresh_from_db()
    assert underlay.placing == placing
    for wrong in ({"x": 1}, {**placing, "scale": 0}, {**placing, "x": "1"}, 5):
        sent = client.post(url, json.dumps({"placing": wrong}), content_type="application/json")
        assert sent.status_code == 422
    assert client.post(url, json.dumps({"placing": None}), content_type="application/json").status_code == 200
    assert (Underlay.objects.count(), client.get(url).status_code) == (0, 404)


def test_what_is_no_picture_is_not_laid_under(desk: Desk) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("plan.jpg", b"<svg onload='x'/>", "image/jpeg")
    answer = signed_in(desk.wang).post(to("courtyard_plan_picture", desk.yard.pk), {"picture": file})
    assert (answer.status_code, Underlay.objects.count()) == (422, 0)
