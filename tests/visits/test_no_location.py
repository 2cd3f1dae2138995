"""Members are not tracked (method, "Lines"): no place of a person is stored, sent, or asked for anywhere."""

import re
from pathlib import Path

from django.apps import apps

from minqing.ledger.rows import Row

PLACES = re.compile(
    r"latitude|longitude|(^|_)(geo|gps|coord|coordinates|location|lat|lng|lon|track|position)(_|$|s$)", re.I
)
# Places of the ground itself: courtyards, barriers, plans.
GROUND = "territory"
ROOT = Path(__file__).parents[2]


def test_no_field_outside_the_ground_holds_a_place() -> None:
    found = [
        f"{model._meta.label}.{each.name}"
        for model in apps.get_models()
        if issubclass(model, Row) and model._meta.app_label != GROUND
        for each in model._meta.get_fields()
        if PLACES.search(each.name)
    ]
    assert found == []


def test_the_ground_has_places_so_that_the_test_would_find_them() -> None:
    names = [each.name for each in apps.get_model("territory.Courtyard")._meta.get_fields()]
    assert [name for name in names if PLACES.search(name)] == ["latitude", "longitude"]


def test_no_place_of_the_ground_names_a_person() -> None:
    for model in apps.get_app_config(GROUND).get_models():
        names = {each.name for each in model._meta.get_fields() if each.concrete}
        if {name for name in names if PLACES.search(name)}:
            assert not names & {"member", "account", "resident", "household", "device"}


def test_phones_send_no_place() -> None:
    schema = (ROOT / "contracts" / "sync.schema.json").read_text(encoding="utf-8")
    words = set(re.findall(r'"([A-Za-z_]+)":', schema))
    assert [word for word in sorted(words) if PLACES.search(word) and word not in {"$defs"}] == []


def test_the_notebook_never_asks_where_it_is() -> None:
    sources = [*(ROOT / "web" / "notebook").rglob("*.ts"), *(ROOT / "web" / "notebook").rglob("*.vue")]
    assert sources
    asking = [str(file) for file in sources if "geolocation" in file.read_text(encoding="utf-8")]
    assert asking == []
