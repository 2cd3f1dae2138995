"""A drawing: what is read is kept, what could not have been drawn is refused, what is text is only text."""

import json
import math
from uuid import UUID, uuid4
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minqing.territory.drawing import (
    KINDS,
    MOST_SHAPES,
    Drawing,
    Entrance,
    Flat,
    Floor,
    Shape,
    WrongDrawing,
    as_json,
    drawing_of,
)
from minqing.territory.plan_difference import difference
from minqing.territory.plan_svg import Mark, Scene, Spot, plan_svg
from tests.factories.plans import a_drawing, a_room

lengths = st.integers(10, 200_000).map(lambda tenths: tenths / 10)
places = st.integers(-1_000_000, 1_000_000).map(lambda tenths: tenths / 10)
words = st.text(st.characters(exclude_categories=("C", "Z")), max_size=20)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    count = draw(st.integers(0, 6))
    shapes = tuple(
        Shape(
            f"s{place}",
            kind := draw(st.sampled_from(KINDS)),
            draw(places),
            draw(places),
            draw(lengths),
            draw(lengths),
            draw(st.integers(0, 3599)) / 10,
            draw(words),
            uuid4() if kind == "room" and draw(st.booleans()) else None,
        )
        for place in range(count)
    )
    numbers = draw(st.sets(st.integers(-3, 20).filter(bool), max_size=4))
    floors = tuple(
        Floor(number, tuple(Flat(draw(words), None) for _ in range(draw(st.integers(0, 3)))))
        for number in sorted(numbers)
    )
    entrances = (Entrance(draw(words), floors),) if draw(st.booleans()) else ()
    return Drawing(shapes, entrances)


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_what_is_kept_is_read_back_as_it_was_drawn(drawing: Drawing) -> None:
    assert drawing_of(json.loads(json.dumps(as_json(drawing)))) == drawing


@given(drawings())
@settings(max_examples=40, deadline=None)
def test_every_drawing_is_a_well_formed_picture(drawing: Drawing) -> None:
    ElementTree.fromstring(plan_svg(drawing, Scene(), title="<院>"))


@given(drawings(), drawings())
@settings(max_examples=40, deadline=None)
def test_what_was_added_one_way_is_gone_the_other(old: Drawing, new: Drawing) -> None:
    there, back = difference(old, new), difference(new, old)
    count = lambda change, how: sum(each.how == how for each in change.changes)  # noqa: E731
    assert count(there, "added") == count(back, "gone")
    assert count(there, "gone") == count(back, "added")
    assert difference(new, new).changes == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"x": math.nan}, "number"),
        ({"x": math.inf}, "number"),
        ({"w": 0}, "number"),
        ({"h": -5}, "number"),
        ({"w": 1e9}, "number"),
        ({"x": "3"}, "number"),
        ({"x": True}, "number"),
        ({"x": 10**400}, "number"),
        ({"turn": math.nan}, "number"),
        ({"kind": "castle"}, "kind"),
        ({"kind": ["room"]}, "kind"),
        ({"id": "A<b>"}, "id"),
        ({"id": ""}, "id"),
        ({"text": "x" * 61}, "text"),
        ({"text": "a\nb"}, "text"),
        ({"text": "a‮b"}, "text"),
        ({"text": 5}, "text"),
        ({"dwelling": "nobody"}, "dwelling"),
        ({"dwelling": 7}, "dwelling"),
        ({"onclick": "x"}, "form"),
    ],
)
def test_what_could_not_have_been_drawn_is_refused(change: dict[str, object], why: str) -> None:
    with pytest.raises(WrongDrawing) as wrong:
        drawing_of(a_drawing(a_room("a") | change))
    assert wrong.value.why == why


@pytest.mark.parametrize(
    "said", [None, [], "plan", 5, {}, {"form": 2}, {"form": 1, "shapes": {}}, {"form": 1, "shapes": [3]}]
)
def test_what_is_no_drawing_at_all_is_refused(said: object) -> None:
    with pytest.raises(WrongDrawing):
        drawing_of(said)


def test_ten_thousand_shapes_are_no_courtyard() -> None:
    with pytest.raises(WrongDrawing) as wrong:
        drawing_of(a_drawing(*(a_room(f"s{place}") for place in range(10_000))))
    assert (wrong.value.why, MOST_SHAPES) == ("many", 2000)


def test_one_home_stands_in_one_place_only() -> None:
    home = uuid4()
    with pytest.raises(WrongDrawing) as wrong:
        drawing_of(a_drawing(a_room("a", home), a_room("b", home)))
    assert wrong.value.why == "twice"
    with pytest.raises(WrongDrawing):
        drawing_of(a_drawing(a_room("a") | {"kind": "shed", "dwelling": str(home)}))


def test_a_script_in_a_text_is_only_text() -> None:
    bad = "</text><script>alert(1)</script>"
    key = UUID(int=5)
    drawing = drawing_of(a_drawing(a_room("a", text=bad), a_room("b", key, x=400)))
    scene = Scene(
        labels={key: bad},
        lines={key: (bad,)},
        marks={key: (Mark("<b>", bad),)},
        links={key: 'javascript:"<x>'},
        spots=(Spot(0, 0, "<i>", bad),),
    )
    tree = ElementTree.fromstring(plan_svg(drawing, scene, title=bad))
    names = {element.tag.split("}")[1] for element in tree.iter()}
    assert names == {"svg", "g", "path", "text", "a", "title"}
    assert not any(name.startswith("on") for element in tree.iter() for name in element.attrib)


def test_floors_are_numbered_upwards_and_there_is_no_floor_zero() -> None:
    for numbers in ([2, 1], [1, 1], [0], [True]):
        floors = [{"number": number, "flats": []} for number in numbers]
        with pytest.raises(WrongDrawing):
            drawing_of(a_drawing(entrances=[{"name": "1单元", "floors": floors}]))


def test_a_home_drawn_anew_is_still_that_home() -> None:
    key = uuid4()
    old = drawing_of(a_drawing(a_room("a", key), a_room("b", x=400), a_room("c", x=800)))
    new = drawing_of(a_drawing(a_room("z", key, x=50), a_room("b", x=400, text="北房"), a_room("d", x=800)))
    change = difference(old, new)
    assert [(each.how, each.what) for each in change.changes] == [
        ("moved", "room"),
        ("changed", "room"),
        ("added", "room"),
        ("gone", "room"),
    ]
    assert dict(change.before) == {"a": "moved", "b": "changed", "c": "gone"}
    assert dict(change.after) == {"z": "moved", "b": "changed", "d": "added"}
