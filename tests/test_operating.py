"""docs/operating.md tells what there is: no command or setting is missing, none stands there that is gone."""

import re
from pathlib import Path

import pytest

from minqing.cli.commands import COMMANDS
from minqing.site.knobs import KNOBS, knob, knob_number
from minqing.site.trouble import Trouble

ROOT = Path(__file__).resolve().parents[1]
DOC = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, cell by cell."""
    table = DOC.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_command_is_told_with_what_it_does() -> None:
    told = [each for each in COMMANDS if not each.hidden]
    assert rows("Commands") == [[f"`minqing {each.words}`", each.summary] for each in told]


def test_every_setting_is_told_with_its_default_and_meaning() -> None:
    assert rows("Settings") == [
        [f"`{each.name}`", f"`{each.default}`" if each.default else "", each.meaning] for each in KNOBS
    ]


def test_no_module_reads_a_setting_that_is_not_in_the_table() -> None:
    read = {
        name
        for path in (ROOT / "minqing").rglob("*.py")
        for name in re.findall(r"MINQING_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert read - {each.name for each in KNOBS} == set()


def test_a_setting_that_is_not_in_the_table_does_not_exist() -> None:
    with pytest.raises(KeyError):
        knob("MINQING_NO_SUCH_THING")


def test_a_setting_that_must_be_a_number_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINQING_PORT", "http")
    monkeypatch.setenv("MINQING_LANGUAGE", "en")
    with pytest.raises(Trouble) as trouble:
        knob_number("MINQING_PORT")
    assert (str(trouble.value), trouble.value.status) == (
        "MINQING_PORT must be a whole number, not “http”.",
        2,
    )
