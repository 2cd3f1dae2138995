"""The docs are kept true: every link leads somewhere, every make command exists, the index of decisions is fresh."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from minqing.cli.commands import COMMANDS

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)")
SHOWN = re.compile(
    r"^(?: {4}|\s*\$ )\.venv/bin/minqing ([a-z][a-z -]*?)(?: +--| +#| +[A-Z<]|$)", re.MULTILINE
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page):
    text = page.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_make_command_that_is_shown_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = set(re.findall(r"(?:^ {4}|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert shown - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_ours_that_is_shown_exists(page):
    known = {command.words for command in COMMANDS}
    assert {words.strip() for words in SHOWN.findall(page.read_text(encoding="utf-8"))} - known == set()


def test_the_readme_in_both_languages_says_that_it_is_for_trial_only():
    assert "For trial with invented people only" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "目前只可用虚构的人试用" in (ROOT / "README.zh.md").read_text(encoding="utf-8")


def test_the_index_of_decisions_is_fresh():
    script = ROOT / "scripts" / "decisions.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0
