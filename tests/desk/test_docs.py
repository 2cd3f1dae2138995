"""docs/desk.md names every tag and filter, every block of the page and every attribute of the script."""

import re
from pathlib import Path

from minqing.desk.templatetags.desk import register

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/desk.md").read_text(encoding="utf-8")


def test_every_tag_and_filter_is_told() -> None:
    told = set(re.findall(r"{% (\w+)", PAGE)) | set(re.findall(r"\\\|(\w+)", PAGE))
    assert sorted({*register.tags, *register.filters} - told) == []


def test_every_block_of_the_page_is_told() -> None:
    base = ROOT / "minqing/desk/templates/desk/base.html"
    root = ROOT / "minqing/desk/templates/desk/root.html"
    blocks = {
        *re.findall(r"{% block (\w+)", base.read_text()),
        *re.findall(r"{% block (\w+)", root.read_text()),
    }
    told = set(re.findall(r"`(\w+)`", PAGE))
    assert sorted(blocks - told - {"document", "whole_title"}) == []


def test_every_attribute_that_the_script_reads_is_told() -> None:
    scripts = "".join(path.read_text() for path in (ROOT / "web/desk").glob("*.ts"))
    read = {f"data-{name}" for name in re.findall(r"\[data-([\w-]+)", scripts)}
    told = set(re.findall(r"data-[\w-]+", PAGE))
    inside = {"data-toasts", "data-dismisses", "data-selected", "data-keys-list", "data-live-state"}
    assert sorted(read - told - inside - {"data-theme-choice", "data-type-choice"}) == []
