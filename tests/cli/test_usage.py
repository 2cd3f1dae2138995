"""Wrong use is said in the language of the terminal, also where argparse says it."""

import pytest

from minqing.cli.main import main


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", "还需要这些参数："), ("en", "the following arguments are required: ")],
)
def test_a_missing_argument_is_asked_for_in_the_terminals_language(language, words, monkeypatch, capsys):
    monkeypatch.setenv("MINQING_LANGUAGE", language)
    assert main(["import", "register"]) == 2
    assert words in capsys.readouterr().err
