"""The network map of a zone: laid out without overlaps, of agreed roles alone, and said in words too."""

import re
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.access.acting import in_community
from minqing.desk.network import A4, Branch, Leaf, Network, Someone, fitted, sheet_of
from minqing.desk.network_svg import network_svg
from minqing.households.models import ActiveRole, Resident
from tests.factories.ground import OWN
from tests.factories.people import LONG_AGO
from tests.factories.world import World

SOMEONE = st.builds(
    Someone, st.text("王李张欧阳小明", min_size=2, max_size=6), st.sampled_from(["", "13900000000"])
)
PEOPLE = st.lists(SOMEONE, max_size=5).map(tuple)
LEAF = st.builds(Leaf, st.text("九曲巷7号院", min_size=1, max_size=14), st.just("12 户"), PEOPLE)


@st.composite
def networks(draw: Any) -> Network:
    """Of three to forty courtyards in one to twelve lanes."""
    leaves = draw(st.lists(LEAF, min_size=3, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(1, len(leaves) - 1), max_size=11)))
    pieces = [leaves[a:b] for a, b in zip([0, *cuts], [*cuts, len(leaves)], strict=True)]
    branches = tuple(Branch(f"第{n}巷", draw(PEOPLE), tuple(piece)) for n, piece in enumerate(pieces))
    sides = ("志愿者", draw(st.lists(SOMEONE, max_size=20).map(tuple))), ("居民代表", draw(PEOPLE))
    return Network("第一片区", ("第一片区", "委员 王小云", "40 个院 · 480 户"), *sides, branches)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_no_two_boxes_share_ground_and_all_lie_on_the_sheet(network):
    sheet = sheet_of(network)
    boxes = sheet.boxes
    for place, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[place + 1 :])
        assert box.x >= 0 and box.x + box.wide <= sheet.wide + 0.01
        assert box.y >= 0 and box.y + box.high <= sheet.high + 0.01
    assert sum(box.kind == "yard" for box in boxes) == sum(len(branch.leaves) for branch in network.branches)
    assert sheet.wide * sheet.scale <= A4[0] + 0.01 and sheet.high * sheet.scale <= A4[1] + 0.01


@settings(max_examples=60, deadline=None)
@given(networks())
def test_no_line_runs_through_a_box(network):
    sheet = sheet_of(network)
    for line in sheet.lines:
        for (ax, ay), (bx, by) in zip(line, line[1:], strict=False):
            x0, x1, y0, y1 = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
            for box in sheet.boxes:
                through_x = x0 < box.x + box.wide - 0.01 and x1 > box.x + 0.01
                through_y = y0 < box.y + box.high - 0.01 and y1 > box.y + 0.01
                assert not (through_x and through_y)


def test_forty_courtyards_can_be_read_on_a4():
    leaves = tuple(Leaf(f"{n}号院", "12 户", (Someone("王某某"),)) for n in range(40))
    network = Network("片区", ("片区",), ("", ()), ("", ()), (Branch("一巷", (), leaves),))
    assert 14 * sheet_of(network).scale > 2.2  # millimetres of a letter: over six points


def test_words_that_do_not_fit_end_in_an_ellipsis():
    assert fitted("九曲东巷", 200, 15) == "九曲东巷"
    assert fitted("九" * 40, 200, 15) == "九" * 11 + "…"


def test_what_people_wrote_is_no_markup():
    network = Network("x", ("<script>",), ("", ()), ("", ()), (Branch("&巷", (), (Leaf('"', "1"),)),))
    drawing = network_svg(sheet_of(network))
    assert "<script" not in drawing
    assert {"<script>", "&巷", '"  1'} <= {each.text for each in fromstring(drawing).iter() if each.text}


@pytest.fixture
def world() -> World:
    world = World(OWN, "银杏", phones=False)
    with in_community(OWN):
        Resident.objects.filter(pk=world.resident.pk).update(phones=["13900000001"])
        neighbour = Resident.objects.get(name="银杏邻居")
        for person, kind, yard in (
            (world.resident, "volunteer", None),
            (neighbour, "volunteer", None),
            (neighbour, "courtyard_head", world.yard),
        ):
            ActiveRole.objects.create(
                community=OWN,
                resident=person,
                kind=kind,
                courtyard=yard,
                agreed_on=LONG_AGO,
                from_day=LONG_AGO,
            )
    return world


def page(client: Client, world: World, member: Any, query: str = "") -> Any:
    client.force_login(member.account)
    return client.get(reverse("zone_network", args=[OWN, world.zone.pk]) + query)


@pytest.mark.django_db
def test_the_list_says_all_that_the_drawing_says(world, client):
    answer = page(client, world, world.secretary)
    drawn = {
        t.text
        for t in fromstring(
            re.search(r'<svg [^>]*class="network".*?</svg>', answer.content.decode(), re.S)[0]
        ).iter()
        if t.text
    }
    words = re.sub(r"<[^>]+>|\s", "", answer.content.decode().split('<section class="network-words"')[1])
    for line in drawn:
        for part in re.split(r"、|  ", line):
            assert re.sub(r"\s", "", part) in words, line


@pytest.mark.django_db
def test_the_keeper_sees_own_residents_by_role_and_nobody_of_another_zone(world, client):
    network = page(client, world, world.keeper).context["network"]
    assert [leaf.heads for branch in network.branches for leaf in branch.leaves] == [
        (Someone("银杏之家户主"),)
    ]
    assert network.volunteers[1] == (Someone("银杏之家户主"),)
    assert network.member[0] == world.zone.name
    assert page(client, world, world.colleague).status_code == 404


@pytest.mark.django_db
def test_the_secretary_sees_a_head_who_lives_elsewhere_but_volunteers_of_the_zone_alone(world, client):
    network = page(client, world, world.secretary).context["network"]
    heads = [{one.name for one in leaf.heads} for branch in network.branches for leaf in branch.leaves]
    assert heads == [{"银杏之家户主", "银杏邻居"}]
    assert network.volunteers[1] == (Someone("银杏之家户主"),)


@pytest.mark.django_db
def test_telephones_show_only_where_they_are_asked_for(world, client):
    assert "13900000001" not in page(client, world, world.keeper).content.decode()
    assert "13900000001" in page(client, world, world.keeper, "?telephones").content.decode()


@pytest.mark.django_db
def test_the_sheet_is_one_page_of_a4(world, client):
    client.force_login(world.keeper.account)
    answer = client.get(reverse("zone_network_pdf", args=[OWN, world.zone.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type ?/Page\b", answer.content)) == 1


@pytest.mark.django_db
def test_without_the_extra_the_page_says_so_and_there_is_no_pdf(world, client, monkeypatch):
    monkeypatch.setattr("minqing.desk.network_pages.can_print", lambda: False)
    assert "这台服务器缺少打印组件" in page(client, world, world.keeper).content.decode()
    assert client.get(reverse("zone_network_pdf", args=[OWN, world.zone.pk])).status_code == 404
