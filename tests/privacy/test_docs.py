"""docs/privacy.md names commands, settings, pages and files that there are."""

import re
from pathlib import Path

from django.urls import reverse

from minqing.cli import rotate_keys
from minqing.cli.commands import COMMANDS
from minqing.cli.main import find_command, parser_of
from minqing.households.care import PATIENCE
from minqing.households.care_kinds import CareKind
from minqing.households.care_reviews import AHEAD
from minqing.ledger.ids import uuid7
from minqing.privacy.key_ring import GRACE, ring_file
from minqing.site.knobs import KNOBS
from tests.factories.ground import OWN

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
PAGES = ("privacy_register", "readings", "consents", "resident_export", "resident_erase")


def test_every_command_that_is_named_exists_and_the_two_of_this_room_are_named():
    named = set(re.findall(r"minqing ((?:[a-z]+)(?: [a-z][a-z-]+)?)(?=[`\s])", PAGE))
    found = {command.words for words in named if (command := find_command(words.split()))}
    assert [words for words in named if find_command(words.split()) is None] == []
    assert {each.words for each in COMMANDS if each.words.startswith("privacy")} - found == set()


def test_the_option_that_is_named_exists():
    command = find_command(["privacy", "rotate-keys"])
    assert command is not None
    assert set(re.findall(r"rotate-keys (--[a-z-]+)", PAGE)) == {"--remove-unused"}
    assert parser_of(command, rotate_keys).parse_args(["--remove-unused"]).remove_unused is True


def test_every_setting_that_is_named_exists():
    assert set(re.findall(r"MINQING_[A-Z_]+", PAGE)) - {each.name for each in KNOBS} == set()


def test_every_page_and_file_that_is_named_exists():
    for name in PAGES:
        assert f"`{name}`" in PAGE
        assert reverse(name, args=[OWN] if name == "privacy_register" else [OWN, uuid7()])
    for path in re.findall(r"`((?:minqing|docs)/[\w./]+)`", PAGE):
        assert (ROOT / path).exists(), path
    assert f"`keys/{ring_file().name}`" in PAGE


def test_the_terms_that_are_told_are_those_of_the_program():
    assert (AHEAD.days, PATIENCE.days, GRACE.total_seconds()) == (14, 30, 3600)
    assert "fourteen days before the day that is set; thirty days\n  after it" in PAGE
    assert "Keys are removed an hour after" in PAGE


WORDS = {
    CareKind.LIVES_ALONE: "living alone",
    CareKind.OLD_COUPLE: "old couples",
    CareKind.NO_KIN: "without kin",
    CareKind.VERY_OLD: "very old",
    CareKind.SINGLE_PARENT: "single parents",
    CareKind.LOW_INCOME: "low income",
    CareKind.DISABLED: "disabled",
    CareKind.CHILD: "children in hardship",
    CareKind.SERVICE_FAMILY: "families of service",
    CareKind.FALLEN_FAMILY: "of the fallen",
    CareKind.MOTHER: "mothers",
    CareKind.UNEMPLOYED: "unemployed",
    CareKind.RESETTLEMENT: "resettlement support",
    CareKind.RECOVERY: "recovery",
}


def test_every_kind_of_need_is_told():
    told = PAGE.split("The kinds are a closed list")[1].split("Each names")[0].replace("\n", " ")
    assert set(WORDS) == set(CareKind)
    assert [words for words in WORDS.values() if words not in told] == []


def test_it_says_that_it_is_for_trial():
    assert PAGE.split("\n\n")[1].startswith("**For trial with invented people only**")
