"""Every sentence of every room has its Chinese; and the script that says so finds what it should."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SPEC = importlib.util.spec_from_file_location("phrases_script", ROOT / "scripts/phrases.py")
assert SPEC is not None and SPEC.loader is not None
phrases = importlib.util.module_from_spec(SPEC)
sys.modules["phrases_script"] = phrases
SPEC.loader.exec_module(phrases)

MODULE = '''"""中文 in a docstring is no sentence."""
from django.utils.translation import gettext as _, ngettext, pgettext_lazy as named
# 注释
A = _("Note a concern")
B = ngettext("%(n)s day", "%(n)s days", 3)
C = named("of a day", "open")
D = other("not ours")
'''
TEMPLATE = """{% load i18n desk %}{# 注释 #}{% trans "Who waits?" %}
{% blocktrans count n=n trimmed %}
  {{ n }} late{% plural %}{{ n }} late ones{% endblocktrans %}
{% empty _("Nobody's here.") %}{% trans "noted" context "stage" %}"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of one room that says six sentences."""
    room = tmp_path / "minqing/room"
    (room / "templates/room").mkdir(parents=True)
    (room / "__init__.py").write_text("")
    (room / "pages.py").write_text(MODULE, encoding="utf-8")
    (room / "templates/room/page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path / "minqing"


def po(house: Path) -> Path:
    return house / "room" / phrases.CATALOG


def fill(house: Path, **changes: str) -> None:
    """Write the catalogue and give every sentence a Chinese one, or the one given for it."""
    phrases.main([], house)
    chinese = {
        "%(n)s day": "%(n)s 天",
        "%(n)s late": "%(n)s 件超时",
        "Nobody's here.": "没有人。",
        "Note a concern": "记一件民情",
        "Who waits?": "谁在等？",
        "noted": "已记",
        "open": "开着",
    } | changes
    text = po(house).read_text(encoding="utf-8")
    for english, words in chinese.items():
        lines = text.split(f'msgid "{english}"\n', 1)
        text = lines[0] + f'msgid "{english}"\n' + lines[1].replace('""', f'"{words}"', 1)
    po(house).write_text(text, encoding="utf-8")


def test_every_sentence_of_the_house_has_its_chinese() -> None:
    assert phrases.faults(ROOT / "minqing") == []


def test_sentences_are_found_in_modules_under_any_name_and_in_templates(house: Path) -> None:
    room = phrases.read_room(house / "room")
    assert sorted(room.asked.values()) == [
        phrases.Phrase("%(n)s day", "%(n)s days"),
        phrases.Phrase("%(n)s late", "%(n)s late ones"),
        phrases.Phrase("Nobody's here."),
        phrases.Phrase("Note a concern"),
        phrases.Phrase("Who waits?"),
        phrases.Phrase("noted", context="stage"),
        phrases.Phrase("open", context="of a day"),
    ]


def test_a_run_adds_empty_entries_and_a_second_changes_nothing(house: Path) -> None:
    assert len(phrases.faults(house)) == 7
    phrases.main([], house)
    first = po(house).read_text(encoding="utf-8")
    phrases.main([], house)
    assert po(house).read_text(encoding="utf-8") == first
    assert "Creation-Date" not in first
    assert "pages.py:" not in first
    assert [fault.split(": ")[-1] for fault in phrases.faults(house)] == ["has no Chinese yet"] * 7


def test_a_filled_catalogue_has_no_fault_and_keeps_its_chinese(house: Path) -> None:
    fill(house)
    assert phrases.faults(house) == []
    phrases.main(["--prune"], house)
    assert phrases.main(["--check"], house) == 0
    assert "记一件民情" in po(house).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"%(n)s day": "几天"}, "the Chinese fills in other places than ['%(n)s']"),
        ({"Who waits?": "Who waits?"}, "the Chinese is the English"),
        ({"Who waits?": "谁在 waiting？"}, "the Chinese says 'waiting'"),
    ],
)
def test_chinese_that_cannot_be_right_is_a_fault(house: Path, change: dict[str, str], fault: str) -> None:
    fill(house, **change)
    assert fault in [found.split("): ", 1)[-1] for found in phrases.faults(house)]
    assert phrases.main(["--check"], house) == 1


def test_an_entry_that_no_sentence_asks_for_is_a_fault_until_it_is_pruned(house: Path) -> None:
    fill(house)
    (house / "room/pages.py").write_text(MODULE.replace('_("Note a concern")', "None"), encoding="utf-8")
    assert ["no sentence asks for this entry" in fault for fault in phrases.faults(house)] == [True]
    phrases.main(["--prune"], house)
    assert phrases.faults(house) == []


def test_a_sentence_in_chinese_in_the_code_is_a_fault(house: Path) -> None:
    fill(house)
    (house / "room/words.py").write_text('"""说明"""\nWORDS = "民情"  # 注释\n', encoding="utf-8")
    (house / "room/templates/room/other.html").write_text("<p>民情</p>\n", encoding="utf-8")
    assert phrases.faults(house) == [
        "minqing/room/templates/room/other.html:1: Chinese outside a translated sentence",
        "minqing/room/words.py:2: Chinese outside a translated sentence",
    ]


def test_two_rooms_may_not_say_one_sentence_in_two_ways(house: Path) -> None:
    fill(house)
    other = house / "attic"
    other.mkdir()
    (other / "__init__.py").write_text(
        'from django.utils.translation import gettext\ngettext("Who waits?")\n'
    )
    phrases.main(["attic"], house)
    path = other / phrases.CATALOG
    path.write_text(path.read_text().replace('waits?"\nmsgstr ""', 'waits?"\nmsgstr "等谁？"'))
    assert phrases.faults(house) == ["room: 'Who waits?' is '谁在等？' here and '等谁？' in attic"]


def test_compiling_writes_what_gettext_reads(house: Path) -> None:
    import gettext

    fill(house)
    phrases.main(["--compile"], house)
    with po(house).with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    assert read.gettext("Who waits?") == "谁在等？"
    assert read.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s 天"
    assert read.pgettext("stage", "noted") == "已记"
