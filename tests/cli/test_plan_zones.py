"""`minqing plan zones`: a document in, a document out, and a clear word for what cannot be read or divided."""

import json
from pathlib import Path
from typing import Any

import pytest

from minqing.cli.main import main

ROW: dict[str, Any] = {
    "units": [{"id": name, "weight": 10, "x": i * 50, "y": 0} for i, name in enumerate("abcd")],
    "edges": [["a", "b"], ["b", "c"], ["c", "d"]],
    "members": ["m1", {"id": "m2", "capacity": 1.0}],
    "tolerance": 0.05,
    "objective": {"cut_edges": 1, "moved": 0, "wishes": 0, "distance": 0},
}


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINQING_LANGUAGE", "en")


@pytest.fixture
def ask(tmp_path: Path) -> Any:
    def asked(document: object, *words: str) -> int:
        file = tmp_path / "IN.json"
        file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return main(["plan", "zones", str(file), *words])

    return asked


def test_the_answer_has_every_number_that_was_promised(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(ROW) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer.pop("seconds") < 20
    zones = answer.pop("zones")
    assert zones["a"] == zones["b"] != zones["c"] == zones["d"]
    assert answer == {
        "status": "optimal",
        "loads": {"m1": 20, "m2": 20},
        "cut_edges": 1,
        "moved_weight": 0,
        "distance": 1000,
        "objective": 1,
        "bound": 1,
        "unmet_wishes": 0,
        "deviation": 0,
        "gap": 0,
        "proven": True,
    }


def test_the_answer_goes_into_a_file_and_nothing_to_the_terminal(
    ask: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "OUT.json"
    assert ask(ROW, "-o", str(out), "--seconds", "5") == 0
    assert json.loads(out.read_text(encoding="utf-8"))["status"] == "optimal"
    assert capsys.readouterr().out == ""


def test_every_key_of_a_unit_and_of_the_aim_is_understood(
    ask: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    units = [dict(unit) for unit in ROW["units"]]
    units[0] |= {"prefers": {"m2": 3}, "forbids": ["m1"], "now": "m2"}
    units[3] |= {"now": "m2"}
    document = {
        **ROW,
        "units": units,
        "objective": {"cut_edges": 1, "moved": 0.5, "wishes": 2, "distance": 0.1},
    }
    del document["tolerance"]
    document |= {"lower": 10, "upper": 30}
    assert ask(document) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["zones"]["a"] == "m2"
    assert answer["objective"] == pytest.approx(
        answer["cut_edges"] + 0.5 * answer["moved_weight"] + 0.1 * answer["distance"]
    )


def test_names_may_be_numbers(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    units = [{"id": i, "weight": 1} for i in range(2)]
    assert ask({"units": units, "edges": [[0, 1]], "members": ["m1", "m2"]}) == 0
    assert set(json.loads(capsys.readouterr().out)["zones"]) == {"0", "1"}


def test_what_cannot_be_divided_is_answered_with_the_reason_and_status_one(
    ask: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask({**ROW, "edges": ROW["edges"][:-1]}) == 1
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert (answer["status"], answer["zones"], answer["proven"]) == ("infeasible", {}, True)
    why = "Unit d cannot be reached: it borders on no other unit, and alone (10) it is too light for a zone."
    assert answer["why"] == why
    assert printed.err == f"{why}\n"


def test_the_reason_is_said_in_chinese_where_the_terminal_is(
    ask: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINQING_LANGUAGE", "zh-hans")
    assert ask({**ROW, "edges": ROW["edges"][:-1]}) == 1
    assert "单元d无法连通" in json.loads(capsys.readouterr().out)["why"]


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"unit": []}, "There is no “unit” in IN."),
    ({"units": None}, "units must be a list."),
    ({"units": [{"id": "a"}]}, "units[0].weight is missing."),
    ({"units": [{"id": "a", "weight": "ten"}]}, "units[0].weight must be a number, not 'ten'."),
    ({"units": [{"id": "a", "weight": -1}]}, "units[0].weight must not be less than zero, as -1 is."),
    ({"units": [{"id": "a", "weight": 1, "w": 1}]}, "There is no “w” in units[0]."),
    ({"units": [ROW["units"][0]] * 2}, "units: “a” stands there twice."),
    ({"edges": [["a", "z"]]}, "edges[0]: there is no unit “z”."),
    ({"edges": [["a"]]}, "edges[0] must be a pair of two different units."),
    ({"edges": [["a", "a"]]}, "edges[0] must be a pair of two different units."),
    ({"members": [{"id": "m1", "capacity": 0}]}, "members[0].capacity must be greater than zero, not 0."),
    ({"members": ["m1", "m1"]}, "members: “m1” stands there twice."),
    ({"lower": 1, "upper": 2}, "Give either a tolerance, or lower and upper, not both."),
    ({"tolerance": None, "lower": 1}, "Lower and upper belong together."),
    ({"tolerance": None, "lower": 3, "upper": 2}, "Lower (3) is above upper (2)."),
    ({"objective": {"compact": 1}}, "There is no “compact” in objective."),
    (
        {"units": [{"id": "a", "weight": 1, "prefers": {"m9": 1}}]},
        "units[0].prefers: there is no member “m9”.",
    ),
    (
        {"units": [{"id": "a", "weight": 1}], "edges": [], "objective": {"distance": 1}},
        "Unit a has no position (x, y), which the objective “distance” needs.",
    ),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_cannot_be_read_is_wrong_use_and_said_with_its_place(
    ask: Any, capsys: pytest.CaptureFixture[str], change: dict[str, Any], said: str
) -> None:
    document = {key: value for key, value in {**ROW, "edges": []}.items() if key not in change} | change
    assert ask({key: value for key, value in document.items() if value is not None or key == "units"}) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"{said}\n")


def test_what_is_no_json_or_no_file_is_said_so(ask: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask("{") == 2
    assert "is not JSON: line 1, column 2." in capsys.readouterr().err
    assert main(["plan", "zones", "nowhere.json"]) == 2
    assert capsys.readouterr().err == "nowhere.json cannot be read: No such file or directory.\n"


@pytest.mark.parametrize("text", ["0", "-3", "soon", "nan"])
def test_seconds_are_a_number_above_zero(ask: Any, capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert ask(ROW, "--seconds", text) == 2
    assert capsys.readouterr().err == f"Give --seconds as a number above 0, not “{text}”.\n"
