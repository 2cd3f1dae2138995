"""The commands as a whole: found by their words, translated, with exit statuses that scripts can rely on."""

import importlib
import json
import subprocess
import sys

import pytest

from minqing.cli.commands import COMMANDS
from minqing.cli.main import find_command, main, parser_of
from minqing.site.trouble import Trouble


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal speaks English in these tests, where none says otherwise."""
    monkeypatch.setenv("MINQING_LANGUAGE", "en")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_every_command_has_its_module_and_tells_what_it_takes(
    command: object, capsys: pytest.CaptureFixture[str]
) -> None:
    from minqing.cli.commands import Command

    assert isinstance(command, Command)
    module = importlib.import_module(f"minqing.cli.{command.module}")
    assert parser_of(command, module).prog == f"minqing {command.words}"
    assert callable(module.run)
    assert main([*command.words.split(), "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: minqing {command.words}")


def test_the_longest_words_that_fit_find_the_command() -> None:
    assert [getattr(find_command(words), "words", None) for words in (
        ["import", "register", "a.xlsx"], ["import"], ["verify", "--json"], ["nothing"]
    )] == ["import register", None, "verify", None]  # fmt: skip


def test_without_a_command_it_lists_them_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out = capsys.readouterr().out
    assert [line.split("  ")[1] for line in out.splitlines() if line.startswith("  minqing")] == [
        f"minqing {each.words}" for each in COMMANDS if not each.hidden
    ]


def test_help_is_no_wrong_use() -> None:
    assert main(["--help"]) == 0


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sing", "loudly"]) == 2
    assert capsys.readouterr().err == "There is no command “sing loudly”. What there is: minqing --help\n"


def test_an_unknown_option_is_wrong_use() -> None:
    assert main(["doctor", "--sing"]) == 2


def test_trouble_becomes_its_sentence_on_stderr_and_its_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def in_trouble(args: object) -> int:
        raise Trouble("The ink is out. Buy some.", status=1)

    monkeypatch.setattr("minqing.cli.doctor.run", in_trouble)
    assert main(["doctor"]) == 1
    assert capsys.readouterr() == ("", "The ink is out. Buy some.\n")


def test_with_json_trouble_too_is_one_document_on_stdout(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def in_trouble(args: object) -> int:
        raise Trouble("The ink is out. Buy some.")

    monkeypatch.setattr("minqing.cli.doctor.run", in_trouble)
    assert main(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"ok": False, "error": "The ink is out. Buy some."}


@pytest.mark.parametrize(
    ("settings", "first_word"),
    [
        ({"MINQING_LANGUAGE": "en"}, "There"),
        ({"MINQING_LANGUAGE": "zh-hans"}, "没有"),
        ({"LANG": "en_GB.UTF-8"}, "There"),
        ({"LANG": "zh_CN.UTF-8"}, "没有"),
        ({"LANG": "C.UTF-8"}, "没有"),
        ({"MINQING_LANGUAGE": "zh-hans", "LANG": "en_GB.UTF-8"}, "没有"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "There"),
    ],
)
def test_the_terminal_speaks_the_language_of_whoever_sits_there_by_default_chinese(
    settings: dict[str, str],
    first_word: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("MINQING_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    main(["sing"])
    assert capsys.readouterr().err[: len(first_word)] == first_word


def test_due_without_a_community_loads_no_django_and_no_driver() -> None:
    program = (
        "import sys; from minqing.cli.main import main;"
        "status = main(['due', '--grade', 'ordinary', '--at', '2026-09-30T16:00:00+08:00', '--json']);"
        "print([name for name in ('django', 'psycopg') if name in sys.modules], status, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "[] 0\n"
